"""The clinical diff as data for machines. ``version`` rises when a field changes its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from review.edition.found_change import Change, Detail, Difference, Origin, Part, Sentence, Value
from review.figures.coverage import Share
from review.problem import Place, Text

VERSION = 1
LEFT_OUT = {Detail: "key", Value: "raw"}  # fields for our own use


def data(difference: Difference) -> dict[str, Any]:
    """Verdict, counts by kind, changes, and the share of bound figures before and after."""
    counts = Counter(change.kind for change in difference.changes)
    return {
        "version": VERSION,
        "verdict": difference.verdict,
        "counts": dict(counts),
        "changes": [*map(_change, difference.changes)],
        "bound": {"before": _shares(difference.before), "after": _shares(difference.after)},
    }


def _change(change: Change) -> dict[str, Any]:
    old, new = map(_data, change.origins)
    return _fields(change) | {
        "address": change.address or None,
        "origins": {"old": old, "new": new},
    }


def _data(value: Any) -> Any:
    """A part of a change, whatever it is, by the names of its fields."""
    match value:
        case Text():
            return value._asdict()
        case Place():
            return {"path": value.path, "line": value.line}
        case Sentence():
            return _sentence(value)
        case Origin():
            return _origin(value)
        case Part():
            return _fields(value) | {"address": value.address or None}
        case Detail() | Value():
            return _fields(value)
        case tuple():
            return [_data(item) for item in value]
    return value


def _fields(item: Change | Part | Detail | Value) -> dict[str, Any]:
    left_out = LEFT_OUT.get(type(item), "")
    names = (field.name for field in fields(item) if field.name != left_out)
    return {name: _data(getattr(item, name)) for name in names}


def _origin(origin: Origin) -> dict[str, Any]:
    """Ids and identifiers as table and bibliography have them; null where there are none."""
    report = (
        {"id": origin.report, "name": origin.name or None, "url": origin.url or None}
        if origin.report
        else None
    )
    return {
        "publications": [asdict(publication) for publication in origin.publications],
        "seen": origin.seen or None,
        "locator": origin.locator or None,
        "report": report,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    sides = {"old": (sentence.old, sentence.old_place), "new": (sentence.new, sentence.new_place)}
    return {"language": sentence.language, "fate": sentence.fate} | {
        side: text and {"text": text, **(_data(place) or {})}
        for side, (text, place) in sides.items()
    }


def _shares(shares: Mapping[str, Share]) -> dict[str, dict[str, int]]:
    return {
        language: {"bound": share.bound, "total": share.total} for language, share in shares.items()
    }
