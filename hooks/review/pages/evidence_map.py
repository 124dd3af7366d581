"""The evidence map: what was tested by diagnosis, a sign for each study that says how it came out
there. What the arms of a study do not differ in was not tested by it; a verdict stands with the
diagnosis whose patients were analysed for the primary endpoint, and with no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from review.edition.edition import Edition
from review.edition.list_parts import parts
from review.edition.page import Page
from review.edition.view import View
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup.escape import attribute, link, literal
from review.markup.table import lines, small, table
from review.pages.list_pages import ListPage, in_parts, listed
from review.pages.study_design import most_studied, rank, tested
from review.pages.term_tree import once
from review.pages.verdicts import PART, verdicts

# a shape for each verdict, so that colour is never needed; in the order of the cells
SHAPES = {
    "positive": "●",
    "mixed": "◐",
    "negative": "○",
    "inconclusive": "△",
    "non-comparative": "▪",
    "descriptive": "·",
    PART: "◌",
}
OTHER = "other"  # in an address, in the place of a class or an agent
MOST = 900  # signs on one page
STRATEGY = ""  # the row of studies whose arms differ in no agent
MANY = 3  # signs of a cell that stand one below the other; more take a wider column

Studies = list[tuple[Trial, str]]  # studies, each with its verdict
Cells = dict[tuple[str, str], Studies]


def evidence_map(edition: Edition) -> list[Page]:
    """The map in both languages, where it is large a page for each class of agents."""
    cells = _cells(edition)
    keys = (
        f"{_class(agent, edition) or OTHER}/{agent or OTHER}/{diagnosis}"
        for (agent, diagnosis), studies in cells.items()
        for _ in studies
    )
    order = [term for term, _ in once(most_studied("diagnoses", edition))]
    shared = parts("evidence-map.md", keys, MOST, _size)
    return in_parts(shared, edition, partial(page, cells, order), _named)


def _size(keys: Sequence[str]) -> int:
    """How many signs a table has, an empty cell a tenth of one."""
    rows, columns = ({key.split("/")[at] for key in keys} for at in (1, 2))
    return len(keys) + len(rows) * len(columns) // 10


def page(cells: Cells, order: Sequence[Term], part: ListPage) -> Page:
    """One page in one language."""
    view, places = part.view, {tuple(key.split("/")[1:]) for key in part.keys}
    cells = {key: found for key, found in cells.items() if (key[0] or OTHER, key[1]) in places}
    diagnoses = _columns(cells, order)
    strategies = [STRATEGY] if any(agent == STRATEGY for agent, _ in cells) else []
    rows = [*_agents(cells, view.edition), *strategies]
    body = [
        [
            _head(id, previous, view),
            *(_cell(cells.get((id, diagnosis.id), []), diagnosis, view) for diagnosis in diagnoses),
        ]
        for previous, id in zip([None, *rows], rows)
    ]
    head = [view.word("map", "agent"), *(_column(term, view) for term in diagnoses)]
    shapes = [
        f'<span class="shape">{shape} {literal(_meaning(status, view))}</span>'
        for status, shape in SHAPES.items()
    ]
    return listed(
        part,
        "evidence-map",
        {"n": len(rows), "diagnoses": len(diagnoses)},
        table=table(head, body),
        shapes=shapes,
        region=attribute(view.word("map", "region")),
    )


def _named(view: View, words: list[str]) -> str:
    """The agent that a key names, or else the class."""
    group, *agent = words
    if agent:
        return literal(view.name("agents", agent[0]))
    return literal(view.name("terms", group)) if group != OTHER else view.word("term", "unclassed")


def _meaning(status: str, view: View) -> str:
    return view.word("map", "part") if status == PART else view.word("status", status)


def _cells(edition: Edition) -> Cells:
    """Studies by what they test and diagnosis, the strongest design first."""
    found: Cells = {}
    corpus = edition.corpus
    for trial in sorted(corpus.trials.values(), key=lambda trial: rank(trial, corpus)):
        for diagnosis, verdict in verdicts(trial, edition).items():
            for agent in tested(trial) or [STRATEGY]:
                found.setdefault((agent, diagnosis), []).append((trial, verdict))
    return found


def _columns(cells: Cells, order: Sequence[Term]) -> list[Term]:
    """Diagnoses for which some study has a verdict, narrower ones after their broader one; those
    that were only parts of others would be empty columns."""
    judged = {
        diagnosis
        for (_, diagnosis), studies in cells.items()
        if any(verdict != PART for _, verdict in studies)
    }
    return [term for term in order if term.id in judged]


def _agents(cells: Cells, edition: Edition) -> list[str]:
    """Agents under test by class, the class and the agent of most studies first."""
    studies: dict[str, set[str]] = {}
    for (agent, _), found in cells.items():
        studies.setdefault(agent, set()).update(trial.id for trial, _ in found)
    agents = [term.id for term in edition.paged("agents") if term.id in studies]
    per_class: Counter[str] = Counter()
    for id in agents:
        per_class[_class(id, edition)] += len(studies[id])
    return sorted(
        agents,
        key=lambda id: (-per_class[_class(id, edition)], _class(id, edition), -len(studies[id])),
    )


def _class(agent: str, edition: Edition) -> str:
    """The class of an agent; empty where it has none."""
    term = edition.corpus.vocabulary.get("agents", agent)
    id = str(term.data.get("class") or "") if term else ""
    return id if id in edition.corpus.vocabulary.classes else ""


def _head(agent: str, previous: str | None, view: View) -> str:
    """The head of a row: what was tested, above it the class where a new one begins."""
    if agent == STRATEGY:
        return f"{view.word('map', 'strategy')} {{role=rowheader}}"
    group = _class(agent, view.edition)
    new = previous is None or _class(previous, view.edition) != group
    named = literal(view.name("terms", group)) if group else view.word("term", "unclassed")
    name = lines(small(named if new else "", "class"), view.term("agents", agent))
    return f"{name} {{role=rowheader}}"


def _column(term: Term, view: View) -> str:
    return f'<span class="diagnosis">{view.term("diagnoses", term.id)}</span>'


def _cell(studies: Studies, diagnosis: Term, view: View) -> str:
    """A sign for each study, leading to it. On a phone, where the columns have no head, the
    diagnosis stands before them."""
    if not studies:
        return ""
    label = f'<small class="body">{literal(view.name("diagnoses", diagnosis.id))}</small>'
    signs = " ".join(_sign(trial, verdict, view) for trial, verdict in studies)
    classes = "signs many" if len(studies) > MANY else "signs"
    return f'{label} <span class="{classes}">{signs}</span>'


def _sign(trial: Trial, verdict: str, view: View) -> str:
    title = view.trial_name(trial) + view.language.colon + _meaning(verdict, view)
    return link(SHAPES.get(verdict, "·"), view.to(f"trials/{trial.id}.md"), title, ".sign")
