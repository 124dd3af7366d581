"""What a watch remembers between its runs, as JSON. What cannot be read is forgotten, not believed:
then the watch begins anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.watch.finding import Finding, Report

VERSION = 1


@dataclass(frozen=True)
class State:
    """``told`` holds the ids of matters told before; ``items`` what the watch itself keeps, by
    name."""

    told: frozenset[str] = frozenset()
    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    forgotten: bool = False

    def news(self, report: Report) -> tuple[Finding, ...]:
        """Matters that were not told before."""
        return tuple(each for each in report.ordered if each.id not in self.told)


def read(text: str, watch: str) -> State:
    """The state of a watch; an empty text is that of a first run."""
    if not text.strip():
        return State()
    try:
        found = json.loads(text)
        json.dumps(
            found, ensure_ascii=False
        ).encode()  # half a character (\\ud800) can be read but not written
    except (ValueError, RecursionError):
        return State(forgotten=True)
    if (
        not isinstance(found, dict)
        or found.get("version") != VERSION
        or found.get("watch") != watch
    ):
        return State(forgotten=True)
    told, items = found.get("told"), found.get("items")
    if not isinstance(told, list) or not isinstance(items, dict):
        return State(forgotten=True)
    return State(
        frozenset(each for each in told if isinstance(each, str)),
        {name: item for name, item in items.items() if isinstance(item, dict)},
    )


def written(report: Report) -> str:
    """The state after a run: matters that are settled may be told again should they come back."""
    told = sorted(each.id for each in report.findings)
    return (
        json.dumps(
            {"version": VERSION, "watch": report.watch, "told": told, "items": dict(report.items)},
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )
        + "\n"
    )
