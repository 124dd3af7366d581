"""All that a study or row says which came or went: nothing of it has another version to be held
against, so all of it is to be held against the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.change import figure_changes, study_origin
from review.change.field_names import field_name, path_name
from review.change.row_names import LANGUAGES, arm_name, bilingual, row_name, trial_name
from review.change.table_texts import texts_of
from review.change.value_changes import ROWS, leaves, said
from review.edition.change import Part, Value, same
from review.evidence.corpus import Corpus
from review.evidence.trial import Row, Trial
from review.evidence.vocabulary import Vocabulary
from review.markup.escape import plain
from review.problem import Text

KINDS = {"results": "result", "harms": "harm", "facts": "fact"}
COUNTS = {
    "results": Text("结果数", "results"),
    "harms": Text("不良事件数", "harms"),
    "facts": Text("其他数据项数", "other figures"),
}
TOLD_APART = {
    "source",
    "seen",
    "locator",
    "report",
    "arms",
    "between",
    "label",
    "endpoint",
    "timepoint",
}  # by the name of the row, its values and its origin

TEXTS = {
    "title": Text("题名", "title"),
    "part": Text("本表所述部分", "part"),
    "summary": Text("一句话结果", "summary"),
    "shows": bilingual("trial", "shows"),
    "limits": bilingual("trial", "limits"),
}


def of_study(trial: Trial, corpus: Corpus) -> Iterator[Part]:
    """The study itself, its texts, its arms, its rows."""
    yield Part(
        "study",
        "",
        trial_name(trial),
        trial.place(),
        (*summary(trial), *_identity(trial, corpus.vocabulary)),
        study_origin.of_study(trial, corpus),
    )
    for path, value in texts_of(trial.record).items():
        if path and path[0] not in ("arms", *ROWS):
            yield Part(
                "text",
                ".".join(map(str, path)),
                _text_name(path[-1]),
                trial.record.key_place(*path),
                (Value(str(path[-1]), _text_name(path[-1]), _text(value)),),
            )
    for id, arm in trial.arms.items():
        yield Part(
            "arm",
            f"arms.{id}",
            arm_name(trial, id),
            trial.record.key_place("arms", id),
            tuple(of_arm(arm, corpus.vocabulary)),
        )
    for row in trial.rows:
        yield of_row(trial, row, corpus)


def of_row(trial: Trial, row: Row, corpus: Corpus) -> Part:
    """A result, harm or fact: its fields, each arm, the comparison, and where all that was seen."""
    skipped = {*TOLD_APART, *(figure_changes.FIGURES if row.kind == "facts" else ())}
    values = (
        *_cells(trial, row),
        *_comparison(trial, row),
        *_fields(row.data, skipped, corpus.vocabulary),
    )
    return Part(
        KINDS[row.kind],
        row.id,
        row_name(trial, row, corpus.vocabulary),
        trial.record.key_place(*row.path),
        values,
        study_origin.of_row(trial, row, corpus),
    )


def of_arm(arm: dict[str, Any], vocabulary: Vocabulary) -> Iterator[Value]:
    """Agents, dose, numbers and whatever else an arm says beside its label."""
    yield from _fields(arm, {"label"}, vocabulary)


def summary(trial: Trial) -> Iterator[Value]:
    """Outcome, and how many rows of each kind there are."""
    yield Value(
        "status", bilingual("field", "status"), said("status", trial.get("status")) or same("?")
    )
    for kind, name in COUNTS.items():
        yield Value(kind, name, same(sum(row.kind == kind for row in trial.rows)))


def cell(row: Row, arm: str) -> dict[str, Any] | None:
    """The values of an arm in a row; of a fact only its figures."""
    found = row.cells.get(arm)
    return (
        None
        if found is None
        else {
            name: value
            for name, value in found.data.items()
            if row.kind != "facts" or name in figure_changes.FIGURES
        }
    )


def between(row: Row, trial: Trial) -> Text:
    """The comparison of a row, its arms by their labels."""
    return figure_changes.between(
        row.between or {}, {arm: arm_name(trial, arm) for arm in trial.arms}
    )


def _identity(trial: Trial, vocabulary: Vocabulary) -> Iterator[Value]:
    """Registration, design, population, sources and who checked; then the numbers enrolled."""
    for path, value in leaves(trial).items():
        if path[0] not in ("acronym", "reports", "sources"):
            yield Value(
                ".".join(map(str, path)),
                path_name(path),
                said(path[-1], value, vocabulary) or same(""),
            )
    enrolled = trial.get("enrolled")
    for kind, number in enrolled.items() if isinstance(enrolled, dict) else ():
        yield Value(
            f"enrolled.{kind}", bilingual("enrolled", str(kind)), said("", number) or same("")
        )


def _cells(trial: Trial, row: Row) -> Iterator[Value]:
    for arm in row.cells:
        yield Value(
            arm,
            arm_name(trial, arm),
            figure_changes.cell(cell(row, arm) or {}, row.data.get("unit")),
        )


def _comparison(trial: Trial, row: Row) -> Iterator[Value]:
    if row.between is not None:
        yield Value("between", bilingual("field", "comparison"), between(row, trial))


def _fields(data: Any, skipped: set[str], vocabulary: Vocabulary) -> Iterator[Value]:
    """Plain fields and texts of a row or an arm."""
    for name, value in data.items():
        if name not in skipped:
            shown = (
                _text(value)
                if isinstance(value, dict) and set(value) <= set(LANGUAGES)
                else said(name, value, vocabulary)
            )
            yield Value(
                str(name),
                bilingual("field", "enrolled") if name == "n" else field_name(str(name)),
                shown or same(""),
            )


def _text_name(field: Any) -> Text:
    return TEXTS.get(str(field)) or field_name(str(field))


def _text(value: dict[str, Any]) -> Text:
    """A bilingual text as it reads; a half that is missing stays empty."""
    return Text(*(plain(str(value.get(language) or "")) for language in LANGUAGES))
