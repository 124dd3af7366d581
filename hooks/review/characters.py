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

# letters that pass for Latin ones, after the confusables of UTS 39; of the Greek, which stand for
# themselves (β, μ), the capitals and omicron
LATIN = "A-Za-z\u00c0-\u024f"
LATIN_SHAPED = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"  # Greek
    "\u0401\u0405-\u0408\u0410\u0412\u0415\u0417\u041a\u041c-\u041e\u0420-\u0423\u0425\u042c"
    "\u0430\u0435\u043a\u043c-\u043e\u0440-\u0443\u0445\u044c\u0451\u0455-\u0458"  # Cyrillic
    "\u04ae\u04af\u04ba\u04bb\u04c0\u04cf\u0501\u050c\u050d\u051a-\u051d"
    "\u053c\u054f\u0555\u0566\u0570\u0578\u057d\u0581\u0585"  # Armenian
    "\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff\uab70-\uabbf"  # Cherokee, Coptic, Lisu
)
NEVER_WITH_LATIN = f"{LATIN_SHAPED}\u0400-\u058f\ua640-\ua69f"
# full-width, mathematical and small capital letters; a, g and iota of phonetics; the sign of kelvin
DRESSED = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb\u0251\u0261\u0269\u1d00-\u1d2b\u212a"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"

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
