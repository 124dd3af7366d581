"""Changes of the vocabulary: terms that came, went or have another name; one name changed here
changes every page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from review.change.field_names import named, term_path
from review.change.paragraph_changes import NAMES as LANGUAGES
from review.change.renames import paired
from review.change.table_texts import table_texts
from review.change.versions import Versions
from review.edition.found_change import (
    CLINICAL,
    WORDING,
    Change,
    Detail,
    Value,
    one_sided,
    same,
    under,
)
from review.evidence import vocabulary
from review.evidence.corpus import VOCABULARY
from review.evidence.vocabulary import Term
from review.markup.language import in_both
from review.problem import Text

NAME = ("zh", "en", "abbr")
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
    for id, term in before.items():
        if id not in pairs:
            yield _alone(term, False)
    for id, term in after.items():
        if id not in pairs.values():
            yield _alone(term, True)
    for one, other in pairs.items():
        yield from _renamed(before[one], after[other])
        yield from _changed(before[one], after[other])
    yield from _texts(kind, versions)


def _alone(term: Term, added: bool) -> Change:
    name = Value(term.id, same(term.id), term.name)
    return one_sided("term", added, _subject(term), term.place, [name])


def _texts(kind: str, versions: Versions) -> Iterator[Change]:
    """Texts within terms; one level up stand the names themselves."""
    old = versions.before.vocabulary.records.get(kind)
    new = versions.after.vocabulary.records.get(kind)
    if old is not None and new is not None:
        yield from table_texts(old, new, named("kinds", kind), versions, 2, term_path)


def _renamed(old: Term, new: Term) -> Iterator[Change]:
    details = [*_differing(old, new, NAME)]
    if old.id != new.id:
        details.append(Detail(named("term", "id"), same(old.id), same(new.id)))
    if details:
        yield Change("term-renamed", CLINICAL, _subject(new), old.place, new.place, tuple(details))


def _changed(old: Term, new: Term) -> Iterator[Change]:
    fields = [name for name in {**old.data, **new.data} if name not in (*NAME, "definition")]
    details = tuple(_differing(old, new, fields))
    if details:
        names_only = {detail.key for detail in details} <= OTHER_NAMES
        weight = WORDING if names_only else CLINICAL
        yield Change("term-changed", weight, _subject(new), old.place, new.place, details)


def _differing(old: Term, new: Term, fields: Iterable[str]) -> Iterator[Detail]:
    for name in fields:
        before, after = old.data.get(name), new.data.get(name)
        if before != after:
            yield Detail(named("term", name), _text(before), _text(after), name)


def _subject(term: Term) -> Text:
    return under(named("kinds", term.kind), term.name)


def _text(value: Any) -> Text | None:
    """A value in one line: languages and codes by name, lists with commas."""
    if value is None:
        return None
    if not isinstance(value, dict):
        return same(_line(value))
    lines = [(LANGUAGES.get(name) or same(name), _line(item)) for name, item in value.items()]
    return in_both(
        lambda language: language.semicolon.join(
            language.half(name) + language.colon + line for name, line in lines
        )
    )


def _line(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
