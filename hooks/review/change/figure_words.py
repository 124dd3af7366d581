"""Figures of an arm or a comparison in words: only the table's own digits, nothing computed.

What is worded are the flat values of ``review.evidence.flat_figures``, whatever they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from review.change.field_names import field_name
from review.change.row_names import LANGUAGES
from review.evidence.trial import OPEN, UNBOUNDED
from review.markup.labels import counted, estimate, word
from review.problem import Text

ONE_SIDED = Text("单侧检验", "one-sided test")
COMMAS = Text("，", ", ")
DASHES = Text("～", "–")
UNKNOWN = "?"  # in the place of what a broken table lacks


def measures(values: Mapping[str, Any]) -> Text:
    """``17/26, 65%, 95% CI 44–83``, ``median 16.4 weeks``."""
    return _bilingual(lambda language: _measures(values, language))


def comparison(values: Mapping[str, Any], labels: Mapping[str, Text]) -> Text:
    """``drug A v placebo, HR 0.42, 95% CI 0.21–0.85, P=0.017``; ``labels`` are those of arms."""
    return _bilingual(lambda language: _comparison(values, labels, language))


def _bilingual(parts: Callable[[str], list[str]]) -> Text:
    zh, en = (
        COMMAS[side].join(filter(None, parts(language))) for side, language in enumerate(LANGUAGES)
    )
    return Text(zh, en)


def _measures(values: Mapping[str, Any], language: str) -> list[str]:
    median = _number(values, "median", language, values.get("unit"))
    percent = _number(values, "percent", language)
    spreads = [
        word(language, name, value=_span(values, name, language))
        for name in ("range", "iqr")
        if _limited(values, name)
    ]
    return [
        _ratio(values, language),
        f"{percent}%" if percent else "",
        word(language, "median", value=median) if median else "",
        _number(values, "value", language, values.get("unit")),
        _interval(values, language),
        *spreads,
    ]


def _comparison(values: Mapping[str, Any], labels: Mapping[str, Text], language: str) -> list[str]:
    first, second = (
        _label(values.get(side) or UNKNOWN, labels, language) for side in ("arm", "versus")
    )
    p = values.get("p")
    return [
        word(language, "versus", a=first, b=second),
        _ratio(values, language),
        _estimate(values, language),
        _interval(values, language),
        "" if p is None else f"P{values.get('p_relation', '=')}{p}",
        ONE_SIDED[LANGUAGES.index(language)] if str(values.get("p_sided")) == "1" else "",
        _adjusted(values.get("adjusted"), language),
        word(language, "dependence", values["dependence"]) if values.get("dependence") else "",
    ]


def _estimate(values: Mapping[str, Any], language: str) -> str:
    measure, number = values.get("measure"), _number(values, "estimate", language)
    return estimate(str(measure), number, language) if measure and number else number


def _adjusted(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return word(language, "adjusted" if value else "unadjusted")
    return "" if value is None else f"{field_name('adjusted')[LANGUAGES.index(language)]} {value}"


def _label(arm: Any, labels: Mapping[str, Text], language: str) -> str:
    label = labels.get(str(arm))
    return label[LANGUAGES.index(language)] if label else str(arm)


def _ratio(values: Mapping[str, Any], language: str) -> str:
    events, n, unit = values.get("events"), values.get("n"), values.get("counted")
    shown = "/".join(str(number) for number in (events, n) if number is not None)
    if shown and unit:
        return counted(shown, str(unit), language)
    return f"n={shown}" if shown and events is None else shown


def _number(values: Mapping[str, Any], name: str, language: str, unit: Any = None) -> str:
    """A measure with its unit; empty where there is none."""
    open_end = next((end for end in OPEN if name in _names(values, end)), "")
    if open_end:
        return word(language, open_end)
    value = values.get(name)
    if value is None:
        return ""
    sign, more = values.get(f"{name}_relation") or "", name in _names(values, "censored")
    value = f"{sign}{value}{'+' * more}"
    return counted(value, str(unit), language) if unit else value


def _names(values: Mapping[str, Any], kind: str) -> list[str]:
    """The names of the measures that are ``not-reached``, ``not-estimable`` or ``censored``."""
    return str(values.get(kind.replace("-", "_")) or "").split(";")


def _limited(values: Mapping[str, Any], name: str) -> bool:
    """Whether there is an interval or spread of that name."""
    ends = (f"{name}_low", f"{name}_high", f"{name}_level")
    missing = [measure for kind in OPEN for measure in _names(values, kind)]
    return any(values.get(end) is not None or end in missing for end in ends)


def _interval(values: Mapping[str, Any], language: str) -> str:
    if not _limited(values, "ci"):
        return ""
    kind = "credible" if values.get("ci_kind") == "credible" else "confidence"
    level = values.get("ci_level")
    shown = word(
        language,
        "interval",
        kind,
        level=UNKNOWN if level is None else level,
        value=_span(values, "ci", language),
    )
    return word(language, "one-sided", p=shown) if values.get(UNBOUNDED) else shown


def _span(values: Mapping[str, Any], name: str, language: str) -> str:
    low, high = (_number(values, f"{name}_{end}", language) or UNKNOWN for end in ("low", "high"))
    for side, value, other in (("low", low, "high"), ("high", high, "low")):
        if f"{name}_{other}" in _names(values, UNBOUNDED):
            return word(language, "limit", side, value=value)
    return low + DASHES[LANGUAGES.index(language)] + high
