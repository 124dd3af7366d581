"""What a watch remembers between runs, as JSON; what cannot be read is forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.watch.finding import Finding, Report

VERSION = 1


@dataclass(frozen=True)
class State:
    """``reported`` holds the ids of matters that were told before; ``items`` what the watch itself
    remembers, by name; ``forgotten`` is whether there was a memory that could not be read."""

    reported: frozenset[str] = frozenset()
    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    forgotten: bool = False

    def news(self, report: Report) -> tuple[Finding, ...]:
        """Matters that were not told before."""
        return tuple(finding for finding in report.ordered if finding.id not in self.reported)


def read(text: str, watch: str) -> State:
    """The state of a watch; an empty text is that of a first run."""
    if not text.strip():
        return State()
    memory = _memory(text)
    reported, items = memory.get("told"), memory.get("items")
    readable = (memory.get("version"), memory.get("watch")) == (VERSION, watch)
    if not readable or not isinstance(reported, list) or not isinstance(items, dict):
        return State(forgotten=True)
    return State(
        frozenset(id for id in reported if isinstance(id, str)),
        {name: item for name, item in items.items() if isinstance(item, dict)},
    )


def _memory(text: str) -> Mapping[str, Any]:
    """The JSON as a mapping; empty where it is none, or could not be written again."""
    try:
        memory = json.loads(text)
        # half a character (\\ud800) can be read but not written
        json.dumps(memory, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return memory if isinstance(memory, dict) else {}


def written(report: Report) -> str:
    """The state after a run: matters that are settled may be told again should they come back."""
    memory = {
        "version": VERSION,
        "watch": report.watch,
        "told": sorted(finding.id for finding in report.findings),
        "items": dict(report.items),
    }
    return json.dumps(memory, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
