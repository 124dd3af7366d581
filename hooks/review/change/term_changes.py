"""Changes of the vocabulary: terms that came, went or have another name; one name changed here
changes every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.change.field_names import named, term_path
from review.change.paragraph_changes import NAMES as LANGUAGES
from review.change.renames import paired
from review.change.table_texts import table_texts
from review.change.versions import Versions
from review.edition.change import CLINICAL, WORDING, Change, Detail, same
from review.evidence import vocabulary
from review.evidence.corpus import VOCABULARY
from review.evidence.vocabulary import Term
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
    before, after = (
        versions.before.vocabulary.terms.get(kind, {}),
        versions.after.vocabulary.terms.get(kind, {}),
    )
    same_terms = paired(
        {id: term.data for id, term in before.items()},
        {id: term.data for id, term in after.items()},
    )
    for id, term in before.items():
        if id not in same_terms:
            yield Change(
                "term-removed",
                CLINICAL,
                _subject(term),
                old=term.place,
                details=(Detail(same(id), term.name, None),),
            )
    for id, term in after.items():
        if id not in same_terms.values():
            yield Change(
                "term-added",
                CLINICAL,
                _subject(term),
                new=term.place,
                details=(Detail(same(id), None, term.name),),
            )
    for one, other in same_terms.items():
        yield from _term(before[one], after[other])
    old, new = (
        versions.before.vocabulary.records.get(kind),
        versions.after.vocabulary.records.get(kind),
    )
    if old is not None and new is not None:
        yield from table_texts(
            old, new, named("kinds", kind), versions, 2, term_path
        )  # one level up stand the names themselves


def _term(old: Term, new: Term) -> Iterator[Change]:
    names = [
        Detail(named("term", name), _said(old.data.get(name)), _said(new.data.get(name)))
        for name in NAME
        if old.data.get(name) != new.data.get(name)
    ]
    if old.id != new.id:
        names.append(Detail(named("term", "id"), same(old.id), same(new.id)))
    if names:
        yield Change("term-renamed", CLINICAL, _subject(new), old.place, new.place, tuple(names))
    rest = [
        name
        for name in {**old.data, **new.data}
        if name not in (*NAME, "definition") and old.data.get(name) != new.data.get(name)
    ]
    if rest:
        weight = WORDING if set(rest) <= OTHER_NAMES else CLINICAL
        details = tuple(
            Detail(named("term", name), _said(old.data.get(name)), _said(new.data.get(name)))
            for name in rest
        )
        yield Change("term-changed", weight, _subject(new), old.place, new.place, details)


def _subject(term: Term) -> Text:
    return Text(*(f"{kind} · {name}" for kind, name in zip(named("kinds", term.kind), term.name)))


def _said(value: Any) -> Text | None:
    """A value in one line: languages and codes by name, lists with commas."""
    if value is None:
        return None
    if isinstance(value, dict):
        parts = [
            (
                LANGUAGES.get(name) or same(name),
                ", ".join(map(str, each)) if isinstance(each, list) else str(each),
            )
            for name, each in value.items()
        ]
        return Text(
            "；".join(f"{name.zh}：{each}" for name, each in parts),
            "; ".join(f"{name.en}: {each}" for name, each in parts),
        )
    return same(", ".join(map(str, value)) if isinstance(value, list) else value)
