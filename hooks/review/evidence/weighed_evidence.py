"""What the questions of the review weigh: the rows of each study that are evidence of a critical
outcome, and those that are evidence of a harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from review.evidence.corpus import Corpus, once
from review.evidence.trial import Trial

Rows = Mapping[str, frozenset[str]]  # ids of rows by the id of their study
Weight = tuple[bool, int, int]  # in no overview; how its practice stands; its place; small first
NO_ROWS: frozenset[str] = frozenset()
# practice that the evidence settled, for or against, before a choice, that before no position
STANDINGS = {"standard": 0, "not-used": 0, "option": 1, "disputed": 1}


class Weighed(NamedTuple):
    """A row that is evidence of an outcome of a question in a section."""

    trial: str
    row: str
    section: str
    weight: Weight
    critical: bool
    harm: bool


@once
def critical_rows(corpus: Corpus) -> Rows:
    """Rows that are evidence of an outcome which some question calls critical."""
    return _rows(weighed for weighed in _evidence(corpus) if weighed.critical)


def harm_rows(trial: Trial, corpus: Corpus) -> frozenset[str]:
    """Rows of harms of a study, and of outcomes called harms, that are evidence of some
    question."""
    outcomes, all_rows = _harm_rows(corpus)
    harms = {row.id for row in trial.harms}
    return outcomes.get(trial.id, NO_ROWS) | (all_rows.get(trial.id, NO_ROWS) & harms)


@once
def _harm_rows(corpus: Corpus) -> tuple[Rows, Rows]:
    """Rows of outcomes called harms, and of all."""
    evidence = _evidence(corpus)
    return _rows(weighed for weighed in evidence if weighed.harm), _rows(evidence)


@once
def critical_weights(corpus: Corpus) -> Mapping[str, Mapping[str, Weight]]:
    """How much the chief question of each section weighs for a critical outcome of which a study is
    evidence, by the ids of study and section."""
    found: dict[str, dict[str, Weight]] = {}
    for trial, _, section, weight, critical, _ in _evidence(corpus):
        if critical:
            sections = found.setdefault(trial, {})
            sections[section] = min(weight, sections.get(section, weight))
    return found


def _rows(evidence: Iterable[Weighed]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for weighed in evidence:
        found.setdefault(weighed.trial, set()).add(weighed.row)
    return {id: frozenset(rows) for id, rows in found.items()}


@once
def _evidence(corpus: Corpus) -> list[Weighed]:
    """The evidence of all questions, which need not be read again for it."""
    made_from = corpus.shared, tuple(corpus.questions), tuple(corpus.trials)
    return corpus.keep("weighed", made_from, lambda: [*_weighed(corpus)])


def _weighed(corpus: Corpus) -> Iterator[Weighed]:
    for question in corpus.questions.values():
        standing = STANDINGS.get(question.standing, len(STANDINGS))
        section, weight = question.section, (not question.key, standing, question.rank)
        for outcome in question.outcomes:
            for address in outcome.evidence:
                if address.trial in corpus.trials:
                    rest = section, weight, outcome.critical, outcome.harm
                    yield Weighed(address.trial, address.row, *rest)
