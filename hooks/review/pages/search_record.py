"""The record of searches in words: the days of the last ones, and all of them as a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from review.edition.view import View
from review.evidence.searches import Search
from review.figures.coverage import REVIEW
from review.markup.escape import literal
from review.markup.table import lines, listing, small, table
from review.pages.currency import Currency, day

FIELDS = ("search-day", "search-sections", "search-sources", "search-counts", "search-by")
NEWEST = 60  # searches that are listed
NAMED = 4  # sections that a row names
TYPED = 2  # strings that it shows; they are long


def last(dates: Currency, view: View) -> str:
    """The day of the last search of a section in digits, else that of its last look-up, which is
    called so; empty where neither is recorded."""
    if dates.searched:
        return dates.searched.isoformat()
    if dates.looked:
        return lines(dates.looked.isoformat(), small(view.word("living", "kind-look-up")))
    return ""


def span(currencies: Iterable[Currency], view: View) -> str:
    """Between which days sections were searched and others looked up; empty if unrecorded."""
    found = list(currencies)
    days = {
        "searched": [search.searched for search in found if search.searched],
        "looked": [search.looked for search in found if search.looked and not search.searched],
    }
    return view.language.clauses(
        view.word("living", name, date=_range(min(dates), max(dates), view))
        for name, dates in days.items()
        if dates
    )


def _range(first: datetime.date, last: datetime.date, view: View) -> str:
    if first == last:
        return day(first, view)
    return view.word("living", "range", first=day(first, view), last=day(last, view))


def record(view: View) -> str:
    """The recorded searches, the newest first; where there are none, that."""
    found = sorted(view.corpus.searches, key=lambda search: str(search.day), reverse=True)
    if not found:
        return view.word("living", "no-search")
    header = [view.word("living", name) for name in FIELDS]
    body = listing(table(header, [_row(search, view) for search in found[:NEWEST]]), "searches")
    more = len(found) - NEWEST
    return f"{body}\n\n{view.word('living', 'more-searches', n=more)}" if more > 0 else body


def _row(search: Search, view: View) -> list[str]:
    kind = view.word("living", f"kind-{search.kind}")
    note = literal(view.pick(search.text("note")))
    return [
        lines(search.day.isoformat() if search.day else "", small(kind)),
        _sections(search, view),
        lines(literal(view.pick(search.text("sources"))), _strings(search, view)),
        lines(
            *(
                view.word("living", name, n=_counted(number, view))
                for name, number in (("looked-at", search.looked), ("taken-in", search.taken))
            )
        ),
        lines(literal(view.pick(search.text("by"))), small(note) if note else ""),
    ]


def _sections(search: Search, view: View) -> str:
    """The sections as links, the first few; that it was all of them, where it was."""
    sections = {
        path.removeprefix("docs/"): section
        for path, section in view.corpus.sections.items()
        if path.startswith(REVIEW)
    }
    named = [page for page in search.sections if page in sections]
    if len(named) == len(sections):
        return view.word("living", "all-sections", n=len(named))
    links = [view.section(sections[page]) for page in named]
    number = len(links) - NAMED
    more = view.word("living", "more-sections", n=number) if number > 0 else ""
    return view.listed(links[:NAMED]) + more


def _strings(search: Search, view: View) -> str:
    """What was typed, the first few strings; that it was not kept, where it was not."""
    if search.strings is None:
        return small(view.word("living", "strings", strings=view.word("living", "unrecorded")))
    quoted = [f"<code>{literal(typed)}</code>" for typed in search.strings[:TYPED]]
    number = len(search.strings) - TYPED
    more = view.word("living", "more-strings", n=number) if number > 0 else ""
    return view.word("living", "strings", strings=view.listed(quoted)) + more


def _counted(number: int | None, view: View) -> str:
    return view.word("living", "unrecorded") if number is None else str(number)
