"""What a reader sees of a prose: its characters without mark-up, each with its place in the source.

Links show their text, emphasis its words; a code span shows as one Latin letter (in full where
figures are read), a citation or image as one neutral object. So a rule on neighbouring characters
judges what stands side by side on the page, and knows where in the source to mend it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from review.sources.link import Link
from review.sources.prose import MASKED, MASKING, Prose

OBJECT = "\ufffc"  # what no rule on neighbours judges
CODE = "x"
OPEN, CLOSE, VOID = "open", "close", "void"
LEADING = re.compile(
    r"(?m)^[ ]*(?:>[ ]?)*"
    r"(?:(?:[-*+]|[0-9]+[.)]|\[\^[^\]\s]+\]:)[ ]+|[0-9]{1,2}[)）](?=[^0-9\s]))?"
)
EMPHASIS = re.compile(r"(?<![A-Za-z0-9\\*])(\*{1,3})(?=[^\s*])([^\n]+?)(?<=[^\s*])\1(?!\*)")
STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])([^~\n]+)(?<=[^\s~])~~(?!~)")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)|<[A-Za-z0-9._%+-]+@")
ADDRESS = re.compile(r"https?://[!-;=?-Z^-~]+")
CODED = re.compile(r"`|~~~|(?<!\()https?://")  # what is read otherwise where figures are read
# emphasis that begins or ends within a number
DIVIDED = re.compile(r"(?<=[0-9.,/%）)])[*_]+|(?<![A-Za-z*_\\])[*_]+(?=[.]?[0-9])")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
# without the sign the pattern cannot match
SIGNED = ((re.compile(r"\\"), ESCAPE), (re.compile("[*_]"), DIVIDED))


class Mark(NamedTuple):
    """Mark-up from ``start`` to ``end``; ``shown`` is what stands for it on the page."""

    start: int
    end: int
    kind: str
    shown: str = ""


@dataclass(frozen=True)
class Seen:
    """What is seen; the n-th character stands at ``starts[n]`` to ``ends[n]`` of the prose."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    closings: tuple[int, ...]

    def between(self, index: int) -> int:
        """Where to insert something before the ``index``-th character, outside mark-up."""
        low, high = self.ends[index - 1], self.starts[index]
        return max((end for end in self.closings if low < end <= high), default=low)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in what is seen a stretch of the prose begins and ends."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def within(self, start: int, end: int) -> Seen:
        """What is seen of the stretch from ``start`` to ``end`` of the prose."""
        first, last = self.span(start, end)
        return Seen(
            self.text[first:last], self.starts[first:last], self.ends[first:last], self.closings
        )

    def solid(self, start: int, end: int) -> bool:
        """Whether characters ``start`` to ``end`` stand side by side in the source too."""
        return end - start == self.ends[end - 1] - self.starts[start] if end > start else True


@lru_cache(maxsize=1 << 14)
def seen(prose: Prose, code: bool = False) -> Seen:
    """What a reader sees of ``prose``; with ``code``, the letters of code too."""
    if code and not CODED.search(prose.text):
        return seen(prose)
    marks = sorted(_marks(prose, code), key=lambda mark: (mark.start, -mark.end))
    if not marks:
        return Seen(prose.text, range(len(prose.text)), range(1, len(prose.text) + 1), ())
    text: list[str] = []
    starts, ends, position = array("l"), array("l"), 0
    for mark in [*marks, Mark(len(prose.text), len(prose.text), VOID)]:
        if position < mark.start:
            text.append(prose.text[position : mark.start])
            starts.extend(range(position, mark.start))
            ends.extend(range(position + 1, mark.start + 1))
        if mark.shown and mark.start >= position:
            text.append(mark.shown)
            starts.append(mark.start)
            ends.append(mark.end)
        position = max(position, mark.end)
    return Seen(
        "".join(text), starts, ends, tuple(mark.end for mark in marks if mark.kind == CLOSE)
    )


def _marks(prose: Prose, code: bool) -> Iterator[Mark]:
    """The mark-up of a prose; with ``code`` the letters of code are seen."""
    masked = MASKING.search(prose.text) is not None
    if masked:
        for match in MASKED.finditer(prose.text):
            yield from _masked(match, code)
    for citation in prose.citations:
        yield Mark(citation.start, citation.end, VOID, OBJECT)
    for link in prose.links:
        yield from _link(link, link.image)
    for slip in prose.slips:  # a reader is to see a link
        yield from _link(slip.link, not slip.link.text)
    text = MASKED.sub(_solid, prose.text) if code and masked else prose.masked
    yield from _signs(text)
    if code and "://" in text:
        for match in ADDRESS.finditer(text):
            yield Mark(match.start(), match.end(), VOID, OBJECT)


def _masked(match: re.Match[str], code: bool) -> Iterator[Mark]:
    """Code, a comment or a tag; with ``code`` the letters of code are seen."""
    if code and (match["ticks"] or match["fence"]):
        yield from _code(match)
    else:
        yield Mark(match.start(), match.end(), VOID, _substitute(match))


def _substitute(match: re.Match[str]) -> str:
    """What stands on the page for code, a comment or a tag."""
    if match["ticks"]:
        return CODE
    if match["fence"]:
        return "\n"
    return OBJECT if AUTOLINK.match(match[0]) else ""


def _link(link: Link, as_object: bool) -> Iterator[Mark]:
    """A link, which shows its text; as a ``whole`` it is one object."""
    if as_object:
        yield Mark(link.start, link.end, VOID, OBJECT)
    else:
        yield Mark(link.start, link.inner, OPEN)
        yield Mark(link.inner + len(link.text), link.end, CLOSE)


def _signs(text: str) -> Iterator[Mark]:
    """Emphasis, backslashes, and what begins a line."""
    if "*" in text:
        for match in EMPHASIS.finditer(text):
            yield from _emphasis(match)
    if "~~" in text:
        for match in STRUCK.finditer(text):
            yield Mark(match.start(), match.start(1), OPEN)
            yield Mark(match.end(1), match.end(), CLOSE)
    patterns = [LEADING, *(pattern for sign, pattern in SIGNED if sign.search(text))]
    for pattern in patterns:
        for match in pattern.finditer(text):
            if match[0]:
                yield Mark(match.start(), match.end(), VOID)


def _solid(match: re.Match[str]) -> str:
    """Code as letters, so that it neither is mark-up nor ends it."""
    return re.sub(r"[^\n]", CODE if match["ticks"] or match["fence"] else " ", match[0])


def _code(match: re.Match[str]) -> Iterator[Mark]:
    """The marks of code whose letters are seen: its backticks, or the first and last line of a
    fence."""
    text, start = match[0], match.start()
    opening = text.index("\n") + 1 if match["fence"] else len(match["ticks"])
    closing = text.rindex("\n") if match["fence"] else len(text) - len(match["ticks"])
    yield Mark(start, start + opening, VOID, "\n" if match["fence"] else "")
    yield Mark(max(start + closing, start + opening), match.end(), VOID)


def _emphasis(match: re.Match[str]) -> Iterator[Mark]:
    yield Mark(match.start(1), match.end(1), OPEN)
    yield Mark(match.end(2), match.end(), CLOSE)
    for inner in EMPHASIS.finditer(match[2]):
        start = match.start(2)
        yield Mark(start + inner.start(1), start + inner.end(1), OPEN)
        yield Mark(start + inner.end(2), start + inner.end(), CLOSE)
