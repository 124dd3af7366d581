"""What a ``trials`` fence asks for in words: ``diagnosis: tumour; columns: Phase, Patients,
progression-free survival (pfs)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from review.change.field_names import named
from review.change.row_names import bilingual, trial_name
from review.change.value_words import words
from review.evidence.corpus import Corpus
from review.evidence.selection import COLUMNS, ids
from review.markup.language import in_both
from review.problem import Text, same
from review.sources.section import Fence
from review.wording import names

TERMS = {
    "diagnosis": "diagnoses",
    "agent": "agents",
    "agent-class": "terms",
    "endpoint": "endpoints",
}
DESCENDING = Text("（降序）", " (descending)")


def selection(fence: Fence, corpus: Corpus) -> Text:
    """The fields of a fence, each with its values by name."""
    data = fence.record.data if fence.record else {}
    fields = [
        (named("fence", name), [_value(name, id, corpus) for id in ids(value)])
        for name, value in data.items()
    ]
    return in_both(
        lambda language: language.clauses(
            language.half(name) + language.colon + language.listed([*map(language.half, texts)])
            for name, texts in fields
        )
    )


def _value(field: str, value: str, corpus: Corpus) -> Text:
    """A value by its name; itself where it has none."""
    if field in TERMS:
        term = corpus.vocabulary.get(TERMS[field], value)
        return Text(*term.name) if term else same(value)
    return NAMED.get(field, _plain)(field, value, corpus)


def _trial(field: str, value: str, corpus: Corpus) -> Text:
    trial = corpus.trials.get(value)
    return trial_name(trial) if trial else same(value)


def _column(field: str, value: str, corpus: Corpus) -> Text:
    """A field, or a result with its id, because two results may go by one name."""
    if value in COLUMNS:
        return bilingual("field", value)
    rows = (trial.row(value) for trial in corpus.trials.values())
    row = next((row for row in rows if row and row.endpoint), None)
    if row is None:
        return same(value)
    zh, en = in_both(lambda language: names.result(row, corpus.vocabulary, language))
    return Text(f"{zh}（{value}）", f"{en} ({value})")


def _order(field: str, value: str, corpus: Corpus) -> Text:
    key = value.removeprefix("-")
    name = bilingual("field", "name" if key == "acronym" else key)
    return Text(name.zh + DESCENDING.zh, name.en + DESCENDING.en) if key != value else name


def _plain(field: str, value: str, corpus: Corpus) -> Text:
    return words("kind" if field == "design" else field, value, corpus.vocabulary) or same(value)


NAMED: Mapping[str, Callable[[str, str, Corpus], Text]] = {
    "trials": _trial,
    "columns": _column,
    "sort": _order,
}
