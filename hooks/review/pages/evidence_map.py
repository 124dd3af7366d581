"""The evidence map: agents by diagnoses, and in each cell how many studies, of what strength, with
what verdict, and the way to them."""

from __future__ import annotations

from collections import Counter

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import attribute, link, literal
from review.markup.language import Language
from review.markup.table import BREAK, lines, small, table
from review.pages.page_finish import Draft, finish
from review.pages.study_design import design_words, lineages, most_studied, rank, tested
from review.pages.term_tree import once

# a shape for each verdict, so that colour is never needed; in the order of the cells
SHAPES = {
    "positive": "●",
    "mixed": "◐",
    "negative": "○",
    "inconclusive": "△",
    "non-comparative": "▪",
    "descriptive": "·",
}

Cells = dict[tuple[str, str], list[Trial]]


def evidence_map(edition: Edition) -> list[Page]:
    """The map in both languages."""
    return [_page(View(edition, f"{language}/evidence-map.md", language)) for language in Language]


def _page(view: View) -> Page:
    cells = _cells(view.edition)
    diagnoses = [
        term
        for term, _ in once(most_studied("diagnoses", view.edition))
        if any(term.id == id for _, id in cells)
    ]
    agents = _agents(cells, view.edition)
    head = [view.word("map", "agent"), *(view.term("diagnoses", term.id) for term in diagnoses)]
    rows = [
        [
            _agent(agent, view),
            *(_cell(cells.get((agent.id, term.id), []), agent, term, view) for term in diagnoses),
        ]
        for agent in agents
    ]
    shapes = [
        f'<span class="shape">{shape} {literal(view.word("status", status))}</span>'
        for status, shape in SHAPES.items()
    ]
    title, about = (
        view.word("page", "evidence-map"),
        view.word("about", "evidence-map", n=len(cells)),
    )
    markdown = templates.render(
        "evidence-map.md.j2",
        view=view,
        title=title,
        about=about,
        table=table(head, rows),
        shapes=shapes,
        region=attribute(view.word("map", "region")),
    )
    return finish(Draft(view, "evidence-map", title, about, markdown))


def _cells(edition: Edition) -> Cells:
    """Studies by the agent they put to the test and the diagnosis; a broader diagnosis takes in its
    narrower ones."""
    found: Cells = {}
    for trial in edition.corpus.trials.values():
        for agent in tested(trial):
            for diagnosis in lineages("diagnoses", trial.diagnoses, edition):
                found.setdefault((agent, diagnosis), []).append(trial)
    return found


def _agents(cells: Cells, edition: Edition) -> list[Term]:
    """Agents under test by class, the class and the agent of most studies first."""
    numbers = Counter(agent for agent, trials in _studies(cells) for _ in trials)
    found = [term for term in edition.paged("agents") if term.id in numbers]
    most: Counter[str] = Counter()
    for term in found:
        most[_class(term, edition) or ""] += numbers[term.id]
    return sorted(
        found,
        key=lambda term: (
            -most[_class(term, edition) or ""],
            _class(term, edition) or "",
            -numbers[term.id],
        ),
    )


def _studies(cells: Cells) -> list[tuple[str, set[str]]]:
    """Ids of the studies of each agent."""
    found: dict[str, set[str]] = {}
    for (agent, _), trials in cells.items():
        found.setdefault(agent, set()).update(trial.id for trial in trials)
    return list(found.items())


def _class(term: Term, edition: Edition) -> str | None:
    id = term.data.get("class")
    return id if id in edition.corpus.vocabulary.classes else None


def _agent(term: Term, view: View) -> str:
    """The head of a row: an agent and its class."""
    id = _class(term, view.edition)
    return (
        lines(view.term("agents", term.id), small(literal(view.name("terms", id)) if id else ""))
        + " {role=rowheader}"
    )


def _cell(trials: list[Trial], agent: Term, diagnosis: Term, view: View) -> str:
    """Number of studies as a link to them, the strongest design, and the verdicts."""
    if not trials:
        return ""
    best = min(trials, key=lambda trial: rank(trial, view.corpus))
    title = view.word(
        "map",
        "cell",
        agent=view.pick(agent.name),
        diagnosis=view.pick(diagnosis.name),
        n=len(trials),
    )
    return lines(
        f"**{link(str(len(trials)), _target(trials, agent, diagnosis, view), title)}**",
        small(design_words(best, view.language), "best"),
        _verdicts(trials, view),
    )


def _target(trials: list[Trial], agent: Term, diagnosis: Term, view: View) -> str:
    """The page of a single study; else the explorer, filtered."""
    if len(trials) == 1:
        return view.to(f"trials/{trials[0].id}.md")
    return f"{view.to('trials/index.md')}?agent={agent.id}&diagnosis={diagnosis.id}&role=tested"


def _verdicts(trials: list[Trial], view: View) -> str:
    """A shape and a word for each verdict, with the number of studies where there are several."""
    counts = Counter(str(trial.get("status")) for trial in trials)
    said = [
        f"{shape} {literal(view.word('status-short', status))}"
        + (f" {counts[status]}" if len(trials) > 1 else "")
        for status, shape in SHAPES.items()
        if counts[status]
    ]
    return small(BREAK.join(said), "verdicts")
