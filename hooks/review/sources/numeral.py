"""Numerals as readers read them: 1,250 and 1250, 1.2 万 and 12,000, 65% and 65 ％ are the same
number; PD-1 and SARC028 hold none.

A numeral keeps its printed precision (``quantum``), because a figure in prose is judged at the
precision it is printed with."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from review.sources.declared import declared
from review.sources.digits import DOTS, POINTED, named
from review.sources.visible_text import Seen

# one number: sign, digits, a power of ten (1e5, 1×10⁹, 10⁹), a scale (万), a mark (%)
SIGN = r"(?:(?<![0-9%％）)])[−－﹣]|(?<![0-9%％）)\u4e00-\u9fff])-|(?<=[\s(（=＝])(?<![0-9%％] )–)"
# a decimal comma or raised point, which a rule of its own (digit-form) refuses; read as what was
# meant, so that nothing else is said of it
COMMA = r"(?:0,[0-9]+|[0-9]+,[0-9]{1,2})(?![0-9])"
DIGITS = (
    rf"(?:{POINTED}|{COMMA}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    r"|(?<![A-Za-z0-9.])\.[0-9]+|(?:(?<=[Pp])|(?<=HR)|(?<=OR)|(?<=RR))\.[0-9]+)"
)
EXPONENT = r"(?:[⁺⁻]?[⁰¹²³⁴-⁹]{1,2}|\^[-+−]?[0-9]{1,2})(?![0-9⁰¹²³⁴-⁹])"
POWER = (
    r"[eE](?P<e>[-+−]?[0-9]{1,2})(?![0-9A-Za-z])"
    rf"|\s?×\s?10(?P<times>{EXPONENT})|(?<=(?<![0-9.,])10)(?P<ten>{EXPONENT})"
)
# it looks ahead first: most characters begin no number, and that is told at once
PERCENT = (
    r"\s?[%％‰](?![ ]?points?\b)"
    r"|[\s-]?(?:percent(?!(?:age)?[\s-]points?)|per cent|pct)\b"
)
NUMBER = re.compile(
    rf"(?=[-−－﹣–.0-9])(?<![0-9])(?<![0-9]\.)(?P<sign>{SIGN})?(?P<digits>{DIGITS})"
    rf"(?![0-9]|\.[0-9])(?P<power>{POWER})?"
    rf"(?P<scale>\s?[万亿]|\s(?:thousand|million|billion)\b)?(?P<percent>{PERCENT})?"
)
DECIMAL_COMMA, RAISED_POINT = re.compile(COMMA), re.compile(f"[{DOTS}]")
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "0123456789+--")
SCALES = {"万": 4, "亿": 8, "thousand": 3, "million": 6, "billion": 9}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTH = re.compile(
    rf"(?:(?<=[0-9] )|\b)(?P<month>{'|'.join(MONTHS)})"
    r"(?=\s+[0-9]{4}\b|\s+[0-9]{1,2}\b(?!\s*(?:of|patients|%|percent)))"
)
MONTH_HINT = re.compile("[JFMASOND][aepucoe][nbrylgptvc]")  # of any month
MONTH_AFTER_DAY = re.compile(rf"(?<=[0-9] )(?P<month>{'|'.join(MONTHS)})\b")
TIMES = frozenset({"hours", "days", "weeks", "months", "years", "cycles"})
POINTS, SCORE = "percentage-points", "points"
ENDED = r"(?=[，。；、,.;）)（(～~至–—\s]|\Z|以|的|和|与)"  # 3 分, and no 3 分钟
# unit by its name in the schema: how either language writes it after a number
UNITS = {
    name: unit["written"].replace("{ended}", ENDED)
    for name, unit in declared("grammar/units").items()
    if "written" in unit
}
UNIT_NAMES = tuple(UNITS)
FORMS = "|".join(f"(?P<u{index}>{pattern})" for index, pattern in enumerate(UNITS.values()))
UNIT = re.compile(rf"\s?(?:{FORMS})")
PLAIN = re.compile(
    r"(?P<sign>[<>]?)(?P<value>[-−]?(?:[0-9]{1,20}(?:\.[0-9]{1,20})?|\.[0-9]{1,20}))(?P<more>\+?)"
)
DIGIT = re.compile("[0-9０-９]")
WIDE = re.compile("[０-９．％]")
WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９])")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
RANGE = re.compile(r"\+?\s?[%％]?\s?(?:[～~–—−-]|至|to)\s?[-−]?\Z")


class Numeral(NamedTuple):
    """A number at offsets ``start`` to ``end``. ``quantum`` is the weight of its last printed
    digit; ``percent`` says that it is a percentage, which percentage points are not; ``unit`` is
    one of UNITS, if one follows; ``after`` where its mark or unit ends; ``censored`` says that a
    plus follows, as in 17.4+ months."""

    value: Decimal
    quantum: Decimal
    percent: bool
    unit: str | None
    start: int
    end: int
    digits: str
    after: int = 0
    censored: bool = False

    @property
    def key(self) -> Decimal:
        """What two languages must agree in."""
        return self.value.normalize()

    def matches(self, value: Decimal, quantum: Decimal | None = None) -> bool:
        """Whether it is ``value`` as printed; ``quantum`` is how precise that is known."""
        if quantum is not None and self.quantum < quantum:
            return self.value == value  # 0.40 says more than 0.4, unless the digits are equal
        modes = (ROUND_HALF_UP, ROUND_HALF_EVEN)
        return any(rounded(value, self.quantum, mode) == self.value for mode in modes)


class Printed(NamedTuple):
    """A number as a table prints it. ``quantum`` is the weight of its last digit, ``sign`` the < or
    > before it, ``censored`` says that a plus follows: 17.4+ was still going on."""

    value: Decimal
    quantum: Decimal
    sign: str
    censored: bool


@lru_cache(maxsize=1 << 14)
def numerals(text: str) -> tuple[Numeral, ...]:
    """The numerals of a text, in order. Full-width digits are read as digits."""
    if not DIGIT.search(text):
        return ()
    text = half_width(text)
    found = [
        _numeral(text, match)
        for match in NUMBER.finditer(text)
        if not named(text, match.start("digits"), match.end("digits"), _certain(match))
    ]
    months = (
        (*MONTH.finditer(text), *MONTH_AFTER_DAY.finditer(text)) if MONTH_HINT.search(text) else ()
    )
    found += map(_month, {match.start(): match for match in months}.values())
    return _shared_marks(text, sorted(found, key=lambda numeral: numeral.start))


def half_width(text: str) -> str:
    """The text, as long as before, with ordinary digits and commas for full-width ones."""
    if not WIDE.search(text):
        return text
    return WIDE_COMMA.sub(",", text).translate(FULL_WIDTH)


def placed(numeral: Numeral, view: Seen) -> Numeral:
    """A numeral of what is seen, at its offsets in the prose."""
    return numeral._replace(start=view.starts[numeral.start], end=view.ends[numeral.end - 1])


def printed(text: object) -> Printed:
    """A number of a table with all that is printed of it: ``"<0.001"``, ``"17.4+"``. Raises
    InvalidOperation for anything else (NaN, 1e9, 17/0)."""
    match = PLAIN.fullmatch(str(text))
    if match is None:
        raise InvalidOperation(f"{str(text)[:40]} is not a plain number")
    value = Decimal(match["value"].replace("−", "-"))
    quantum = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return Printed(value, quantum, match["sign"], bool(match["more"]))


def decimal(text: object) -> tuple[Decimal, Decimal]:
    """Value and quantum of a number to reckon with: ``"0.40"`` gives 0.40 and 0.01. Raises
    InvalidOperation for anything else, a bound (<1) and a censored time (17.4+) included."""
    value, quantum, sign, censored = printed(text)
    if sign or censored:
        raise InvalidOperation(f"{str(text)[:40]} is a bound, no value")
    return value, quantum


def rounded(value: Decimal, quantum: Decimal, mode: str = ROUND_HALF_UP) -> Decimal:
    """``value`` at the precision of ``quantum``; itself where that cannot hold it."""
    try:
        return value.quantize(quantum, mode)
    except InvalidOperation:
        return value


def _certain(match: re.Match[str]) -> bool:
    """Whether digits have a decimal point, a power of ten or a percent sign."""
    return (
        "." in match["digits"]
        or bool(RAISED_POINT.search(match["digits"]))
        or bool(DECIMAL_COMMA.fullmatch(match["digits"]))
        or bool(match["percent"] or _power(match))
    )


def _power(match: re.Match[str]) -> str:
    return match["e"] or match["times"] or match["ten"] or ""


def _numeral(text: str, match: re.Match[str]) -> Numeral:
    start, power = match.start("digits"), _power(match)
    value = _value(match)
    quantum = Decimal(1).scaleb(int(value.as_tuple().exponent))
    scale = _scale(match)
    last = match.end()
    plus = text.startswith("+", last) and not text[last + 1 : last + 2].isalnum()
    unit = UNIT.match(text, last + plus)
    end = match.end("power") if power else match.end("digits")
    return Numeral(
        value.scaleb(scale),
        quantum.scaleb(scale),
        bool(match["percent"]) or text.endswith("百分之", 0, start),
        UNIT_NAMES[int((unit.lastgroup or "u0")[1:])] if unit else None,
        start,
        end,
        text[start:end],
        unit.end() if unit else last,
        plus,
    )


def _value(match: re.Match[str]) -> Decimal:
    """The digits with their sign alone: 10⁹ is the power itself, 1×10⁹ a number times it."""
    point = "." if DECIMAL_COMMA.fullmatch(match["digits"]) else ""
    digits = RAISED_POINT.sub(".", match["digits"]).replace(",", point)
    value = Decimal("1" if match["ten"] else digits)
    return -value if match["sign"] else value


def _scale(match: re.Match[str]) -> int:
    """The power of ten by which the digits of a number are meant."""
    power = _power(match).lstrip("^").translate(SUPERSCRIPT)
    scale = SCALES.get((match["scale"] or "").strip(), 0)
    return scale + int(power or 0) - ("‰" in (match["percent"] or ""))


def _month(match: re.Match[str]) -> Numeral:
    value, (start, end) = Decimal(MONTHS.index(match["month"]) + 1), match.span()
    return Numeral(value, Decimal(1), False, None, start, end, match["month"], end)


def _shared_marks(text: str, found: list[Numeral]) -> tuple[Numeral, ...]:
    """In a range the mark after the second number belongs to the first as well: 44–83%."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if RANGE.match(text[first.end : second.start]):
            found[index] = first._replace(
                percent=first.percent or second.percent, unit=first.unit or second.unit
            )
    return tuple(found)
