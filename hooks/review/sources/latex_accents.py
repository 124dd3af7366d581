"""Accents of LaTeX as letters, one upon another too: ``\\~{\\^e}`` is ễ.

latexcodec, which pybtex decodes with, knows one accent on a letter and leaves a second one as it
stands; pylatexenc puts the outer accent under the inner one."""

from __future__ import annotations

import re
import unicodedata

MARKS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304"}
MARKS |= {".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327"}
MARKS |= {"k": "\u0328", "d": "\u0323", "b": "\u0331", "h": "\u0309"}
LETTER = r"(?:\\[ij](?![A-Za-z])[ ]?|[^\W\d_][\u0300-\u036f]*)"
ACCENT = re.compile(
    r"(?<!\\)\\(?P<how>[`'^\"~=.]|[uvHrckdbh](?=[\s{\\]))\s*"
    rf"(?:\{{\s*(?P<braced>{LETTER})\s*\}}|(?P<bare>{LETTER}))"
)
DEEPEST = 4  # accents upon one letter; no script has more


def composed(latex: str) -> str:
    """The text with every accented letter as one character, innermost accents first."""
    for _ in range(DEEPEST):
        plain = ACCENT.sub(_letter, latex)
        if plain == latex:
            break
        latex = plain
    return latex


def _letter(match: re.Match[str]) -> str:
    """The accented letter; as it stands where no letter has this accent."""
    base = (match["braced"] or match["bare"]).strip().removeprefix("\\")
    letter = unicodedata.normalize("NFC", base + MARKS[match["how"]])
    return letter if len(letter) == 1 else match[0]
