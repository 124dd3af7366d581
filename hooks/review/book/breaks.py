"""Where a line of print may end and where not: no figure is torn, no mark begins a line, no
character of a Chinese cell stands alone on its last line."""

from __future__ import annotations

import re

JOINER = "\u2060"
TIE = "\u00a0"
LOOKED_BACK = 8  # characters
# what may stand behind a box only where a joiner ties it: the rest never begins a line
UNTIED = "；：…†‡§¶%"
QUOTED = re.compile("[“”‘’]")  # as wide as a character in Chinese, narrow in English
# what no clause ends before: more of the same figure follows
_MORE = r"(?!\s*(?:[0-9.]+% |HR|OR|RR|P[=<>]|n=|单侧|one-sided|上限|upper))"
CLAUSE = re.compile(rf"[，；,;]{_MORE}|[。：？！]|(?<!%)）|[.:](?=\s|$)|(?<!%)\)(?=\s|[.,;]|$)")
# a line of code may end after a blank, or after the stroke of a path
PIECE = re.compile(r"(?:[^ /]|/(?![A-Za-z]))+(?: +|/)?|[ /]+")
# blanks at which no line ends: between a measure and its number, CI and its level
MEASURES = re.compile(r"(?<=(?<![A-Za-z])[HOR]R) (?=[0-9]|$)|(?<=[0-9]%) (?=Cr?I\b|$)")
# between a number and its unit, a phase or grade and its number
UNITS = re.compile(
    r"(?<=[0-9]) (?=(?:mg|g|μg|kg|Gy|mL|cm|mm|m²)\b)|(?<=[0-9]) (?=[例周年岁天月]|个月|个百分点)"
    r"|(?<=\b[Pp]hase) (?=[0-9])|(?<=\b[Gg]rade) (?=[0-9])|(?<=\b[Gg]rades) (?=[0-9])"
    r"|(?<=RECIST) (?=[0-9])"
)
# between CI and its limits, in a range, between a number and its time: Chinese, with no words to
# divide, would get holes
LEVELS = re.compile(
    r"(?<=(?<![A-Za-z])CI) (?=[0-9−]|$)|(?<=CrI) (?=[0-9−]|$)|(?<=[0-9]) (?=(?:to|of) [0-9−])"
    r"|(?<=[0-9] (?:to|of)) (?=[0-9−])|(?<=[0-9]) (?=(?:month|week|year|day)s?\b)"
)
TIES = {"zh": (MEASURES, UNITS), "en": (MEASURES, UNITS, LEVELS)}  # by language
SPAN = re.compile(r"(?<=[0-9])[—–](?=[0-9])")  # joins two numbers, and begins no line
# the end of a Chinese line in a cell that does not go on alone
ENDING = re.compile(
    r"(?:[A-Za-z0-9/-]{1,8} ?[\u4e00-\u9fff]|[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{3}(?=）))[）]?\Z"
)
LONGEST = 40  # characters of a piece of code that stay together


def tied(before: str, text: str, language: str, narrow: bool) -> str:
    """A text with blanks at which no line ends, where else a figure would be torn; in a ``narrow``
    cell lines are too short for most of that. ``before`` is what it follows."""
    line = before + text
    for pattern in (UNITS,) if narrow else TIES.get(language, TIES["en"]):
        line = pattern.sub(TIE, line)
    return SPAN.sub(lambda match: f"{JOINER}{match[0]}", line[len(before) :])


def parted(text: str) -> tuple[str, str]:
    """A text without the end that stays together on the last line of a cell, and that end; it is
    empty where the text ends in no Chinese character."""
    end = ENDING.search(text)
    return (text[: end.start()], end[0]) if end else (text, "")


def clause(text: str) -> int | None:
    """Where the first clause of a text ends."""
    found = CLAUSE.search(text)
    return found.start() if found else None


def pieces(code: str) -> list[tuple[str, bool]]:
    """Pieces between which a line of code may end, and whether each is short enough to stay."""
    return [(piece, len(piece) <= LONGEST) for piece in PIECE.findall(code)]
