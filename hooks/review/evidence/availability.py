"""Where an agent can be had: what regulators decided, region by region.

An agent's decisions stand in order of time. An approval stands until its body takes it back, for
its diagnoses or for all. Nothing found is not the same as not approved, and neither is the same as
not looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.evidence.fields import Block, Field, ids, items, word
from review.sources.record import Record

REGIONS: Mapping[str, tuple[str, ...]] = {"cn": ("nmpa", "nrdl"), "us": ("fda",), "eu": ("ema",)}
GRANTED = frozenset({"approved", "accelerated", "listed"})
ENDED = {"withdrawn": {"approved", "accelerated"}, "delisted": {"listed"}}
NONE_FOUND = "none-found"


class Decision(Block):
    """One decision of a body. ``date`` is a year, month or day, empty where nothing was found."""

    body, kind, date = Field(word, "body"), Field(word, "event"), Field(word, "date")
    diagnoses = Field(ids, "diagnoses")

    @property
    def region(self) -> str:
        """The region whose body decided; empty where the body is none that is listed."""
        return next((region for region, bodies in REGIONS.items() if self.body in bodies), "")

    def source(self, name: str) -> str:
        """``name`` or ``url`` of what was seen."""
        return word(self.get("source", name))

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
        return word(self.record.get("looked"))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(
            Decision(self.record, ("events", number))
            for number, event in enumerate(items(self.record.get("events")))
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
