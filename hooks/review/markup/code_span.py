"""Foreign words in Markdown: a code span, in which a forge reads nothing else."""

from __future__ import annotations

import re
import unicodedata

from review.problem import Place, Text

NONE, EMPTY = Text("无", "none"), Text("空", "empty")
LONGEST_TEXT = 1_500  # characters of one span: more than a sentence, or all values of a row, have


def code(text: str) -> str:
    """Any text as one code span, its invisible characters made visible."""
    visible = " ".join("".join(_visible(character) for character in " ".join(text.split())).split())
    visible = visible if len(visible) <= LONGEST_TEXT else visible[: LONGEST_TEXT - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall("`+", visible)), default=0) + 1)
    pad = " " if visible[:1] == "`" or visible[-1:] == "`" else ""
    return f"{fence}{pad}{visible}{pad}{fence}" if visible else both(EMPTY)


def literal(text: Text) -> str:
    """A text in both languages, once where they are the same."""
    return code(text.zh) if text.zh == text.en else f"{code(text.zh)} / {code(text.en)}"


def both(text: Text) -> str:
    """Our own words in both languages."""
    return f"{text.zh} / {text.en}"


def places(old: Place | None, new: Place | None) -> str:
    """File and line in both versions, once where they are the same."""
    visible = (code(f"{place.path}:{place.line}") for place in (old, new) if place)
    return " → ".join(dict.fromkeys(visible))


def _visible(character: str) -> str:
    """Characters that steer how others are shown could make a text read as what it is not."""
    steers = unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn")
    return f"<U+{ord(character):04X}>" if steers else character
