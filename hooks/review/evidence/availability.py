"""Where an agent can be had: what regulators decided, region by region.

An agent's decisions stand in order of time. An approval stands until its body takes it back, for
its diagnoses or for all. Nothing found is not the same as not approved, and neither is the same as
not looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.problem import Place, Text
from review.sources.record import Record

REGIONS: Mapping[str, tuple[str, ...]] = {"cn": ("nmpa", "nrdl"), "us": ("fda",), "eu": ("ema",)}
GRANTED = frozenset({"approved", "accelerated", "listed"})
ENDED = {"withdrawn": {"approved", "accelerated"}, "delisted": {"listed"}}
NONE_FOUND = "none-found"


@dataclass(frozen=True)
class Decision:
    """One decision of a body; ``date`` is a year, month or day, empty where nothing was found."""

    data: Mapping[str, Any]
    place: Place

    @property
    def body(self) -> str:
        return str(self.data.get("body", ""))

    @property
    def kind(self) -> str:
        return str(self.data.get("event", ""))

    @property
    def date(self) -> str:
        return str(self.data.get("date") or "")

    @property
    def diagnoses(self) -> tuple[str, ...]:
        ids = self.data.get("diagnoses")
        return tuple(str(id) for id in ids) if isinstance(ids, list) else ()

    @property
    def region(self) -> str:
        """The region whose body decided; empty where the body is none that is listed."""
        return next((region for region, bodies in REGIONS.items() if self.body in bodies), "")

    def text(self, name: str) -> Text | None:
        """``indication`` or ``note`` in both languages."""
        block = self.data.get(name)
        if not isinstance(block, dict):
            return None
        return Text(str(block.get("zh", "")), str(block.get("en", "")))

    def source(self, name: str) -> str:
        """``name`` or ``url`` of what was seen."""
        block = self.data.get("source")
        return str(block.get(name, "")) if isinstance(block, dict) else ""

    def ends(self, other: Decision) -> bool:
        """Whether this decision takes back another."""
        same = self.body == other.body and other.kind in ENDED.get(self.kind, ())
        return same and (not self.diagnoses or set(other.diagnoses) <= set(self.diagnoses))


@dataclass(frozen=True)
class Availability:
    """All decisions on one agent, as its file has them."""

    agent: str
    record: Record

    @property
    def path(self) -> str:
        return self.record.source.path

    @property
    def looked(self) -> str:
        """Day of the last look."""
        return str(self.record.get("looked") or "")

    @property
    def decisions(self) -> tuple[Decision, ...]:
        events = self.record.get("events")
        return tuple(
            Decision(event, self.record.place("events", number))
            for number, event in enumerate(events if isinstance(events, list) else [])
            if isinstance(event, dict)
        )

    def of(self, region: str) -> tuple[Decision, ...]:
        """Decisions of a region, in file order."""
        return tuple(decision for decision in self.decisions if decision.region == region)

    def standing(self, region: str) -> tuple[Decision, ...]:
        """Approvals and listings of a region that no later decision took back."""
        found = self.of(region)
        return tuple(
            decision
            for number, decision in enumerate(found)
            if decision.kind in GRANTED
            and not any(later.ends(decision) for later in found[number + 1 :])
        )
