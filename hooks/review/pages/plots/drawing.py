"""The drawing: every line of a plot at its height, every mark at its place. Across in percent of
the width, down in pixels.

A line is its label, its figures below that, and its bar. Only a narrow picture can be right
everywhere, because SVG breaks no lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from review.pages.plots.point import Point
from review.pages.plots.scale import Scale, Tick, percent
from review.pages.plots.wrap import WIDTH, width, wrapped

TEXT = 15  # px from one line of text to the next
BAR = 17  # px for a bar below its text
GAP = 5  # px between lines
LARGEST, LEAST = 13.0, 4.0  # px, sides of the squares
UNSIZED = 7.0  # px, where nothing says how large
APART = 14  # px between the two texts below a scale of ratios
LONG = 8  # lines from which the scale stands above, too


@dataclass(frozen=True)
class Entry:
    """One line to draw: an estimate, its label, its figures in parts that had better not be broken;
    ``heading`` where a new trial begins."""

    point: Point
    label: str
    value: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True)
class Words:
    """A line of text at its height. ``place`` is start or end of the width."""

    text: str
    y: int
    name: str
    place: str = "start"


@dataclass(frozen=True)
class Bar:
    """The marks of an estimate: places as SVG writes them, ``size`` in pixels; ``before`` and
    ``after`` say that the interval goes beyond the scale."""

    y: int
    at: str
    low: str
    high: str
    before: bool
    after: bool
    size: float
    sized: bool


@dataclass(frozen=True)
class Line:
    """A line of the plot as it is drawn."""

    datum: str
    confirmed: bool
    words: tuple[Words, ...]
    bar: Bar


@dataclass(frozen=True)
class Drawing:
    """Everything a template needs to draw."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    top: int
    bottom: int
    height: int
    reference: str = ""
    ends: tuple[Words, ...] = ()

    @property
    def rulers(self) -> list[int]:
        """Heights of the labels of the scale: below, in a long plot above as well."""
        return [self.bottom + TEXT - 1, *([self.top - 5] if self.top else [])]


def draw(
    entries: Sequence[Entry], scale: Scale, largest: float, sides: tuple[str, str] | None
) -> Drawing:
    """A plot of these lines. ``largest`` is the size of the largest square; ``sides`` say what lies
    on either side of 1, where 1 is on the scale."""
    top = y = TEXT + 3 if len(entries) >= LONG else 0
    lines = []
    for entry in entries:
        line, y = _line(entry, y + GAP, scale, largest)
        lines.append(line)
    below = y + GAP
    ends = _ends(sides, below + 2 * TEXT) if sides else ()
    height = (ends[-1].y if ends else below + TEXT) + GAP
    return Drawing(
        tuple(lines),
        tuple(scale.ticks()),
        top,
        below,
        height,
        percent(scale.place(1.0)) if sides else "",
        ends,
    )


def _line(entry: Entry, y: int, scale: Scale, largest: float) -> tuple[Line, int]:
    """One line that begins at ``y``, and where the next may begin."""
    y += GAP if entry.heading else 0
    said = [
        (entry.heading, "trial"),
        (entry.label, "label"),
        *((value, "value") for value in _values(entry.value)),
    ]
    texts = [
        (text, name)
        for whole, name in said
        for text in wrapped(whole, bold=name == "trial")
        if text
    ]
    words = [Words(text, y + TEXT * number, name) for number, (text, name) in enumerate(texts, 1)]
    y += TEXT * len(texts)
    datum = f"{entry.point.trial.id}#{entry.point.address}"
    return Line(
        datum,
        entry.point.row.confirmed,
        tuple(words),
        _bar(entry.point, y + BAR // 2 + 2, scale, largest),
    ), y + BAR


def _values(parts: tuple[str, ...]) -> list[str]:
    """The figures in one text where that fits, else a part a line."""
    whole = "".join(parts)
    return [whole] if width(whole) <= WIDTH else [part.strip() for part in parts]


def _bar(point: Point, y: int, scale: Scale, largest: float) -> Bar:
    at, size = percent(scale.place(point.estimate)), _size(point.size, largest)
    if point.interval is None:
        return Bar(y, at, "", "", False, False, size, point.size is not None)
    low, high = point.interval
    return Bar(
        y,
        at,
        percent(scale.place(low)),
        percent(scale.place(high)),
        low < scale.low,
        high > scale.high,
        size,
        point.size is not None,
    )


def _size(size: float | None, largest: float) -> float:
    """Side of a square whose area is to that of the largest as its number is to the largest
    number."""
    if size is None or largest <= 0:
        return UNSIZED
    return max(LEAST, round(LARGEST * math.sqrt(size / largest), 1))


def _ends(sides: tuple[str, str], y: int) -> tuple[Words, ...]:
    """What lies left and right of 1: on one line where both fit, else on two."""
    second = y if width(sides[0]) + width(sides[1]) + APART <= WIDTH else y + TEXT
    return Words(sides[0], y, "side"), Words(sides[1], second, "side", "end")
