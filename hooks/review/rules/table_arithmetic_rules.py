"""Rules on the figures of a table: counts, percentages, intervals and units that fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from review.evidence.corpus import Corpus
from review.evidence.trial import EVERYBODY, NOT_REACHED, Cell, Row, Trial
from review.problem import Place, Problem, Text
from review.rules.rule import after
from review.rules.table_form_rules import lacking_a_block, unsound
from review.sources.numeral import decimal, rounded
from review.sources.record import Path

INFINITE = Decimal("Infinity")
RATIOS = frozenset({"HR", "OR", "RR"})
ENTERED = ("n", "registered", "eligible", "randomised", "treated")


class Span(NamedTuple):
    """A low and a high value, each with the precision it is printed with."""

    low: Decimal
    high: Decimal
    low_quantum: Decimal
    high_quantum: Decimal


def table_count(corpus: Corpus) -> Iterator[Problem]:
    """Events do not exceed n, and n does not exceed what was enrolled in the arm or the study.
    events 不大于 n，n 不大于该组或全研究的入组人数。
    """
    for trial, row, cell in _cells(corpus):
        events, n = cell["events"], cell["n"]
        if _count(events) and _count(n) and events > n:
            yield _too_many(trial.place(*cell.path, "events"), f"events {events}", f"n {n}")
        most = _most(trial, row, cell.arm)
        if _count(n) and most is not None and n > most:
            yield _too_many(
                trial.place(*cell.path, "n"),
                f"n {n}",
                f"{most} enrolled" if cell.arm == EVERYBODY else f"arms.{cell.arm}.n {most}",
            )
    for trial in corpus.trials.values():
        for id, arm in trial.arms.items():
            if (
                _count(arm.get("n"))
                and _count(arm.get("evaluable"))
                and arm["evaluable"] > arm["n"]
            ):
                yield _too_many(
                    trial.place("arms", id, "evaluable"),
                    f"evaluable {arm['evaluable']}",
                    f"n {arm['n']}",
                )


def table_percent(corpus: Corpus) -> Iterator[Problem]:
    """A printed percentage is events/n at its printed precision.
    所印百分率等于 events/n 按所印位数舍入的值。
    """
    for trial, row, cell in _cells(corpus):
        percent = number(cell["percent"])
        if cell.proportion and percent:
            value, quantum = percent
            exact = Decimal(100 * cell.proportion[0]) / cell.proportion[1]
            if value not in {
                rounded(exact, quantum, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN)
            }:
                yield Problem(
                    trial.place(*cell.path, "percent"),
                    "table-percent",
                    Text(f"percent {value}", f"percent {value}"),
                    Text(
                        f"{cell['events']}/{cell['n']} = {rounded(exact, quantum):f}%",
                        f"{cell['events']}/{cell['n']} = {rounded(exact, quantum):f}%",
                    ),
                    Text(
                        "核对原文：percent 抄错或未随例数改的，改成原文所印；原文即如此的，删去 percent 并在 note 说明。",
                        "Check the publication: set percent to what it prints; if it does print this, leave percent out and say so in note.",
                    ),
                )


def table_interval(corpus: Corpus) -> Iterator[Problem]:
    """An interval runs from low to high, holds its estimate, stays within 0–100 for a percentage and above 0 for a ratio; its level lies between 50 and 100.
    区间下限不大于上限，包含其估计值；百分率在 0～100 之内，比值大于 0；水平在 50 与 100 之间。
    """
    for trial, row, cell in _cells(corpus):
        yield from _cell_intervals(trial, row, cell)
    for trial in corpus.trials.values():
        for row in trial.rows:
            if row.between is not None and not unsound(trial.record, (*row.path, "between")):
                yield from _comparison(trial, row, row.between)


def table_unit(corpus: Corpus) -> Iterator[Problem]:
    """A result or harm with a median, a value or a range says its unit; the label of other facts may name what is counted.
    结果与不良事件中有中位数、数值或范围的要写单位；其他数字的名称可说明所计之物。
    """
    for trial in corpus.trials.values():
        for row in [*trial.results, *trial.harms]:
            measured = [
                (cell, name)
                for cell in row.cells.values()
                for name in ("median", "value", "range", "iqr")
                if cell[name] not in (None, NOT_REACHED)
            ]
            if measured and row.data.get("unit") is None:
                cell, name = measured[0]
                yield Problem(
                    trial.place(*cell.path, name),
                    "table-unit",
                    Text(f"{name} 没有单位", f"{name} without a unit"),
                    Text("该行有 unit", "unit in the row"),
                    Text("在该行写 unit，如 months。", "Write unit in the row, as months."),
                )


@after(in_file=lacking_a_block)
def arms_add_up(corpus: Corpus) -> Iterator[Problem]:
    """The arms add up to the number enrolled (n, registered, eligible, randomised or treated); where the source itself does not, an allowance says why.
    各组人数之和等于入组人数（n、registered、eligible、randomised 或 treated）；原文本身不符时，以 allow 说明理由。
    """
    for trial in corpus.trials.values():
        numbers = [arm.get("n") for arm in trial.arms.values() if arm.get("kind", "arm") == "arm"]
        enrolled = {
            kind: trial.get("enrolled", kind)
            for kind in ENTERED
            if _count(trial.get("enrolled", kind))
        }
        if (
            numbers
            and enrolled
            and all(_count(n) for n in numbers)
            and sum(numbers) not in enrolled.values()
        ):
            shown = ", ".join(f"{kind} {n}" for kind, n in enrolled.items())
            yield Problem(
                trial.record.key_place("enrolled"),
                "arms-add-up",
                Text(
                    f"各组共 {' + '.join(map(str, numbers))} = {sum(numbers)} 例",
                    f"arms of {' + '.join(map(str, numbers))} = {sum(numbers)}",
                ),
                Text(shown, shown),
                Text(
                    "更正人数；若原文如此，在上一行写“# allow arms-add-up: 理由”。",
                    "Correct the numbers; if the source has them so, write “# allow arms-add-up: reason” on the line above.",
                ),
            )


def number(value: Any) -> tuple[Decimal, Decimal] | None:
    """Value and precision of a scalar; infinite for not-reached; None for what the schema reports."""
    if value == NOT_REACHED:
        return INFINITE, Decimal(1)
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    try:
        return decimal(value)
    except ArithmeticError:
        return None


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _cells(corpus: Corpus) -> Iterator[tuple[Trial, Row, Cell]]:
    """Cells whose values can be read; what is wrong with the others is said already."""
    for trial in corpus.trials.values():
        for row in trial.rows:
            yield from (
                (trial, row, cell)
                for cell in row.cells.values()
                if not unsound(trial.record, cell.path)
            )


def _most(trial: Trial, row: Row, arm: str) -> int | None:
    """The largest denominator a cell may have. A fact may count other things than patients."""
    if row.kind == "facts":
        return None
    if arm != EVERYBODY:
        n = trial.arms.get(arm, {}).get("n")
        return n if _count(n) else None
    enrolled = trial.get("enrolled")
    numbers = (
        [n for kind, n in enrolled.items() if _count(n) and kind != "studies"]
        if isinstance(enrolled, dict)
        else []
    )
    return max(numbers, default=None)


def _too_many(place: Place, found: str, most: str) -> Problem:
    return Problem(
        place,
        "table-count",
        Text(found, found),
        Text(f"不大于 {most}", f"at most {most}"),
        Text("核对分子、分母与入组人数。", "Check numerator, denominator and the number enrolled."),
    )


def _cell_intervals(trial: Trial, row: Row, cell: Cell) -> Iterator[Problem]:
    measure = next(
        (name for name in ("median", "value", "percent") if cell[name] is not None), None
    )
    estimate = number(cell[measure]) if measure else _computed(cell)
    for name in ("ci", "range", "iqr"):
        path = (*cell.path, name)
        yield from _interval(trial, path, cell[name], estimate)
        if name == "ci" and measure in (None, "percent"):
            yield from _within(trial, path, cell[name], Decimal(0), Decimal(100))
    if measure == "percent" and (share := number(cell["percent"])) and not 0 <= share[0] <= 100:
        yield _problem(
            trial.place(*cell.path, "percent"),
            Text(f"percent {share[0]}", f"percent {share[0]}"),
            Text("0～100", "0–100"),
        )


def _comparison(trial: Trial, row: Row, between: Mapping[str, Any]) -> Iterator[Problem]:
    path = (*row.path, "between")
    estimate = number(between.get("estimate"))
    yield from _interval(trial, (*path, "ci"), between.get("ci"), estimate)
    if between.get("measure") in RATIOS:
        yield from _within(trial, (*path, "ci"), between.get("ci"), Decimal(0), INFINITE)
        if estimate and estimate[0] <= 0:
            yield _problem(
                trial.place(*path, "estimate"),
                Text(f"{between['measure']} {estimate[0]}", f"{between['measure']} {estimate[0]}"),
                Text("大于 0 的比值", "a ratio above 0"),
            )


def _computed(cell: Cell) -> tuple[Decimal, Decimal] | None:
    return (
        (Decimal(100 * cell.proportion[0]) / cell.proportion[1], Decimal(0))
        if cell.proportion
        else None
    )


def _span(data: Any) -> Span | None:
    low, high = (
        (number(data.get("low")), number(data.get("high")))
        if isinstance(data, dict)
        else (None, None)
    )
    return Span(low[0], high[0], low[1], high[1]) if low and high else None


def _interval(
    trial: Trial, path: Path, data: Any, estimate: tuple[Decimal, Decimal] | None
) -> Iterator[Problem]:
    span = _span(data)
    if span and span.low > span.high:
        yield _problem(
            trial.place(*path, "low"),
            Text(
                f"下限 {_shown(span.low)} 大于上限 {_shown(span.high)}",
                f"low {_shown(span.low)} above high {_shown(span.high)}",
            ),
            Text("先低后高", "low before high"),
        )
    elif span and estimate and not _holds(span, *estimate):
        shown = f"{_shown(span.low)}–{_shown(span.high)}"
        yield _problem(
            trial.place(*path),
            Text(
                f"不含 {_shown(estimate[0])} 的区间 {shown}",
                f"the interval {shown} without {_shown(estimate[0])}",
            ),
            Text("包含其估计值的区间", "an interval that holds its estimate"),
        )
    level = number(data.get("level")) if isinstance(data, dict) else None
    if level and not 50 < level[0] < 100:
        yield _problem(
            trial.place(*path, "level"),
            Text(f"水平 {level[0]}", f"the level {level[0]}"),
            Text("大于 50、小于 100 的百分数，如 95", "a percentage above 50 and below 100, as 95"),
        )


def _holds(span: Span, value: Decimal, quantum: Decimal) -> bool:
    """Whether the value lies between the limits. Where one is printed more coarsely than the other, half of its last digit is left open."""
    if value == INFINITE:
        return span.high == INFINITE
    below, above = (
        Decimal(0) if limit == quantum else max(limit, quantum) / 2
        for limit in (span.low_quantum, span.high_quantum)
    )
    return span.low - below <= value <= span.high + above


def _within(trial: Trial, path: Path, data: Any, low: Decimal, high: Decimal) -> Iterator[Problem]:
    span = _span(data)
    if span and not (low <= span.low and span.high <= high):
        most = "" if high == INFINITE else f"～{high}"
        yield _problem(
            trial.place(*path),
            Text(
                f"区间 {_shown(span.low)}～{_shown(span.high)}",
                f"the interval {_shown(span.low)} to {_shown(span.high)}",
            ),
            Text(
                f"{low}{most} 之内" if most else f"不小于 {low}",
                f"limits from {low}" + (f" to {high}" if most else " up"),
            ),
        )


def _shown(value: Decimal) -> str:
    return (
        NOT_REACHED
        if value == INFINITE
        else f"{value:.1f}"
        if len(f"{value:f}") > 12
        else f"{value:f}"
    )


def _problem(place: Place, found: Text, expected: Text) -> Problem:
    return Problem(
        place,
        "table-interval",
        found,
        expected,
        Text(
            "对照原文核对数值的位置与次序。",
            "Check the values and their order against the publication.",
        ),
    )
