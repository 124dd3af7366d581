"""LaTeX of a reference as plain text. pybtex's decoder knows letters and symbols; what shapes
words, small figures and bare signs is read here first.

pylatexenc was tried in its place: it drops a command it does not know, and sets H$_2$O as H_2O.

Decoding never raises and never cuts: what cannot be read is shown as it is written, and `unread`
says where it stands."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MARKS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304"}
MARKS |= {".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327"}
MARKS |= {"k": "\u0328", "d": "\u0323", "b": "\u0331", "h": "\u0309"}
LETTER = r"(?:\\[ij](?![A-Za-z])[ ]?|[^\W\d_][\u0300-\u036f]*)"
ACCENT = re.compile(
    r"(?<!\\)\\(?P<how>[`'^\"~=.]|[uvHrckdbh](?=[\s{\\]))\s*"
    rf"(?:\{{\s*(?P<braced>{LETTER})\s*\}}|(?P<bare>{LETTER}))"
)
DEEPEST = 4  # accents upon one letter; no script has more
LATEX = re.compile(r"[\\{}$~%`]|--|''")
# what TeX reads in another way than letter by letter, besides braces
READ = re.compile(r"[\\$~%`#&_^]|--|''|,,|<<|>>|[^\S ]|  |\A ")
BRACES = str.maketrans("", "", "{}")
PERCENT = re.compile(r"(?<!\\)(?:\\\\)*(?P<sign>%)")
SHAPE = re.compile(
    r"\\(?:text(?:it|bf|sl|sc|rm|tt|sf|up|md|normal)|math(?:rm|it|bf|sf)"
    r"|emph|ensuremath|mbox|text)[ ]*(?=\{)"
)
SWITCH = re.compile(
    r"\\(?:it|em|bf|sl|sc|rm|tt|sf|itshape|bfseries|scshape|slshape|upshape)(?![A-Za-z])[ ]*"
)
MATH = re.compile(r"(?<!\\)\$(?P<inner>[^$\n]{1,200}?)(?<!\\)\$")
SMALL = re.compile(
    r"(?P<how>[_^]|\\text(?:super|sub)script[ ]*(?=\{))(?:\{(?P<many>[^{}]*)\}|(?P<one>[^{}\\]))"
)
THIN = re.compile(r"(?<!\\)\\(?:[,;:]|[ ](?!$))")
NOTHING = re.compile(r"(?<!\\)\\[!/-]")
COMMAND = re.compile(r"\\[A-Za-z]+[ ]*")
TEXT_SMALL = re.compile(r"\\text(?:super|sub)script[ ]*\{[^{}]*\}")
RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# characters that stand for signs while pybtex decodes, to which the signs themselves are commands;
# no source holds them
DOLLAR = "\ue000"
WORDED = {
    name: chr(0xE000 + number)
    for number, name in enumerate(
        (
            "dollar",
            "backslash",
            "braceleft",
            "braceright",
            "asciicircum",
            "asciigrave",
            "asciitilde",
        )
    )
}
WORDED_SIGN = re.compile(rf"\\text(?P<name>{'|'.join(WORDED)})(?:\{{\}}|[ ]+|(?![A-Za-z]))")
SIGNS = str.maketrans(dict(zip(WORDED.values(), "$\\{}^`~")))
LEFT = re.compile(r"\\[A-Za-z]*|\$")


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


def decoded(latex: str) -> str:
    """LaTeX text as plain text; most fields hold none, or braces round capitals, and are spared the
    slow decoder."""
    if not LATEX.search(latex):
        return latex
    return _decoded(latex)[0] if READ.search(latex) else latex.translate(BRACES)


def unread(latex: str) -> int | None:
    """Offset of the first thing that no page can show: a bare ``%`` (the rest of the line is a
    comment to LaTeX), an unknown command, a lone ``\\`` or ``$``."""
    if not re.search(r"[\\$%]", latex):
        return None
    if percent := PERCENT.search(latex):
        return percent.start("sign")
    command = _decoded(latex)[1]
    return None if command is None else max(latex.find(command), 0)


def read(latex: str) -> tuple[str, str]:
    """The text of a stranger's LaTeX, in which a bare ``%`` is a percent sign, and the first
    command left in it; that is empty where all was read."""
    if not LATEX.search(latex):
        return latex, ""
    text, command = _decoded(latex)
    return text, command or ""


@cache
def _decoded(latex: str) -> tuple[str, str | None]:
    """The text, and what of the LaTeX was left in it."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text as RichText

    try:
        text = str(RichText.from_latex(_prepared(latex))).replace("\u00a0", " ")
    except (PybtexError, ValueError, IndexError, RecursionError):
        return re.sub(r"[\\{}]", "", latex), "\\"
    command = LEFT.search(text)
    return text.translate(SIGNS), command[0] if command else None


def _prepared(latex: str) -> str:
    """What pybtex's decoder can read: no shapes, small figures as characters."""
    text = WORDED_SIGN.sub(lambda match: WORDED[match["name"]], latex)
    text = PERCENT.sub(lambda match: match[0][:-1] + r"\%", text).replace(r"\$", DOLLAR)
    text = composed(text)
    text = SWITCH.sub("", SHAPE.sub("", NOTHING.sub("", THIN.sub(" ", text))))
    text = TEXT_SMALL.sub(lambda match: _small(match[0]), text)
    return MATH.sub(_formula, text)


def _formula(match: re.Match[str]) -> str:
    """A formula without its dollar signs; as it is where characters cannot show it."""
    inner = _small(match["inner"])
    if re.search(r"[_^]", inner):
        return match[0]
    return COMMAND.sub(lambda command: f"${command[0].strip()}$", inner)


def _small(text: str) -> str:
    """Text with its superscripts and subscripts as characters, where there are such characters."""
    return SMALL.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    inner = match["many"] or match["one"] or ""
    table = LOWERED if "_" in match["how"] or "sub" in match["how"] else RAISED
    small = inner.translate(table)
    return small if inner and all(ord(letter) in table for letter in inner) else match[0]
