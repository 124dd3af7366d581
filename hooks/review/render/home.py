"""The home page's ways in: pick a disease or a drug, or go on to the map, the timeline, all trials, what changed."""
from __future__ import annotations

from ..summaries import EVIDENCE
from . import templates
from .escape import link, literal
from .tested import most_studied, tested
from .view import View

SIGHT = 8  # links in sight; all others one tap away
WAYS = ("trials/index.md", "evidence-map.md", "timeline.md", "changes.md")  # as far as the navigation has them


def picks(view: View) -> str:
    """Two lists of links with their counts, most studied first, and the other ways in."""
    kinds = {kind: _counted(kind, view) for kind in ("diagnoses", "agents")}
    groups = [(view.word("pick", kind), found[:SIGHT], found[SIGHT:]) for kind, found in kinds.items() if found]
    ways = [link(literal(view.word("page", EVIDENCE[page])), view.to(page)) for page in WAYS if page in EVIDENCE]
    return templates.render("picks.md.j2", view=view, groups=groups, ways=ways) if groups else ""


def _counted(kind: str, view: View) -> list[str]:
    """Terms of a kind as links, each with the number of its studies; of the agents those that a study puts to the test."""
    under_test = {agent for trial in view.corpus.trials.values() for agent in tested(trial)}
    terms = [term for term in most_studied(kind, view.edition) if kind != "agents" or term.id in under_test]
    return [f"{view.term(kind, term.id)} <small>{len(view.edition.studied[kind, term.id])}</small>" for term in terms]
