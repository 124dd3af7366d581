"""The drawing: for every line the words beside its bar, and the marks of the bar in percent of the
width of the scale. Words are text of the page, which breaks its lines itself: beside the bar where
there is room for three columns, as in a journal, above and below it on a phone. No word stands on a
line of the scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from review.pages.plots.point import Interval
from review.pages.plots.scale import Scale, Tick, no_difference, percent

LARGEST, LEAST = 13.0, 4.0  # px, sides of the squares
UNSIZED = 7.0  # px, where nothing says how large
LONG = 8  # lines from which the scale stands above, too


@dataclass(frozen=True)
class Mark:
    """What a bar shows, in units of the measure. ``size`` is what the square's area stands for;
    None where it is not known. A ``pooled`` estimate is a diamond as wide as its interval."""

    estimate: float
    interval: Interval | None
    size: float | None = None
    pooled: bool = False


@dataclass(frozen=True)
class Entry:
    """One line to draw: its mark, its label, its figures in parts that had better not be broken;
    ``heading`` where a new study begins, ``note`` in small print below the label. ``inner`` is a
    line about a part of its study, ``datum`` the address of what it shows."""

    mark: Mark
    label: str
    value: tuple[str, ...]
    heading: str = ""
    note: str = ""
    inner: bool = False
    confirmed: bool = True
    datum: str = ""


@dataclass(frozen=True)
class Bar:
    """The marks of an estimate: places as SVG writes them, ``size`` in pixels; ``before`` and
    ``after`` say that the interval goes beyond the scale. A ``pooled`` one has the ``width`` of its
    diamond, and where in it the estimate lies, in percent of that."""

    at: str
    low: str
    high: str
    before: bool
    after: bool
    size: float
    sized: bool
    width: str = ""
    peak: float = 50.0

    @property
    def pooled(self) -> bool:
        return bool(self.width)


@dataclass(frozen=True)
class Line:
    """A line of the plot as it is drawn."""

    entry: Entry
    bar: Bar


@dataclass(frozen=True)
class Drawing:
    """Everything a template needs to draw."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    reference: str = ""
    sides: tuple[str, str] | None = None

    @property
    def long(self) -> bool:
        """Whether the scale stands above the lines as well as below."""
        return len(self.lines) >= LONG


def draw(
    entries: Sequence[Entry], scale: Scale, largest: float, sides: tuple[str, str] | None
) -> Drawing:
    """A plot of these lines. ``largest`` is the size of the largest square; ``sides`` say what lies
    on either side of no difference, where that is on the scale."""
    return Drawing(
        tuple(Line(entry, _bar(entry.mark, scale, largest)) for entry in entries),
        tuple(scale.ticks()),
        percent(scale.place(no_difference(scale))) if sides else "",
        sides,
    )


def _bar(mark: Mark, scale: Scale, largest: float) -> Bar:
    at, size = percent(scale.place(mark.estimate)), _size(mark.size, largest)
    if mark.interval is None:
        return Bar(at, "", "", False, False, size, mark.size is not None)
    low, high = (scale.place(limit) for limit in mark.interval)
    width = high - low
    peak = round(100 * (scale.place(mark.estimate) - low) / width, 1) if width else 50.0
    return Bar(
        at,
        percent(low),
        percent(high),
        mark.interval[0] < scale.low,
        mark.interval[1] > scale.high,
        size,
        mark.size is not None,
        percent(width) if mark.pooled else "",
        peak,
    )


def _size(size: float | None, largest: float) -> float:
    """Side of a square whose area is to the largest as its number to the largest number."""
    if size is None or largest <= 0:
        return UNSIZED
    return max(LEAST, round(LARGEST * math.sqrt(size / largest), 1))
