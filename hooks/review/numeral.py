"""Numerals as readers read them: 1,250 and 1250, 1.2 万 and 12,000, 65% and 65 ％ are the same number; PD-1 and SARC028 hold none.

A numeral keeps its printed precision (``quantum``), because a figure in prose is judged at the precision it is printed with.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

from .prose import Prose

NUMBER = re.compile(r"(?<![A-Za-z0-9.^_/\\])(?<![A-Za-z0-9\\]\*)(?<![A-Za-z]-)(?<![A-Za-z]–)(?<![\u4e00-\u9fff]-)(?P<sign>(?<![0-9%）)\u4e00-\u9fff])[-−])?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?![0-9]|\.[0-9]|[A-Za-zα-ω])(?P<scale>\s?[万亿]|\s(?:thousand|million|billion)\b)?(?P<percent>\s?[%％])?")
RATIO_NUMBER = re.compile(r"(?<=[0-9])/(?P<digits>[0-9]+)(?![0-9A-Za-z])(?P<percent>(?!))?(?P<scale>(?!))?(?P<sign>(?!))?")
SCALES = {"万": 4, "亿": 8, "thousand": 3, "million": 6, "billion": 9}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MONTH = re.compile(rf"(?:(?<=[0-9] )|\b)(?P<month>{'|'.join(MONTHS)})(?=\s+[0-9]{{4}}\b|\s+[0-9]{{1,2}}\b(?!\s*(?:of|patients|%|percent)))")
MONTH_AFTER_DAY = re.compile(rf"(?<=[0-9] )(?P<month>{'|'.join(MONTHS)})\b")
UNITS = (("weeks", r"周|星期|-?weeks?\b"), ("months", r"个?月|-?months?\b"), ("years", r"年|岁|-?years?\b"), ("days", r"天|日|-?days?\b"), ("mm", r"mm\b|毫米"), ("cm", r"cm\b|厘米"), ("cycles", r"个?周期|cycles?\b"))
UNIT = re.compile(r"\s?(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS) + ")")
PLAIN = re.compile(r"[<>=]*[-−]?[0-9]{1,20}(?:\.[0-9]{1,20})?")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
RANGE = re.compile(r"\s?[%％]?\s?(?:[～~–—-]|至|to)\s?\Z")


@dataclass(frozen=True)
class Numeral:
    """A number at offsets ``start`` to ``end``. ``quantum`` is the weight of its last printed digit; ``unit`` a time or length, if one follows."""

    value: Decimal
    quantum: Decimal
    percent: bool
    unit: str | None
    start: int
    end: int
    digits: str

    @property
    def key(self) -> Decimal:
        """What two languages must agree in."""
        return self.value.normalize()

    def matches(self, value: Decimal, quantum: Decimal | None = None) -> bool:
        """Whether this numeral is ``value`` at its printed precision; ``quantum`` is the precision the value is known to."""
        if quantum is not None and self.quantum < quantum:
            return self.value == value  # 0.40 says more than 0.4, unless the digits are equal
        return any(rounded(value, self.quantum, mode) == self.value for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def numerals(text: str) -> list[Numeral]:
    """The numerals of a text, in order. Full-width digits are read as digits."""
    text = text.translate(FULL_WIDTH)
    found = [_numeral(text, match) for match in [*NUMBER.finditer(text), *RATIO_NUMBER.finditer(text)]]
    found += [_month(match) for match in {match.start(): match for match in [*MONTH.finditer(text), *MONTH_AFTER_DAY.finditer(text)]}.values()]
    return _shared_marks(text, sorted({numeral.start: numeral for numeral in found}.values(), key=lambda numeral: numeral.start))


def of(prose: Prose) -> list[Numeral]:
    """The numerals a reader sees in a prose, code, link targets and citations left out."""
    return numerals(prose.plain)


def decimal(text: object) -> tuple[Decimal, Decimal]:
    """Value and quantum of a number as a table holds it: ``"0.40"`` gives 0.40 and 0.01. Raises InvalidOperation for anything else (NaN, 1e9, 17/0)."""
    if not PLAIN.fullmatch(str(text)):
        raise InvalidOperation(f"{str(text)[:40]} is not a plain number")
    value = Decimal(str(text).lstrip("<>=").replace("−", "-"))
    return value, Decimal(1).scaleb(int(value.as_tuple().exponent))


def rounded(value: Decimal, quantum: Decimal, mode: str = ROUND_HALF_UP) -> Decimal:
    """``value`` at the precision of ``quantum``; itself where it has more digits than that precision can hold."""
    try:
        return value.quantize(quantum, mode)
    except InvalidOperation:
        return value


def _numeral(text: str, match: re.Match[str]) -> Numeral:
    digits = match["digits"].replace(",", "")
    scale = SCALES.get((match["scale"] or "").strip(), 0)
    value = Decimal(digits)
    quantum = Decimal(1).scaleb(int(value.as_tuple().exponent))
    if match["sign"]:
        value = -value
    unit = UNIT.match(text, match.end())
    name = unit.lastgroup if unit else None
    end = match.end("digits")
    return Numeral(value.scaleb(scale), quantum.scaleb(scale), bool(match["percent"]), name, match.start("digits"), end, match["digits"])


def _month(match: re.Match[str]) -> Numeral:
    value = Decimal(MONTHS.index(match["month"]) + 1)
    return Numeral(value, Decimal(1), False, None, match.start(), match.end(), match["month"])


def _shared_marks(text: str, found: list[Numeral]) -> list[Numeral]:
    """In a range the mark after the second number belongs to the first as well: 44–83%, 2～7 个月."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if RANGE.match(text[first.end : second.start]):
            found[index] = replace(first, percent=first.percent or second.percent, unit=first.unit or second.unit)
    return found
