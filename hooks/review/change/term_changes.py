"""Changes of the vocabulary: terms that came, went or have another name; one name changed here
changes every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.change.field_names import named, term_path
from review.change.paragraph_changes import NAMES as LANGUAGES
from review.change.renames import matched, paired
from review.change.table_texts import table_texts
from review.change.value_words import one_line
from review.change.versions import Versions
from review.edition.found_change import Change, FlatRow, Value, Weight, differing, one_sided
from review.evidence import vocabulary
from review.evidence.corpus import VOCABULARY
from review.evidence.vocabulary import Term
from review.markup.language import in_both
from review.problem import Text, same, under

NAME = ("zh", "en", "abbr", "id")
OTHER_NAMES = {"synonyms", "former", "brands", "avoid"}


def terms(versions: Versions) -> Iterator[Change]:
    """Every change of the four vocabulary files."""
    for kind in vocabulary.KINDS:
        path = f"{VOCABULARY}/{kind}.yml"
        if path not in versions.unread[0] | versions.unread[1]:
            yield from _kind(kind, versions)


def _kind(kind: str, versions: Versions) -> Iterator[Change]:
    old, new = versions.before.vocabulary, versions.after.vocabulary
    before, after = old.terms.get(kind, {}), new.terms.get(kind, {})
    pairs = paired(*({id: term.data for id, term in side.items()} for side in (before, after)))
    for old_term, new_term in matched(before, after, pairs):
        if old_term and new_term:
            yield from _changed(old_term, new_term)
        elif term := old_term or new_term:
            name = Value(term.id, same(term.id), term.name)
            yield one_sided("term", old_term is None, _subject(term), term.place, [name])
    yield from _texts(kind, versions)


def _texts(kind: str, versions: Versions) -> Iterator[Change]:
    """Texts within terms; one level up stand the names themselves."""
    old = versions.before.vocabulary.records.get(kind)
    new = versions.after.vocabulary.records.get(kind)
    if old is not None and new is not None:
        yield from table_texts(old, new, named("kinds", kind), versions, 2, term_path)


def _changed(old: Term, new: Term) -> Iterator[Change]:
    """Another name or id, and what else a term says otherwise."""
    details = [*differing(_fields(old), _fields(new), texts=True)]
    names = tuple(detail for detail in details if detail.key in NAME)
    further = tuple(detail for detail in details if detail.key not in NAME)
    subject, places = _subject(new), (old.place, new.place)
    if names:
        yield Change("term-renamed", Weight.CLINICAL, subject, *places, names)
    if further:
        weight = (
            Weight.WORDING if {detail.key for detail in further} <= OTHER_NAMES else Weight.CLINICAL
        )
        yield Change("term-changed", weight, subject, *places, further)


def _fields(term: Term) -> FlatRow:
    """What a term says beside its definition, which is judged as a text, and its id."""
    data = {**term.data, "id": term.id}
    return {
        name: Value(name, named("term", name), _text(value), value)
        for name, value in data.items()
        if name != "definition" and value is not None
    }


def _subject(term: Term) -> Text:
    return under(named("kinds", term.kind), term.name)


def _text(value: Any) -> Text:
    """A value in one line: languages and codes by name, lists with commas."""
    if not isinstance(value, dict):
        return one_line(value)
    lines = [(LANGUAGES.get(name) or same(name), one_line(item).en) for name, item in value.items()]
    return in_both(
        lambda language: language.semicolon.join(
            language.half(name) + language.colon + line for name, line in lines
        )
    )
