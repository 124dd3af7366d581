"""Rules on the record of searches: which sections, which day, and what was kept."""

from __future__ import annotations

from collections.abc import Iterator

from review.dates import future, span
from review.evidence.corpus import Corpus
from review.evidence.searches import LOOK_UP, SEARCH, Search
from review.messages import problem
from review.problem import Place, Problem
from review.sources.schema import violations
from review.suggestion import advice


def search_section(corpus: Corpus) -> Iterator[Problem]:
    """A search is for sections that exist, each named once.
    检索记录所写的章节都存在，每节只写一次。
    """
    known = [path.removeprefix("docs/") for path in corpus.sections]
    for search in _sound(corpus):
        for index, page in enumerate(search.sections):
            if page in search.sections[:index] or _is_missing(corpus, page):
                yield problem(
                    _place(search, "sections", index),
                    "search-section",
                    page=page,
                    cure=advice(page, known),
                )


def search_date(corpus: Corpus) -> Iterator[Problem]:
    """A search was made on a day that exists and is not in the future.
    检索日期真实存在，且不在将来。
    """
    for search in _sound(corpus):
        day = str(search.data["on"])
        if span(day) is None or future(day):
            yield problem(_place(search, "on"), "search-date", day=day)


def search_record(corpus: Corpus) -> Iterator[Problem]:
    """No more hits are taken in than were looked at; and where strings or the number looked at were
    not kept, it was no search but a look-up.
    收入的条数不多于看过的条数；没有留存检索式或看过的条数的，是定向查找（look-up），不是检索（search）。
    """
    for search in _sound(corpus):
        looked, taken = search.looked, search.taken
        if looked is not None and taken is not None and taken > looked:
            yield problem(
                _place(search, "taken"), "search-record/counts", taken=taken, looked=looked
            )
        if search.kind == SEARCH and (search.strings is None or looked is None):
            yield problem(_place(search, "kind"), "search-record/unrecorded", command=LOOK_UP)


def _is_missing(corpus: Corpus, page: str) -> bool:
    """Whether there is no such section; one that could not be read is reported already."""
    return f"docs/{page}" not in corpus.sections and not corpus.is_file(f"docs/{page}")


def _place(search: Search, *path: str | int) -> Place:
    return search.place(*path)


def _sound(corpus: Corpus) -> Iterator[Search]:
    """Searches of a file that keeps its schema; in another nobody knows what is meant."""
    for search in corpus.searches:
        if not violations(search.record, "searches"):
            yield search
