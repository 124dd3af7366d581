"""A YAML file as plain values, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from review.messages import problem
from review.problem import Place, Problem
from review.sources import yaml_problems as problems
from review.sources.prose import Pair, Prose
from review.sources.source import Source
from review.sources.yaml_problems import DEEPEST, LOADER, WIDE_COLON, marked
from review.sources.yaml_reader import Reader
from review.sources.yaml_slips import unreadable
from review.sources.yaml_spans import Path, Span, Spans

__all__ = ["LOADER", "Path", "Record", "Span", "parse", "walk"]

OPENERS = re.compile(r"[\[{]|[-?][ ]")
FEW = 2_000  # openers that cannot nest deeply enough to harm the composer, which recurses


@dataclass(frozen=True, eq=False)
class Record:
    """The data of one YAML file; equal only to itself. ``spans`` holds the place of every value by
    its path, as ``("arms", "placebo", "n")``."""

    source: Source
    data: dict[str, Any]
    spans: Mapping[Path, Span] = field(repr=False)
    # a text is asked for by every page that shows it
    _prose: dict[tuple[str, Path], Prose] = field(default_factory=dict, init=False, repr=False)

    def place(self, *path: str | int) -> Place:
        """Where a value begins; of a missing one, where its nearest ancestor's key stands."""
        while path and path not in self.spans:
            path = path[:-1]
        span = self.spans.get(path)
        return self.source.place(span.start if span else 0)

    def key_place(self, *path: str | int) -> Place:
        """Where the key of ``path`` stands."""
        span = self.spans.get(path)
        return self.source.place(span.key) if span else self.place(*path)

    def get(self, *path: str | int) -> Any:
        """The value at ``path``, or None."""
        value: Any = self.data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def prose(self, language: str, *path: str | int) -> Prose | None:
        """The text at ``path`` as prose of ``language``; None where there is none."""
        value = self.get(*path)
        if not isinstance(value, str):
            return None
        if (language, path) not in self._prose:
            span = self.spans[path]
            self._prose[language, path] = Prose(language, value, self.source, span.start, span.raw)
        return self._prose[language, path]

    def pair(self, *path: str | int) -> Pair | None:
        """The ``{zh, en}`` text at ``path`` as a pair whose id is the path."""
        zh, en = self.prose("zh", *path, "zh"), self.prose("en", *path, "en")
        return Pair("-".join(map(str, path)), zh, en) if zh or en else None

    def forget(self) -> None:
        """Let go its texts, which are made again where somebody asks."""
        self._prose.clear()
        vars(self).pop("pairs", None)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every ``{zh, en}`` text of the file, in file order."""
        found = (self.pair(*path) for path, value in walk(self.data) if _bilingual(value))
        return tuple(filter(None, found))


def _bilingual(value: Any) -> bool:
    """Whether a value is a ``{zh, en}`` text."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("zh"), str) and isinstance(value.get("en"), str)


def walk(value: Any) -> Iterator[tuple[Path, Any]]:
    """Every value below ``value`` with its path, parents first."""
    queue: list[tuple[Path, Any]] = [((), value)]
    while queue:
        path, value = found = queue.pop()
        yield found
        if isinstance(value, dict):
            queue += [((*path, key), value[key]) for key in reversed(value)]
        elif isinstance(value, list):
            queue += [((*path, at), value[at]) for at in reversed(range(len(value)))]


def parse(source: Source) -> tuple[Record | None, list[Problem]]:
    """The record of a source, None where it cannot be read, and what is wrong with it."""
    try:
        bottom = _bottom(source)
        if bottom is not None:
            return None, [problems.deep(bottom)]
        node = yaml.compose(source.text, Loader=LOADER)
    except yaml.YAMLError as error:
        return None, [unreadable(source, error)]
    except RecursionError:
        return None, [problems.deep(Place(source.path))]
    if not isinstance(node, yaml.MappingNode):
        return None, [_no_mapping(source)]
    reader = Reader(source)
    data = reader.value(node, (), 0)
    worthless = _worthless(reader)
    if worthless is not None:
        return None, [worthless]
    return Record(source, data, Spans(reader.spans)), reader.slips.problems


def _no_mapping(source: Source) -> Problem:
    """The problem of a file that holds no keys; most often their colons are full-width."""
    first = WIDE_COLON.search(source.text)
    if first:
        place = source.place(first.start("colon"))
        return problem(place, "yaml-colon/wide-colon", key=first["key"])
    return problem(Place(source.path), "yaml-syntax/not-mapping")


def _worthless(reader: Reader) -> Problem | None:
    """What makes everything that was read worthless."""
    if reader.aliased:
        return problems.alias(reader.source)
    if reader.wide is not None:
        return problem(reader.source.place(reader.wide), "yaml-blank")
    if reader.deep is not None:
        return problems.deep(reader.source.place(reader.deep))
    return None


def _bottom(source: Source) -> Place | None:
    """Where nesting passes DEEPEST, told without recursion; asked only of a text that could be
    nested so deeply that recursion would fail."""
    if len(OPENERS.findall(source.text)) < FEW:
        return None
    depth = 0
    for event in yaml.parse(source.text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST + 1:
            return marked(source, event.start_mark)
    return None
