"""The place at which the parser of YAML stopped, and the lines about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.problem import Place
from review.sources.source import Source

LONGEST = 500  # characters of a line that are looked at


@dataclass(frozen=True)
class Spot:
    """The ``line``, from 1, where the parser stopped, and where what it read began."""

    source: Source
    line: int
    lines: list[str]
    begun: tuple[int, int] | None

    def place(self, line: int, column: int) -> Place:
        """``column`` counted from 0."""
        return Place(self.source.path, line, column + 1)

    def near(self) -> Iterator[tuple[int, str]]:
        """The line, and the last one above it that is not empty."""
        yield self.line, self.lines[self.line - 1][:LONGEST]
        if (number := self.above(self.line)) is not None:
            yield number, self.lines[number - 1][:LONGEST]

    def above(self, line: int) -> int | None:
        """The last line above another that holds something."""
        for number in range(line - 1, 0, -1):
            text = self.lines[number - 1].strip()
            if text and not text.startswith("#"):
                return number
        return None
