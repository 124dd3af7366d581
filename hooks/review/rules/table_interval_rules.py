"""Rules on the intervals of a table: they hold their estimate, lie where their measure may lie,
and say the same as the P value beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from review.evidence.cell import RATIOS
from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.trial import BETWEEN, NOT_ESTIMABLE, NOT_REACHED, UNBOUNDED, Cell, Row, Trial
from review.messages import problem
from review.problem import Problem
from review.rules.rule import after, of_tables
from review.rules.table_arithmetic_rules import INFINITE, cells, number
from review.rules.table_form_rules import unsound
from review.sources.record import Path

ONE, CUSTOMARY = Decimal(1), Decimal("0.05")
# a P value and an interval may come from two methods: at the border they may part
NEAR = Decimal("0.005")


@of_tables
@after("table-value")
def table_agreement(corpus: Corpus) -> Iterator[Problem]:
    """A ratio with a 95% interval that leaves out 1 has a P value below 0.05, and one whose
    interval holds 1 has not; a one-sided test (sided: 1) and values at the border are excused.
    比值的 95% 区间不含 1 时 P<0.05，含 1 时不然；单侧检验（sided: 1）与恰在边界的值除外。
    """
    for row in corpus.rows:
        between = row.between or {}
        significant, leaves_out = below_five_percent(between), leaves_out_one(between)
        if significant is not None and leaves_out is not None and significant != leaves_out:
            ci, place = between["ci"], row.place(BETWEEN, "p")
            yield problem(
                place,
                f"table-agreement/{'below' if leaves_out else 'above'}",
                p=between["p"],
                low=ci["low"],
                high=ci["high"],
            )


def below_five_percent(between: Mapping[str, Any]) -> bool | None:
    """Whether P is below 0.05; None where it does not say, or stands at the border."""
    value = number(between.get("p"))
    if value is None or between.get("sided") == 1:
        return None
    if str(between["p"]).startswith("<"):
        return True if value[0] <= CUSTOMARY else None
    if str(between["p"]).startswith(">"):
        return False if value[0] >= CUSTOMARY else None
    return None if abs(value[0] - CUSTOMARY) <= max(NEAR, value[1] / 2) else value[0] < CUSTOMARY


def leaves_out_one(between: Mapping[str, Any]) -> bool | None:
    """Whether 1 lies outside the 95% interval of a ratio; None for anything else, or where a limit
    may be 1 before rounding."""
    ci = mapping(between.get("ci"))
    low, high, level = (number(ci.get(name)) for name in ("low", "high", "level"))
    if between.get("measure") not in RATIOS or not low or not high or not level or level[0] != 95:
        return None
    if any(abs(limit - ONE) <= quantum / 2 for limit, quantum in (low, high)):
        return None
    return low[0] > ONE or high[0] < ONE


class Span(NamedTuple):
    """A low and a high value, each with the precision it is printed with."""

    low: Decimal
    high: Decimal
    low_quantum: Decimal
    high_quantum: Decimal


@of_tables
def table_interval(corpus: Corpus) -> Iterator[Problem]:
    """An interval runs from low to high, holds its estimate, stays within 0–100 for a percentage
    and above 0 for a ratio; its level lies between 50 and 100.
    区间下限不大于上限，包含其估计值；百分率在 0～100 之内，比值大于 0；水平在 50 与 100 之间。
    """
    for trial, _, cell in cells(corpus):
        yield from _cell_intervals(trial, cell)
    for row in corpus.rows:
        if row.between is not None and not unsound(row.trial.record, (*row.path, BETWEEN)):
            yield from _comparison(row, row.between)


def _cell_intervals(trial: Trial, cell: Cell) -> Iterator[Problem]:
    measure = next(
        (name for name in ("median", "value", "percent") if cell[name] is not None), None
    )
    # <1 is no estimate to lie in an interval
    bound = measure and str(cell[measure]).startswith(("<", ">"))
    estimate = number(cell[measure]) if measure and not bound else _computed(cell)
    for name in ("ci", "range", "iqr"):
        path, limits = (*cell.path, name), cell[name]
        # while times of a range were still going on, a median may lie beyond all that were seen
        ongoing = str(mapping(limits).get("high")).endswith("+")
        yield from _interval(trial, path, limits, None if ongoing else estimate)
        if name == "ci" and measure in (None, "percent"):
            yield from _within(trial, path, limits, Decimal(0), Decimal(100))
    share = number(cell["percent"]) if measure == "percent" else None
    if share and not 0 <= share[0] <= 100:
        place = trial.place(*cell.path, "percent")
        yield problem(place, "table-interval/percent", percent=share[0])


def _comparison(row: Row, between: Mapping[str, Any]) -> Iterator[Problem]:
    path, ci, estimate = (
        (*row.path, BETWEEN, "ci"),
        between.get("ci"),
        number(between.get("estimate")),
    )
    yield from _interval(row.trial, path, ci, estimate)
    if between.get("measure") in RATIOS:
        yield from _within(row.trial, path, ci, Decimal(0), INFINITE)
        if estimate and estimate[0] <= 0:
            place, measure = row.place(BETWEEN, "estimate"), between["measure"]
            yield problem(place, "table-interval/ratio", measure=measure, estimate=estimate[0])


def _computed(cell: Cell) -> tuple[Decimal, Decimal] | None:
    if cell.proportion:
        return (Decimal(100 * cell.proportion[0]) / cell.proportion[1], Decimal(0))
    return None


def _span(data: Any, least: Decimal = -INFINITE, most: Decimal = INFINITE) -> Span | None:
    """The limits of an interval; ``least`` or ``most`` for one that is not estimable."""
    if not isinstance(data, dict):
        return None
    low, high = (
        (end, ONE) if data.get(side) in (NOT_ESTIMABLE, UNBOUNDED) else number(data.get(side))
        for side, end in (("low", least), ("high", most))
    )
    return Span(low[0], high[0], low[1], high[1]) if low and high else None


def _interval(
    trial: Trial, path: Path, data: Any, estimate: tuple[Decimal, Decimal] | None
) -> Iterator[Problem]:
    span, limits = _span(data), mapping(data)
    if span and span.low > span.high:
        place, low, high = trial.place(*path, "low"), data["low"], data["high"]
        yield problem(place, "table-interval/order", low=low, high=high)
    elif span and estimate and not _holds(span, *estimate):
        yield problem(
            trial.place(*path),
            "table-interval/estimate",
            interval=f"{data['low']}–{data['high']}",
            estimate=_written(estimate[0]),
        )
    if limits.get("low") == limits.get("high") == UNBOUNDED:
        yield problem(trial.place(*path), "table-interval/unbounded")
    level = number(limits.get("level"))
    if level and not 50 < level[0] < 100:
        yield problem(trial.place(*path, "level"), "table-interval/level", level=level[0])


def _holds(span: Span, value: Decimal, quantum: Decimal) -> bool:
    """Whether the value lies between the limits; what has neither limit holds any. Where one is
    printed more coarsely than the other, half of its last digit is left open."""
    if span.low == INFINITE:
        return True  # both were not reached: the curve has a median and no interval
    if value == INFINITE:
        return span.high == INFINITE
    below, above = (
        Decimal(0) if limit == quantum else max(limit, quantum) / 2
        for limit in (span.low_quantum, span.high_quantum)
    )
    return span.low - below <= value <= span.high + above


def _within(trial: Trial, path: Path, data: Any, low: Decimal, high: Decimal) -> Iterator[Problem]:
    span = _span(data, low, high)
    if span and not (low <= span.low and span.high <= high):
        kind = "above" if high == INFINITE else "within"
        ends = {"low": data["low"], "high": data["high"], "least": low, "most": high}
        yield problem(trial.place(*path), f"table-interval/{kind}", **ends)


def _written(value: Decimal) -> str:
    if value == INFINITE:
        return NOT_REACHED
    return f"{value:.1f}" if len(f"{value:f}") > 12 else f"{value:f}"
