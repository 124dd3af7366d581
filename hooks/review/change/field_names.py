"""What the fields of the sources are called in a diff, in both languages, from
``schema/field_names.yml``: those of tables, of the vocabulary, of references, of pages and
settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, reduce

from review.change.row_names import bilingual
from review.problem import Text, same, under
from review.sources.declared import declared
from review.sources.record import Path


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, Text]]:
    """All names, by the kind of source and the field."""
    return {
        kind: {field: Text(**name) for field, name in fields.items()}
        for kind, fields in declared("schema/field_names").items()
    }


def named(kind: str, field: str) -> Text:
    """The name of a field of a ``kind`` of source, as ``reference``; itself where it has none."""
    return _names()[kind].get(field) or same(field)


def field_name(field: str) -> Text:
    """The name of a field of a table, a row or an arm."""
    return _names()["table"].get(field) or bilingual("field", field)


def path_name(path: Path) -> Text:
    """The name of a field of a table, behind the row, arm or report that it stands in."""
    steps = [str(step) for step in path]
    last = (
        _names()["paths"].get("-".join(steps[-2:]))
        or (_names()["report"].get(steps[-1]) if steps[0] == "reports" else None)
        or field_name(steps[-1])
    )
    owner = _names()["blocks"].get(steps[0]) if len(steps) > 2 else None
    if owner is None:
        return last
    return under(Text(f"{owner.zh} {steps[1]}", f"{owner.en} {steps[1]}"), last)


def term_path(path: Path) -> Text:
    """The name of a text of a term, the id of the term before it."""
    return under(same(path[0]), named("term", str(path[-1])))


def settings_path(path: Path) -> Text:
    """The name of a text of the settings."""
    return reduce(under, map(same, path[1:]), named("settings", str(path[0])))
