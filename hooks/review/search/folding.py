"""What readers type in more than one way, made one: traditional characters as the simplified ones,
``Ⅲ期``, ``III 期`` and ``三期`` as ``3期``, ``phase III`` as ``phase 3``, ``1线`` as ``一线``.

``search.js`` does the same to a query: the patterns stand there letter by letter (no lookbehind:
older Safari has none), and of the characters it is sent those that the index holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import opencc

ACCENT = re.compile(r"[\u0300-\u036f]")
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
DIGITS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"} | {
    han: digit for han, digit in zip("一二三四", "1234")
}
LINES = dict(zip("1234", "一二三四"))
ROMAN = "(?:IV|V|I{1,3})"
# the numeral before a Chinese word of degree; of the Han numerals only those of a phase
DEGREE = re.compile(
    rf"(^|[^A-Za-z0-9.])({ROMAN}[ab]?(?:\s?[/–-]\s?{ROMAN}[ab]?)*)\s*([期级度型])"
    r"|(^|[^十百])([一二三四])(期)(?![望间待限刊])"
)
PHASE = re.compile(
    rf"\b(phase|stage|grade)(s?[\s-]+)({ROMAN}[ab]?(?:\s?[/–-]\s?{ROMAN}[ab]?)*)\b", re.I
)
LINE = re.compile(r"(^|[^A-Za-z0-9.])([1-4])\s*线")
NUMERAL = re.compile(f"{ROMAN}|[一二三四]")
# numbers that mean something together with the word beside them
NUMBERED = re.compile(
    r"(?<![A-Za-z0-9.-])([0-9]{1,3}[ab]?(?:\s?[/–-]\s?[0-9]{1,3}[ab]?)*)\s*([期级度型年周月岁]|个月)"
)
NAMED = re.compile(r"\b(phase|stage|grade)s?[\s-]+([0-9][ab]?(?:\s?[/–-]\s?[0-9][ab]?)*)\b", re.I)
ORDINAL = re.compile(r"\b(first|second|third)[\s-]+(line)\b", re.I)
PARTS = re.compile(r"[0-9]+[ab]?")


@cache
def simplified() -> dict[int, str]:
    """The simplified form of each traditional character that stands alone, as in OpenCC."""
    characters = [chr(code) for block in IDEOGRAPHS for code in block]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new for old, new in zip(characters, converted) if old != new and len(new) == 1
    }


@lru_cache(maxsize=1 << 10)
def normal(text: str) -> str:
    """Text in one form: without accents, in simplified characters, its numerals as above."""
    if not text.isascii():
        text = ACCENT.sub("", unicodedata.normalize("NFKD", text)).translate(simplified())
        text = LINE.sub(lambda match: f"{match[1]}{LINES[match[2]]}线", DEGREE.sub(_degree, text))
    return PHASE.sub(lambda match: match[1] + match[2] + _arabic(match[3]), text)


def _degree(match: re.Match[str]) -> str:
    before, numeral, word = match.group(1, 2, 3) if match[2] else match.group(4, 5, 6)
    return before + _arabic(numeral) + word


def _arabic(numerals: str) -> str:
    return NUMERAL.sub(lambda numeral: DIGITS[numeral[0].upper()], numerals.upper()).lower()


def numbered(text: str) -> Iterator[str]:
    """Keys of the numbers of a normal text with their words: ``3期``, ``phase3``, ``firstline``; of
    phase 1/2 ``12期``, ``1期`` and ``2期``, of 2b ``2b期`` and ``2期``."""
    for match in NUMBERED.finditer(text):
        yield from (number + match[2] for number in _together(match[1]))
    for match in NAMED.finditer(text):
        yield from (match[1].lower() + number for number in _together(match[2]))
    for match in ORDINAL.finditer(text):
        yield (match[1] + match[2]).lower()


def _together(numbers: str) -> list[str]:
    found = PARTS.findall(numbers)
    return list(dict.fromkeys(["".join(found), *found, *(part.rstrip("ab") for part in found)]))


def variants(keys: Iterable[str]) -> str:
    """Pairs of a traditional character and its simplified form, for those forms that keys hold."""
    characters = {character for key in keys for character in key}
    return "".join(chr(old) + new for old, new in sorted(simplified().items()) if new in characters)
