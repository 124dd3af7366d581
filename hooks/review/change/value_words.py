"""Values of a table in words of both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from review.change.row_names import bilingual
from review.evidence.vocabulary import Vocabulary
from review.markup.language import in_both
from review.problem import Text, same
from review.wording import values

YES, NO = Text("是", "yes"), Text("否", "no")
INTERFACE = {
    name: name for name in ("status", "setting", "lines", "blinding", "hypothesis", "layout")
} | {
    "among": "enrolled",
    "against": "seen",
    "seen": "seen",
}  # fields whose values have interface words, and where these stand
GRADES = frozenset({"any", "serious"})
SINCE = frozenset({"predecessor", "added"})
ARM_KINDS = frozenset({"arm", "cohort", "subgroup", "pooled"})
TERMS = {
    **dict.fromkeys(("diagnoses", "every", "diagnosis"), "diagnoses"),
    **dict.fromkeys(("agents", "agent"), "agents"),
    **{"agent-class": "terms", "endpoint": "endpoints"},
}  # fields of tables and fences that hold ids of the vocabulary, and of which kind


def words(field: Any, value: Any, vocabulary: Vocabulary | None = None) -> Text | None:
    """The value of a field in words, ids by the names of the ``vocabulary``; None stays None."""
    if value is None:
        return None
    if isinstance(value, bool):
        return YES if value else NO
    items = map(str, value if isinstance(value, list) else [value])
    texts = [_words(str(field), item, vocabulary) for item in items]
    return in_both(lambda language: language.listed([language.half(text) for text in texts]))


def one_line(value: Any) -> Text:
    """A plain value as it stands, a list of them with commas."""
    return same(", ".join(map(str, value)) if isinstance(value, list) else value)


def located(place: str) -> Text:
    """A place within a source, as ``table 2``."""
    return in_both(lambda language: values.place(place, language) or place)


def _words(field: str, value: str, vocabulary: Vocabulary | None) -> Text:
    if field in INTERFACE:
        return bilingual(INTERFACE[field], value)
    term = vocabulary.get(TERMS[field], value) if vocabulary and field in TERMS else None
    return term.name if term else WORDED.get(field, same)(value)


def _phase(value: str) -> Text:
    if value == "none":
        return bilingual("phase", "none")
    return in_both(lambda language: language.word("phase", "of", phase=value))


def _unit(value: str) -> Text:
    return in_both(lambda language: language.word("unit", value, value="").strip())


WORDED: Mapping[str, Callable[[str], Text]] = {
    "grade": lambda value: bilingual("diff", "grade", value) if value in GRADES else same(value),
    "since": lambda value: bilingual("since", f"{value}-short") if value in SINCE else same(value),
    "kind": lambda value: bilingual("arm-kind" if value in ARM_KINDS else "kind", value),
    "phase": _phase,
    "locator": located,
    "unit": _unit,
    "counted": _unit,
}  # fields whose values are worded each in its own way
