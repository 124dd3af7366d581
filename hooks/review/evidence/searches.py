"""What was searched for the sections of a review: where, how, when, by whom, and how many hits were
looked at and taken in.

A ``search`` is one of databases whose strings and counts were kept; a ``look-up`` went straight to
what somebody already had a name for and proves nothing about what it did not meet; a ``check``
only meant to confirm figures that are in. What nobody kept is said to be unrecorded and is None
here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from review.problem import Text
from review.sources.record import Record

SEARCH, LOOK_UP = "search", "look-up"
UNRECORDED = "not-recorded"


@dataclass(frozen=True)
class Search:
    """One search; ``number`` is its place in the file, from 0."""

    data: Mapping[str, Any]
    number: int
    record: Record

    @property
    def kind(self) -> str:
        """``search``, ``look-up`` or ``check``."""
        return str(self.data.get("kind", ""))

    @property
    def day(self) -> datetime.date | None:
        """The day it was made on; None where what is written is no day."""
        try:
            return datetime.date.fromisoformat(str(self.data.get("on")))
        except ValueError:
            return None

    @property
    def sections(self) -> tuple[str, ...]:
        """Paths below ``docs/`` of the sections it was made for."""
        return _texts(self.data.get("sections"))

    @property
    def strings(self) -> tuple[str, ...] | None:
        """What was typed; None where nobody kept it."""
        found = self.data.get("strings")
        return None if found == UNRECORDED else _texts(found)

    @property
    def looked(self) -> int | None:
        """Hits that somebody looked at; None where nobody counted."""
        return _count(self.data.get("looked"))

    @property
    def taken(self) -> int | None:
        """Hits that were taken in; None where nobody counted."""
        return _count(self.data.get("taken"))

    def text(self, name: str) -> Text | None:
        """``sources``, ``by`` or ``note`` in both languages."""
        block = self.data.get(name)
        if not isinstance(block, dict):
            return None
        return Text(str(block.get("zh", "")), str(block.get("en", "")))


def gather(record: Record | None) -> tuple[Search, ...]:
    """The searches of a record, in file order; none where there is no record."""
    found = record.get("searches") if record else None
    return tuple(
        Search(data, number, record)
        for number, data in enumerate(found if isinstance(found, list) else [])
        if isinstance(data, dict) and record is not None
    )


def last(searches: Iterable[Search], section: str, kind: str) -> datetime.date | None:
    """The day of the last search of a kind for a section (its path below ``docs/``); None where
    none is recorded."""
    days = [
        each.day for each in searches if each.kind == kind and section in each.sections and each.day
    ]
    return max(days, default=None)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
