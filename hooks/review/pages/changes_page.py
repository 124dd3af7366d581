"""The page “what changed”: every entry of the log by day, and how far back it reaches."""

from __future__ import annotations

from itertools import groupby

from review.edition.log import First
from review.edition.page import Page
from review.edition.view import View
from review.markup.escape import link, literal
from review.pages.changes_entries import items
from review.pages.changes_pieces import Item, Line
from review.pages.currency import day
from review.pages.page_finish import generated, in_both

NAME = "changes.md"
FEED = "changes.xml"


@in_both(NAME)
def changes(view: View) -> Page:
    """What changed, day by day."""
    log = view.edition.log
    days = [
        (date, day(date, view), [_item(item, view) for item in found])
        for date, found in groupby(items(view), key=lambda item: item.moment.date())
    ]
    return generated(
        view,
        "changes",
        feed=FEED,
        days=days,
        first=_first(log.first, view) if log.first else None,
        reach=reach(view),
    )


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
    return shown(item.title, view), [shown(line, view) for line in item.lines], item.more


def shown(line: Line, view: View) -> str:
    """A line as Markdown, its pieces with their links."""
    return "".join(
        link(literal(piece.text), view.to(piece.page, piece.anchor) if piece.page else "")
        for piece in line
    )
