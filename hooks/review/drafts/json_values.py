"""Values of JSON by a stranger: of the type that is wanted, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.drafts.identifiers import year
from review.drafts.record_fields import Fields


class JsonFields(Fields):
    """The keys of a work: texts and numbers as of any record, other values as they stand."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        super().__init__({name: texts(value) for name, value in item.items()})
        self._item = item
        self._names = [name for name, value in item.items() if value not in (None, "", [], {}, 0)]

    def value(self, name: str) -> Any:
        """The value of a key, whatever its type."""
        self.settled(name)
        return self._item.get(name)

    def unused(self) -> tuple[tuple[str, str], ...]:
        """The values that were not read; of one that is no text only its name."""
        unread = super().unused()
        shapes = [name for name in self._names if name not in self.values]
        return (*unread, *((name, "") for name in shapes if name not in self._tags))


def texts(value: Any) -> list[str]:
    """A text or number, or those in a list, as texts."""
    items = value if isinstance(value, list) else [value]
    return [
        str(item)
        for item in items
        if isinstance(item, (str, int)) and not isinstance(item, bool) and str(item).strip()
    ]


def mappings(value: Any) -> list[dict[str, Any]]:
    """The mappings in a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def date(value: Any) -> str:
    """``{"date-parts": [[2019, 1]]}`` of CSL and Crossref as ``2019-01``; else empty."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    year_number, *inner = _numbers(first) or [0]
    if year(str(year_number)) != str(year_number):
        return ""
    return "-".join([str(year_number), *(f"{part:02d}" for part in inner if 1 <= part <= 31)])


def _numbers(first: Any) -> list[int]:
    """Year, month and day; none where there is no date."""
    parts = first[:3] if isinstance(first, list) else []
    return [int(part) for part in parts if str(part).isdecimal() and len(str(part)) <= 4]
