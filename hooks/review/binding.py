"""Checked literals: a figure in prose is a link to its datum, and its numerals must say what the datum holds.

What stands around a numeral tells which of the datum's figures it speaks of (its roles): ``17/26`` events and n, ``P=`` the P value,
``HR`` the estimate, a range the limits of one interval, weeks or months a time. It must equal one of those at its printed precision.
"""
from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Iterator, Sequence

from .numeral import RANGE, Numeral, numerals, rounded
from .prose import Link, Pair, Prose
from .trial import Datum, Figure, Trial

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LIMITS = ("ci", "range", "iqr", "exact")
LOWS, HIGHS = (frozenset(f"{name}.{side}" for name in LIMITS) for side in ("low", "high"))
ENDS = LOWS | HIGHS
TIME = frozenset({"median", "value", "timepoint"})
SHARE = frozenset({"percent", "computed", "median", "value", "estimate"})
BARE = frozenset({"events", "n", "median", "value", "estimate", "p"})
MOMENT = re.compile(r"(?:weeks?|months?|years?|days?|cycles?)\s?\Z|第\s?\Z", re.IGNORECASE)  # at week 8, 第 8 周
ONE_LIMIT = re.compile(r"(?:下限|上限|最低|最高|最短|最长|最小|最大|limit|bound|lowest|highest|shortest|longest|minimum|maximum|smallest|largest)(?:为| of| was|：|:)?\s?\Z")
RATIOS = (re.compile(r"(?P<events>[0-9,]+)\s?/\s?(?P<n>[0-9,]+)"), re.compile(r"(?P<events>[0-9,]+) of (?:the |all )?(?P<n>[0-9,]+)"), re.compile(r"(?P<n>[0-9,]+)\s?[例名](?:患者)?(?:中|里)[有，]?\s?(?P<events>[0-9,]+)\s?[例名]"))
LEVEL = re.compile(r"\s?[%％]?\s?-?(?:exact )?(?:CI|CrI|confidence|credible|interval|可信|置信|区间)", re.IGNORECASE)
INTERVAL = re.compile(r"(?:\bCI|\bCrI|\bIQR|[Ii]nterval|[Rr]ange|区间|范围|四分位距)(?:为| of| was|：|:|,|，)?\s?\Z")  # what names the range that follows
OPEN_END = re.compile(r"\s?[%％]?\s?(?:[～~–—-]|至|to)\s?(?:未达到|not reached|NR\b)")
COMPARED = r"<=|>=|[=＝<＜>＞≤≥≦≧⩽⩾≈]|小于|低于|大于|高于|超过|不超过|不低于|(?:less|greater|more|higher|lower) than|below|under|above|over"
SIGN = re.compile(rf"(?P<sign>{COMPARED})\s?\Z")
SYMBOLS = {"＜": "<", "＞": ">", "＝": "=", "≦": "≤", "⩽": "≤", "<=": "≤", "≧": "≥", "⩾": "≥", ">=": "≥", "=": "", "≈": ""}
WORDS = {"小于": "<", "低于": "<", "less than": "<", "lower than": "<", "below": "<", "under": "<", "不超过": "≤", "不低于": "≥"}
P_VALUE = re.compile(rf"(?<![A-Za-z])[Pp](?:\s?值|[- ]values?)?\s?(?:{COMPARED}|为|of|was|is|：|:)?\s?\Z")
ESTIMATE = re.compile(rf"(?<![A-Za-z])(?:HR|OR|RR)\s?(?:{COMPARED}|为|of|was|：|:)?\s?\Z")


@dataclass(frozen=True)
class Binding:
    """A link from prose to a datum. ``datum`` is None where the table or address does not exist."""

    prose: Prose
    link: Link
    pair: Pair | None
    trial: Trial | None
    datum: Datum | None
    path: str


@dataclass(frozen=True)
class Mismatch:
    """A numeral that its datum does not hold. ``right`` is what it must read, where that is certain; ``sign`` stands before it, as in P>0.05."""

    numeral: Numeral
    candidates: tuple[Figure, ...]
    right: str | None
    sign: str = ""


