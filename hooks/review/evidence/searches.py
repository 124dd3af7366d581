"""What was searched for the sections of a review: where, how, when, by whom, and how many hits were
looked at and taken in.

A ``search`` is one of databases whose strings and counts were kept; a ``look-up`` went straight to
what somebody already had a name for and proves nothing about what it did not meet; a ``check``
only meant to confirm figures that are in. What nobody kept is said to be unrecorded and is None
here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from review.evidence.fields import Block, Field, day, ids, items, word
from review.sources.record import Record

SEARCH, LOOK_UP = "search", "look-up"
UNRECORDED = "not-recorded"


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


class Search(Block):
    """One search. ``kind`` is ``search``, ``look-up`` or ``check``; ``day`` the day it was made on;
    ``sections`` are paths below ``docs/``. Of the hits somebody ``looked`` at some were ``taken``
    in; what nobody counted is None."""

    kind, day, sections = Field(word, "kind"), Field(day, "on"), Field(ids, "sections")
    looked, taken = Field(_count, "looked"), Field(_count, "taken")

    @property
    def strings(self) -> tuple[str, ...] | None:
        """What was typed; None where nobody kept it."""
        return None if self.get("strings") == UNRECORDED else self.ids("strings")


def gather(record: Record | None) -> tuple[Search, ...]:
    """The searches of a record, in file order; none where there is no record."""
    return tuple(
        Search(record, ("searches", number))
        for number, data in enumerate(items(record.get("searches") if record else None))
        if isinstance(data, dict) and record is not None
    )


def last(searches: Iterable[Search], section: str, kind: str) -> datetime.date | None:
    """The day of the last search of a kind for a section below ``docs/``; or None."""
    days = [
        search.day
        for search in searches
        if search.kind == kind and section in search.sections and search.day
    ]
    return max(days, default=None)
