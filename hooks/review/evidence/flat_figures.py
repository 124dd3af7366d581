"""The figures of an arm or a comparison, flat: one name, one value, digit by digit as the table has
them. The open data are made of these rows, and the clinical diff compares them.

Any value is taken as it is, for a table may be broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from review.evidence.fields import mapping
from review.evidence.trial import OPEN, Cell
from review.problem import Text

Values = dict[str, Any]


def measures(cell: Cell, unit: object = None) -> Values:
    """What a table says of one arm in one row, flat: counts, measures and their limits.

    ``unit`` is that of the row; it belongs to medians, values and their spreads only."""
    spans = [(name, end) for name in ("ci", "range", "iqr") for end in ("low", "high")]
    limits = {f"{name}_{end}": mapping(cell[name]).get(end) for name, end in spans}
    measured = {name: cell[name] for name in ("median", "value")}
    has_unit = any(cell[name] is not None for name in ("median", "value", "range", "iqr"))
    return {
        "events": cell["events"],
        "n": cell["n"],
        "counted": cell.counted or None,
        "percent": cell["percent"],
        "unit": unit if has_unit else None,
        **_reached(measured | limits),
        **_interval_kind(cell["ci"]),
        **_bounds(cell),
    }


def comparison(between: Mapping[str, Any]) -> Values:
    """What a table says of the comparison of two arms, flat; ``arm`` is the one compared."""
    interval = mapping(between.get("ci"))
    limits = {"ci_low": interval.get("low"), "ci_high": interval.get("high")}
    return {
        "arm": between.get("of"),
        "versus": between.get("versus"),
        "measure": between.get("measure"),
        "n": between.get("n"),
        **_reached({"estimate": between.get("estimate"), **limits}),
        **_interval_kind(interval),
        **p_value(between),
        "p_sided": between.get("sided"),
        "adjusted": between.get("adjusted"),
        "dependence": dependence(between),
    }


def dependence(between: Mapping[str, Any]) -> str:
    """What makes the patients of a comparison alike, and whether it allows for that, as
    ``cluster-accounted``; empty where the table does not say."""
    why, allowed = between.get("correlated"), between.get("dependence")
    return f"{why}-{allowed}" if why and allowed else ""


def _interval_kind(limits: Any) -> Values:
    """Level and kind of an interval, where there is one."""
    interval = mapping(limits)
    if not interval:
        return {}
    return {"ci_level": interval.get("level"), "ci_kind": interval.get("kind", "confidence")}


def p_value(data: Mapping[str, Any]) -> Values:
    """A P value and its relation."""
    p = data.get("p")
    if p is None:
        return {}
    sign, digits = _parted(p)
    return {"p": digits, "p_relation": sign or "="}


def _bounds(cell: Cell) -> Values:
    """Percentage, median and value that are bounds, and the sign before each."""
    found = {name: _parted(cell[name]) for name in ("percent", "median", "value")}
    bounds = {name: (sign, digits) for name, (sign, digits) in found.items() if sign}
    return {name: digits for name, (_, digits) in bounds.items()} | {
        f"{name}_relation": sign for name, (sign, _) in bounds.items()
    }


def _parted(value: Any) -> tuple[str, str]:
    """The sign before a number, ``<`` or ``>``, and its digits."""
    digits = str(value).lstrip("<>")
    return str(value).removesuffix(digits), digits


def both(name: str, text: Text | None) -> Values:
    """A text in both languages, a value for each."""
    return {f"{name}_zh": text.zh, f"{name}_en": text.en} if text else {}


def listed(ids: Iterable[str]) -> str:
    """Several ids in one value."""
    return ";".join(ids)


def _reached(measured: Mapping[str, Any]) -> Values:
    """The measures that are numbers, and the names of those that are open or censored."""
    censored = [name for name, value in measured.items() if str(value).endswith("+")]
    numbers = {name: value for name, value in measured.items() if str(value) not in OPEN}
    return numbers | {
        **{name: str(measured[name]).removesuffix("+") for name in censored},
        **{
            word.replace("-", "_"): listed(name for name in measured if measured[name] == word)
            for word in OPEN
        },
        "censored": listed(censored),
    }
