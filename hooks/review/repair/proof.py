"""Whether a repair changes what it is to change and nothing else.

In YAML each repaired text must be read back as just that text, and everything else as before. On a
page, and in every text, the same links, citations, code, list items and headings must stand where
they stood: a full-width mark made half-width may begin any of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from review.problem import Edit, Problem
from review.sources import record, section_parser
from review.sources.prose import MASKED, Pair, Prose
from review.sources.record import Path, Record
from review.sources.section import Fence, Section, Shared
from review.sources.source import Source
from review.sources.visible_text import LEADING


def applied(text: str, edits: list[Edit]) -> str:
    """The text with its edits, which are in order and do not overlap."""
    pieces, position = [], 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*pieces, text[position:]])


def by(source: Source, edits: list[Edit]) -> bool:
    """Whether only what ``edits``, in order and apart, repair would change in a file."""
    judge = _page if source.path.endswith(".md") else _table
    return judge(source, Source(source.path, applied(source.text, edits)), edits)


def _page(before: Source, after: Source, edits: list[Edit]) -> bool:
    (old, faults), (new, new_faults) = section_parser.parse(before), section_parser.parse(after)
    front = len(new_faults) <= len(faults) and _front(old, new, edits)
    return front and list(_outline(old)) == list(_outline(new))


def _front(old: Section, new: Section, edits: list[Edit]) -> bool:
    """Whether the front matter, which may give a reason in words, changes as a table may."""
    if old.meta is None or new.meta is None:
        return old.meta is new.meta
    return new.meta.data == _repaired(old.meta, edits) and _same_marks(old.meta, new.meta)


def _outline(page: Section) -> Iterator[Any]:
    """Everything of a page but its words."""
    for part in page.parts:
        yield part.heading.level, part.heading.anchor
        for item in part.items:
            proses = item.sides if isinstance(item, Pair) else ()
            proses = (item.prose,) if isinstance(item, Shared) else proses
            marks = [(prose.language, *_marks(prose)) for prose in proses]
            fence = item.record.data if isinstance(item, Fence) and item.record else None
            yield type(item), getattr(item, "id", ""), marks, fence


def _marks(prose: Prose) -> tuple[Any, ...]:
    """What a text holds besides words."""
    links = [(link.image, link.target, link.title) for link in prose.links]
    leading = [match[0].strip() for match in LEADING.finditer(prose.masked)]
    masked = [match[0] for match in MASKED.finditer(prose.text)]
    return links, [citation.keys for citation in prose.citations], masked, leading


def _table(before: Source, after: Source, edits: list[Edit]) -> bool:
    (old, before_faults), (new, faults) = _read(before), record.parse(after)
    if old is None or new is None or len(faults) > len(before_faults):
        return False
    return new.data == _repaired(old, edits) and _same_marks(old, new)


def _same_marks(old: Record, new: Record) -> bool:
    sides = zip(_sides(old), _sides(new), strict=True)
    return all(
        now.text and _marks(was) == _marks(now) for was, now in sides if was.text != now.text
    )


@lru_cache(maxsize=1)  # asked again for each half of the repairs of one file
def _read(source: Source) -> tuple[Record | None, list[Problem]]:
    return record.parse(source)


def _sides(table: Record) -> list[Prose]:
    return sorted(
        (side for pair in table.pairs for side in pair.sides), key=lambda side: side.start
    )


def _repaired(table: Record, edits: list[Edit]) -> dict[str, Any]:
    """The data with each edit made in the text it stands in; one that stands in none (lines that
    change places) changes no data."""
    data = copy.deepcopy(table.data)
    for path, span in table.spans.items():
        value, start = table.get(*path), span.start
        if span.raw and isinstance(value, str):
            inner = [
                Edit(edit.path, edit.start - start, edit.end - start, edit.new)
                for edit in edits
                if start <= edit.start and edit.end <= start + len(value)
            ]
            if inner:
                _put(data, path, applied(value, inner))
    return data


def _put(data: Any, path: Path, value: str) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value
