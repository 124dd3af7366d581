"""Rules on the evidence of clinical questions: it exists, and is about what the question asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.question import Address, Outcome, Question
from review.evidence.relative_effect import asked_agents, relative_effect, row_at
from review.evidence.row import BETWEEN, EVERYBODY, Row
from review.evidence.trial import Trial
from review.messages import problem
from review.problem import Place, Problem, Text
from review.rules.question_rules import sound
from review.rules.rule import after, of_parts
from review.rules.table_form_rules import lacking_a_block, with_unreadable_rows
from review.rules.table_name_rules import renamed
from review.suggestion import advice

SERIOUS = frozenset({"serious", "very-serious"})
# settings that no patient is in at once
APART = {"localised": "advanced", "advanced": "localised"}


@after("table-value", in_review=lambda corpus: renamed(corpus) or lacking_a_block(corpus))
def question_evidence(corpus: Corpus) -> Iterator[Problem]:
    """Evidence and baseline of a question are cells of trial tables, TRIAL#ROW.ARM, or comparisons,
    TRIAL#ROW.between, that exist.
    问题的证据与基线都是试验表中存在的单元“试验#行.组”或比较“试验#行.between”。
    """
    for _, outcome in outcomes(corpus):
        for address, place in addresses(outcome):
            trial = corpus.trials.get(address.trial)
            if trial is None or trial.datum(address.datum) is None:
                word, names = address.trial, [*corpus.trials]
                word, names = (address.datum, [*trial.addresses()]) if trial else (word, names)
                cure = advice(word, names)
                yield problem(place, "question-evidence", address=address, cure=cure)


def outcomes(corpus: Corpus) -> Iterator[tuple[Question, Outcome]]:
    """Every outcome of the questions that keep their schema."""
    return ((question, outcome) for question in sound(corpus) for outcome in question.outcomes)


def addresses(outcome: Outcome) -> Iterator[tuple[Address, Place]]:
    """The addresses of an outcome, its baseline's included, and where they stand."""
    for number, address in enumerate(outcome.evidence):
        yield address, outcome.place("evidence", number)
    if origin := outcome.baseline.get("from"):
        yield Address.read(str(origin)), outcome.place("baseline", "from")


@of_parts
@after("question-evidence", in_review=with_unreadable_rows)
def question_fit(corpus: Corpus) -> Iterator[Problem]:
    """Evidence is about the question: patients with its diagnoses (or a broader or narrower one) in
    its setting, arms with the agents that it names; other evidence is rated as indirect.
    证据要合乎问题：患者有问题所问的诊断（或其上位、下位诊断）、处于所问的阶段，
    各组用的是所写的药物；间接证据在 indirectness 中写明严重程度与理由。
    """
    for question, outcome in outcomes(corpus):
        for address, place in addresses(outcome):
            row = row_at(address, corpus)
            if row is None or row.trial.datum(address.datum) is None or _indirect(outcome):
                continue
            yield from _misfit_patients(place, question, row, address, corpus)
            yield from _misfit_arms(place, outcome, row, address, corpus)


def _misfit_patients(
    place: Place, question: Question, row: Row, address: Address, corpus: Corpus
) -> Iterator[Problem]:
    """What is wrong with whom a row is about."""
    diagnoses = question.ids("population", "diagnoses")
    studied = _diagnoses(row, address)
    if not related(diagnoses, corpus) & related(studied, corpus, upward=False):
        yield problem(place, "question-fit/diagnoses", studied=studied, asked=diagnoses)
    setting = str(row.trial.get("population", "setting"))
    if APART.get(question.setting) == setting:
        yield problem(place, "question-fit/setting", setting=setting, asked=question.setting)


def _diagnoses(row: Row, address: Address) -> list[str]:
    """The diagnoses of those whom a cell is about: of the row, of the arm, of the trial."""
    of_arm = row.trial.ids("arms", address.column, "diagnoses")
    return row.diagnoses or of_arm or row.trial.diagnoses


def related(ids: Iterable[str], corpus: Corpus, upward: bool = True) -> frozenset[str]:
    """Diagnoses with all narrower ones, and ``upward`` with all broader ones."""
    lineage, narrower = corpus.vocabulary.lineage, corpus.vocabulary.below("diagnoses", ids)
    return narrower.union(*(lineage("diagnoses", id) for id in ids if upward))


def _misfit_arms(
    place: Place, outcome: Outcome, row: Row, address: Address, corpus: Corpus
) -> Iterator[Problem]:
    """What is wrong with the arms of a comparison or a cell, where the question names agents."""
    intervention = asked_agents(outcome, "intervention")
    comparator = asked_agents(outcome, "comparator")
    if address.column == BETWEEN:
        effect = relative_effect(address, outcome, corpus)
        of, versus = (effect.of, effect.versus) if effect else row.ends
        yield from _without(place, row.trial, of, intervention)
        yield from _without(place, row.trial, versus, comparator)
    elif intervention and comparator:
        yield from _without(place, row.trial, address.column, intervention | comparator)
    elif address.column != EVERYBODY and not outcome.record.get("comparator"):
        yield from _without(place, row.trial, address.column, intervention)


def _without(place: Place, trial: Trial, arm: str, agents: set[str]) -> Iterator[Problem]:
    """That an arm has none of the agents it ought to have."""
    received = trial.agents if arm == EVERYBODY else trial.ids("arms", arm, "agents")
    if agents and not agents & set(received):
        yield problem(
            place,
            "question-fit/agents",
            arm=arm,
            given=received or Text("（无）", "none"),
            wanted=sorted(agents),
        )


def _indirect(outcome: Outcome) -> bool:
    """Whether the certainty of an outcome was lowered because its evidence is indirect."""
    return mapping(outcome.certainty.get("indirectness")).get("rating") in SERIOUS
