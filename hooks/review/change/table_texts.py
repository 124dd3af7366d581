"""Changes of the bilingual texts inside a YAML file, each judged like a paragraph of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from review.change.field_names import path_name
from review.change.paragraph_changes import edited, one_sided_paragraph
from review.change.row_names import LANGUAGES
from review.change.versions import Versions
from review.edition.found_change import Change
from review.problem import Text, under
from review.sources.record import Path, Record, walk


def table_texts(
    old: Record,
    new: Record,
    subject: Text,
    versions: Versions,
    depth: int = 1,
    name_of: Callable[[Path], Text] = path_name,
) -> Iterator[Change]:
    """Texts ``depth`` levels down or deeper, at the same place of both versions; one whose owner
    came or went is told with its owner. ``name_of`` names a text by its path."""
    for path in {**texts_of(new), **texts_of(old)}:
        if (
            len(path) >= depth
            and isinstance(old.get(*path[:-1]), dict)
            and isinstance(new.get(*path[:-1]), dict)
        ):
            yield from _text(old, new, path, subject, name_of(path), versions)


def _text(
    old: Record, new: Record, path: Path, subject: Text, name: Text, versions: Versions
) -> Iterator[Change]:
    before, after = old.pair(*path), new.pair(*path)
    named = under(subject, name)
    if before is not None and after is not None:
        change = edited(before, after, named, versions.judge)
        yield from [change] if change else []
    elif (pair := after or before) is not None:
        yield one_sided_paragraph(pair, named, after is not None, versions.judge)


def texts_of(record: Record) -> dict[Path, Any]:
    """Paths of the ``{zh, en}`` texts of a file."""
    return {
        path: value
        for path, value in walk(record.data)
        if isinstance(value, dict)
        and value
        and set(value) <= set(LANGUAGES)
        and all(isinstance(half, str) for half in value.values())
    }
