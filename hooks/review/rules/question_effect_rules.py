"""Rules on what is computed from the evidence of clinical questions: pools and absolute effects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from review.evidence.absolute_effect import share_counted
from review.evidence.arm_difference import cell_percent
from review.evidence.cell import DIFFERENCES, HAZARDS, PERCENT, PERSON_YEARS, POINTS, RATIOS
from review.evidence.corpus import Corpus
from review.evidence.fields import word
from review.evidence.pooled_estimate import LEAST, META_ANALYSIS
from review.evidence.question import Address, Outcome
from review.evidence.relative_effect import (
    RelativeEffect,
    relative_effect,
    relative_effects,
    row_at,
)
from review.evidence.row import BETWEEN, Row
from review.messages import problem
from review.problem import Problem
from review.rules.question_evidence_rules import APART, outcomes
from review.rules.rule import after, of_parts
from review.sources.numeral import TIMES


@of_parts
@after("question-evidence", "question-fit")
def question_pool(corpus: Corpus) -> Iterator[Problem]:
    """A meta-analysis pools two or more comparisons of different randomised trials, of one endpoint
    in patients of one setting, by one measure, each with a confidence interval; never single arms.
    荟萃分析合并两项或以上不同随机试验的组间比较：终点相同、患者阶段相同、效应量相同，
    各有置信区间；不合并单组数据。
    """
    for _, outcome in outcomes(corpus):
        if outcome.synthesis == META_ANALYSIS:
            yield from islice(_pool_faults(outcome, corpus), 1)


def _pool_faults(outcome: Outcome, corpus: Corpus) -> Iterator[Problem]:
    """What is wrong with the evidence of a pool; of each piece by itself first."""
    for number, address in enumerate(outcome.evidence):
        if kind := _unpoolable(address, outcome, corpus):
            yield problem(outcome.place("evidence", number), f"question-pool/{kind}")
    if len(outcome.evidence) < LEAST:
        yield problem(outcome.place("evidence", 0), "question-pool/single")
    yield from _unlike(outcome, corpus)


def _unpoolable(address: Address, outcome: Outcome, corpus: Corpus) -> str:
    """Why no pool can hold a piece of evidence, as the messages call it; empty where one can."""
    trial = corpus.trials.get(address.trial)
    if address.column != BETWEEN:
        return "arm"
    if trial is None or not (trial.randomised or trial.design == META_ANALYSIS):
        return "not-randomised"
    row = row_at(address, corpus)
    if row and row.correlated and (row.between or {}).get("dependence") != "accounted":
        return "dependent"
    return "" if _with_confidence(address, outcome, corpus) else "without-interval"


def _with_confidence(address: Address, outcome: Outcome, corpus: Corpus) -> bool:
    """Whether a comparison has a confidence interval, which a credible interval is not."""
    effect, row = relative_effect(address, outcome, corpus), row_at(address, corpus)
    if effect is None or effect.interval is None:
        return False
    ci = (row.between or {}).get("ci") if row is not None else None
    return not (isinstance(ci, dict) and ci.get("kind") == "credible")


def _unlike(outcome: Outcome, corpus: Corpus) -> Iterator[Problem]:
    """Evidence that does not go with the first piece, or repeats the trial of another."""
    pairs = zip(outcome.evidence, relative_effects(outcome, corpus))
    kinds = [_kind(address, effect, corpus) for address, effect in pairs]
    for number, kind in enumerate(kinds[1:], 1):
        place = outcome.place("evidence", number)
        if any(kind["trial"] == before["trial"] for before in kinds[:number]):
            yield problem(place, "question-pool/trial", trial=kind["trial"])
        for name in ("measure", "endpoint", "setting"):
            first, value = kinds[0][name], kind[name]
            if APART.get(first) == value if name == "setting" else first != value:
                yield problem(place, f"question-pool/{name}", first=first, other=value)


def _kind(address: Address, effect: RelativeEffect, corpus: Corpus) -> dict[str, str]:
    """What must be alike in a pool, and the trial, which must not."""
    row, trial = row_at(address, corpus), corpus.trials[address.trial]
    measured = (effect.measure, effect.unit, row.counted if row else "")
    return {
        "trial": address.trial,
        "measure": " ".join(filter(None, measured)),
        "endpoint": str(row.endpoint if row is not None else ""),
        "setting": str(trial.get("population", "setting")),
    }


@of_parts
@after("question-evidence", "question-fit")
def question_measure(corpus: Corpus) -> Iterator[Problem]:
    """The measure of a comparison fits what its row measures: HR and sHR a time to an event, OR and
    RR shares, IRR a rate by person-years; means and scores differ by a difference.
    效应量须与该行所测相符：HR、sHR 用于至事件的时间，OR 与 RR 用于比例，IRR 用于人年发病率；
    均数与评分用差值。
    """
    for _, outcome in outcomes(corpus):
        for number, address in enumerate(outcome.evidence):
            row = row_at(address, corpus)
            if row is not None and address.column == BETWEEN and row.between:
                measure, unit = str(row.between.get("measure")), word(row.get("unit"))
                if measure in RATIOS and not _fits(measure, unit):
                    place = outcome.place("evidence", number)
                    yield problem(place, "question-measure", measure=measure, unit=unit)


def _fits(measure: str, unit: str) -> bool:
    """Whether a ratio may compare arms whose row has a unit."""
    if unit in ("", PERCENT):
        return True
    if measure in HAZARDS:
        return unit in TIMES
    return measure == "IRR" and PERSON_YEARS.fullmatch(unit) is not None


@of_parts
@after("question-evidence", "question-fit")
def question_baseline(corpus: Corpus) -> Iterator[Problem]:
    """A baseline is a cell of the comparator with a percentage (from), or a percentage with source
    and time; it has a time for a hazard ratio, is of the outcome's endpoint, calls its share what
    the row counts, and stands beside a comparison of shares or of time to an event.
    基线风险取自对照组的百分率单元（from），或写百分率（percent）及其 source 与 time；
    用于 HR 的要有时间点；终点与结局相同，share 与该行所计相符；
    只用于比例或至事件时间的比较。
    """
    for _, outcome in outcomes(corpus):
        if outcome.baseline:  # the first that is wrong makes the rest idle
            yield from islice(_baseline_faults(outcome, corpus), 1)


def _fault(outcome: Outcome, field: str, kind: str, **values: Any) -> Problem:
    """What is wrong with a field of a baseline, or where that is empty with the whole."""
    path = ("baseline", field) if field else ("baseline",)
    return problem(outcome.place(*path), f"question-baseline/{kind}", **values)


def _baseline_faults(outcome: Outcome, corpus: Corpus) -> Iterator[Problem]:
    data = outcome.baseline
    named = [name for name in ("from", "percent") if name in data]
    missing = [name for name in ("source", "time") if name not in data]
    if len(named) != 1:
        yield _fault(outcome, "", "both" if named else "neither")
    elif named == ["from"]:
        yield from _cell_faults(outcome, Address.read(str(data["from"])), corpus)
    elif missing:
        yield _fault(outcome, "percent", "incomplete", missing=missing)
    yield from _comparison_faults(outcome, corpus)


def _cell_faults(outcome: Outcome, address: Address, corpus: Corpus) -> Iterator[Problem]:
    """What is wrong with the cell of a baseline."""
    row = row_at(address, corpus)
    cell = row.cells.get(address.column) if row is not None else None
    if row is None or cell is None:
        if row is not None and address.column == BETWEEN:
            yield _fault(outcome, "from", "comparison")
        return
    if cell_percent(cell, row.data.get("unit")) is None:
        yield _fault(outcome, "from", "without-percentage")
    effects = relative_effects(outcome, corpus)
    if any((item.address.trial, item.of) == (address.trial, address.column) for item in effects):
        yield _fault(outcome, "from", "intervention", arm=address.column)
    yield from _meaning_faults(outcome, row, corpus)


def _meaning_faults(outcome: Outcome, row: Row, corpus: Corpus) -> Iterator[Problem]:
    """Where the row of a baseline measures something else than the outcome says."""
    if outcome.endpoint and row.kind == "results" and row.endpoint != outcome.endpoint:
        end = outcome.endpoint
        yield _fault(outcome, "from", "endpoint", other=row.endpoint, endpoint=end)
    share = str(outcome.baseline.get("share"))
    expected = share_counted(row, corpus.vocabulary)
    if expected and share != expected:
        yield _fault(outcome, "share", "share", share=share, counted=expected)


def _comparison_faults(outcome: Outcome, corpus: Corpus) -> Iterator[Problem]:
    """What is wrong with a baseline for the comparison that it stands beside."""
    effects = relative_effects(outcome, corpus)
    if any(effect.measure in DIFFERENCES and effect.unit != POINTS for effect in effects):
        yield _fault(outcome, "", "means")
    if not effects:
        yield _fault(outcome, "", "alone")
    if any(effect.measure in HAZARDS for effect in effects) and not _time(outcome, corpus):
        yield _fault(outcome, "from", "timeless")


def _time(outcome: Outcome, corpus: Corpus) -> bool:
    """Whether a baseline says at what time it holds."""
    row = row_at(Address.read(str(outcome.baseline.get("from", ""))), corpus)
    return "time" in outcome.baseline or (row is not None and bool(row.data.get("timepoint")))
