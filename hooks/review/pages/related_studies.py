"""Trials that share an agent or a diagnosis with a trial, and the entries it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from review.edition.view import View
from review.evidence.trial import Trial
from review.markup.escape import link

MOST = 5  # trials of one term before its page is referred to


@dataclass(frozen=True)
class Related:
    """Trials related through one term: its link, the trials, and where all are."""

    term: str
    trials: list[str]
    all: str


def trials(trial: Trial, view: View) -> list[Related]:
    """Related trials by agent, then by diagnosis."""
    shared = [("agents", id) for id in tested(trial)] + [
        ("diagnoses", id) for id in trial.ids("population", "diagnoses")
    ]
    return [related for kind, id in shared if (related := _related(trial, kind, id, view))]


def entries(trial: Trial, view: View) -> list[tuple[str, str]]:
    """Links to the pages of the trial's agents, diagnoses and endpoints, by kind."""
    named = (
        ("agents", trial.agents),
        ("diagnoses", trial.diagnoses),
        ("endpoints", trial.endpoints),
    )
    return [
        (link(view.word("term-kind", kind), view.to(f"{kind}/index.md")), view.terms(kind, ids))
        for kind, ids in named
        if ids
    ]


def tested(trial: Trial) -> list[str]:
    """Agents of the arms that are no control; all agents where every arm is one."""
    agents = [
        agent
        for id, arm in trial.arms.items()
        if arm.get("control") is not True
        for agent in trial.ids("arms", id, "agents")
    ]
    return list(dict.fromkeys(agents)) or trial.agents


def _related(trial: Trial, kind: str, id: str, view: View) -> Related | None:
    studies = [study for study in view.edition.newest.get((kind, id), []) if study.id != trial.id]
    if not studies:
        return None
    all = link(view.word("trial", "all", n=len(studies) + 1), view.term_target(kind, id))
    return Related(
        view.term(kind, id),
        [view.trial(study) for study in studies[:MOST]],
        all if len(studies) > MOST else "",
    )
