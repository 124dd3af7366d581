"""Works in JSON as publications: answers of the Crossref REST API and lists of CSL-JSON, as Zotero
and this site write it. The text is a stranger's: every value is checked for its type."""

from __future__ import annotations

import json
from typing import Any

from review.drafts import crossref_record, csl_record
from review.drafts.publication import Publication
from review.messages import refusal

BROKEN = refusal("import/broken-json")


def publications(text: str) -> list[Publication]:
    """The works of a text in JSON. Raises Refusal where it is none of the two forms."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BROKEN from None
    return [
        crossref_record.work(item) if _of_crossref(item) else csl_record.work(item)
        for item in _items(found)
    ]


def _items(found: Any) -> list[dict[str, Any]]:
    """The works: of an answer, of a list of them, of a list of items."""
    message = found.get("message", found) if isinstance(found, dict) else found
    listed = message.get("items", [message]) if isinstance(message, dict) else message
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise BROKEN
    if not all("title" in item for item in listed):
        raise refusal("import/other-json")
    return listed


def _of_crossref(item: dict[str, Any]) -> bool:
    """Crossref gives each title in a list."""
    return isinstance(item.get("title"), list)