def target(link: Link, path: str) -> str:
    """Path of the file a link of the file ``path`` leads to."""
    return path if not link.file else posixpath.normpath(posixpath.join(posixpath.dirname(path), link.file))


def mismatches(text: str, datum: Datum) -> Iterator[Mismatch]:
    """Each numeral of a link text that contradicts the datum."""
    found = numerals(text)
    ratio = _ratio_roles(text)
    crossed = _crossed(text, found, datum)
    for index, numeral in enumerate(found):
        roles = ratio.get(numeral.start) or _roles(text, found, index)
        candidates = tuple(figure for figure in datum.figures if _may_be(numeral, figure, roles))
        if not candidates and numeral.percent:
            candidates = tuple(_named(datum, "level"))  # “at the [90%] level” of a datum that holds no share
        if not any(_equal(text, numeral, figure) for figure in candidates) or not _ordered(text, found, index, datum) or numeral.start in crossed:
            right = _right(numeral, candidates) if _certain(text, found, index) else None
            yield Mismatch(numeral, candidates or datum.figures, right, _sign(text, numeral))


def _ratio_roles(text: str) -> dict[int, frozenset[str]]:
    """Roles of numerals that stand in “a of b”."""
    roles: dict[int, frozenset[str]] = {}
    for pattern in RATIOS:
        for match in pattern.finditer(text):
            for role in ("events", "n"):
                roles.setdefault(match.start(role), frozenset({role}))
    return roles


def _crossed(text: str, found: Sequence[Numeral], datum: Datum) -> set[int]:
    """Where numerals start that make a proportion of two arms: the events of one, the n of the other. A datum of one arm has no such."""
    if datum.row is None or datum.arm is not None:
        return set()
    held = [(cell["events"], cell["n"]) for cell in datum.row.cells.values()]
    values = {numeral.start: numeral.value for numeral in found}
    starts = [(match.start("events"), match.start("n")) for pattern in RATIOS for match in pattern.finditer(text)]
    return {start for pair in starts if tuple(map(values.get, pair)) not in held for start in pair}


def _roles(text: str, found: Sequence[Numeral], index: int) -> frozenset[str]:
    """Roles the words around a numeral leave open. A limit stands in a range or is called one: elsewhere it would pass for the estimate."""
    numeral = found[index]
    before, after = text[: numeral.start], text[numeral.end :]
    if P_VALUE.search(before):
        return frozenset({"p"})
    if LEVEL.match(after):
        return frozenset({"level"})
    if ESTIMATE.search(before):
        return frozenset({"estimate"})
    if sides := _sides(text, found, index):
        return sides
    if OPEN_END.match(after) or ONE_LIMIT.search(before):
        return ENDS
    if numeral.percent:
        return SHARE
    if MOMENT.search(before):
        return frozenset({"timepoint"})
    return TIME if numeral.unit in {"days", "weeks", "months", "years", "cycles"} else BARE


def _sides(text: str, found: Sequence[Numeral], index: int) -> frozenset[str]:
    """Roles of a numeral that stands in a range: low limits for the first, high limits for the second; none outside a range."""
    return (LOWS if _opens(text, found, index) else frozenset()) | (HIGHS if _opens(text, found, index - 1) else frozenset())


def _opens(text: str, found: Sequence[Numeral], index: int) -> bool:
    """Whether a numeral and the next make a range."""
    return 0 <= index < len(found) - 1 and bool(RANGE.match(text[found[index].end : found[index + 1].start]))


def _certain(text: str, found: Sequence[Numeral], index: int) -> bool:
    """Whether what a numeral speaks of is beyond doubt; a range without the name of an interval may be one of anything."""
    first = index - 1 if _opens(text, found, index - 1) else index
    return not _opens(text, found, first) or bool(INTERVAL.search(text[: found[first].start]))


def _may_be(numeral: Numeral, figure: Figure, roles: frozenset[str]) -> bool:
    if figure.role not in roles:
        return False
    if figure.finer is not None and numeral.quantum >= figure.finer:
        return False
    if figure.percent is not None and figure.percent != numeral.percent and figure.role != "level":
        return False
    return not (numeral.unit and figure.unit and numeral.unit != figure.unit)


