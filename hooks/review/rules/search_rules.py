"""Rules on the record of searches: which sections, which day, and what was kept."""

from __future__ import annotations

from collections.abc import Iterator

from review.dates import future, span
from review.evidence.corpus import Corpus
from review.evidence.searches import LOOK_UP, SEARCH, Search
from review.problem import Place, Problem, Text
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
                yield Problem(
                    _place(search, "sections", index),
                    "search-section",
                    Text(f"不存在或重复的章节 {page}", f"the section {page}, missing or doubled"),
                    Text("docs/ 下的一个章节，只写一次", "a section below docs/, named once"),
                    advice(page, known),
                )


def search_date(corpus: Corpus) -> Iterator[Problem]:
    """A search was made on a day that exists and is not in the future.
    检索日期真实存在，且不在将来。
    """
    for search in _sound(corpus):
        day = str(search.data["on"])
        if span(day) is None or future(day):
            yield Problem(
                _place(search, "on"),
                "search-date",
                Text(f"检索日期 {day}", f"the day {day}"),
                Text("存在且不在将来的日期", "a day that exists and is not in the future"),
                Text("写检索当天的日期。", "Write the day of the search."),
            )


def search_record(corpus: Corpus) -> Iterator[Problem]:
    """No more hits are taken in than were looked at; and where strings or the number looked at were
    not kept, it was no search but a look-up.
    收入的条数不多于看过的条数；没有留存检索式或看过的条数的，是定向查找（look-up），不是检索（search）。
    """
    for search in _sound(corpus):
        looked, taken = search.looked, search.taken
        if looked is not None and taken is not None and taken > looked:
            yield Problem(
                _place(search, "taken"),
                "search-record",
                Text(f"收入 {taken} 条，看过 {looked} 条", f"{taken} taken in of {looked}"),
                Text(f"不多于 {looked}", f"at most {looked}"),
                Text("核对两个数。", "Check both numbers."),
            )
        if search.kind == SEARCH and (search.strings is None or looked is None):
            yield Problem(
                _place(search, "kind"),
                "search-record",
                Text("检索式或条数未留存的检索", "a search without its strings or counts"),
                Text(f"kind: {LOOK_UP}，或补上两者", f"kind: {LOOK_UP}, or both recorded"),
                Text(
                    "补上检索式与看过的条数，或改为 look-up。",
                    "Add the strings and how many hits were looked at, or write look-up.",
                ),
            )


def _is_missing(corpus: Corpus, page: str) -> bool:
    """Whether there is no such section; one that could not be read is reported already."""
    return f"docs/{page}" not in corpus.sections and not corpus.is_file(f"docs/{page}")


def _place(search: Search, *path: str | int) -> Place:
    return search.record.place("searches", search.number, *path)


def _sound(corpus: Corpus) -> Iterator[Search]:
    """Searches of a file that keeps its schema; in another nobody knows what is meant."""
    for search in corpus.searches:
        if not violations(search.record, "searches"):
            yield search
