"""Where an agent can be had: a block on its own page, and one page with all agents by region."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from review.dates import span
from review.edition.edition import Edition
from review.edition.list_parts import parts
from review.edition.page import Page
from review.edition.view import View
from review.evidence.availability import ENDED, REGIONS, Availability, Decision
from review.evidence.trial import Trial
from review.markup import collation
from review.markup.escape import link, literal
from review.markup.table import lines, listing, table
from review.pages.list_pages import ListPage, in_parts, listed

PAGE = "availability.md"
BODIES = tuple(body for bodies in REGIONS.values() for body in bodies)
AGENTS = 150  # on one page
YEAR = datetime.timedelta(days=366)  # after which a look is too old to go by


def availability(edition: Edition) -> list[Page]:
    """The pages of all agents in both languages."""
    return in_parts(parts(PAGE, edition.corpus.availability, AGENTS), edition, page)


def page(part: ListPage) -> Page:
    """One page in one language."""
    view = part.view
    rows = [
        [_agent(drug, view), *(_cell(drug, body, view) for body in BODIES), literal(drug.looked)]
        for drug in sorted(
            (drug for id, drug in view.corpus.availability.items() if id in part.keys),
            key=lambda drug: collation.key(view.name("agents", drug.agent), view.language),
        )
    ]
    header = [view.word("availability", name) for name in ("agent", *BODIES, "day")]
    shown, caution = table(header, rows), view.word("availability", "caution")
    return listed(part, "availability", table=listing(shown, "availability"), caution=caution)


def _agent(drug: Availability, view: View) -> str:
    return view.terms("agents", [drug.agent])


def _cell(drug: Availability, body: str, view: View) -> str:
    """What stands of a body's decisions; what was taken back, where nothing stands."""
    decisions = [decision for decision in drug.decisions if decision.body == body]
    standing = _standing(drug, decisions)
    return _headed(body, [_brief(decision, view) for decision in standing], view)


def _headed(head: str, texts: Sequence[str], view: View) -> str:
    """A cell below its head: on a phone the cells stand one below the other, without that of their
    column. Without ``texts``, that it is unknown."""
    label = f'<small class="body">{view.word("availability", head)}</small> '
    return label + (lines(*texts) or view.word("availability", "unknown"))


def _standing(drug: Availability, decisions: Sequence[Decision]) -> Sequence[Decision]:
    """What stands of some decisions on an agent; where nothing does, what became of them."""
    places = [decision.place() for region in REGIONS for decision in drug.standing(region)]
    granted = [decision for decision in decisions if decision.place() in places]
    remaining = [
        decision for decision in decisions if decision.kind not in ("approved", "accelerated")
    ]
    return granted or remaining or decisions


def _brief(decision: Decision, view: View, diagnosis: str = "") -> str:
    """A decision in a few words: date, what, for which diseases other than ``diagnosis``."""
    words = [literal(decision.date), view.word("availability-event", decision.kind)]
    named = [] if decision.diagnoses == (diagnosis,) else decision.diagnoses
    diseases = view.listed([literal(view.name("diagnoses", id)) for id in named])
    return view.bracket(" ".join(word for word in words if word), diseases)


def of_diagnosis(id: str, trials: Sequence[Trial], view: View) -> str:
    """The drugs of the studies of a diagnosis by region, as far as decisions are recorded that hold
    it, a broader disease or a narrower one; empty where there are none."""
    agents = dict.fromkeys(agent for trial in trials for agent in trial.agents)
    recorded = filter(None, map(view.corpus.availability.get, agents))
    rows = [row for drug in recorded if (row := _recorded(drug, id, view))]
    if not rows:
        return ""
    header = [view.word("availability", name) for name in ("agent", *REGIONS)]
    notes = [view.word("availability", name) for name in ("caution", "broader")]
    return "\n\n".join([listing(table(header, rows), "availability"), "".join(notes)])


def _recorded(drug: Availability, id: str, view: View) -> list[str]:
    """The row of an agent in the table of a diagnosis; empty where no decision names a disease."""
    decisions = [decision for decision in drug.decisions if _concerns(decision, id, view)]
    if not any(decision.diagnoses for decision in decisions):
        return []
    return [_agent(drug, view), *_regions(drug, decisions, id, view)]


def _concerns(decision: Decision, id: str, view: View) -> bool:
    """Whether a decision is about a disease, a broader or a narrower one, or about all."""
    lineage = view.edition.lineage
    if not decision.diagnoses:
        return decision.kind in ENDED
    return any(
        diagnosis in lineage("diagnoses", id) or id in lineage("diagnoses", diagnosis)
        for diagnosis in decision.diagnoses
    )


def _regions(drug: Availability, decisions: list[Decision], id: str, view: View) -> list[str]:
    """A cell for each region: what stands there of the decisions."""
    cells = []
    for region in REGIONS:
        of_region = [decision for decision in decisions if decision.region == region]
        several = len(REGIONS[region]) > 1  # else the head of the column says whose it is
        texts = [
            " ".join([view.word("availability", decision.body)] * several)
            + view.language.colon * several
            + _brief(decision, view, id)
            for decision in _standing(drug, of_region)
        ]
        cells.append(_headed(region, texts, view))
    return cells


def of_agent(agent: str, view: View) -> str:
    """The decisions on one agent as a table, the newest first; empty where none is recorded."""
    drug = view.corpus.availability.get(agent)
    if drug is None:
        return ""
    header = [
        view.word("availability", name)
        for name in ("date", "body", "decision", "indication", "source")
    ]
    rows = [_row(decision, view) for decision in reversed(drug.decisions)]
    searched = view.word("availability", _age(drug, view), date=literal(drug.looked))
    caution = view.word("availability", "caution")
    return f"{listing(table(header, rows), 'availability')}\n\n{searched}{caution}"


def _row(decision: Decision, view: View) -> list[str]:
    diseases = view.terms("diagnoses", list(decision.diagnoses))
    indication = literal(view.pick(decision.text("indication")))
    note = literal(view.pick(decision.text("note")))
    source = view.word("availability", str(decision.data.get("seen")))
    return [
        literal(decision.date),
        view.word("availability", decision.body),
        view.word("availability-event", decision.kind),
        lines(diseases, indication, note),
        view.bracket(link(literal(decision.source("name")), decision.source("url")), source),
    ]


def _age(drug: Availability, view: View) -> str:
    """``stale`` where the last look is more than a year before the day of the edition."""
    day = span(drug.looked)
    old = day is None or view.edition.today - day[0] > YEAR
    return "stale" if old else "looked"
