"""What the home page has of its own: the ways in (by disease, by drug, all questions, all trials,
map, timeline). The diseases with their answers are the text of the page."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.page_names import EVIDENCE
from review.markup import templates
from review.markup.escape import link, literal
from review.pages.study_design import most_studied, tested

SIGHT = 8  # links in sight; all others one tap away
WAYS = (
    "questions/index.md",
    "trials/index.md",
    "availability.md",
    "evidence-map.md",
    "timeline.md",
    "changes.md",
)  # as far as the navigation has them


def picks(view: View) -> str:
    """Two lists of links with their counts, most studied first, and the other ways in."""
    kinds = {kind: _counted(kind, view) for kind in ("diagnoses", "agents")}
    groups = [
        (view.word("pick", kind), found[:SIGHT], found[SIGHT:])
        for kind, found in kinds.items()
        if found
    ]
    ways = [
        link(literal(view.word("page", EVIDENCE[page])), view.to(page))
        for page in WAYS
        if page in EVIDENCE
    ]
    return templates.render("picks.md.j2", view=view, groups=groups, ways=ways) if groups else ""


def _counted(kind: str, view: View) -> list[str]:
    """Terms as links with the numbers of their studies, of agents those put to the test."""
    under_test = {agent for trial in view.corpus.trials.values() for agent in tested(trial)}
    terms = [
        term
        for term in most_studied(kind, view.edition)
        if kind != "agents" or term.id in under_test
    ]
    return [
        f"{view.term(kind, term.id)} <small>{len(view.edition.studied[kind, term.id])}</small>"
        for term in terms
    ]
