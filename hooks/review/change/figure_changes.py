"""Figures of a cell or comparison in words: only the table's own digits, nothing computed, whatever
the values are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.change.field_names import field_name
from review.change.row_names import LANGUAGES
from review.markup.labels import counted, word
from review.problem import Text

FIGURES = ("events", "n", "percent", "median", "value", "ci", "range", "iqr")
ONE_SIDED = Text("单侧检验", "one-sided test")
SPREADS = ("range", "iqr")


def cell(data: Mapping[str, Any], unit: Any) -> Text:
    """``17/26, 65%, 95% CI 44–83``, ``median 16.4 weeks``."""
    return _both(lambda language: _cell(data, unit, language))


def between(data: Mapping[str, Any], names: Mapping[str, Text]) -> Text:
    """``drug A v placebo, HR 0.42, 95% CI 0.21–0.85, P=0.017``; ``names`` are the labels of the
    arms."""
    return _both(lambda language: _between(data, language, names))


def _both(said: Any) -> Text:
    zh, en = (said(language) for language in LANGUAGES)
    return Text("，".join(filter(None, zh)), ", ".join(filter(None, en)))


def _cell(data: Mapping[str, Any], unit: Any, language: str) -> list[str]:
    rest = {name: value for name, value in data.items() if name not in FIGURES}
    return [
        _ratio(data),
        f"{data['percent']}%" if data.get("percent") is not None else "",
        word(language, "median", value=_united(data["median"], unit, language))
        if data.get("median") is not None
        else "",
        _united(data["value"], unit, language) if data.get("value") is not None else "",
        _interval(data.get("ci"), language),
        *(
            word(language, name, value=_span(data[name], language))
            for name in SPREADS
            if data.get(name) is not None
        ),
        *(_rest(name, value, language) for name, value in rest.items()),
    ]


def _between(data: Mapping[str, Any], language: str, names: Mapping[str, Text]) -> list[str]:
    known = ("of", "versus", "measure", "estimate", "unit", "ci", "p")
    first, second = (_named(str(data.get(side, "?")), names, language) for side in ("of", "versus"))
    sides = word(language, "versus", a=first, b=second)
    estimate = str(data.get("measure") or "")
    if data.get("estimate") is not None:
        value = _united(data["estimate"], data.get("unit"), language)
        estimate = f"{estimate} {value}".lstrip()
    rest = [_rest(name, value, language) for name, value in data.items() if name not in known]
    return [sides, estimate, _interval(data.get("ci"), language), _p(data.get("p")), *rest]


def _rest(name: str, value: Any, language: str) -> str:
    """Any other field in words."""
    if name == "sided":
        return ONE_SIDED[LANGUAGES.index(language)] if str(value) == "1" else ""
    if name == "adjusted" and isinstance(value, bool):
        return word(language, "adjusted" if value else "unadjusted")
    return f"{field_name(name)[LANGUAGES.index(language)]} {str(value).lower()}"


def _named(arm: str, names: Mapping[str, Text], language: str) -> str:
    name = names.get(arm)
    return arm if name is None else name.zh if language == "zh" else name.en


def _ratio(data: Mapping[str, Any]) -> str:
    events, n = data.get("events"), data.get("n")
    if events is not None and n is not None:
        return f"{events}/{n}"
    return f"n={n}" if n is not None else "" if events is None else str(events)


def _united(value: Any, unit: Any, language: str) -> str:
    if value == "not-reached":
        return word(language, "not-reached")
    return counted(str(value), str(unit), language) if unit else str(value)


def _interval(limits: Any, language: str) -> str:
    if not isinstance(limits, dict):
        return "" if limits is None else str(limits)
    kind = "credible" if limits.get("kind") == "credible" else "confidence"
    return word(
        language, "interval", kind, level=limits.get("level", "?"), value=_span(limits, language)
    )


def _span(limits: Any, language: str) -> str:
    if not isinstance(limits, dict):
        return str(limits)
    low, high = (_united(limits.get(side, "?"), None, language) for side in ("low", "high"))
    return low + ("～" if language == "zh" else "–") + high


def _p(value: Any) -> str:
    return "" if value is None else f"P{value}" if str(value).startswith("<") else f"P={value}"
