"""The page “what changed”: every entry of the log by day, and how far back it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate, groupby
from pathlib import PurePosixPath

from review.edition.edition import Edition
from review.edition.list_parts import parts
from review.edition.log import Entry, First
from review.edition.page import Page
from review.edition.view import View
from review.markup.escape import link, literal
from review.pages.changes_entries import MOST as LINES
from review.pages.changes_entries import news_items
from review.pages.changes_pieces import Item, Line
from review.pages.currency import day
from review.pages.list_pages import ListPage, in_parts, listed

NAME = "changes.md"
FEED = "changes.xml"
MOST = 900  # entries and their lines on one page


def changes(edition: Edition) -> list[Page]:
    """What changed, day by day: all on one page, or the newest there and each day on its own."""
    keyed = [(_key(entry), entry) for entry in edition.log.entries]
    shared = parts(NAME, (key for key, entry in keyed for _ in _room(entry)), MOST)
    return in_parts(shared, edition, partial(page, keyed), mark="d")


def _key(entry: Entry) -> str:
    """Day, kind and subject of an entry, as an address has them."""
    subject = PurePosixPath(entry.subject).stem
    return f"{entry.day:%Y/%m/%d}/{entry.kind}/{subject}"


def _room(entry: Entry) -> range:
    """As many as the entry has lines, itself one."""
    return range(1 + min(len(entry.changes), LINES))


def page(keyed: Sequence[tuple[str, Entry]], part: ListPage) -> Page:
    """One page in one language; where there are several, the first has the newest."""
    view, keys = part.view, part.keys or _newest(keyed)
    first = None if part.begin else view.edition.log.first
    found = news_items((entry for key, entry in keyed if key in keys), view)
    days = [
        (date, day(date, view), [_item(item, view) for item in items])
        for date, items in groupby(found, key=lambda item: item.moment.date())
    ]
    return listed(
        part,
        "changes",
        feed=view.asset(f"{view.rendition}/{FEED}"),
        days=days,
        first=_first(first, view) if first else None,
        reach="" if part.begin else reach(view),
    )


def _newest(keyed: Sequence[tuple[str, Entry]]) -> frozenset[str]:
    """The keys of the newest entries, as many as one page has room for."""
    room = accumulate(len(_room(entry)) for _, entry in keyed)
    return frozenset(key for (key, _), lines in zip(keyed, room) if lines <= MOST)


def extent(edition: First, view: View) -> str:
    """What the first edition held."""
    return view.word(
        "change",
        "first",
        trials=edition.trials,
        sections=edition.sections,
        references=edition.references,
    )


def _first(edition: First, view: View) -> tuple[str, str, str]:
    """Day, day in words, and extent of the first edition."""
    return (
        edition.day.isoformat(),
        day(edition.day, view),
        view.word("change", "first-title") + view.language.colon + extent(edition, view),
    )


def reach(view: View) -> str:
    """How far back the page reaches, where that is not to the first edition."""
    log = view.edition.log
    if log.first:
        return ""
    if log.since is None:
        return view.word("change", "unknown")
    return view.word("change", "shallow" if log.shallow else "older", date=day(log.since, view))


def _item(item: Item, view: View) -> tuple[str, list[str], int]:
    return line_text(item.title, view), [line_text(line, view) for line in item.lines], item.more


def line_text(line: Line, view: View) -> str:
    """A line as Markdown, its pieces with their links."""
    return "".join(
        link(literal(piece.text), view.to(piece.page, piece.anchor) if piece.page else "")
        for piece in line
    )
