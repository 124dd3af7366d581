"""What the questions of the review weigh: the rows of each study that are evidence of a critical
outcome, and those that are evidence of a harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from review.evidence.corpus import Corpus, once
from review.evidence.question import Address, Outcome

Rows = Mapping[str, frozenset[str]]  # ids of rows by the id of their study
NO_ROWS: frozenset[str] = frozenset()


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


def _rows(corpus: Corpus, wanted: Callable[[Outcome], bool]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for address in _addresses(corpus, wanted):
        if address.trial in corpus.trials:
            found.setdefault(address.trial, set()).add(address.row)
    return {id: frozenset(rows) for id, rows in found.items()}


def _addresses(corpus: Corpus, wanted: Callable[[Outcome], bool]) -> Iterator[Address]:
    for question in corpus.questions.values():
        for outcome in filter(wanted, question.outcomes):
            yield from outcome.evidence
