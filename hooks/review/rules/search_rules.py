"""Rules on the record of searches: which sections, which day, and what was kept."""

from __future__ import annotations

from collections.abc import Iterator

from review.dates import past
from review.evidence.corpus import Corpus
from review.evidence.searches import LOOK_UP, SEARCH
from review.messages import problem
from review.problem import Problem
from review.rules.table_form_rules import sound
from review.suggestion import advice


def search_section(corpus: Corpus) -> Iterator[Problem]:
    """A search is for sections that exist, each named once.
    检索记录所写的章节都存在，每节只写一次。
    """
    sections = [path.removeprefix("docs/") for path in corpus.sections]
    for search in sound(corpus.searches, "searches"):
        for index, page in enumerate(search.sections):
            if page in search.sections[:index] or not corpus.is_page(f"docs/{page}"):
                place, near = search.place("sections", index), advice(page, sections)
                yield problem(place, "search-section", page=page, cure=near)


def search_date(corpus: Corpus) -> Iterator[Problem]:
    """A search was made on a day that exists and is not in the future.
    检索日期真实存在，且不在将来。
    """
    for search in sound(corpus.searches, "searches"):
        if not past(day := str(search.data["on"])):
            yield problem(search.place("on"), "search-date", day=day)


def search_record(corpus: Corpus) -> Iterator[Problem]:
    """No more hits are taken in than were looked at; and where strings or the number looked at were
    not kept, it was no search but a look-up.
    收入的条数不多于看过的条数；没有留存检索式或看过的条数的，是定向查找（look-up），不是检索（search）。
    """
    for search in sound(corpus.searches, "searches"):
        looked, taken = search.looked, search.taken
        if looked is not None and taken is not None and taken > looked:
            place = search.place("taken")
            yield problem(place, "search-record/counts", taken=taken, looked=looked)
        if search.kind == SEARCH and (search.strings is None or looked is None):
            yield problem(search.place("kind"), "search-record/unrecorded", command=LOOK_UP)
