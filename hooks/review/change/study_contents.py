"""All that a study or row says which came or went, and where its figures come from: nothing of it
has another version to be compared with, so all of it is to be compared with the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from review.change import study_rows
from review.change.field_names import field_name
from review.change.row_names import arm_name, bilingual, row_name, trial_name
from review.change.study_rows import BLOCKS
from review.change.table_texts import texts_of
from review.change.value_words import words
from review.edition.found_change import Origin, Part, Publication, Value
from review.evidence.corpus import Corpus
from review.evidence.reference import Reference
from review.evidence.trial import Row, Trial
from review.problem import Place, Text, same
from review.sources.record import Path

KINDS = {"results": "result", "harms": "harm", "facts": "fact"}
NAMING = {"endpoint", "timepoint"}  # fields of a row that its name tells
HEADING = {"acronym", "reports", "sources"}  # fields of a study that its name or its origins tell

TEXTS = {
    "title": Text("题名", "title"),
    "part": Text("本表所述部分", "part"),
    "summary": Text("一句话结果", "summary"),
    "shows": bilingual("trial", "shows"),
    "limits": bilingual("trial", "limits"),
}


def of_study(trial: Trial, corpus: Corpus) -> Iterator[Part]:
    """The study itself, its texts, its arms, its rows."""
    identity = [
        value
        for key, value in study_rows.study(trial, corpus.vocabulary).items()
        if key.partition(".")[0] not in HEADING
    ]
    values = (*summary(trial), *identity, *study_rows.enrolled(trial).values())
    yield Part("study", "", trial_name(trial), trial.place(), values, study_origin(trial, corpus))
    for path, text in texts_of(trial.record).items():
        if path and path[0] not in ("arms", *BLOCKS):
            yield _text(path, text, trial.record.key_place(*path))
    for id, arm in trial.arms.items():
        place = trial.record.key_place("arms", id)
        fields = study_rows.arm(arm, corpus.vocabulary).items()
        values = tuple(value for key, value in fields if key != "label")  # which its name tells
        yield Part("arm", f"arms.{id}", arm_name(trial, id), place, values)
    for row in trial.rows:
        yield of_row(trial, row, corpus)


def of_row(trial: Trial, row: Row, corpus: Corpus) -> Part:
    """A result, harm or fact: each arm, the comparison, its fields, and where all that was seen."""
    fields = study_rows.fields(row, corpus.vocabulary)
    values = (
        *study_rows.figures(trial, row).values(),
        *(value for key, value in fields.items() if key not in NAMING),
    )
    name, place = row_name(trial, row, corpus.vocabulary), trial.record.key_place(*row.path)
    return Part(KINDS[row.kind], row.id, name, place, values, row_origin(trial, row, corpus))


def summary(trial: Trial) -> Iterator[Value]:
    """Outcome, and how many rows of each kind there are."""
    status = words("status", trial.get("status")) or same("?")
    yield Value("status", bilingual("field", "status"), status)
    for kind in BLOCKS:
        number = sum(row.kind == kind for row in trial.rows)
        yield Value(kind, bilingual("diff", "rows", kind), same(number))


def row_origin(trial: Trial, row: Row, corpus: Corpus) -> Origin:
    """The origin of a row, as its table gives it."""
    source, report = row.data.get("source"), _plain(row.data.get("report"))
    name = trial.report_name(report).en if report else ""
    url = _plain(trial.get("reports", report, "url")) if report else ""
    provenance, locator = (_plain(row.data.get(field)) for field in ("seen", "locator"))
    publications = _publications([source] if isinstance(source, str) else [], corpus)
    return Origin(publications, provenance, locator, report, name, url)


def study_origin(trial: Trial, corpus: Corpus) -> Origin:
    """The origin of numbers enrolled and arms, of which a table only says what sources it has."""
    return Origin(_publications(trial.ids("sources"), corpus))


def _text(path: Path, text: dict[str, Any], place: Place) -> Part:
    """A bilingual text of a study; a half that is missing stays empty."""
    field = str(path[-1])
    name = TEXTS.get(field) or field_name(field)
    value = Value(field, name, study_rows.readable(text))
    return Part("text", ".".join(map(str, path)), name, place, (value,))


def _publications(keys: Iterable[str], corpus: Corpus) -> tuple[Publication, ...]:
    return tuple(_publication(key, corpus.bibliography.entries.get(key)) for key in keys)


def _publication(key: str, entry: Reference | None) -> Publication:
    return Publication(key, entry.doi or None, entry.pmid or None) if entry else Publication(key)


def _plain(value: object) -> str:
    """A value as text; empty where there is none, or it is no plain one."""
    return "" if value is None or isinstance(value, dict | list) else str(value)
