"""What is told of one entry of the log, piece by piece: words, each with the page it leads to where
there is one, for a page and a feed alike."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from review.edition.view import View
from review.problem import Text


@dataclass(frozen=True)
class Piece:
    """Plain words; ``page``, as ``trials/x.md``, is where they lead, empty if nowhere."""

    text: str
    page: str = ""
    anchor: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Item:
    """An entry as it is told: its title, and its lines; ``more`` lines are left out. ``key`` names
    it among all entries for good."""

    key: str
    moment: datetime.datetime
    title: Line
    lines: tuple[Line, ...]
    more: int = 0


def plain(line: Line) -> str:
    """A line without its links."""
    return "".join(piece.text for piece in line)


def arrow(old: Text | None, new: Text | None, view: View) -> str:
    """``old → new``, or the one there is."""
    if old is None or new is None:
        return view.pick(new or old)
    return f"{view.pick(old)} → {view.pick(new)}"
