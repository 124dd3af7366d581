"""Rules on what a table concludes and names: a status that its results bear out, arms that are
called by what they are given, one unit of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TypeGuard

from review.evidence.corpus import Corpus
from review.evidence.fields import bilingual, items
from review.evidence.trial import Row, Trial
from review.evidence.vocabulary import Vocabulary
from review.messages import problem
from review.problem import Problem, Text
from review.rules.rule import after, of_tables
from review.rules.table_interval_rules import below_five_percent, leaves_out_one

OBSERVATIONAL = frozenset(
    ("cohort", "registry-study", "diagnostic-study", "biomarker-study", "meta-analysis")
    + ("systematic-review", "case-series", "case-report")
)
TIMES = frozenset({"days", "weeks", "months", "years"})
MET, MISSED, JUDGED = "positive", "negative", frozenset({"positive", "negative", "mixed"})


@of_tables
@after("table-value", "table-status")
def table_verdict(corpus: Corpus) -> Iterator[Problem]:
    """A trial of superiority is positive where a primary comparison leaves no difference out of its
    95% interval or has P below 0.05, and negative where not all do; an observational study is
    neither.
    优效性试验：有主要终点的组间比较 95% 区间不含无差异或 P<0.05 的，status 才写 positive；
    并非全部如此的，才写 negative；观察性研究两者都不写。
    """
    for trial in corpus.trials.values():
        status, kind = str(trial.get("status")), trial.design
        if kind in OBSERVATIONAL and status in JUDGED:
            place = trial.place("status")
            yield problem(place, "table-verdict/observational", kind=kind, status=status)
        elif trial.get("design", "hypothesis") != "non-inferiority":
            yield from _against_results(trial, status)


@of_tables
@after("table-value")
def table_arm_agents(corpus: Corpus) -> Iterator[Problem]:
    """An arm whose label names agents of the vocabulary is given at least one of them; one that
    goes without says so in its label.
    组的名称写有药物的，agents 中至少有其中一种；不用该药的，名称中写明。
    """
    for trial in corpus.trials.values():
        for id, arm in trial.arms.items():
            label, agents = bilingual(arm.get("label")), arm.get("agents")
            if label is None or not _in_vocabulary(agents, corpus):
                continue
            named = _agents_named(corpus.vocabulary, label)
            if named and not _given(corpus.vocabulary, named, agents) and not _without(label):
                place = trial.place("arms", id, "agents")
                yield problem(place, "table-arm-agents", agents=agents, label=label)


def _in_vocabulary(agents: object, corpus: Corpus) -> TypeGuard[list[str]]:
    """Whether these are agents of the vocabulary, one or more."""
    named = (isinstance(id, str) and corpus.vocabulary.get("agents", id) for id in items(agents))
    return bool(items(agents)) and all(named)


@of_tables
@after("table-value", "table-unit")
def table_time_unit(corpus: Corpus) -> Iterator[Problem]:
    """The times to an event of a table bear one unit; where a publication prints two, an allowance
    says so.
    一张表中各事件时间的单位相同；原文本身用两种的，以 allow 说明。
    """
    for trial in corpus.trials.values():
        timed = [row for row in trial.results if _timed(corpus, row)]
        units = [str(row.data["unit"]) for row in timed]
        usual = max(units, key=units.count, default="")
        for row, unit in zip(timed, units, strict=True):
            if unit != usual:
                yield problem(row.place("unit"), "table-time-unit", unit=unit, usual=usual)


@of_tables
@after("table-value", "table-between")
def table_control(corpus: Corpus) -> Iterator[Problem]:
    """A comparison is of the tested arm versus the control; where a publication prints it the other
    way round, an allowance says so.
    组间比较写试验组对比对照组（versus 为 control: true 的组）；原文方向相反的，以 allow 说明。
    """
    for row in corpus.rows:
        controls = [row.trial.arms.get(end, {}).get("control") is True for end in row.ends]
        if controls == [True, False]:
            yield problem(row.place("between", "of"), "table-control", end=row.ends[0])


def _timed(corpus: Corpus, row: Row) -> bool:
    term = corpus.vocabulary.get("endpoints", row.endpoint or "")
    return term is not None and term.timed and str(row.data.get("unit")) in TIMES


def _agents_named(vocabulary: Vocabulary, label: Text) -> set[str]:
    """The ids of the agents that a label names, in either language."""
    lexicons = vocabulary.lexicons
    named = (*lexicons["zh"].named(label.zh), *lexicons["en"].named(label.en))
    return {id for kind, id in named if kind == "agents"}


def _given(vocabulary: Vocabulary, named: set[str], agents: list[str]) -> bool:
    """Whether one of the agents named is among those given, or above or below one of them."""
    return any(vocabulary.related("agents", *pair) for pair in product(named, agents))


def _without(label: Text) -> bool:
    """Whether a label says what an arm goes without."""
    return any(word in label.zh for word in "不无未") or "without" in label.en


def _against_results(trial: Trial, status: str) -> Iterator[Problem]:
    """A status that no primary comparison bears out."""
    judged = [found for row in trial.results if (found := _differs(row)) is not None]
    if status == MET and judged and not any(judged):
        yield problem(trial.place("status"), "table-verdict/without-difference")
    elif status == MISSED and judged and all(judged):
        yield problem(trial.place("status"), "table-verdict/with-difference")


def _differs(row: Row) -> bool | None:
    """Whether a primary comparison shows a difference; None where it is none, or does not say."""
    between = row.between
    if row.data.get("primary") is not True or between is None:
        return None
    significant, apart = below_five_percent(between), leaves_out_one(between)
    if between.get("sided") == 1:
        return None
    return significant if apart is None else apart or bool(significant)
