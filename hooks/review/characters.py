"""Characters no source may hold, because a reader cannot see them or a program reads them as
something else; and how they are shown.

Kinds after the Unicode Standard, chapter 23 (layout controls, deprecated format characters,
noncharacters, private use), and UAX 9 for bidirectional controls. Variation selectors stay: they
choose the form of a Han character in a name."""

from __future__ import annotations

import re

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
ZERO_WIDTH = (
    "\u034f\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
SOFT_HYPHEN = "\u00ad"
FILLER = "\u115f\u1160\u2800\u3164\uffa0"
# no ordinary blank, and none that a mark, a key or a list item may be parted by
BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
INVISIBLE = BIDIRECTIONAL + ZERO_WIDTH + SOFT_HYPHEN + FILLER
LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"  # a new line for some programs and none for others
CONTROL = f"\x00-\x08{LINE_ENDS}\x0e-\x1f\x7f-\x9f"
# private use, noncharacters, marks of lost characters
NOT_TEXT = "\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff\U000f0000-\U0010ffff"

UNPRINTABLE = re.compile(f"[{CONTROL}{INVISIBLE}{NOT_TEXT}\t\ud800-\udfff]")
# ``##[error]`` anywhere in a line of its log is a command to GitHub Actions
COMMAND = re.compile(r"(?<=#)(?=#\[)")
MOST = 1000


def printable(text: str) -> str:
    """``text`` on one line, as it may be printed anywhere: what a terminal or a log would obey is
    named instead (``<U+001B>``), a new line is ⏎."""
    if len(text) > MOST:
        text = text[:MOST] + "…"
    line = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return COMMAND.sub(" ", UNPRINTABLE.sub(lambda match: code(match[0]), line))


def code(character: str) -> str:
    """A character by its number: ``<U+200B>``."""
    return f"<U+{ord(character):04X}>"
