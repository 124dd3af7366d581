"""A clinical question: whom it is about, what is compared, the answer, and for each outcome the
evidence with the certainty that somebody gave it.

Evidence is named by address, as figures in prose are: ``trial#row.arm`` is the cell of an arm,
``trial#row.between`` the comparison of a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from review.evidence.fields import Block, Field, bilingual, flag, ids, items, mapping, word
from review.problem import Text
from review.sources.record import Path, Record

LEVELS = ("high", "moderate", "low", "very-low")
DOMAINS = ("risk-of-bias", "inconsistency", "indirectness", "imprecision", "publication-bias")
UPGRADES = ("large-effect", "dose-response", "opposing-confounding")
STARTS_LOW = "non-randomised"
NOT_REPORTED = "none"  # the synthesis of an outcome that nothing was seen on
PRELIMINARY = "editors"  # who judged, as long as no clinician has signed
SIGNATURES = 2  # clinicians who sign before a judgement is no longer preliminary


@dataclass(frozen=True)
class Address:
    """``trial#row.column``, where the column is an arm or ``between``."""

    trial: str
    row: str
    column: str

    @classmethod
    def read(cls, written: str) -> Address:
        """The parts of an address; empty where it lacks them."""
        trial, _, datum = written.partition("#")
        row, _, column = datum.partition(".")
        return cls(trial, row, column)

    @property
    def datum(self) -> str:
        """The address within its trial table."""
        return f"{self.row}.{self.column}"

    def __str__(self) -> str:
        return f"{self.trial}#{self.datum}"


class Outcome(Block):
    """One outcome of a question. ``endpoint`` is empty for a harm that has but a label; ``harm``
    says that the file itself calls it one, as the rows of its evidence may, too; ``synthesis`` is
    ``single``, ``narrative``, ``meta-analysis``, or ``none`` where nothing was seen; ``level`` is
    one of LEVELS, empty where no certainty was given."""

    endpoint, harm = Field(word, "endpoint"), Field(flag, "harm")
    importance, synthesis = Field(word, "importance"), Field(word, "synthesis")
    baseline, certainty = Field(mapping, "baseline"), Field(mapping, "certainty")
    level = Field(word, "certainty", "level")

    @property
    def number(self) -> int:
        """Its place in the file, from 0."""
        return int(self.path[-1])

    @property
    def critical(self) -> bool:
        return self.importance == "critical"

    @property
    def evidence(self) -> tuple[Address, ...]:
        return tuple(map(Address.read, self.ids("evidence")))


@dataclass(frozen=True)
class Question:
    """A clinical question, as its file has it. ``section`` is the section of the review that it
    belongs to, as a file name without ending; ``key`` says that it stands in the overview at its
    head; ``standing`` is that in present practice, by the sources that ``practice`` names."""

    id: str
    record: Record

    section, key = Field(word, "section"), Field(flag, "key")
    setting, lines = Field(word, "population", "setting"), Field(ids, "population", "lines")
    standing = Field(word, "practice", "standing")

    @property
    def path(self) -> str:
        return self.record.source.path

    @property
    def rank(self) -> int:
        """Its place within the section, small first."""
        rank = self.get("rank")
        return rank if isinstance(rank, int) else 0

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(
            Outcome(self.record, ("outcomes", number))
            for number, data in enumerate(items(self.get("outcomes")))
            if isinstance(data, dict)
        )

    @property
    def signed(self) -> tuple[str, ...]:
        """The clinicians who signed the judgement; the editors' own is preliminary."""
        return tuple(name for name in self.ids("judged", "by") if name != PRELIMINARY)

    @property
    def preliminary(self) -> bool:
        """Whether the judgement still waits for its clinicians."""
        return len(self.signed) < SIGNATURES

    @property
    def evidence(self) -> tuple[Address, ...]:
        """Every address that the question rests on, those of its baselines included, once."""
        found: dict[Address, None] = {}
        for outcome in self.outcomes:
            found |= dict.fromkeys(outcome.evidence)
            if origin := outcome.baseline.get("from"):
                found[Address.read(str(origin))] = None
        return tuple(found)

    @property
    def references(self) -> Iterator[tuple[Path, str]]:
        """Keys of the bibliography that fields, not prose, name, each with its path."""
        for number, key in enumerate(self.ids("practice", "sources")):
            yield ("practice", "sources", number), key
        for outcome in self.outcomes:
            if source := outcome.baseline.get("source"):
                yield ("outcomes", outcome.number, "baseline", "source"), str(source)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """Keys that the question cites, in fields and in prose, once."""
        prose = [side for pair in self.record.pairs for side in pair.sides]
        keys = [key for side in prose for citation in side.citations for key in citation.keys]
        return tuple(dict.fromkeys([*(key for _, key in self.references), *keys]))

    @property
    def terms(self) -> Iterator[tuple[str, Path]]:
        """Kind and path of every field that names terms of the vocabulary."""
        yield "diagnoses", ("population", "diagnoses")
        yield "agents", ("intervention", "agents")
        yield "agents", ("comparator", "agents")
        for outcome in self.outcomes:
            yield "endpoints", ("outcomes", outcome.number, "endpoint")

    def get(self, *path: str) -> Any:
        """The value of a field, or None."""
        return self.record.get(*path)

    def ids(self, *path: str) -> tuple[str, ...]:
        """A list of ids; empty where there is none."""
        return ids(self.get(*path))

    def text(self, *path: str) -> Text | None:
        """A field in both languages; None where there is none."""
        return bilingual(self.get(*path))
