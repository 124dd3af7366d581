"""A change: one thing a reader will find different, what it was and what it is, and the sentences
that speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from review.figures.coverage import Share
from review.problem import Place, Text
from review.sources.prose import LANGUAGES


class Weight(StrEnum):
    """How a change is to be judged, the heaviest first: CLINICAL changes what is claimed, WORDING
    changes how (a person must read it, because one word can turn a sentence round), NEUTRAL changes
    nothing that is claimed."""

    CLINICAL = "clinical"
    WORDING = "wording"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Detail:
    """One value of the thing changed; None where it was not there, or is there no longer. ``key``
    is the path of its field in a table."""

    name: Text
    old: Text | None
    new: Text | None
    key: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence that speaks of what changed, before and after, as readers read it."""

    language: str
    old: str | None = None
    new: str | None = None
    old_place: Place | None = None
    new_place: Place | None = None

    @property
    def new_side(self) -> tuple[str, str, str]:
        """File, language and text in the new version; empty where it has none."""
        if not self.new_place or not self.new:
            return ("", "", "")
        return (self.new_place.path, self.language, self.new)

    @property
    def fate(self) -> str:
        """``added``, ``removed``, ``edited``, or ``unedited``: it stands as it stood."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        return "unedited" if self.old == self.new else "edited"


@dataclass(frozen=True)
class Publication:
    """A source as a table names it, with what it takes to find it."""

    key: str
    doi: str | None = None
    pmid: str | None = None


@dataclass(frozen=True)
class Origin:
    """What a figure is to be compared with: the publications its table names, how and where in them
    it was seen, and the report that prints it.

    ``seen``, ``locator`` and ``report`` are as the table has them, empty where it has none;
    ``name`` and ``url`` are those of the report."""

    publications: tuple[Publication, ...] = ()
    seen: str = ""
    locator: str = ""
    report: str = ""
    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Value:
    """One value of a part; ``key`` is its field, or the id of its arm, and ``raw`` what the table
    holds there, by which two versions are compared."""

    key: str
    name: Text
    text: Text
    raw: Any = field(default=None, compare=False, repr=False)


# what a version has of one thing, by the keys of its fields
FlatRow = Mapping[str, Value]


@dataclass(frozen=True)
class Part:
    """An arm, a row or a text of a study that came or went, whole. ``kind`` is one of ``study``,
    ``text``, ``arm``, ``result``, ``harm``, ``fact``."""

    kind: str
    address: str
    name: Text
    place: Place
    values: tuple[Value, ...]
    origin: Origin | None = None


@dataclass(frozen=True)
class Change:
    """One change. ``old`` and ``new`` are its places in the two versions; ``address`` is the row of
    a table or the anchor of a page it is about, as the version that has it calls it. ``origins``
    are those of the figures before and after; ``contents`` are the parts of what came or went, and
    tell all that ``details`` tell; ``others`` is how many more sentences cite what changed, which
    nothing in the data they cite concerns."""

    kind: str
    weight: str
    subject: Text
    old: Place | None = None
    new: Place | None = None
    details: tuple[Detail, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    address: str = ""
    origins: tuple[Origin | None, Origin | None] = (None, None)
    contents: tuple[Part, ...] = ()
    others: int = 0


@dataclass(frozen=True)
class Difference:
    """All changes in the order in which they are told, and the share of bound figures in prose
    before and after, by language."""

    changes: tuple[Change, ...]
    before: Mapping[str, Share]
    after: Mapping[str, Share]

    @property
    def verdict(self) -> str:
        """The heaviest weight among the changes; NEUTRAL where there are none."""
        weights = {change.weight for change in self.changes}
        return next((weight for weight in Weight if weight in weights), Weight.NEUTRAL)


def differing(before: FlatRow, after: FlatRow, texts: bool = False) -> Iterator[Detail]:
    """Values that differ, or that one version lacks. Bilingual texts are judged elsewhere, as
    texts, unless ``texts`` asks for them."""
    for key, value in {**before, **after}.items():
        sides = before.get(key), after.get(key)
        raw = [side.raw if side else None for side in sides]
        if raw[0] != raw[1] and (texts or not any(map(is_text, raw))):
            old, new = (side.text if side else None for side in sides)
            yield Detail(value.name, old, new, value.key)


def is_text(value: Any) -> bool:
    """Whether a value is a bilingual text."""
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES)


def one_sided(
    noun: str,
    added: bool,
    subject: Text,
    place: Place,
    values: Iterable[Value] = (),
    weight: str = Weight.CLINICAL,
    **other_fields: Any,
) -> Change:
    """A change of a ``noun`` that came or went: all its values stand on the side of the version
    that has it. ``other_fields`` are other fields of the change."""
    kind = f"{noun}-added" if added else f"{noun}-removed"
    old, new = (None, place) if added else (place, None)
    details = tuple(
        Detail(value.name, None if added else value.text, value.text if added else None, value.key)
        for value in values
    )
    return Change(kind, weight, subject, old, new, details, **other_fields)
