"""What the questions of the review weigh: the rows of each study that are evidence of a critical
outcome, and those that are evidence of a harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from review.evidence.corpus import Corpus, once
from review.evidence.question import Address, Outcome, Question

Rows = Mapping[str, frozenset[str]]  # ids of rows by the id of their study
Weight = tuple[bool, int, int]  # in no overview; how its practice stands; its place; small first
NO_ROWS: frozenset[str] = frozenset()
# practice that the evidence settled, for or against, before a choice, that before no position
STANDINGS = {"standard": 0, "not-used": 0, "option": 1, "disputed": 1}


@once
def critical_rows(corpus: Corpus) -> Rows:
    """Rows that are evidence of an outcome which some question calls critical."""
    return _rows(corpus, lambda outcome: outcome.critical)


@once
def harm_rows(corpus: Corpus) -> Rows:
    """Rows of harms, and of outcomes called harms, that are evidence of some question."""
    found = _rows(corpus, lambda outcome: outcome.harm)
    tables = {id: frozenset(row.id for row in trial.harms) for id, trial in corpus.trials.items()}
    weighed = _rows(corpus, lambda outcome: True)
    return {id: found.get(id, NO_ROWS) | (rows & tables[id]) for id, rows in weighed.items()}


@once
def critical_weights(corpus: Corpus) -> Mapping[str, Mapping[str, Weight]]:
    """How much the chief question of each section weighs for a critical outcome of which a study is
    evidence, by the ids of study and section."""
    found: dict[str, dict[str, Weight]] = {}
    for question, address in _evidence(corpus, lambda outcome: outcome.critical):
        standing = STANDINGS.get(question.standing, len(STANDINGS))
        weight = not question.key, standing, question.rank
        sections = found.setdefault(address.trial, {})
        sections[question.section] = min(weight, sections.get(question.section, weight))
    return found


def _rows(corpus: Corpus, condition: Callable[[Outcome], bool]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, address in _evidence(corpus, condition):
        found.setdefault(address.trial, set()).add(address.row)
    return {id: frozenset(rows) for id, rows in found.items()}


def _evidence(
    corpus: Corpus, condition: Callable[[Outcome], bool]
) -> Iterator[tuple[Question, Address]]:
    for question in corpus.questions.values():
        for outcome in filter(condition, question.outcomes):
            addresses = (address for address in outcome.evidence if address.trial in corpus.trials)
            yield from ((question, address) for address in addresses)
