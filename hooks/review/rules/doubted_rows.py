"""Doubt: what a table says against itself. Until it is mended there, prose is neither judged by it
nor rewritten to suit it: the slip is as likely in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from review.evidence.corpus import Corpus
from review.evidence.trial import Datum, Trial
from review.problem import Problem
from review.rules import allowance
from review.rules.table_arithmetic_rules import arms_add_up, table_count, table_percent
from review.rules.table_form_rules import unsound
from review.rules.table_interval_rules import table_interval

RULES: tuple[Callable[[Corpus], Iterator[Problem]], ...]
RULES = (table_count, table_percent, table_interval, arms_add_up)
ENROLLED = frozenset({"enrolled", "arms"})  # what arms_add_up compares


class Doubts:
    """The problems of tables that cast doubt on what they hold, but for those excused."""

    def __init__(self, corpus: Corpus) -> None:
        self.by_path: dict[str, list[Problem]] = {}
        for problem in (problem for rule in RULES for problem in rule(corpus)):
            if allowance.standing(corpus, problem.place, problem.rule):
                self.by_path.setdefault(problem.place.path, []).append(problem)

    def about(self, trial: Trial, datum: Datum) -> bool:
        """Whether a datum, or a part of it, is in doubt."""
        return unsound(trial.record, datum.path) or any(
            _in(trial, datum, problem) for problem in self.by_path.get(trial.path, ())
        )


def _in(trial: Trial, datum: Datum, problem: Problem) -> bool:
    if problem.rule == "arms-add-up":
        return datum.path[0] in ENROLLED
    span = trial.record.spans[datum.path]
    at = trial.record.source.offset(problem.place.line, problem.place.column)
    return span.key <= at <= max(span.start, span.end - 1)
