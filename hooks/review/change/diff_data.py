"""The clinical diff as data for machines. ``version`` rises when a field changes its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from review.edition.change import Change, Detail, Difference, Origin, Part, Sentence
from review.figures.coverage import Share
from review.problem import Place, Text

VERSION = 1


def data(difference: Difference) -> dict[str, Any]:
    """Verdict, counts by kind, changes, and the share of bound figures before and after."""
    counts = Counter(change.kind for change in difference.changes)
    return {
        "version": VERSION,
        "verdict": difference.verdict,
        "counts": dict(counts),
        "changes": [_change(change) for change in difference.changes],
        "bound": {"before": _shares(difference.before), "after": _shares(difference.after)},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "weight": change.weight,
        "subject": _text(change.subject),
        "old": _place(change.old),
        "new": _place(change.new),
        "details": [_detail(detail) for detail in change.details],
        "sentences": [_sentence(sentence) for sentence in change.sentences],
        "address": change.address or None,
        "origins": {"old": _origin(change.origins[0]), "new": _origin(change.origins[1])},
        "contents": [_part(part) for part in change.contents],
        "others": change.others,
    }


def _part(part: Part) -> dict[str, Any]:
    values = [
        {"key": value.key, "name": _text(value.name), "text": _text(value.text)}
        for value in part.values
    ]
    return {
        "kind": part.kind,
        "address": part.address or None,
        "name": _text(part.name),
        "place": _place(part.place),
        "values": values,
        "origin": _origin(part.origin),
    }


def _origin(origin: Origin | None) -> dict[str, Any] | None:
    """Ids and identifiers as the table and the bibliography have them; null where there are
    none."""
    if origin is None:
        return None
    report = (
        {"id": origin.report, "name": origin.name or None, "url": origin.url or None}
        if origin.report
        else None
    )
    publications = [
        {"key": publication.key, "doi": publication.doi, "pmid": publication.pmid}
        for publication in origin.publications
    ]
    return {
        "publications": publications,
        "seen": origin.seen or None,
        "locator": origin.locator or None,
        "report": report,
    }


def _detail(detail: Detail) -> dict[str, Any]:
    return {"name": _text(detail.name), "old": _text(detail.old), "new": _text(detail.new)}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    sides = {"old": (sentence.old, sentence.old_place), "new": (sentence.new, sentence.new_place)}
    return {"language": sentence.language, "fate": sentence.fate} | {
        side: text and {"text": text, **(_place(place) or {})}
        for side, (text, place) in sides.items()
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"path": place.path, "line": place.line}


def _shares(shares: Mapping[str, Share]) -> dict[str, dict[str, int]]:
    return {
        language: {"bound": share.bound, "total": share.total} for language, share in shares.items()
    }
