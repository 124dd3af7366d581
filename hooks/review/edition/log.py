"""The log of a review: what each day changed, by what it changed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from review.edition.found_change import Change

QUESTION, TRIAL, SECTION = "question", "trial", "section"
REFERENCE, CORRECTION = "references", "corrections"


@dataclass(frozen=True)
class Entry:
    """What one day changed in one question or trial (``subject`` is its id), one section (its
    path), the references or the corrections."""

    kind: str
    subject: str
    moment: datetime.datetime
    changes: tuple[Change, ...]

    @property
    def day(self) -> datetime.date:
        return self.moment.date()


@dataclass(frozen=True)
class First:
    """The first edition: when, and how many trials, sections and references it held."""

    moment: datetime.datetime
    trials: int
    sections: int
    references: int

    @property
    def day(self) -> datetime.date:
        return self.moment.date()


@dataclass(frozen=True)
class Log:
    """Entries, the newest day first. ``first``, ``since`` and ``shallow`` are as in a History; with
    neither nothing is known of the past."""

    entries: tuple[Entry, ...] = ()
    first: First | None = None
    since: datetime.date | None = None
    shallow: bool = False

    @cached_property
    def digest(self) -> str:
        """The same for the same log only."""
        return hashlib.sha256(repr(self).encode(errors="surrogatepass")).hexdigest()

    def of(self, kind: str, subject: str) -> Iterator[Entry]:
        """Entries of one trial or section, the newest first."""
        return (entry for entry in self.entries if (entry.kind, entry.subject) == (kind, subject))


NOTHING = Log()
