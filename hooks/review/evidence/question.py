"""A clinical question: whom it is about, what is compared, the answer, and for each outcome the
evidence with the certainty that somebody gave it.

Evidence is named by address, as figures in prose are: ``trial#row.arm`` is the cell of an arm,
``trial#row.between`` the comparison of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.problem import Place, Text
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


@dataclass(frozen=True)
class Outcome:
    """One outcome of a question; ``number`` is its place in the file, from 0."""

    data: Mapping[str, Any]
    number: int
    record: Record

    @property
    def endpoint(self) -> str:
        """The endpoint's id; empty for a harm that has but a label."""
        return str(self.data.get("endpoint", ""))

    @property
    def harm(self) -> bool:
        """Whether the file itself calls it a harm; the rows of its evidence may, too."""
        return self.data.get("harm") is True

    @property
    def critical(self) -> bool:
        return self.data.get("importance") == "critical"

    @property
    def synthesis(self) -> str:
        """``single``, ``narrative``, ``meta-analysis``, or ``none`` where nothing was seen."""
        return str(self.data.get("synthesis", ""))

    @property
    def evidence(self) -> tuple[Address, ...]:
        written = self.data.get("evidence")
        return tuple(Address.read(str(one)) for one in written) if isinstance(written, list) else ()

    @property
    def baseline(self) -> Mapping[str, Any]:
        return _block(self.data, "baseline")

    @property
    def certainty(self) -> Mapping[str, Any]:
        return _block(self.data, "certainty")

    @property
    def level(self) -> str:
        """The certainty, one of LEVELS; empty where none was given."""
        return str(self.certainty.get("level", ""))

    def text(self, name: str) -> Text | None:
        """``label`` or ``finding`` in both languages."""
        return _text(self.data, name)

    def place(self, *path: str | int) -> Place:
        """Where a field of this outcome stands in the file."""
        return self.record.place("outcomes", self.number, *path)


@dataclass(frozen=True)
class Question:
    """A clinical question, as its file has it."""

    id: str
    record: Record

    @property
    def path(self) -> str:
        return self.record.source.path

    @property
    def section(self) -> str:
        """The section of the review that the question belongs to, as a file name without ending."""
        return str(self.record.get("section") or "")

    @property
    def rank(self) -> int:
        """Its place within the section, small first."""
        rank = self.record.get("rank")
        return rank if isinstance(rank, int) else 0

    @property
    def key(self) -> bool:
        """Whether it stands in the overview at the head of its section."""
        return self.record.get("key") is True

    @property
    def setting(self) -> str:
        return str(self.record.get("population", "setting") or "")

    @property
    def lines(self) -> tuple[str, ...]:
        return self.ids("population", "lines")

    @property
    def standing(self) -> str:
        """Its standing in present practice, by the sources that ``practice`` names."""
        return str(self.record.get("practice", "standing") or "")

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        written = self.record.get("outcomes")
        return tuple(
            Outcome(data, number, self.record)
            for number, data in enumerate(written if isinstance(written, list) else [])
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
        """Keys of the bibliography that fields name, each with its path; those of prose stand in
        the prose."""
        for number, key in enumerate(self.ids("practice", "sources")):
            yield ("practice", "sources", number), key
        for outcome in self.outcomes:
            if source := outcome.baseline.get("source"):
                yield ("outcomes", outcome.number, "baseline", "source"), str(source)

    @property
    def cited(self) -> tuple[str, ...]:
        """Keys that the question cites, in fields and in prose, once."""
        prose = [side for pair in self.record.pairs() for side in pair.sides]
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

    def ids(self, *path: str) -> tuple[str, ...]:
        """A list of ids; empty where there is none."""
        written = self.record.get(*path)
        return tuple(str(id) for id in written) if isinstance(written, list) else ()

    def text(self, *path: str) -> Text | None:
        """A field in both languages; None where there is none."""
        block = self.record.get(*path[:-1]) if path[:-1] else self.record.data
        return _text(block, path[-1]) if isinstance(block, dict) else None


def _block(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    block = data.get(name)
    return block if isinstance(block, dict) else {}


def _text(data: Mapping[str, Any], name: str) -> Text | None:
    block = data.get(name)
    if not isinstance(block, dict):
        return None
    return Text(str(block.get("zh", "")), str(block.get("en", "")))
