"""A YAML file as plain values, each with its place. Scalars stay text, so that 0.40 stays 0.40; only whole numbers and booleans are read as such."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Iterator

import yaml

from .problem import Place, Problem, Text
from .prose import Pair, Prose
from .source import Source

Path = tuple[str | int, ...]
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")  # longer ones stay text: no count is that long

LOADER = yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader
DEEPEST = 20  # levels; the deepest field of a table has seven


@dataclass(frozen=True)
class Span:
    """Offsets of a key (where there is one) and its value in the source."""

    key: int
    start: int
    end: int
    raw: bool  # the value stands in the source letter by letter at ``start``


@dataclass(frozen=True, eq=False)
class Record:
    """The data of one YAML file; equal only to itself. ``spans`` holds the place of every value by its path, as ``("arms", "placebo", "n")``."""

    source: Source
    data: dict[str, Any]
    spans: dict[Path, Span] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Where the value at ``path`` begins; for a missing one, where its nearest ancestor's key stands."""
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
        span = self.spans[path]
        return Prose(language, value, self.source, span.start, span.raw)

    def pair(self, *path: str | int) -> Pair | None:
        """The ``{zh, en}`` text at ``path`` as a pair whose id is the path."""
        zh, en = self.prose("zh", *path, "zh"), self.prose("en", *path, "en")
        return Pair("-".join(map(str, path)), zh, en) if zh or en else None

    def pairs(self) -> Iterator[Pair]:
        """Every ``{zh, en}`` text of the file, in file order."""
        for path, value in walk(self.data):
            if isinstance(value, dict) and isinstance(value.get("zh"), str) and isinstance(value.get("en"), str):
                if (pair := self.pair(*path)) is not None:
                    yield pair


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value below ``value`` with its path, parents first."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in items:
        yield from walk(child, (*path, step))


def parse(source: Source) -> tuple[Record | None, list[Problem]]:
    """The record of a source, and what is wrong with it as YAML; no record where it cannot be read at all."""
    try:
        node = yaml.compose(source.text, Loader=LOADER)
    except yaml.YAMLError as error:
        return None, [_syntax(source, error)]
    except RecursionError:
        return None, [_deep(Place(source.path))]
    if not isinstance(node, yaml.MappingNode):
        return None, [_not_mapping(source)]
    reader = _Reader(source)
    data = reader.value(node, (), 0)
    if reader.aliased:
        return None, list(_aliases(source))
    if reader.deep is not None:
        return None, [_deep(source.place(reader.deep))]
    return Record(source, data, reader.spans), reader.problems


class _Reader:
    """Turns nodes into values and remembers where each stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.spans: dict[Path, Span] = {}
        self.problems: list[Problem] = []
        self.read: set[int] = set()
        self.aliased = False
        self.deep: int | None = None

    def value(self, node: yaml.Node, path: Path, key: int) -> Any:
        # an alias gives the same node again: it may hold itself, or unfold without end
        if id(node) in self.read:
            self.aliased = True
            return None
        if len(path) > DEEPEST:
            self.deep = key
            return None
        self.read.add(id(node))
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
            start += 1
        raw = isinstance(node, yaml.ScalarNode) and self.source.text.startswith(node.value, start)
        self.spans[path] = Span(key, start, end, raw)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index), self._offset(child.start_mark)) for index, child in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, child in node.value:
            key = self._offset(name.start_mark)
            if not isinstance(name, yaml.ScalarNode):
                self.problems.append(_not_word(self.source.place(key)))
                continue
            if name.value in values:
                self.problems.append(_duplicate(self.source.place(key), name.value))
                continue
            values[name.value] = self.value(child, (*path, name.value), key)
        return values

    def _offset(self, mark: yaml.Mark) -> int:
        # without a line's end at the end of the file the last mark stands on a line that is not there
        return self.source.offset(mark.line + 1, mark.column + 1) if mark.line < len(self.source.starts) else len(self.source.text)


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.style:
        return node.value
    if WHOLE.match(node.value):
        return int(node.value)
    return {"true": True, "false": False, "": None, "null": None, "~": None}.get(node.value, node.value)


def _syntax(source: Source, error: yaml.YAMLError) -> Problem:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark and mark.line >= source.text.rstrip().count("\n") + 1:
        mark = context  # noticed only at the end of the file: say where it began
    place = Place(source.path, min(mark.line + 1, len(source.starts)), mark.column + 1) if mark else Place(source.path)
    said = getattr(error, "problem", None) or "unreadable"
    return Problem(place, "yaml-syntax", Text(f"无法解析的 YAML（{said}）", f"YAML that cannot be read ({said})"), Text("合法的 YAML", "well-formed YAML"),
                   Text("检查缩进、冒号后的空格与引号；含冒号、逗号的文字加引号。", "Check indentation, the blank after a colon, and quotes; quote a text that holds a colon or a comma."))


def _not_mapping(source: Source) -> Problem:
    return Problem(Place(source.path), "yaml-syntax", Text("不是“键: 值”的内容", "content that is not “key: value”"), Text("以键开头的 YAML", "YAML that begins with keys"),
                   Text("参照同一文件夹中的其他文件。", "Follow another file of the same folder."))


def _not_word(place: Place) -> Problem:
    return Problem(place, "yaml-syntax", Text("不是一个词的键", "a key that is not a word"), Text("一个词作键", "a word as the key"), Text("改写该键。", "Reword the key."))


def _aliases(source: Source) -> Iterator[Problem]:
    for token in yaml.scan(source.text, Loader=LOADER):
        if isinstance(token, yaml.AliasToken):
            place = Place(source.path, token.start_mark.line + 1, token.start_mark.column + 1)
            yield Problem(place, "yaml-alias", Text(f"YAML 别名 *{token.value}", f"the YAML alias *{token.value}"), Text("写全的值", "the value written out"), Text("把所指的值抄写在此处。", "Write the value here again."))


def _deep(place: Place) -> Problem:
    return Problem(place, "yaml-depth", Text("嵌套过深的 YAML", "YAML nested too deeply"), Text(f"不超过 {DEEPEST} 层", f"at most {DEEPEST} levels"), Text("检查是否漏写了右括号。", "See whether closing brackets are missing."))


def _duplicate(place: Place, key: str) -> Problem:
    return Problem(place, "yaml-duplicate-key", Text(f"重复的键 {key}", f"the key {key} a second time"), Text("每个键只出现一次", "each key once"), Text("合并或删除其中一个。", "Merge the two, or delete one."))
