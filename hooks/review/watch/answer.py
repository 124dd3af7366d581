"""An answer of a service, read with distrust: JSON that is a mapping, texts that are short and
plain, dates that are dates."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from review.markup.scalar import clean
from review.problem import Text
from review.refusal import Refusal

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


def text(value: Any, most: int = 200) -> str:
    """A text on one line; empty where the value is none."""
    return clean(value, most) if isinstance(value, str) else ""


def day(value: Any) -> str:
    """``2023-01-15``, ``2023-01`` or ``2023`` as given by a text or by Crossref's ``date-parts``;
    empty where it is no date."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        numbers = [
            part for part in value[0][:3] if isinstance(part, int) and not isinstance(part, bool)
        ]
        value = "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(numbers))
    given = text(value, 10)
    try:
        datetime.date.fromisoformat(
            f"{given}-01-01"[:10]
            if len(given) == 4
            else f"{given}-01"
            if len(given) == 7
            else given
        )
    except ValueError:
        return ""
    return given
