"""The signs that tell unconfirmed figures of one source from those of another: †, ‡, §, ¶, then
each of them twice."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from review.markup.escape import attribute, literal
from review.markup.table import small

SIGNS = "†‡§¶"
DAGGER = re.compile(rf'(<sup class="unconfirmed" title="([^"]*)">)[{SIGNS}]+')
LED = re.compile(
    rf'(<span class="unconfirmed">[^<{SIGNS}]*?)[{SIGNS}]+ ([^<]*)'
)  # a note that its sign leads
CLOSING = ("）", "］", ")", "&#93;")


def sign(number: int) -> str:
    """The sign of the source ``number``, counted from 0."""
    return SIGNS[number % len(SIGNS)] * (number // len(SIGNS) + 1)


def said(markdown: str) -> list[str]:
    """What the daggers of a piece of a page say, each once, in order."""
    return list(dict.fromkeys(html.unescape(match[2]) for match in DAGGER.finditer(markdown)))


def told_apart(markdown: str, notes: list[str]) -> str:
    """The piece with a sign of its own for the daggers of each note, whatever signs it had."""
    signs = {attribute(note): sign(number) for number, note in enumerate(notes)}
    leading = {literal(note): sign(number) for number, note in enumerate(notes)}
    markdown = DAGGER.sub(lambda match: match[1] + signs.get(match[2], "†"), markdown)
    return LED.sub(
        lambda match: (
            match[1]
            + (f"{leading[said]} " if (said := _unclosed(match[2])) in leading else "")
            + match[2]
        ),
        markdown,
    )


def _unclosed(note: str) -> str:
    return next((note.removesuffix(mark) for mark in CLOSING if note.endswith(mark)), note)


def below(notes: Iterable[str]) -> list[str]:
    """What the signs mean, a line for each note."""
    return [
        small(f"{sign(number)} {literal(note)}", "unconfirmed") for number, note in enumerate(notes)
    ]
