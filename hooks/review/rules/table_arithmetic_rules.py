"""Rules on the figures of a table: counts, percentages and units that fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import islice
from typing import Any

from review.evidence.cell import DIFFERENCE, DIFFERENCES
from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.row import CROSS_OVER
from review.evidence.trial import BETWEEN, EVERYBODY, NOT_REACHED, OPEN, Cell, Row, Trial
from review.messages import problem
from review.problem import Place, Problem
from review.rules.rule import after, of_tables
from review.rules.table_form_rules import lacking_a_block, unsound
from review.sources.numeral import printed, rounded
from review.sources.record import Path

INFINITE = Decimal("Infinity")
ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN)
ENTERED = ("n", "registered", "eligible", "randomised", "treated")


@of_tables
def table_count(corpus: Corpus) -> Iterator[Problem]:
    """Events do not exceed n, and n does not exceed what was enrolled in the arm or the study.
    events 不大于 n，n 不大于该组或全研究的入组人数。
    """
    for trial, row, cell in cells(corpus):
        yield from _cell_counts(trial, row, cell)
    for trial in corpus.trials.values():
        for id, arm in trial.arms.items():
            n, evaluable = _count(arm.get("n")), _count(arm.get("evaluable"))
            if n is not None and evaluable is not None and evaluable > n:
                place = trial.place("arms", id, "evaluable")
                yield _too_many(place, f"evaluable {evaluable}", f"n {n}")


def _cell_counts(trial: Trial, row: Row, cell: Cell) -> Iterator[Problem]:
    """What is too large in a cell."""
    events, n, most = _count(cell["events"]), _count(cell["n"]), _most(trial, row, cell.arm)
    if n is None:
        return
    if events is not None and events > n:
        yield _too_many(trial.place(*cell.path, "events"), f"events {events}", f"n {n}")
    if most is not None and n > most:
        everybody = cell.arm == EVERYBODY
        limit = f"{most} enrolled" if everybody else f"arms.{cell.arm}.n {most}"
        yield _too_many(trial.place(*cell.path, "n"), f"n {n}", limit)


@of_tables
def table_percent(corpus: Corpus) -> Iterator[Problem]:
    """A printed percentage is events/n at its printed precision, or a bound (<1) that holds it.
    所印百分率等于 events/n 按所印位数舍入的值；写作界限的（<1）包含该值。
    """
    for trial, _, cell in cells(corpus):
        percent, printed = number(cell["percent"]), cell["percent"]
        if cell.proportion and percent:
            events, n = cell.proportion
            exact = Decimal(100 * events) / n
            if not _stands_for(printed, exact):
                right = f"{events}/{n} = {rounded(exact, percent[1]):f}%"
                place = trial.place(*cell.path, "percent")
                yield problem(place, "table-percent", percent=printed, computed=right)


def _stands_for(percent: Any, exact: Decimal) -> bool:
    """Whether a percentage as printed, ``65`` or ``<1``, says what the counts give."""
    value, quantum, sign, _ = printed(percent)
    if sign:
        return exact < value if sign == "<" else exact > value
    return value in {rounded(exact, quantum, mode) for mode in ROUNDINGS}


@of_tables
def table_unit(corpus: Corpus) -> Iterator[Problem]:
    """A result or harm with a median, a value or a range says its unit; the label of other facts
    may name what is counted.
    结果与不良事件中有中位数、数值或范围的要写单位；其他数字的名称可说明所计之物。
    """
    for row in (row for row in corpus.rows if row.kind != "facts" and row.get("unit") is None):
        for path in islice(_measured(row), 1):
            yield problem(row.trial.place(*path), "table-unit", name=path[-1])


def _measured(row: Row) -> Iterator[Path]:
    """Where a row says what has a unit."""
    for cell in row.cells.values():
        for name in ("median", "value", "range", "iqr"):
            if cell[name] is not None and str(cell[name]) not in OPEN:
                yield *cell.path, name
    if str((row.between or {}).get("measure")) in DIFFERENCES - {DIFFERENCE}:
        yield *row.path, BETWEEN, "estimate"


@of_tables
@after(in_file=lacking_a_block)
def arms_add_up(corpus: Corpus) -> Iterator[Problem]:
    """The arms add up to the number enrolled (n, registered, eligible, randomised or treated), and
    pooled ones are as many as the arms they pool; where the source itself does not, an allowance
    says why.
    各组人数之和等于入组人数（n、registered、eligible、randomised 或 treated），合并组的人数等于所
    合并各组之和；原文本身不符时，以 allow 说明理由。
    """
    for trial in corpus.trials.values():
        yield from _not_pooled(trial)
        counts = _arm_counts(trial)
        enrolled = {
            kind: n for kind in ENTERED if (n := _count(trial.get("enrolled", kind))) is not None
        }
        if counts and enrolled and trial.together(counts) not in enrolled.values():
            yield _not_enrolled(trial, counts, enrolled)


def _arm_counts(trial: Trial) -> list[int]:
    """How many each arm has; empty where one does not say."""
    arms = [arm for arm in trial.arms.values() if arm.get("kind", "arm") == "arm"]
    counts = [n for arm in arms if (n := _count(arm.get("n"))) is not None]
    return counts if len(counts) == len(arms) else []


def _not_pooled(trial: Trial) -> Iterator[Problem]:
    """Pooled arms that are not as many as the arms they pool."""
    for id, arm in trial.arms.items():
        parts = [trial.arms.get(part, {}) for part in trial.ids("arms", id, "pools")]
        counts = [n for part in parts if (n := _count(part.get("n"))) is not None]
        n = _count(arm.get("n"))
        if parts and len(counts) == len(parts) and n is not None and n != sum(counts):
            place = trial.place("arms", id, "n")
            yield problem(place, "arms-add-up/not-pooled", n=n, sum=_sum(counts))


def _not_enrolled(trial: Trial, counts: list[int], enrolled: Mapping[str, int]) -> Problem:
    total = str(max(counts)) if trial.layout == CROSS_OVER else _sum(counts)
    expected = ", ".join(f"{kind} {n}" for kind, n in enrolled.items())
    place = trial.record.key_place("enrolled")
    return problem(place, "arms-add-up/not-enrolled", sum=total, enrolled=expected)


def _sum(counts: list[int]) -> str:
    return f"{' + '.join(map(str, counts))} = {sum(counts)}"


def number(value: Any) -> tuple[Decimal, Decimal] | None:
    """Value and precision of a scalar, infinite for not-reached; None for what is none."""
    if value == NOT_REACHED:
        return INFINITE, Decimal(1)
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    try:
        return printed(value)[:2]
    except ArithmeticError:
        return None


def _count(value: Any) -> int | None:
    """A value as a count; None where it is none."""
    is_integer = isinstance(value, int) and not isinstance(value, bool)
    return value if is_integer and value >= 0 else None


def cells(corpus: Corpus) -> Iterator[tuple[Trial, Row, Cell]]:
    """Cells whose values can be read; what is wrong with the others is said already."""
    for row in corpus.rows:
        for cell in row.cells.values():
            if not unsound(row.trial.record, cell.path):
                yield row.trial, row, cell


def _most(trial: Trial, row: Row, arm: str) -> int | None:
    """The largest denominator a cell may have; none of what is not patients, which a fact may not
    say."""
    if row.kind == "facts" or "counted" in row.data:
        return None
    if arm != EVERYBODY:
        return _count(trial.arms.get(arm, {}).get("n"))
    counts = [_count(n) for kind, n in mapping(trial.get("enrolled")).items() if kind != "studies"]
    return max((n for n in counts if n is not None), default=None)


def _too_many(place: Place, found: str, most: str) -> Problem:
    return problem(place, "table-count", given=found, most=most)
