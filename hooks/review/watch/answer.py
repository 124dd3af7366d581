"""An answer of a service, read with distrust: plain short texts, dates that are dates."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from review.markup.scalar import clean
from review.problem import Text
from review.refusal import Refusal

# what makes a day of a year or a month, by the length of its text
FIRST_DAY = {len("2023"): "-01-01", len("2023-01"): "-01"}
NO_ANSWER = Text("未得到回答", "no answer")  # nor is one that does not say what was asked


def mapping(answer: bytes) -> Mapping[str, Any]:
    """The answer as a mapping. Raises Refusal where it is none."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        raise Refusal(*NO_ANSWER) from None
    if not isinstance(found, dict):
        raise Refusal(*NO_ANSWER)
    return found


def inside(value: Any, *path: str) -> Any:
    """What stands at ``path``, or None."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text(value: Any, longest: int = 200) -> str:
    """A text on one line; empty where the value is none."""
    return clean(value, longest) if isinstance(value, str) else ""


def day(value: Any) -> str:
    """A date as a text or Crossref's ``date-parts`` has it; empty where it is none."""
    date = _joined(value) if isinstance(value, list) else text(value, 10)
    first = FIRST_DAY.get(len(date), "")
    try:
        datetime.date.fromisoformat(date + first)
    except ValueError:
        return ""
    return date


def _joined(parts: list[Any]) -> str:
    """Crossref's ``[[2023, 1, 15]]`` as ``2023-01-15``."""
    if not parts or not isinstance(parts[0], list):
        return ""
    year, *month_and_day = [part for part in parts[0][:3] if type(part) is int] or [0]
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in month_and_day)])
