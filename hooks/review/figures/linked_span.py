"""The numbers of one link, among all numbers of the text it stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from review.figures.expression import Part, parts


@dataclass(frozen=True)
class Span:
    """The numbers of a text that stand in one link, from ``start`` to ``end``. ``found`` are all
    numbers of the text, those with a place from ``first`` to before ``last`` touch the link."""

    start: int
    end: int
    found: tuple[Part, ...]
    first: int
    last: int

    def within(self, part: Part) -> bool:
        """Whether a number stands in the link as a whole."""
        return self.start <= part.numeral.start and part.numeral.end <= self.end

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.found[self.first : self.last]

    def mate(self, part: Part, role: str) -> Part | None:
        """The number with ``role`` in the phrase of another."""
        place = part.mate(role)
        return None if place is None else self.found[place]


def span(text: str, start: int, end: int) -> Span:
    """The numbers of the link that stands in a text from ``start`` to ``end``."""
    found = parts(text)
    first = bisect_right(found, start, key=lambda part: part.numeral.end)
    last = bisect_left(found, end, key=lambda part: part.numeral.start)
    return Span(start, end, found, first, last)
