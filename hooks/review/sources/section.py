"""A review section as values: one bilingual Markdown page in headings, pairs of texts, and blocks
that serve both languages. ``section_parser`` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.problem import Place, Text
from review.sources.prose import Pair, Prose
from review.sources.record import Record
from review.sources.source import Source

BOTTOM_LINE = "bottom-line"  # anchor of what a section answers, where it begins with that


@dataclass(frozen=True)
class Heading:
    """A heading; ``anchor`` is made of its English half, for every rendition."""

    level: int
    text: Text
    anchor: str
    place: Place


@dataclass(frozen=True)
class Fence:
    """A ``trials`` fence: which rows and columns of the trial tables to show."""

    record: Record | None
    place: Place


@dataclass(frozen=True)
class Shared:
    """A block of Markdown for both languages (images, for instance)."""

    prose: Prose


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it, in order."""

    heading: Heading
    items: tuple[Pair | Shared | Fence, ...]

    @property
    def pairs(self) -> list[Pair]:
        """The pairs of texts, in order."""
        return [item for item in self.items if isinstance(item, Pair)]


@dataclass(frozen=True)
class Allowance:
    """``allow RULE: reason`` and the ``line`` it excuses, the next one that holds text."""

    rule: str
    reason: str
    place: Place
    line: int


@dataclass(frozen=True)
class Section:
    """One bilingual page. ``path`` is that of its source, as ``docs/review/surgery.md``."""

    source: Source = field(repr=False)
    meta: Record | None
    parts: tuple[Part, ...]
    allowances: tuple[Allowance, ...]

    @property
    def path(self) -> str:
        """Path of the source."""
        return self.source.path

    @property
    def title(self) -> Heading:
        """The level-one heading."""
        return self.parts[0].heading

    @property
    def bottom_line(self) -> Part | None:
        """What the section answers; None where it does not begin with that."""
        first = self.parts[1:2]
        return first[0] if first and first[0].heading.anchor == BOTTOM_LINE else None

    @property
    def headings(self) -> list[Heading]:
        """Every heading, in order."""
        return [part.heading for part in self.parts]

    @property
    def items(self) -> list[Pair | Shared | Fence]:
        """What stands under all headings, in order."""
        return [item for part in self.parts for item in part.items]

    @property
    def pairs(self) -> list[Pair]:
        """The pairs of texts, in order."""
        return [pair for part in self.parts for pair in part.pairs]

    @property
    def fences(self) -> list[Fence]:
        """The ``trials`` fences, in order."""
        return [item for item in self.items if isinstance(item, Fence)]

    @property
    def shared(self) -> list[Prose]:
        """The texts for both languages, in order."""
        return [item.prose for item in self.items if isinstance(item, Shared)]

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The front matter's values."""
        return self.meta.data if self.meta else {}


def slug(english: str) -> str:
    """Anchor of a heading: its English in lower case, all but letters and digits a hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")
