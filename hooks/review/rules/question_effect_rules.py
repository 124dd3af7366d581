"""Rules on what is computed from the evidence of clinical questions: pools and absolute effects."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.absolute_effect import share_counted
from review.evidence.arm_difference import cell_percent
from review.evidence.cell import DIFFERENCES, HAZARDS, PERCENT, PERSON_YEARS, POINTS, RATIOS
from review.evidence.corpus import Corpus
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
from review.problem import Problem, Text
from review.rules.question_evidence_rules import APART, outcomes
from review.rules.rule import after
from review.sources.numeral import TIMES


@after("question-evidence", "question-fit")
def question_pool(corpus: Corpus) -> Iterator[Problem]:
    """A meta-analysis pools two or more comparisons of different randomised trials, of one endpoint
    in patients of one setting, by one measure, each with a confidence interval; never single arms.
    荟萃分析合并两项或以上不同随机试验的组间比较：终点相同、患者阶段相同、效应量相同，
    各有置信区间；不合并单组数据。
    """
    for _, outcome in outcomes(corpus):
        if outcome.synthesis == META_ANALYSIS:
            fault = _single(outcome, corpus) or _unlike(outcome, corpus)
            if fault is not None:
                yield _no_pool(outcome, *fault)


Fault = tuple[int, Text, Text]  # the number of the piece of evidence, what it is, what is expected


def _no_pool(outcome: Outcome, number: int, found: Text, expected: Text) -> Problem:
    return problem(
        outcome.place("evidence", number), "question-pool", found=found, expected=expected
    )


def _single(outcome: Outcome, corpus: Corpus) -> Fault | None:
    """The first piece of evidence that no pool can hold whatever the others are."""
    for number, address in enumerate(outcome.evidence):
        if fault := _unpoolable(address, outcome, corpus):
            return number, *fault
    if len(outcome.evidence) < LEAST:
        return 0, Text("只有一项比较", "a single comparison"), Text("两项或以上", "two or more")
    return None


def _unpoolable(address: Address, outcome: Outcome, corpus: Corpus) -> tuple[Text, Text] | None:
    """What a piece of evidence is and ought to be, where no pool can hold it."""
    trial = corpus.trials.get(address.trial)
    if address.column != BETWEEN:
        return Text("单组数据", "a single arm"), Text(
            "组间比较（between）", "a comparison between arms"
        )
    if trial is None or not (trial.randomised or trial.design == META_ANALYSIS):
        found = Text("非随机研究的比较", "a comparison that is not randomised")
        return found, Text("随机试验", "a randomised trial")
    row = row_at(address, corpus)
    if row and row.correlated and (row.between or {}).get("dependence") != "accounted":
        found = Text("未计入相关性的区间", "an interval that does not allow for dependence")
        return found, Text("dependence: accounted", "dependence: accounted")
    if not _with_confidence(address, outcome, corpus):
        found = Text("没有置信区间的比较", "one without confidence interval")
        return found, Text("估计值及其置信区间", "an estimate with its confidence interval")
    return None


def _with_confidence(address: Address, outcome: Outcome, corpus: Corpus) -> bool:
    """Whether a comparison has a confidence interval, which a credible interval is not."""
    effect, row = relative_effect(address, outcome, corpus), row_at(address, corpus)
    if effect is None or effect.interval is None:
        return False
    ci = (row.between or {}).get("ci") if row is not None else None
    return not (isinstance(ci, dict) and ci.get("kind") == "credible")


def _unlike(outcome: Outcome, corpus: Corpus) -> Fault | None:
    """The first piece of evidence that does not go with the first one, or repeats its trial."""
    expected = {
        "trial": Text("不同的试验", "different trials"),
        "measure": Text("同一效应量", "one measure"),
        "endpoint": Text("同一终点", "one endpoint"),
        "setting": Text("同一阶段的患者", "patients of one setting"),
    }
    pairs = zip(outcome.evidence, relative_effects(outcome, corpus))
    kinds = [_kind(address, effect, corpus) for address, effect in pairs]
    for number, kind in enumerate(kinds[1:], 1):
        for name, words in expected.items():
            if name == "trial" and any(kind[name] == before[name] for before in kinds[:number]):
                return number, Text(f"{kind[name]} 用了两次", f"{kind[name]} twice"), words
            first, other = kinds[0][name], kind[name]
            apart = APART.get(first) == other if name == "setting" else first != other
            if name != "trial" and apart:
                return number, Text(f"{first} 与 {other}", f"{first} with {other}"), words
    return None


def _kind(address: Address, effect: RelativeEffect, corpus: Corpus) -> dict[str, str]:
    """What must be alike in a pool, and the trial, which must not."""
    row, trial = row_at(address, corpus), corpus.trials[address.trial]
    return {
        "trial": address.trial,
        "measure": " ".join(
            filter(None, [effect.measure, effect.unit, row.counted if row else ""])
        ),
        "endpoint": str(row.endpoint if row is not None else ""),
        "setting": str(trial.get("population", "setting")),
    }


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
            found = _mismeasured(row) if row is not None and address.column == BETWEEN else None
            if found is not None:
                yield problem(outcome.place("evidence", number), "question-measure", found=found)


def _mismeasured(row: Row) -> Text | None:
    """A ratio with the unit of what it compares, where that has no such ratio."""
    measure, unit = str((row.between or {}).get("measure")), str(row.data.get("unit") or "")
    if measure not in RATIOS or unit in ("", PERCENT) or _fits(measure, unit):
        return None
    return Text(f"{unit} 的 {measure}", f"{measure} of {unit}")


def _fits(measure: str, unit: str) -> bool:
    """Whether arms may be compared by a ratio where their row has a unit."""
    if measure in HAZARDS:
        return unit in TIMES
    return measure == "IRR" and PERSON_YEARS.fullmatch(unit) is not None


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
        faults = _baseline_faults(outcome, corpus) if outcome.baseline else iter(())
        if fault := next(faults, None):  # the first that is wrong makes the rest idle
            yield _baseline(outcome, *fault)


def _baseline(outcome: Outcome, name: str, found: Text, expected: Text) -> Problem:
    return problem(
        outcome.place("baseline", name) if name else outcome.place("baseline"),
        "question-baseline",
        found=found,
        expected=expected,
    )


Misfit = tuple[str, Text, Text]  # the field, what is there, what is expected


def _baseline_faults(outcome: Outcome, corpus: Corpus) -> Iterator[Misfit]:
    data = outcome.baseline
    given = [name for name in ("from", "percent") if name in data]
    missing = [name for name in ("source", "time") if name not in data]
    if len(given) != 1:
        found = Text("、".join(given) or "二者皆无", " beside ".join(given) or "neither")
        yield "", found, Text("from 或 percent 之一", "either from or percent")
    elif given == ["from"]:
        yield from _cell_faults(outcome, Address.read(str(data["from"])), corpus)
    elif missing:
        without = Text(f"没有 {'、'.join(missing)}", f"no {', '.join(missing)}")
        yield "percent", without, Text("出处与时间点", "its source and time")
    yield from _comparison_faults(outcome, corpus)


def _cell_faults(outcome: Outcome, address: Address, corpus: Corpus) -> Iterator[Misfit]:
    """What is wrong with the cell of a baseline."""
    row = row_at(address, corpus)
    if row is None:
        return
    cell = row.cells.get(address.column)
    if cell is None:
        if address.column == BETWEEN:
            arm = Text("一个组的单元", "the cell of an arm")
            yield "from", Text("组间比较", "a comparison"), arm
        return
    if cell_percent(cell, row.data.get("unit")) is None:
        without = Text("没有百分率的单元", "a cell without percentage")
        yield "from", without, Text("百分率，或 events 与 n", "a percentage, or events and n")
    effects = relative_effects(outcome, corpus)
    if any(_is_intervention(effect, address) for effect in effects):
        column = address.column
        treated = Text(f"干预组 {column}", f"{column}, the arm of the intervention")
        yield "from", treated, Text("对照组", "the comparator")
    yield from _meaning_faults(outcome, row, corpus)


def _meaning_faults(outcome: Outcome, row: Row, corpus: Corpus) -> Iterator[Misfit]:
    """Where the row of a baseline measures something else than the outcome says."""
    if outcome.endpoint and row.kind == "results" and row.endpoint != outcome.endpoint:
        other = Text(f"终点 {row.endpoint}", f"the endpoint {row.endpoint}")
        yield "from", other, Text(outcome.endpoint, outcome.endpoint)
    share = str(outcome.baseline.get("share"))
    counted = share_counted(row, corpus.vocabulary)
    if counted and share != counted:
        right = Text(f"{counted}：该行所计", f"{counted}, which the row counts")
        yield "share", Text(share, share), right


def _is_intervention(effect: RelativeEffect, address: Address) -> bool:
    """Whether a cell is of the arm that a comparison is about."""
    return effect.address.trial == address.trial and effect.of == address.column


def _comparison_faults(outcome: Outcome, corpus: Corpus) -> Iterator[Misfit]:
    """What is wrong with a baseline for the comparison that it stands beside."""
    effects = relative_effects(outcome, corpus)
    if any(effect.measure in DIFFERENCES and effect.unit != POINTS for effect in effects):
        mean = Text("均数之差旁的基线", "a baseline beside a difference of means")
        shares = "a comparison of shares or of time to an event"
        yield "", mean, Text("比例或至事件时间的比较", shares)
    if not effects:
        alone = Text("没有比较的基线", "a baseline without a comparison")
        yield "", alone, Text("evidence 中的组间比较", "a comparison between arms in evidence")
    if any(effect.measure in HAZARDS for effect in effects) and not _time(outcome, corpus):
        timeless = Text("没有时间点的基线", "a baseline without a time")
        yield "from", timeless, Text("有时间点的行，或 time", "a row with a time point, or time")


def _time(outcome: Outcome, corpus: Corpus) -> bool:
    """Whether a baseline says at what time it holds."""
    row = row_at(Address.read(str(outcome.baseline.get("from", ""))), corpus)
    return "time" in outcome.baseline or (row is not None and bool(row.data.get("timepoint")))
