"""Plain text as LaTeX that reads as just this text, and cannot leave the braces of its field."""

from __future__ import annotations

import re

WORDS = "braceleft braceright backslash asciitilde asciicircum asciigrave"
NAMES = dict(zip("{}\\~^`", WORDS.split()))
SIGNS = {sign: rf"\{sign}" for sign in "&%$#_"}
ESCAPES = str.maketrans(SIGNS | {sign: rf"\text{name}{{}}" for sign, name in NAMES.items()})
RAW = str.maketrans(SIGNS)
LIGATURE = re.compile(r"(?<=([-',<>]))(?=\1)")


def escaped(text: str) -> str:
    """The text with each sign of LaTeX as a command for it; no character has a look-alike."""
    return unligatured(text.translate(ESCAPES))


def raw_escaped(text: str) -> str:
    """The text of a field that is shown letter by letter, as `reference.raw` reads it."""
    return text.translate(RAW)


def unligatured(latex: str) -> str:
    """Two hyphens, commas or apostrophes stay two, where LaTeX would make one mark of them."""
    return LIGATURE.sub("{}", latex)
