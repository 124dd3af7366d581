"""Plain values of a table, and how they read."""

from __future__ import annotations

from typing import Any

from review.change.row_names import LANGUAGES, bilingual
from review.edition.change import same
from review.evidence.trial import Trial
from review.evidence.vocabulary import Vocabulary
from review.markup.labels import listed, word
from review.markup.language import Language
from review.problem import Text
from review.sources.record import Path, walk
from review.wording import values

ROWS = ("results", "harms", "facts")
YES, NO = Text("是", "yes"), Text("否", "no")
NAMED = {name: name for name in ("status", "setting", "lines", "blinding", "hypothesis")} | {
    "among": "enrolled",
    "against": "seen",
    "seen": "seen",
}  # fields whose values have interface words, and where these stand
GRADES = {"any": Text("各级", "any"), "serious": Text("严重", "serious")}
SINCE = frozenset({"predecessor", "added"})
ARM_KINDS = frozenset({"arm", "cohort", "subgroup"})
TERMS = {
    "diagnoses": "diagnoses",
    "every": "diagnoses",
    "agents": "agents",
    "endpoint": "endpoints",
}  # fields that hold ids of the vocabulary, and of which kind


def leaves(trial: Trial) -> dict[Path, Any]:
    """Plain values of a table outside its rows, arms and bilingual texts, a list as one value."""
    skipped = {"id", "status", "enrolled", "arms", *ROWS}
    found: dict[Path, Any] = {}
    for path, value in walk(trial.record.data):
        if (
            path
            and path[0] not in skipped
            and path[-1] not in LANGUAGES
            and not isinstance(value, dict)
            and not any(isinstance(step, int) for step in path)
        ):
            found[path] = value
    return found


def said(name: Any, value: Any, vocabulary: Vocabulary | None = None) -> Text | None:
    """A value in words where it has any, ids by the names of the ``vocabulary``; None stays
    None."""
    if value is None:
        return None
    if isinstance(value, bool):
        return YES if value else NO
    values = [str(each) for each in (value if isinstance(value, list) else [value])]
    words = [_worded(str(name), each, vocabulary) for each in values]
    return Text(
        *(
            listed([each[index] for each in words], language)
            for index, language in enumerate(LANGUAGES)
        )
    )


def _worded(name: str, value: str, vocabulary: Vocabulary | None) -> Text:
    """One value in words."""
    if name in NAMED:
        return bilingual(NAMED[name], value)
    if (
        name in TERMS
        and vocabulary is not None
        and (term := vocabulary.terms.get(TERMS[name], {}).get(value)) is not None
    ):
        return term.name
    if name == "grade" and value in GRADES:
        return GRADES[value]
    if name == "since" and value in SINCE:
        return bilingual("since", f"{value}-short")
    if name == "kind":
        return bilingual("arm-kind" if value in ARM_KINDS else "kind", value)
    if name == "phase":
        return (
            bilingual("phase", "none")
            if value == "none"
            else Text(*(word(language, "phase", "of", phase=value) for language in LANGUAGES))
        )
    if name == "locator":
        return located(value)
    return (
        Text(*(word(language, "unit", value, value="").strip() for language in LANGUAGES))
        if name == "unit"
        else same(value)
    )


def located(place: str) -> Text:
    """A place within a source, as ``table 2``."""
    return Text(*(values.place(place, language) or place for language in Language))
