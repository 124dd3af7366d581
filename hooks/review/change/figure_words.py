"""Figures of an arm or a comparison in words: only the table's own digits, nothing computed.

What is worded are the flat values of ``review.evidence.flat_figures``, whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.change.field_names import field_name
from review.evidence.trial import OPEN, UNBOUNDED
from review.markup.language import Language, in_both
from review.problem import Text

ONE_SIDED = Text("单侧检验", "one-sided test")
UNKNOWN = "?"  # in the place of what a broken table lacks


def measures(values: Mapping[str, Any]) -> Text:
    """``17/26, 65%, 95% CI 44–83``, ``median 16.4 weeks``."""
    return in_both(lambda language: language.commas(_measures(values, language)))


def comparison(values: Mapping[str, Any], labels: Mapping[str, Text]) -> Text:
    """``drug A v placebo, HR 0.42, 95% CI 0.21–0.85, P=0.017``; ``labels`` are those of arms."""
    return in_both(lambda language: language.commas(_comparison(values, labels, language)))


def _measures(values: Mapping[str, Any], language: Language) -> list[str]:
    median = _number(values, "median", language, values.get("unit"))
    percent = _number(values, "percent", language)
    spreads = [
        language.word(name, value=_span(values, name, language))
        for name in ("range", "iqr")
        if _limited(values, name)
    ]
    return [
        _ratio(values, language),
        f"{percent}%" if percent else "",
        language.word("median", value=median) if median else "",
        _number(values, "value", language, values.get("unit")),
        _interval(values, language),
        *spreads,
    ]


def _comparison(
    values: Mapping[str, Any], labels: Mapping[str, Text], language: Language
) -> list[str]:
    first, second = (
        _label(values.get(side) or UNKNOWN, labels, language) for side in ("arm", "versus")
    )
    p_value = values.get("p")
    return [
        language.word("versus", a=first, b=second),
        _ratio(values, language),
        _estimate(values, language),
        _interval(values, language),
        "" if p_value is None else f"P{values.get('p_relation', '=')}{p_value}",
        language.half(ONE_SIDED) if str(values.get("p_sided")) == "1" else "",
        _adjusted(values.get("adjusted"), language),
        language.word("dependence", values["dependence"]) if values.get("dependence") else "",
    ]


def _estimate(values: Mapping[str, Any], language: Language) -> str:
    measure, number = values.get("measure"), _number(values, "estimate", language)
    return language.estimate(str(measure), number) if measure and number else number


def _adjusted(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return language.word("adjusted" if value else "unadjusted")
    return "" if value is None else f"{language.half(field_name('adjusted'))} {value}"


def _label(arm: Any, labels: Mapping[str, Text], language: Language) -> str:
    label = labels.get(str(arm))
    return language.half(label) if label else str(arm)


def _ratio(values: Mapping[str, Any], language: Language) -> str:
    events, denominator, unit = values.get("events"), values.get("n"), values.get("counted")
    ratio = "/".join(str(number) for number in (events, denominator) if number is not None)
    if ratio and unit:
        return language.counted(ratio, str(unit))
    return f"n={ratio}" if ratio and events is None else ratio


def _number(values: Mapping[str, Any], name: str, language: Language, unit: Any = None) -> str:
    """A measure with its unit; empty where there is none."""
    open_end = next((end for end in OPEN if name in _names(values, end)), "")
    if open_end:
        return language.word(open_end)
    value = values.get(name)
    if value is None:
        return ""
    sign, censored = values.get(f"{name}_relation") or "", name in _names(values, "censored")
    value = f"{sign}{value}{'+' * censored}"
    return language.counted(value, str(unit)) if unit else value


def _names(values: Mapping[str, Any], kind: str) -> list[str]:
    """The names of the measures that are ``not-reached``, ``not-estimable`` or ``censored``."""
    return str(values.get(kind.replace("-", "_")) or "").split(";")


def _limited(values: Mapping[str, Any], name: str) -> bool:
    """Whether there is an interval or spread of that name."""
    ends = (f"{name}_low", f"{name}_high", f"{name}_level")
    missing = [measure for kind in OPEN for measure in _names(values, kind)]
    return any(values.get(end) is not None or end in missing for end in ends)


def _interval(values: Mapping[str, Any], language: Language) -> str:
    if not _limited(values, "ci"):
        return ""
    kind = "credible" if values.get("ci_kind") == "credible" else "confidence"
    level = values.get("ci_level")
    printed = language.word(
        "interval",
        kind,
        level=UNKNOWN if level is None else level,
        value=_span(values, "ci", language),
    )
    return language.word("one-sided", p=printed) if values.get(UNBOUNDED) else printed


def _span(values: Mapping[str, Any], name: str, language: Language) -> str:
    low, high = (_number(values, f"{name}_{end}", language) or UNKNOWN for end in ("low", "high"))
    for side, value, opposite in (("low", low, "high"), ("high", high, "low")):
        if f"{name}_{opposite}" in _names(values, UNBOUNDED):
            return language.word("limit", side, value=value)
    return low + language.dash + high
