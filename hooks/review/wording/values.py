"""Values in words: the table's own digits; what is computed is marked so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from review.evidence import flat_figures
from review.evidence.trial import OPEN, UNBOUNDED, Cell, Row
from review.markup.language import Language
from review.sources.numeral import printed

LARGE = 1000
PAGES = {"p": "page", "pp": "page"}  # steps of a place in a source, by their full word


@dataclass(frozen=True)
class Value:
    """A figure and its interval as plain text. ``computed`` holds a percentage that the source did
    not print, ``label`` how the interval was got."""

    figure: str
    interval: str = ""
    label: str = ""
    computed: str = ""

    def __str__(self) -> str:
        return self.figure


def count(number: int, language: Language) -> str:
    """A whole number; English readers get their thousands parted."""
    return f"{number:,}" if language is Language.EN else str(number)


def number(text: Any, language: Language) -> str:
    """A scalar of a table with its own digits."""
    if str(text) in OPEN:
        return language.word(str(text))
    if isinstance(text, int) and abs(text) >= 1000:
        return count(text, language)
    return str(text).replace("-", "−", 1) if str(text).startswith("-") else str(text)


def span(limits: Mapping[str, Any], language: Language, sign: str = "") -> str:
    """Two limits, as ``44%～83%`` or ``44%–83%``; in English with a word beside a minus or plus
    sign, which a dash would be taken for a part of."""
    low, high = (_with_sign(limits.get(side), language, sign) for side in ("low", "high"))
    if language is Language.EN and {"−", "+"} & {*low, *high}:
        return f"{low} to {high}"
    return low + language.dash + high


def interval(limits: Any, language: Language, sign: str = "") -> str:
    """An interval as printed, with its level: ``95% CI 44%～83%``."""
    if not isinstance(limits, dict):
        return ""
    side = one_sided(limits)
    value = span(limits, language, sign)
    if side:
        value = language.word("limit", side, value=_with_sign(limits.get(side), language, sign))
    kind, level = limits.get("kind", "confidence"), limits.get("level", "?")
    written = language.word("interval", kind, level=level, value=value)
    return language.word("one-sided", p=written) if side else written


def one_sided(limits: Mapping[str, Any]) -> str:
    """The one limit that an interval has, ``low`` or ``high``; empty where it has two."""
    opposite = {"low": "high", "high": "low"}
    return next((side for side in opposite if limits.get(opposite[side]) == UNBOUNDED), "")


def of_cell(
    cell: Cell, unit: str | None, language: Language, events: str = "", median: bool = True
) -> Value:
    """What one arm has in one row. ``events`` says what its counts are counts of, where that needs
    saying; ``median`` whether a median is called so."""
    if cell["median"] is not None or cell["value"] is not None:
        return _measured(cell, unit, language, events, median)
    if cell["events"] is None and cell["percent"] is None:
        return Value(_alone(cell, unit, language, events))
    return _proportion(cell, language, events)


def between(data: Mapping[str, Any], language: Language) -> str:
    """A comparison: measure, estimate, interval and P."""
    measure, unit, parts = str(data.get("measure", "")), data.get("unit"), []
    inner = interval(data.get("ci"), language)
    adjusted = language.word("adjusted") if data.get("adjusted") in (True, "true") else ""
    dependent = flat_figures.dependence(data)
    allowed = language.word("dependence", dependent) if dependent else ""
    inner = language.commas([adjusted, inner, allowed])
    if (estimate := data.get("estimate")) is not None:
        written = number(estimate, language)
        written = language.counted(written, unit) if unit else written
        named = language.estimate(measure, written)
        parts.append(language.word("bracket", text=named, inner=inner) if inner else named)
    elif inner:
        parts.append(f"{language.word('measure', measure) if measure else ''} {inner}".strip())
    parts.append(p_value(data, language))
    return language.clauses(parts)


def p_value(data: Mapping[str, Any], language: Language) -> str:
    """``P=0.017``, ``P<0.001``, ``P>0.99``; said where one-sided; empty where there is none."""
    p = data.get("p")
    if p is None:
        return ""
    written = f"P{p}" if str(p).startswith(("<", ">")) else f"P={p}"
    return language.word("one-sided", p=written) if data.get("sided") == 1 else written


def timepoint(text: Any, language: Language) -> str:
    """``8 weeks`` in the words of the language."""
    figure, _, unit = str(text or "").partition(" ")
    return language.counted(figure, unit) if unit else figure


def grade(text: Any, language: Language) -> str:
    """Grade of a harm, as ``3～4 级`` or ``grade 3–4``."""
    if text in ("any", "serious"):
        return language.word("grade", str(text))
    written = str(text).replace(">=", "≥").replace("-", language.dash)
    return language.word("grade", "of", grade=written) if text else ""


def cutoff(row: Row, language: Language) -> str:
    """The data cut-off of a row, said as such."""
    date = row.data.get("cutoff")
    return language.word("cutoff", date=language.dated(str(date))) if date else ""


def place(locator: str, language: Language) -> str:
    """A place within a source, as a table gives it (``supplementary table S2``, ``appendix p 4``),
    in words; empty where it names no number."""
    kind, _, number = locator.rpartition(" ")
    steps = [PAGES.get(step, step) for step in kind.lower().split(" ")]
    return language.word("locator", "-".join(steps), n=number) if kind else ""


def inline(value: Value, language: Language) -> str:
    """A value in one line: the interval joins the bracket of the percentage where there is one."""
    if not value.interval:
        return value.figure
    if value.figure.endswith(language.closing):
        return value.figure[:-1] + language.comma + value.interval + language.closing
    return language.word("bracket", text=value.figure, inner=value.interval)


def _measured(cell: Cell, unit: str | None, language: Language, events: str, median: bool) -> Value:
    """A median or another value, with range, quartiles, denominator and interval."""
    name = "median" if cell["median"] is not None else "value"
    written = _united(cell[name], unit, language)
    figure = language.word("median", value=written) if name == "median" and median else written
    details = [
        _ratio(cell, language, events),
        _spread(cell, "iqr", language),
        _spread(cell, "range", language),
    ]
    inner = language.commas(details)
    limits = interval(cell["ci"], language, "%" if unit == "percent" else "")
    return Value(_bracketed(figure, inner, language), limits, _reported(cell, language))


def _bracketed(text: str, inner: str, language: Language) -> str:
    """A text with another behind it in brackets, or the one that there is."""
    return language.word("bracket", text=text, inner=inner) if text and inner else text or inner


def _proportion(cell: Cell, language: Language, events: str) -> Value:
    """Events, patients and percentage, with the interval that was reported or computed."""
    percent, proportion = cell["percent"], cell.proportion
    computed = _computed(*proportion) if proportion and percent is None else ""
    share = computed if percent is None else f"{number(percent, language)}%"
    ratio = _ratio(cell, language, events)
    first, second = (ratio, share) if cell["events"] is not None else (share, ratio)
    figure = _bracketed(first, second, language)
    reported = interval(cell["ci"], language, "%" if share else "")
    exact = language.word("interval", "exact") if cell.exact else ""
    label = _reported(cell, language) or exact
    return Value(figure, reported or _exact(cell, language), label, computed)


def _ratio(cell: Cell, language: Language, named: str) -> str:
    """``17/26``, or one of the two alone; ``deaths 17/26`` where they are named."""
    numbers = [cell[name] for name in ("events", "n")]
    written = "/".join(count(number, language) for number in numbers if isinstance(number, int))
    if written and cell.counted:
        written = language.counted(written, cell.counted)
    elif written and not isinstance(numbers[0], int):
        return language.word("of-n", n=written)
    named = named if isinstance(numbers[0], int) else ""
    return language.word("events", name=named, value=written) if named and written else written


def _alone(cell: Cell, unit: str | None, language: Language, events: str) -> str:
    """A cell that holds a denominator or a spread only."""
    spreads = [_spread(cell, name, language, unit) for name in ("iqr", "range")]
    return language.commas(
        [_ratio(cell, language, events), *spreads, interval(cell["ci"], language)]
    )


def _spread(cell: Cell, name: str, language: Language, unit: str | None = None) -> str:
    """Quartiles or range, with a unit where none is before them; what a plus means."""
    if not isinstance(cell[name], dict):
        return ""
    written = span(cell[name], language)
    named = language.word(name, value=language.counted(written, unit) if unit else written)
    return language.commas([named, language.word("censored") if "+" in written else ""])


def _reported(cell: Cell, language: Language) -> str:
    return language.word("interval", "reported") if isinstance(cell["ci"], dict) else ""


def _computed(events: int, n: int) -> str:
    return f"{(Decimal(100 * events) / n).quantize(_quantum(n), ROUND_HALF_UP)}%"


def _quantum(n: int) -> Decimal:
    """Whole percent; in large groups, where that would hide what the counts tell, a tenth."""
    return Decimal(1) if n < LARGE else Decimal("0.1")


def _exact(cell: Cell, language: Language) -> str:
    """The exact interval of a proportion, at the place the percentage beside it has; at a tenth
    where a limit would be rounded to 0 or 100 percent, which it is not."""
    if cell.proportion is None or cell.exact is None:
        return ""
    quantum = (
        max(printed(cell["percent"]).quantum, Decimal("0.1"))
        if cell["percent"] is not None
        else _quantum(cell.proportion[1])
    )
    limits = [Decimal(str(limit)) for limit in cell.exact]
    if any(
        written in (0, 100) and written != limit
        for limit, written in ((limit, limit.quantize(quantum, ROUND_HALF_UP)) for limit in limits)
    ):
        quantum = min(quantum, Decimal("0.1"))
    low, high = (str(limit.quantize(quantum, ROUND_HALF_UP)) for limit in limits)
    return interval({"low": low, "high": high, "level": 95}, language, "%")


def _with_sign(text: Any, language: Language, sign: str) -> str:
    return number(text, language) + ("" if str(text) in OPEN else sign)


def _united(text: Any, unit: str | None, language: Language) -> str:
    written = number(text, language)
    return language.counted(written, unit) if unit and str(text) not in OPEN else written
