"""Rules on the figures of a table: counts, percentages and units that fit together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.trial import EVERYBODY, NOT_REACHED, Cell, Row, Trial
from review.problem import Place, Problem, Text
from review.rules.rule import after
from review.rules.table_form_rules import lacking_a_block, unsound
from review.sources.numeral import decimal, rounded

INFINITE = Decimal("Infinity")
ENTERED = ("n", "registered", "eligible", "randomised", "treated")


def table_count(corpus: Corpus) -> Iterator[Problem]:
    """Events do not exceed n, and n does not exceed what was enrolled in the arm or the study.
    events 不大于 n，n 不大于该组或全研究的入组人数。
    """
    for trial, row, cell in cells(corpus):
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
    for trial, row, cell in cells(corpus):
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
                        "核对原文：percent 抄错或未随例数改的，改成原文所印；原文即如此的，删去 "
                        "percent 并在 note 说明。",
                        "Check the publication: set percent to what it prints; if it does print "
                        "this, leave percent out and say so in note.",
                    ),
                )


def table_unit(corpus: Corpus) -> Iterator[Problem]:
    """A result or harm with a median, a value or a range says its unit; the label of other facts
    may name what is counted.
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
    """The arms add up to the number enrolled (n, registered, eligible, randomised or treated);
    where the source itself does not, an allowance says why.
    各组人数之和等于入组人数（n、registered、eligible、randomised 或 treated）；原文本身不符时，
    以 allow 说明理由。
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
                    "Correct the numbers; if the source has them so, write “# allow arms-add-up: "
                    "reason” on the line above.",
                ),
            )


def number(value: Any) -> tuple[Decimal, Decimal] | None:
    """Value and precision of a scalar; infinite for not-reached; None for what the schema
    reports."""
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


def cells(corpus: Corpus) -> Iterator[tuple[Trial, Row, Cell]]:
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
