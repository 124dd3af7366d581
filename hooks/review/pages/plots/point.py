"""Estimates that a plot can place: a proportion of one arm, or a ratio or difference of two, each
with its interval as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist
from typing import Any

from review.evidence.cell import DIFFERENCES, RATIOS
from review.evidence.corpus import Corpus, once
from review.evidence.on_demand import OnDemand
from review.evidence.row import CASES
from review.evidence.trial import BETWEEN, OPEN, Cell, Row, Trial
from review.sources.numeral import decimal

PROPORTION = "proportion"
REPORTED, EXACT = "reported", "exact"

Interval = tuple[float, float]


@dataclass(frozen=True)
class Point:
    """One line of a plot. ``arm`` is the arm of a proportion, or ``between``; ``how`` says where
    the interval is from, empty where there is none.

    ``size`` is what the square's area stands for: patients of a proportion, inverse variance of a
    difference or of a ratio's logarithm; None where it is not known."""

    trial: Trial
    row: Row
    arm: str
    measure: str
    estimate: float
    interval: Interval | None
    how: str
    size: float | None

    @property
    def address(self) -> str:
        """Address of the datum, as ``os.arm-a``."""
        return f"{self.row.id}.{self.arm}"


@once
def estimates(corpus: Corpus) -> Mapping[str, tuple[Point, ...]]:
    """What a plot can place of each trial, by its id."""
    endpoints = corpus.vocabulary.terms.get("endpoints", {})
    timed = frozenset(id for id, term in endpoints.items() if term.timed)

    def of(id: str) -> tuple[Point, ...]:
        return tuple(points(corpus.trials[id], timed))

    return OnDemand({id: partial(of, id) for id in corpus.trials})


def points(trial: Trial, timed: frozenset[str]) -> Iterator[Point]:
    """All estimates of a trial, in file order; none of chosen cases, who are no sample. ``timed``
    are the endpoints whose counts grow with follow-up."""
    for row in trial.results if trial.design not in CASES else []:
        comparison = _comparison(trial, row)
        if comparison is not None:
            yield comparison
        # without a time point the events of an endpoint such as survival are those who died, after
        # a follow-up that no two studies share
        if row.endpoint not in timed or row.data.get("timepoint"):
            yield from (
                point for cell in row.cells.values() if (point := _proportion(trial, row, cell))
            )


def _proportion(trial: Trial, row: Row, cell: Cell) -> Point | None:
    if cell["median"] is not None or cell["value"] is not None:
        return None
    percent = number(cell["percent"])
    if cell.proportion:
        percent = 100 * cell.proportion[0] / cell.proportion[1]
    if percent is None or not 0 <= percent <= 100:
        return None
    interval, how = limits(cell["ci"], 0.0, 100.0), REPORTED
    if cell["ci"] is None:
        interval, how = cell.exact, EXACT
    size = cell["n"] if isinstance(cell["n"], int) else None
    return Point(trial, row, cell.arm, PROPORTION, percent, interval, how if interval else "", size)


def _comparison(trial: Trial, row: Row) -> Point | None:
    comparison = row.between or {}
    estimate = number(comparison.get("estimate"))
    ratio = comparison.get("measure") in RATIOS
    if estimate is None or not ratio and comparison.get("measure") not in DIFFERENCES:
        return None
    if ratio and estimate <= 0:
        return None
    interval = limits(comparison.get("ci"), 0.0 if ratio else -math.inf, math.inf)
    return Point(
        trial,
        row,
        BETWEEN,
        comparison["measure"],
        estimate,
        interval,
        REPORTED if interval else "",
        _precision(interval, comparison),
    )


def limits(block: Any, lowest: float, highest: float) -> Interval | None:
    """The limits of an interval; an open one lies at the end of what is possible."""
    if not isinstance(block, dict):
        return None
    low = lowest if str(block.get("low")) in OPEN else number(block.get("low"))
    high = highest if str(block.get("high")) in OPEN else number(block.get("high"))
    return None if low is None or high is None or low > high else (low, high)


def _precision(interval: Interval | None, comparison: Mapping[str, Any]) -> float | None:
    """Inverse variance from the width and level of a finite interval; logs for ratios."""
    level = number((comparison.get("ci") or {}).get("level")) or 0
    ratio = comparison.get("measure") in RATIOS
    low, high = interval or (math.inf, math.inf)
    if not 0 < level < 100 or not low < high or math.isinf(low + high) or ratio and low <= 0:
        return None
    width = math.log(high / low) if ratio else high - low
    return (2 * NormalDist().inv_cdf(0.5 + level / 200) / width) ** 2


def number(text: Any) -> float | None:
    """A scalar of a table as a place on a scale; what is printed comes from its own digits."""
    if text is None or isinstance(text, bool):
        return None
    try:
        return float(decimal(text)[0])
    except ArithmeticError:
        return None
