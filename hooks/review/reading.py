"""What a reader sees of a prose: its characters without mark-up, each with its place in the source.

Links show their text, emphasis its words; a code span shows as one Latin letter, a citation or image as one neutral object. So a rule
on neighbouring characters judges what stands side by side on the page, and knows where in the source to mend it.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from .prose import MASKED, Prose

OBJECT = "\ufffc"  # what no rule on neighbours judges
CODE = "x"
OPEN, CLOSE, VOID = "open", "close", "void"
LEADING = re.compile(r"(?m)^[ ]*(?:>[ ]?)*(?:(?:[-*+]|[0-9]+[.)])[ ]+)?")
EMPHASIS = re.compile(r"(?<![A-Za-z0-9\\*])(\*{1,3})(?=[^\s*])([^\n]+?)(?<=[^\s*])\1(?!\*)")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)|<[A-Za-z0-9._%+-]+@")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Mark:
    """Mark-up from ``start`` to ``end``; ``shown`` is what stands for it on the page."""

    start: int
    end: int
    kind: str
    shown: str = ""


@dataclass(frozen=True)
class Seen:
    """``text`` is what is seen; its n-th character stands from ``starts[n]`` to ``ends[n]`` in the prose."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    closings: tuple[int, ...]

    def between(self, index: int) -> int:
        """Where in the prose to insert something before the ``index``-th character, outside any mark-up that ends or begins there."""
        low, high = self.ends[index - 1], self.starts[index]
        return max((end for end in self.closings if low < end <= high), default=low)

    def solid(self, start: int, end: int) -> bool:
        """Whether characters ``start`` to ``end`` stand side by side in the source too."""
        return end - start == self.ends[end - 1] - self.starts[start] if end > start else True


def seen(prose: Prose) -> Seen:
    """What a reader sees of ``prose``."""
    marks = sorted(_marks(prose), key=lambda mark: (mark.start, -mark.end))
    text, starts, ends, position = [], [], [], 0
    for mark in [*marks, Mark(len(prose.text), len(prose.text), VOID)]:
        for offset in range(position, mark.start):
            text.append(prose.text[offset])
            starts.append(offset)
            ends.append(offset + 1)
        if mark.shown and mark.start >= position:
            text.append(mark.shown)
            starts.append(mark.start)
            ends.append(mark.end)
        position = max(position, mark.end)
    return Seen("".join(text), tuple(starts), tuple(ends), tuple(mark.end for mark in marks if mark.kind == CLOSE))


def _marks(prose: Prose) -> Iterator[Mark]:
    for match in MASKED.finditer(prose.text):
        yield Mark(match.start(), match.end(), VOID, CODE if match["ticks"] else "\n" if match["fence"] else OBJECT if AUTOLINK.match(match[0]) else "")
    for citation in prose.citations:
        yield Mark(citation.start, citation.end, VOID, OBJECT)
    for link in prose.links:
        end = link.inner + len(link.text)
        yield from [Mark(link.start, link.end, VOID, OBJECT)] if link.image else [Mark(link.start, link.inner, OPEN), Mark(end, link.end, CLOSE)]
    for match in EMPHASIS.finditer(prose.masked):
        yield from _emphasis(match)
    yield from (Mark(match.start(), match.end(), VOID) for match in LEADING.finditer(prose.masked) if match[0])
    yield from (Mark(match.start(), match.end(), VOID) for match in ESCAPE.finditer(prose.masked))


def _emphasis(match: re.Match[str]) -> Iterator[Mark]:
    yield Mark(match.start(1), match.end(1), OPEN)
    yield Mark(match.end(2), match.end(), CLOSE)
    for inner in EMPHASIS.finditer(match[2]):
        start = match.start(2)
        yield Mark(start + inner.start(1), start + inner.end(1), OPEN)
        yield Mark(start + inner.end(2), start + inner.end(), CLOSE)
