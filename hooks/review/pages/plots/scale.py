"""Scales: from a value to its place across the plot, in percent of its width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from review.evidence.cell import RATIOS
from review.pages.plots.point import PROPORTION, Interval, Point

STEPS = (1, 2, 5)  # of a decade
MOST_TICKS = 7  # labels that fit beside each other at 360 px
USUAL = (0.5, 2.0)  # a scale of ratios holds at least these
WIDEST = (
    0.1,
    10.0,
)  # and beyond these only what an estimate needs: a longer interval ends in an arrow


@dataclass(frozen=True)
class Tick:
    """A label of the scale and its place."""

    place: float
    label: str

    @property
    def at(self) -> str:
        """The place as SVG writes it."""
        return percent(self.place)


@dataclass(frozen=True)
class Percent:
    """From 0 to 100 percent. A value beyond an end of a scale is placed at that end."""

    low: float = 0.0
    high: float = 100.0

    def place(self, value: float) -> float:
        return _within(value, 0.0, 100.0)

    def ticks(self) -> list[Tick]:
        return [Tick(float(value), f"{value}%") for value in range(0, 101, 20)]


@dataclass(frozen=True)
class Ratio:
    """Logarithmic from ``low`` to ``high``, both of the series 1, 2, 5."""

    low: float
    high: float

    def place(self, value: float) -> float:
        if value <= 0:
            return 0.0
        return _within(
            100 * math.log(value / self.low) / math.log(self.high / self.low), 0.0, 100.0
        )

    def ticks(self) -> list[Tick]:
        """The series within the scale; only powers of ten where it is too long for all."""
        values = [value for value in _series() if self.low <= value <= self.high]
        if len(values) > MOST_TICKS:
            values = [value for value in values if math.log10(value).is_integer()]
        return [Tick(self.place(value), f"{value:g}") for value in values]


@dataclass(frozen=True)
class Linear:
    """Of differences, from ``low`` to ``high`` in steps of one of the series 1, 2, 5."""

    low: float
    high: float
    step: float

    def place(self, value: float) -> float:
        return _within(100 * (value - self.low) / (self.high - self.low), 0.0, 100.0)

    def ticks(self) -> list[Tick]:
        number = round((self.high - self.low) / self.step)
        values = (self.low + self.step * step for step in range(number + 1))
        return [Tick(self.place(value), f"{value:g}".replace("-", "−")) for value in values]


Scale = Percent | Ratio | Linear


def scale(points: Iterable[Point]) -> Scale:
    """The scale that holds these points, all of one measure."""
    points = list(points)
    if points[0].measure == PROPORTION:
        return Percent()
    scale_of = of_ratios if points[0].measure in RATIOS else of_differences
    return scale_of((point.estimate, point.interval) for point in points)


def of_ratios(found: Iterable[tuple[float, Interval | None]]) -> Ratio:
    """The logarithmic scale that holds these estimates and their intervals."""
    found = list(found)
    ends = (end for _, interval in found for end in interval or ())
    limits = [_within(end, *WIDEST) for end in ends if 0 < end < math.inf]
    values = [*limits, *USUAL, *(estimate for estimate, _ in found)]
    series = _series()
    low = max((value for value in series if value <= min(values)), default=series[0])
    high = min((value for value in series if value >= max(values)), default=series[-1])
    return Ratio(low, high)


def of_differences(found: Iterable[tuple[float, Interval | None]]) -> Linear:
    """The scale that holds these differences with their intervals, and none."""
    ends = [end for estimate, interval in found for end in (estimate, *(interval or ()))]
    values = list(filter(math.isfinite, ends))
    low, high = min(0.0, *values), max(0.0, *values)
    step = next(step for step in _series() if (high - low) / step <= MOST_TICKS - 2 and high > low)
    return Linear(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def no_difference(scale: Scale) -> float:
    """The value on a scale that says that nothing differs."""
    return 1.0 if isinstance(scale, Ratio) else 0.0


def percent(place: float) -> str:
    """A place as a length of SVG, as ``65.38%``."""
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


def _series() -> list[float]:
    return [float(f"{step}e{decade}") for decade in range(-6, 7) for step in STEPS]


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