def _equal(text: str, numeral: Numeral, figure: Figure) -> bool:
    """Whether a numeral is the figure, and what stands before it says no more or less than the datum: P<0.001 is not P=0.001."""
    spoken = SIGN.search(text[: numeral.start])
    # the words more and less are judged only where a sign is part of the figure; symbols always
    return (figure.role != "p" and (not spoken or spoken["sign"][0].isalpha()) or _sign(text, numeral) == figure.sign) and numeral.matches(figure.value, figure.quantum)


def _sign(text: str, numeral: Numeral) -> str:
    """How a numeral is compared: <, >, ≤, ≥, or nothing for equal."""
    found = SIGN.search(text[: numeral.start])
    sign = found["sign"] if found else ""
    return WORDS.get(sign, ">") if sign[:1].isalpha() else SYMBOLS.get(sign, sign)


def _ordered(text: str, found: Sequence[Numeral], index: int, datum: Datum) -> bool:
    """Whether a range is the low and high limit of one interval, in this order."""
    if not _opens(text, found, index):
        return True
    limits = {figure.role: figure for figure in datum.figures}
    several = [(low, high) for name in LIMITS for low in _named(datum, f"{name}.low") for high in _named(datum, f"{name}.high")]
    return not limits or any(found[index].matches(low.value, low.quantum) and found[index + 1].matches(high.value, high.quantum) for low, high in several)


def _named(datum: Datum, role: str) -> list[Figure]:
    return [figure for figure in datum.figures if figure.role == role]


def _right(numeral: Numeral, candidates: tuple[Figure, ...]) -> str | None:
    """The digits that are certainly meant: those of the only figure the numeral can be."""
    values = {(figure.value, figure.quantum) for figure in candidates if figure.role not in {"computed"}} or {(figure.value, figure.quantum) for figure in candidates}
    if len(values) != 1:
        return None
    value, quantum = next(iter(values))
    step = quantum if quantum is not None else numeral.quantum
    return f"{rounded(value, max(step, numeral.quantum) if numeral.quantum < 1 else step):f}"


RESULT_LIKE = re.compile(rf"(?<![A-Za-z])(?:(?:HR|OR|RR|[PpNn])\s?(?:{COMPARED}|为|：|:)|(?:HR|OR|RR|CI|CrI|置信区间|可信区间)\s?(?:为|：|:|of)?\s?[（(]?)\s?\Z")
COUNTED = re.compile(r"\s?(?:例|名|patients?\b|cases?\b|of (?:(?:the|all|these|those) )?[0-9]|of (?:them|these|those|all|whom|the patients|the cases)\b|\s?/\s?[0-9])")
# what looks like a result and is none: a phase or grade, a dose, the version of a standard, a schedule (every 3 weeks), the level of an interval, a calendar month
BEFORE = re.compile(r"(?:\b[Pp]hase|\b[Gg]rades?|\b[Vv]ersion|版|RECIST|CTCAE)\s?(?:[Vv]\.?|[0-9][/–-])?\s?\Z|[0-9]\s?年\s?(?:[0-9]{1,2}\s?月?\s?[～至])?\s?\Z|(?:每|\b[Ee]very)\s?\Z")
AFTER = re.compile(r"(?:[/～–-][0-9])?\s?(?:期|级)|\s?(?:mg|g|µg|μg|kg|mL|ml|Gy|cGy|IU)(?![A-Za-z])|\s?月")

AROUND = 40  # characters on either side that tell what a numeral is


def result_like(text: str, numeral: Numeral) -> bool:
    """Whether an unbound numeral reads like a result: a percentage, a decimal, a count of patients, an estimate or a P value, a time in weeks or months."""
    before, after = text[max(numeral.start - AROUND, 0) : numeral.start], text[numeral.end : numeral.end + AROUND]
    if BEFORE.search(before) or AFTER.match(after) or LEVEL.match(after):
        return False
    decimal = numeral.quantum < Decimal(1)
    counted = bool(COUNTED.match(after)) or before.rstrip(" ").endswith("/")
    return numeral.percent or decimal or counted or bool(RESULT_LIKE.search(before)) or numeral.unit in {"weeks", "months"} and numeral.value < 1000
