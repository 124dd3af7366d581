"""What a watch found: matters for a person, and what could not be asked this time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.problem import Place, Text


@dataclass(frozen=True)
class Finding:
    """One matter for a person; ``id`` is the same as long as it is, ``quoted`` foreign text."""

    id: str
    text: Text
    subject: str
    places: tuple[Place, ...] = ()
    quoted: tuple[str, ...] = ()
    grave: bool = False


@dataclass(frozen=True)
class Report:
    """The outcome of one run: how many were asked, every matter that is open, what gave no answer,
    and what the next run must know."""

    watch: str
    requests: int
    findings: tuple[Finding, ...]
    unanswered: tuple[tuple[str, Text], ...]
    items: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ordered(self) -> tuple[Finding, ...]:
        """Grave matters first, then by file."""
        found = sorted(self.findings, key=lambda item: (not item.grave, item.places[:1], item.id))
        return tuple(found)
