"""The rule on harms: a study of an intervention says what is known of them."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.evidence.harm_reporting import UNSEEN, interventional, reports_harms, says_unseen
from review.messages import problem
from review.problem import Problem
from review.rules.rule import after, of_tables
from review.rules.table_form_rules import lacking_a_block, with_unreadable_rows


def _unreadable(corpus: Corpus) -> frozenset[str]:
    """Tables of which it is unknown whether they have harms."""
    return lacking_a_block(corpus) | with_unreadable_rows(corpus)


@of_tables
@after("table-value", in_file=_unreadable)
def table_harms(corpus: Corpus) -> Iterator[Problem]:
    """The table of a trial has harms (rows under harms, or results of an endpoint that is a harm),
    or says that no figures on harms were seen (harms-unseen: true); never both.
    试验的数据表要有不良事件（harms 中的行，或以不良事件为终点的结果），或写明所见材料未给出其数字
    （harms-unseen: true）；二者不并存。
    """
    for trial in corpus.trials.values():
        harms, unseen = reports_harms(trial, corpus.vocabulary), says_unseen(trial)
        if harms and unseen:
            yield problem(trial.record.key_place(UNSEEN), "table-harms/both")
        elif interventional(trial) and not harms and not unseen:
            yield problem(trial.place("design", "kind"), "table-harms/none")
