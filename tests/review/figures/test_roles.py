"""The promise, tried out on every number of the real review: in its own role a number of a datum is
accepted, in any other it is refused, whatever the datum holds besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache

import pytest

import reviews
from places import ROOT
from review.evidence.trial import Datum, Figure
from review.figures.comparison import mismatches, unparsed

UNITS = {
    "days": ("天", "days"),
    "weeks": ("周", "weeks"),
    "months": ("个月", "months"),
    "years": ("年", "years"),
    "hours": ("小时", "hours"),
    "cycles": ("个周期", "cycles"),
}
SHARES = {"percent", "computed", "median", "value"}
# role: how a sentence says it in either language; {v} the number, {u} its unit of time
SENTENCES = {
    "events": ("{v} 例缓解", "{v} patients responded"),
    "n": ("n={v}", "n={v}"),
    "percent": ("{v}% 的患者存活", "{v}% of the patients were alive"),
    "points": ("相差 {v} 个百分点", "they differed by {v} percentage points"),
    "HR": ("HR 为 {v}", "a hazard ratio of {v}"),
    "OR": ("OR {v}", "OR {v}"),
    "RR": ("RR {v}", "RR {v}"),
    "level": ("{v}% 置信区间", "the {v}% CI"),
    "p": ("P={v}", "P={v}"),
    "median": ("中位 {v} {u}", "a median of {v} {u}"),
    "timepoint": ("{v} {u}时", "at {v} {u}"),
    "reduction": ("死亡风险降低 {v}%", "the risk of death was reduced by {v}%"),
    "low": ("下限 {v}", "the lower limit was {v}"),
    "high": ("上限 {v}", "the upper limit was {v}"),
}


@cache
def data() -> tuple[Datum, ...]:
    """Every datum of the real review."""
    trials = reviews.review(ROOT).trials.values()
    found = (trial.datum(address) for trial in trials for address in trial.addresses())
    return tuple(datum for datum in found if datum is not None)


def sentences(figure: Figure, role: str) -> Iterator[str]:
    """A number of the data in a role, in both languages."""
    unit = figure.unit if figure.unit in UNITS else "months"
    for template, word in zip(SENTENCES[role], UNITS[unit or "months"]):
        yield template.format(v=digits(figure), u=word)


def digits(figure: Figure) -> str:
    """The number as it is printed; a computed one to one more digit than any that is printed."""
    value = figure.value
    if figure.quantum is None:
        value = value.quantize(Decimal("0.01"))
    return f"{value:f}".replace("-", "−")


def holds(datum: Datum, figure: Figure, role: str) -> bool:
    """Whether a datum has the number in this role as well, told without the grammar."""
    value = Decimal(digits(figure).replace("−", "-"))
    return any(equal(value, other) for other in datum.figures if plays(other, figure, role)) or (
        role == "reduction" and any(equal(value, other) for other in reductions(datum))
    )


def plays(figure: Figure, asked: Figure, role: str) -> bool:
    """Whether a figure of the data may be what a sentence says in a role."""
    unit = asked.unit if asked.unit in UNITS else "months"
    tests: dict[str, Callable[[], bool]] = {
        "percent": lambda: figure.role in SHARES and figure.percent is not False,
        "points": lambda: figure.unit == "percentage-points" and "." not in figure.role,
        "reduction": lambda: figure.role in SHARES and figure.percent is not False,
        "median": lambda: figure.role == "median" and figure.unit == unit,
        "timepoint": lambda: (
            figure.unit == unit
            and (figure.role in ("timepoint", "value") or figure.measure == "difference")
        ),
        "low": lambda: figure.role.endswith(".low") or figure.role == "value",
        "high": lambda: figure.role.endswith(".high") or figure.role == "value",
    }
    if role in ("HR", "OR", "RR"):
        return figure.role == "estimate" and figure.measure == role
    return tests[role]() if role in tests else figure.role == role


def reductions(datum: Datum) -> Iterator[Figure]:
    for figure in datum.figures:
        if figure.measure in ("HR", "OR", "RR") and figure.role == "estimate":
            assert figure.quantum is not None
            yield Figure("reduction", 100 * (1 - figure.value), 100 * figure.quantum, True)


def equal(value: Decimal, figure: Figure) -> bool:
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return any(
        figure.value.quantize(step, mode) == value for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )


def refused(text: str, datum: Datum) -> bool:
    return unread(text) or any(mismatches(text, datum))


@cache
def unread(text: str) -> bool:
    """Whether some number of a sentence has no role."""
    return bool(unparsed(text, 0, len(text)))


@pytest.mark.parametrize("role", SENTENCES)
def test_a_number_in_another_role_is_refused(role: str) -> None:
    tried, passed = 0, []
    for datum in data():
        for figure in datum.figures:
            whole = figure.value == figure.value.to_integral_value()
            if holds(datum, figure, role) or role in ("events", "n") and not whole:
                continue
            tried += 1
            passed += [
                (datum.path, datum.address, figure.role, text)
                for text in sentences(figure, role)
                if not refused(text, datum)
            ]
    assert tried > 500
    assert passed == []


def own(figure: Figure, datum: Datum) -> Iterator[str]:
    """The sentences that say a number in its own role."""
    value = digits(figure)
    head, _, side = figure.role.partition(".")
    if figure.role == "estimate":
        if figure.measure in ("HR", "OR", "RR"):
            yield from sentences(figure, figure.measure)
        elif figure.unit == "percentage-points":
            yield from sentences(figure, "points")
    elif figure.role == "p":
        yield f"P{figure.sign or '='}{value}"
    elif figure.role in ("events", "n", "level"):
        yield from sentences(figure, figure.role)
    elif figure.role in ("percent", "computed") and figure.finer is None:
        yield from sentences(figure, "percent")
    elif figure.role in ("median", "timepoint") and figure.unit in UNITS:
        yield from sentences(figure, figure.role)
    elif side == "low" and head in ("ci", "range", "iqr"):
        yield from ranges(figure, head, datum)


def ranges(low: Figure, head: str, datum: Datum) -> Iterator[str]:
    """The interval that begins with a limit; of a whole row only where it has one such interval."""
    highs = [figure for figure in datum.figures if figure.role == f"{head}.high"]
    lows = [figure for figure in datum.figures if figure.role == f"{head}.low"]
    if len(highs) == len(lows) == 1:
        names = {"ci": ("CI", "CI"), "range": ("范围", "range"), "iqr": ("四分位距", "IQR")}[head]
        yield f"{names[0]} {digits(low)}～{digits(highs[0])}"
        yield f"{names[1]} {digits(low)} to {digits(highs[0])}"
        if head == "ci":
            yield f"CI: {digits(low)}, {digits(highs[0])}"


def test_a_number_in_its_own_role_is_accepted() -> None:
    said = [
        (text, datum) for datum in data() for figure in datum.figures for text in own(figure, datum)
    ]
    assert len(said) > 2000
    assert [(datum.address, text) for text, datum in said if refused(text, datum)] == []
