"""A cell of a trial table, and the figures that it, a comparison or a time point holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from review.evidence.interval import exact
from review.sources.numeral import printed
from review.sources.record import Path

NOT_REACHED = "not-reached"
NOT_ESTIMABLE = "not-estimable"  # which says less: too little was seen to reckon it
PERSON_YEARS = re.compile("per-([0-9]+)-person-years")
UNBOUNDED = "unbounded"  # the end that a one-sided interval does not have
# what counts may count instead of patients
COUNTED = frozenset({"lesions", "joints", "limbs", "procedures", "courses", "specimens"})
# what may stand in the place of a number
OPEN = frozenset({NOT_REACHED, NOT_ESTIMABLE, UNBOUNDED})
PERCENT, POINTS = "percent", "percentage-points"  # units of a share, and of what two differ by
DIFFERENCE = "difference"
DIFFERENCES = frozenset({DIFFERENCE, "mean-difference", "RMST-difference"})  # have a unit
HAZARDS = ("HR", "sHR")  # of times to an event: of all patients, or with other events competing
RATIOS = (*HAZARDS, "OR", "RR", "IRR")  # their logarithm is additive; 1 means no difference
# prose does not tell an age from another number of years: 岁 and years both read as years
READ_AS = {"years-of-age": "years"}


@dataclass(frozen=True)
class Figure:
    """One number a datum holds. ``role`` says which; ``quantum`` is the precision it is known to,
    None for a computed one.

    ``finer``, where it is given, is a precision that another figure speaks for: this one holds for
    numbers printed more finely. ``measure`` names what an estimate and its limits are: HR, OR, RR,
    difference. ``censored`` says that it was still going on: 17.4+; ``alone`` that it is the one
    limit of a one-sided interval."""

    role: str
    value: Decimal
    quantum: Decimal | None
    percent: bool | None = False
    unit: str | None = None
    sign: str = ""
    finer: Decimal | None = None
    measure: str = ""
    censored: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Cell:
    """The values of one arm in one row, as the table holds them. ``counted`` is what its counts
    count where that is not patients (``lesions``); ``sampled`` says that its patients are neither
    groups that were allocated whole nor cases that were chosen."""

    arm: str
    data: Mapping[str, Any]
    path: Path
    counted: str = ""
    sampled: bool = True

    def __getitem__(self, name: str) -> Any:
        return self.data.get(name)

    @property
    def proportion(self) -> tuple[int, int] | None:
        """(events, n) where both are given and make a proportion."""
        events, n = self.data.get("events"), self.data.get("n")
        if not isinstance(events, int) or not isinstance(n, int):
            return None
        return (events, n) if 0 <= events <= n and n > 0 else None

    @property
    def exact(self) -> tuple[float, float] | None:
        """The limits of the exact 95% interval of the proportion, in percent; None without one, and
        where that holds for no sample: the lesions of a patient or the patients of a cluster are
        alike, and cases were chosen."""
        single = self.sampled and not self.counted
        return exact(*self.proportion) if single and self.proportion else None


def count(role: str, number: int, counted: str = "") -> Figure:
    """A number of patients or events, or of what else is ``counted``."""
    return Figure(role, Decimal(number), Decimal(1), unit=counted or None)


def _number(
    role: str, text: Any, percent: bool | None = False, unit: str | None = None
) -> Iterator[Figure]:
    """The figure a scalar holds; nothing for one of OPEN or a slip (the schema reports that)."""
    if text is None or isinstance(text, bool) or str(text) in OPEN:
        return
    try:
        value, quantum, sign, censored = printed(text)
    except ArithmeticError:
        return
    yield Figure(role, value, quantum, percent, unit, sign, censored=censored)


def timepoint(text: Any) -> Iterator[Figure]:
    """The number of a time point such as ``8 weeks``."""
    if isinstance(text, str) and " " in text:
        number, unit = text.split(" ", 1)
        yield from _number("timepoint", number, False, unit)


def _limits(data: Any, name: str, percent: bool | None, unit: str | None) -> Iterator[Figure]:
    if isinstance(data, dict):
        unbounded = UNBOUNDED in (data.get("low"), data.get("high"))
        for side in ("low", "high"):
            for limit in _number(f"{name}.{side}", data.get(side), percent, unit):
                yield replace(limit, alone=unbounded)
        yield from _number("level", data.get("level"), None)


def of_cell(cell: Cell, unit: str | None) -> Iterator[Figure]:
    """The figures of a cell: as printed, and computed from events and n."""
    for name in ("events", "n"):
        if isinstance(cell[name], int):
            yield count(name, cell[name], cell.counted)
    yield from _number("percent", cell["percent"], True)
    yield from _number("median", cell["median"], unit == PERCENT, unit)
    yield from _number("value", cell["value"], None if unit == PERCENT else False, unit)
    proportion = cell["median"] is None and cell["value"] is None and unit is None
    percent = None if proportion or unit == PERCENT else False  # limits may stand without a mark
    for name in ("ci", "range", "iqr"):
        yield from _limits(cell[name], name, percent, unit)
    yield from _base(unit)
    yield from _computed(cell)


def _base(unit: str | None) -> Iterator[Figure]:
    """The person-years that a rate is told of."""
    if unit is not None and (found := PERSON_YEARS.fullmatch(unit)):
        yield count("base", int(found[1]))


def _computed(cell: Cell) -> Iterator[Figure]:
    if cell.proportion is None:
        return
    events, n = cell.proportion
    # where a percentage was printed, the computed one only tells further digits: 12.5% printed as
    # 13% is not 12%
    printed = next(_number("percent", cell["percent"]), None)
    finer = printed.quantum if printed else None
    yield Figure("computed", Decimal(100 * events) / n, None, True, finer=finer)
    # an interval in prose is the reported one where there is one; only without it is the exact one
    # computed
    if cell["ci"] is None and (limits := cell.exact):
        low, high = limits
        yield Figure("exact.low", Decimal(str(low)), None, None)
        yield Figure("exact.high", Decimal(str(high)), None, None)
        yield Figure("level", Decimal(95), Decimal(1), None)


def of_between(between: Mapping[str, Any] | None) -> Iterator[Figure]:
    """The figures of a comparison: estimate, interval and P. A ratio has no unit."""
    if between is None:
        return
    if isinstance(between.get("n"), int):
        yield count("n", between["n"])
    unit = str(between["unit"]) if "unit" in between else None
    unit = READ_AS.get(unit, unit) if unit is not None else None
    for figure in (
        *_number("estimate", between.get("estimate"), False, unit),
        *_limits(between.get("ci"), "ci", False, unit),
    ):
        yield replace(figure, measure=str(between.get("measure") or ""))
    yield from of_p(between)


def of_p(data: Mapping[str, Any]) -> Iterator[Figure]:
    """The P value that a row or a comparison holds."""
    yield from _number("p", data.get("p"), False)
