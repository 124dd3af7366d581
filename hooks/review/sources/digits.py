"""Digits that are no number by themselves: those of a name (PD-1, SARC028, HLA-A*02, CDK4/6), and
characters that only look like digits (⑬, ⅓, Ⅻ, ١٣)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from review.sources.prose import HAN
from review.sources.source import Source

LETTER = "A-Za-zΑ-Ωα-ωµ"
NAME_BEFORE = re.compile(
    rf"[{LETTER}]\Z|[{LETTER}\u4e00-\u9fff][-–‑]\Z|[A-Za-z0-9](?:\\?\*|_)\Z|\^\Z|@[A-Za-z]+\.\Z"
)
NAME_SLASH = re.compile(
    rf"(?<![A-Za-z0-9])(?![a-z][0-9])[{LETTER}][{LETTER}0-9‑-]*[0-9](?:/[0-9])*/\Z"
)
NAME_AFTER = re.compile(rf"[{LETTER}]")
VERSION = re.compile(r"(?<![A-Za-z])[vV]\Z")
# what makes digits a number although letters touch them: HR2, n60, x13/40; 9mo, 5th, 12of
LABEL = re.compile(r"(?<![A-Za-z])(?:HR|OR|RR|CI|CrI|n)-?\Z")
FRACTION = re.compile("/[0-9]{2}")
LONE = re.compile(r"(?<![A-Za-z])[a-z]\Z")
ATTACHED = re.compile(
    r"(?:mos?|wks?|yrs?|months?|weeks?|years?|days?|cycles?|st|nd|rd|th|mg|kg|g|[µμ]g|m[lL]|cm|mm|c?Gy|IU|of|to|vs?|per|patients?|cases?)(?![A-Za-z])"
)
LONGEST = 24  # characters before a number that may be its name

RUN = re.compile(r"[0-9]+")
WORD = re.compile(rf"(?:[\u4e00-\u9fff]+[-–‑])?[{LETTER}0-9]+(?:[-–‑*][{LETTER}0-9]+)*")
ORDINARY = "\u0000-\u007e\u2010-\u2026\u3001-\u3020，。；：（）、！？％～０-９．" + HAN
UNUSUAL = re.compile(rf"[^{ORDINARY}]+")
RAISED = re.compile(rf"(?<=[{LETTER}])[⁺⁻]?[²³¹⁰⁴-⁹₀-₉]+|[²³¹⁰⁴-⁹]+(?=[{LETTER}])")  # m², CO₂, ¹⁸F
# other signs that pass for the point, the stroke or the percent sign of a number, and letters that
# pass for its digits
DOTS = "·•∙⋅‧・٫"  # what is typed for the decimal point
# a number whose point is one of these: not one of several (1·2·3), and no product with a power
# (5·10⁹)
POINTED = (
    rf"(?<![0-9.,{DOTS}])[0-9]+[{DOTS}](?!10[⁺⁻⁰¹²³⁴-⁹^])[0-9]+(?![0-9{DOTS}⁺⁻⁰¹²³⁴-⁹^]|[.,][0-9])"
)
# without one of these none below can match
SIGN = re.compile(f"[{DOTS}⁄∕٪﹪]|[,−][0-9]|[OoIl][.]|[0-9]O")
SIGNS = (
    (re.compile(rf"(?<=[0-9])[{DOTS}](?=[0-9])"), "."),
    # no group of thousands: a decimal comma
    (re.compile(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))|(?<=(?<![0-9.,])0),(?=[0-9])"), "."),
    (re.compile(r"(?<=[0-9%])−(?=[0-9])"), "– ～"),  # a minus in a range
    (re.compile(r"(?<=[0-9]) ?[⁄∕] ?(?=[0-9])"), "/"),
    (re.compile(r"[٪﹪]"), "%"),
    (re.compile(r"(?<![A-Za-z])[Oo](?=\.[0-9])|(?<=[0-9])O(?![A-Za-z])"), "0"),
    (re.compile(r"(?<![A-Za-z])[Il](?=\.[0-9])"), "1"),
)


def named(text: str, start: int, end: int, certain: bool) -> bool:
    """Whether digits from ``start`` to ``end`` belong to a name. ``certain`` says that they have a
    decimal point, a percent sign or a power."""
    before, after = text[max(start - LONGEST, 0) : start], text[end : end + LONGEST]
    if end - start == 1 and not certain and NAME_SLASH.search(before):
        return True
    if NAME_BEFORE.search(before):
        number = certain or _apart(before, after)
        return bool(VERSION.search(before)) or not number
    return bool(NAME_AFTER.match(after)) and not certain and not ATTACHED.match(after)


def _apart(before: str, after: str) -> bool:
    """Whether digits are a number although a letter touches them: HR2, n60, x13/40."""
    if LABEL.search(before) or FRACTION.match(after):
        return True
    return bool(LONE.search(before)) and after[:1] == "/" and after[1:2].isdigit()


def unread(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[re.Match[str], str]]:
    """Runs of digits in none of the ``spans`` that were read, each with its word."""
    pieces = list(spans)
    # the quick way first: nearly always all runs are read
    number_read = sum(len(RUN.findall(text, start, end)) for start, end in pieces)
    if number_read == len(RUN.findall(text)):
        return
    read = {index for start, end in pieces for index in range(start, end)}
    found = {index: word[0] for word in WORD.finditer(text) for index in range(*word.span())}
    for run in RUN.finditer(text):
        if run.start() not in read:
            yield run, found.get(run.start(), run[0])


@lru_cache(maxsize=1 << 10)
def words(source: Source) -> frozenset[str]:
    """The words of a source that hold digits and a letter, names among them."""
    return frozenset(
        word[0]
        for word in WORD.finditer(source.text)
        if re.search("[0-9]", word[0]) and re.search(f"[{LETTER}\u4e00-\u9fff]", word[0])
    )


def point(text: str, at: int) -> bool:
    """Whether the dot at ``at`` can only be the decimal point of a number."""
    return any(match.start() < at < match.end() for match in re.finditer(POINTED, text))


def odd_digits(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands for digits and is none, as start, end and how it is written plainly.

    Full-width digits are not among them (they have a rule of their own), nor raised or lowered ones
    at a letter (m², ¹⁸F) or after 10."""
    if SIGN.search(text):
        for pattern, plain in SIGNS:
            yield from ((match.start(), match.end(), plain) for match in pattern.finditer(text))
    if not UNUSUAL.search(text):
        return
    ordinary = _raised(text)
    for match in UNUSUAL.finditer(text):
        for index in sorted(set(range(*match.span())) - ordinary):
            plain = _plain(text[index])
            if plain:
                yield index, index + 1, plain


def _raised(text: str) -> set[int]:
    """Where raised or lowered digits stand that are ordinary: at a letter, or after 10."""
    raised = (*RAISED.finditer(text), *re.finditer("(?<=10)[⁺⁻]?[²³¹⁰⁴-⁹]+", text))
    return {index for match in raised for index in range(*match.span())}


@cache
def _plain(letter: str) -> str:
    """The plain form of a character that holds digits or a number; empty for any other."""
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    plain = unicodedata.normalize("NFKC", letter).replace("⁄", "/")
    if unicodedata.category(letter) in {"Nl", "No"} or re.search("[0-9]", plain):
        return plain if plain != letter else str(unicodedata.numeric(letter, "")) or "?"
    return ""
