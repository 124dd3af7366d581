"""Foreign words in Markdown: a code span, in which a forge reads nothing else."""

from __future__ import annotations

import re
import unicodedata

from review.problem import Place, Text

NONE, EMPTY = Text("无", "none"), Text("空", "empty")
LONGEST_TEXT = (
    1_500  # characters of one span: more than any sentence, or all values of a row, should have
)


def code(text: str) -> str:
    """Any text as one code span, its invisible characters made visible."""
    shown = " ".join("".join(_visible(each) for each in " ".join(text.split())).split())
    shown = shown if len(shown) <= LONGEST_TEXT else shown[: LONGEST_TEXT - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown[:1] == "`" or shown[-1:] == "`" else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else both(EMPTY)


def literal(text: Text) -> str:
    """A text in both languages, once where they are the same."""
    return code(text.zh) if text.zh == text.en else f"{code(text.zh)} / {code(text.en)}"


def both(text: Text) -> str:
    """Our own words in both languages."""
    return f"{text.zh} / {text.en}"


def places(old: Place | None, new: Place | None) -> str:
    """File and line in both versions, once where they are the same."""
    return " → ".join(
        dict.fromkeys(code(f"{place.path}:{place.line}") for place in (old, new) if place)
    )


def _visible(character: str) -> str:
    """Characters that steer how others are shown could make a text read as what it is not."""
    return (
        f"<U+{ord(character):04X}>"
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn")
        else character
    )
