"""A study as flat rows: the study itself, its numbers enrolled, its arms, its results, harms and
facts.

A flat row is a mapping of keys to values, each with what the table holds, by which two versions are
compared, and with its words, by which a person is told. Figures are those of the open data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.change import figure_words
from review.change.field_names import field_name, path_name
from review.change.row_names import LANGUAGES, arm_name, bilingual
from review.change.value_words import words
from review.edition.found_change import FlatRow, Value, is_text
from review.evidence import flat_figures
from review.evidence.trial import BETWEEN, Row, Trial
from review.evidence.vocabulary import Vocabulary
from review.markup.escape import plain
from review.markup.language import in_both
from review.problem import Text, same
from review.sources.record import Path, walk

BLOCKS = ("results", "harms", "facts")
ELSEWHERE = {"id", "status", "enrolled", "arms", *BLOCKS}  # compared by themselves
MEASURES = ("events", "n", "percent", "median", "value", "ci", "range", "iqr")
PROVENANCE = ("seen", "locator", "report", "source")
NUMBERS = Text("入组", "enrolled")


def study(trial: Trial, vocabulary: Vocabulary) -> FlatRow:
    """Registration, design, population, sources and who checked, each by the path of its field."""
    row: dict[str, Value] = {}
    for path, value in walk(trial.record.data):
        if _is_field(path) and value is not None and not isinstance(value, dict):
            key = ".".join(map(str, path))
            row[key] = _value(key, path_name(path), path[-1], value, vocabulary)
    return row


def _is_field(path: Path) -> bool:
    """Whether a path is one of a field of the study itself, a list being one value."""
    return (
        bool(path)
        and path[0] not in ELSEWHERE
        and path[-1] not in LANGUAGES
        and not any(isinstance(step, int) for step in path)
    )


def enrolled(trial: Trial) -> FlatRow:
    """Numbers enrolled, by the definition they are counted by."""
    numbers = trial.get("enrolled")
    return {
        str(kind): _value(f"enrolled.{kind}", bilingual("enrolled", str(kind)), "", number)
        for kind, number in (numbers.items() if isinstance(numbers, dict) else ())
    }


def arm(data: Mapping[str, Any], vocabulary: Vocabulary) -> FlatRow:
    """Label, agents, dose, numbers and whatever else an arm says."""
    return _fields(data, set(), vocabulary, {"n": bilingual("field", "enrolled")})


def fields(row: Row, vocabulary: Vocabulary) -> FlatRow:
    """What a row says of all its figures: endpoint, time point, unit, population and the like."""
    skipped = {*PROVENANCE, "arms", BETWEEN, "label", *(MEASURES if row.kind == "facts" else ())}
    return _fields(row.data, skipped, vocabulary)


def figures(trial: Trial, row: Row, arms: Mapping[str, str] | None = None) -> FlatRow:
    """The figures of a row by arm, and those of its comparison under ``between``.

    ``arms`` are the new ids of arms by the old ones, so that an old version can be compared with
    the new one."""
    renamed = arms or {}
    found: dict[str, Value] = {}
    for id, cell in row.cells.items():
        values = flat_figures.measures(cell, row.data.get("unit"))
        key = renamed.get(id, id)
        raw = {name: value for name, value in values.items() if name != "unit"}
        found[key] = Value(key, arm_name(trial, id), figure_words.measures(values), raw)
    if row.between is not None:
        values = flat_figures.comparison(row.between)
        labels = {id: arm_name(trial, id) for id in trial.arms}
        text = figure_words.comparison(values, labels)
        sides = {side: renamed.get(str(values[side]), values[side]) for side in ("arm", "versus")}
        name = bilingual("field", "comparison")
        found[BETWEEN] = Value(BETWEEN, name, text, {**values, **sides})
    return found


def _fields(
    data: Mapping[str, Any],
    skipped: set[str],
    vocabulary: Vocabulary,
    names: Mapping[str, Text] | None = None,
) -> FlatRow:
    return {
        str(field): _value(
            str(field), (names or {}).get(field) or field_name(str(field)), field, value, vocabulary
        )
        for field, value in data.items()
        if field not in skipped and value is not None
    }


def _value(
    key: str, name: Text, field: Any, value: Any, vocabulary: Vocabulary | None = None
) -> Value:
    text = readable(value) if is_text(value) else words(field, value, vocabulary) or same("")
    return Value(key, name, text, value)


def readable(text: Mapping[str, Any]) -> Text:
    """A bilingual text as it reads; a half that is missing stays empty."""
    return in_both(lambda language: plain(str(text.get(language) or "")))
