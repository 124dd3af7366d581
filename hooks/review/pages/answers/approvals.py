"""Where an intervention is approved for a question's diagnoses: a sign for each region."""

from __future__ import annotations

from collections.abc import Iterator

from review.edition.view import View
from review.evidence.availability import GRANTED, REGIONS, Availability, Decision
from review.evidence.question import Question
from review.markup.escape import attribute, link

LISTS = ("nrdl",)  # bodies that pay, and approve nothing
SIGNS = {"granted": "✓", "partly": "(✓)", "conditional": "(✓)", "ended": "×", "none": "–"}


def signs(question: Question, view: View) -> str:
    """A line of signs for each agent looked up, linked to what was decided, if anything."""
    found = [
        drug
        for agent in question.ids("intervention", "agents")
        if (drug := view.corpus.availability.get(agent)) is not None
    ]
    return "<br>".join(_line(drug, question, len(found) > 1, view) for drug in found)


def _line(drug: Availability, question: Question, named: bool, view: View) -> str:
    regions = " ".join(_region(drug, region, question, view) for region in REGIONS)
    target = view.to(f"agents/{drug.agent}.md", "availability")
    agent = view.name("agents", drug.agent) if named else ""
    return " ".join(
        filter(None, [link(agent, target), link(regions, target, classes=".approvals")])
    )


def _region(drug: Availability, region: str, question: Question, view: View) -> str:
    """The name of a region with its sign, whose meaning is its title."""
    status = standing(drug, region, question, view)
    name, sign = view.word("overview", region), SIGNS[status]
    title = attribute(view.word("overview", status))
    return f'<span class="region region-{status}" title="{title}">{name}&nbsp;{sign}</span>'


def standing(drug: Availability, region: str, question: Question, view: View) -> str:
    """One of ``SIGNS``: approval for all diagnoses of a question, some, or no longer."""
    diagnoses = question.ids("population", "diagnoses")
    reach: dict[str, set[str]] = {"granted": set(), "partly": set(), "": set()}
    for decision in drug.standing(region):
        if decision.body not in LISTS:
            reach[_reach(decision, diagnoses, view)].add(decision.kind)
    if reach["granted"]:
        return "granted" if "approved" in reach["granted"] else "conditional"
    if reach["partly"]:
        return "partly"
    withdrawn = any(_reach(decision, diagnoses, view) for decision in _withdrawn(drug, region))
    return "ended" if withdrawn else "none"


def _reach(decision: Decision, diagnoses: tuple[str, ...], view: View) -> str:
    """``granted`` for all diagnoses of a question, ``partly`` for some, else empty."""
    if not decision.diagnoses:
        return "granted"
    lineage = view.edition.lineage
    named = set(decision.diagnoses)
    if all(named.intersection(lineage("diagnoses", id)) for id in diagnoses):
        return "granted"
    narrower = any(set(lineage("diagnoses", id)).intersection(diagnoses) for id in named)
    partly = any(named.intersection(lineage("diagnoses", id)) for id in diagnoses)
    return "partly" if narrower or partly else ""


def _withdrawn(drug: Availability, region: str) -> Iterator[Decision]:
    """Approvals of a region that stand no longer."""
    standing = drug.standing(region)
    for decision in drug.of(region):
        if decision.kind in GRANTED and decision.body not in LISTS and decision not in standing:
            yield decision
