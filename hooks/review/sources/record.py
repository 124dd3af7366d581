"""A YAML file as plain values, each with its place. Scalars stay text, so that 0.40 stays 0.40;
only whole numbers and booleans are read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from review.problem import Place, Problem, Text
from review.sources import yaml_quotes, yaml_slips
from review.sources.prose import Pair, Prose
from review.sources.source import Source
from review.sources.yaml_errors import reason

Path = tuple[str | int, ...]
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")  # longer ones stay text: no count is that long

LOADER = yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader
DEEPEST = 20  # levels; the deepest field of a table has seven
OPENERS = re.compile(r"[\[{]|[-?][ ]")
FEW = 2_000  # openers that cannot nest deeply enough to harm the composer, which recurses
COLON = re.compile(r"^[ ]*(?:- )?(?P<key>[\w.-]+)[ ]*(?P<colon>：)", re.MULTILINE)
TIGHT = re.compile(
    r"(?P<key>[a-z][a-z0-9-]*):(?!//)(?P<value>[^ ].*)"
)  # {n:26}, which YAML takes for one word
PLAIN_TAGS = frozenset(
    {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
)


class Span(NamedTuple):
    """Offsets of a key (where there is one) and its value in the source."""

    key: int
    start: int
    end: int
    raw: bool  # the value stands in the source letter by letter at ``start``


@dataclass(frozen=True, eq=False)
class Record:
    """The data of one YAML file; equal only to itself. ``spans`` holds the place of every value by
    its path, as ``("arms", "placebo", "n")``."""

    source: Source
    data: dict[str, Any]
    spans: dict[Path, Span] = field(repr=False)
    _prose: dict[tuple[str, Path], Prose] = field(
        default_factory=dict, init=False, repr=False
    )  # a text is asked for by every page that shows it

    def place(self, *path: str | int) -> Place:
        """Where the value at ``path`` begins; for a missing one, where its nearest ancestor's key
        stands."""
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

    def pairs(self) -> Iterator[Pair]:
        """Every ``{zh, en}`` text of the file, in file order."""
        for path, value in walk(self.data):
            pair = self.pair(*path) if _bilingual(value) else None
            if pair is not None:
                yield pair


def _bilingual(value: Any) -> bool:
    """Whether a value is a ``{zh, en}`` text."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("zh"), str) and isinstance(value.get("en"), str)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value below ``value`` with its path, parents first."""
    yield path, value
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, child in items:
        yield from walk(child, (*path, step))


def parse(source: Source) -> tuple[Record | None, list[Problem]]:
    """The record of a source, and what is wrong with it as YAML; no record where it cannot be read
    at all."""
    try:
        if (bottom := _bottom(source)) is not None:
            return None, [_deep(bottom)]
        node = yaml.compose(source.text, Loader=LOADER)
    except yaml.YAMLError as error:
        return None, [_syntax(source, error)]
    except RecursionError:
        return None, [_deep(Place(source.path))]
    if not isinstance(node, yaml.MappingNode):
        first = COLON.search(source.text)
        return None, [
            _colon(source.place(first.start("colon")), first["key"])
            if first
            else _not_mapping(source)
        ]
    reader = _Reader(source)
    data = reader.value(node, (), 0)
    if reader.aliased:
        return None, [_alias(source)]
    if reader.wide is not None:
        return None, [yaml_slips.wide(source.place(reader.wide))]
    if reader.deep is not None:
        return None, [_deep(source.place(reader.deep))]
    return Record(source, data, reader.spans), reader.problems


def _bottom(source: Source) -> Place | None:
    """Where nesting passes DEEPEST, told without recursion; asked only of a text that could be
    nested so deeply that recursion would fail."""
    if len(OPENERS.findall(source.text)) < FEW:
        return None
    depth = 0
    for event in yaml.parse(source.text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
            event, yaml.CollectionEndEvent
        )
        if depth > DEEPEST + 1:
            return _marked(source, event.start_mark)
    return None


def _marked(source: Source, mark: yaml.Mark) -> Place:
    return Place(source.path, min(mark.line + 1, len(source.starts)), mark.column + 1)


class _Reader:
    """Turns nodes into values and remembers where each stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.spans: dict[Path, Span] = {}
        self.problems: list[Problem] = []
        self.read: set[int] = set()
        self.aliased = self.tagged = False
        # the offset up to which a value in curly quotation marks runs, which YAML may part at its
        # commas
        self.quoted = 0
        self.deep: int | None = None
        self.wide: int | None = None  # where a full-width blank stands in the place of indentation

    def value(self, node: yaml.Node, path: Path, key: int, flow: bool = False) -> Any:
        # an alias gives the same node again: it may hold itself, or unfold without end
        if id(node) in self.read:
            self.aliased = True
            return None
        if len(path) > DEEPEST:
            self.deep = key
            return None
        self.read.add(id(node))
        if node.tag not in PLAIN_TAGS and not self.tagged:
            self.tagged = True
            self.problems.append(_tag(_marked(self.source, node.start_mark), node.tag))
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
            start += 1
        if (
            isinstance(node, yaml.ScalarNode)
            and (inner := self._quotation(node, start, end, flow)) is not None
        ):
            self.spans[path] = Span(key, start + 1, start + 1 + len(inner), True)
            return plain(inner)
        raw = isinstance(node, yaml.ScalarNode) and self.source.text.startswith(node.value, start)
        self.spans[path] = Span(key, start, end, raw)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, path)
        return node.value if node.style else plain(node.value)

    def _sequence(self, node: yaml.SequenceNode, path: Path) -> list[Any]:
        values: list[Any] = []
        for child in node.value:
            if (start := self._offset(child.start_mark)) >= self.quoted:
                values.append(self.value(child, (*path, len(values)), start, bool(node.flow_style)))
        return values

    def _quotation(self, node: yaml.ScalarNode, start: int, end: int, flow: bool) -> str | None:
        """What stands between the curly marks round a plain value; None where there are none. It is
        reported, and read as it was meant."""
        close = None if node.style else yaml_quotes.closed(self.source.text, start, flow)
        if close is None or close < end - 1 or not flow and close != end - 1:
            return None
        inner = self.source.text[start + 1 : close]
        self.quoted = close + 1
        self.problems.append(
            yaml_quotes.problem(self.source, start, close, not isinstance(plain(inner), str))
        )
        return inner

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        again: set[str] = set()
        for name, child in node.value:
            key = self._offset(name.start_mark)
            if key < self.quoted:
                continue
            if not isinstance(name, yaml.ScalarNode):
                self.problems.append(_not_word(self.source.place(key)))
                continue
            if (colon := _full_width(name, child)) is not None:
                self.problems.append(_colon(self.source.place(key + colon), name.value[:colon]))
                values[name.value[:colon]] = name.value[colon + 1 :].strip()
                self.spans[(*path, name.value[:colon])] = Span(
                    key, key + colon + 1, self._offset(name.end_mark), False
                )
                continue
            if name.value[:1] == "\u3000" and not name.style:
                self.wide = key if self.wide is None else self.wide
                continue
            if (tight := TIGHT.match(name.value)) is not None and _empty(name, child):
                start, end = key + tight.start("value"), self._offset(name.end_mark)
                self.problems.append(
                    yaml_slips.tight(
                        self.source.place(key + tight.end("key")), tight["key"], tight["value"]
                    )
                )
                values[tight["key"]] = plain(tight["value"].strip())
                self.spans[(*path, tight["key"])] = Span(key, start, end, False)
                continue
            if name.value in values:
                if name.value not in again:
                    self.problems.append(_duplicate(self.source.place(key), name.value))
                again.add(name.value)
                continue
            values[name.value] = self.value(child, (*path, name.value), key, bool(node.flow_style))
        return values

    def _offset(self, mark: yaml.Mark) -> int:
        # without a line's end at the end of the file the last mark stands on a line that is not
        # there
        return (
            self.source.offset(mark.line + 1, mark.column + 1)
            if mark.line < len(self.source.starts)
            else len(self.source.text)
        )


def plain(text: str) -> Any:
    """A value without quotation marks as it is read."""
    return (
        int(text)
        if WHOLE.match(text)
        else {"true": True, "false": False, "": None, "null": None, "~": None}.get(text, text)
    )


def _syntax(source: Source, error: yaml.YAMLError) -> Problem:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark and mark.line >= source.text.rstrip().count("\n") + 1:
        mark = context  # noticed only at the end of the file: say where it began
    place = (
        Place(source.path, min(mark.line + 1, len(source.starts)), mark.column + 1)
        if mark
        else Place(source.path)
    )
    if (colon := _colon_near(source, place.line)) is not None:
        return colon
    if (mark := yaml_quotes.opened(source, place.line)) is not None:
        return yaml_quotes.unread(source, mark)
    if (slip := yaml_slips.slip(source, place.line, error)) is not None:
        return slip
    why = reason(getattr(error, "problem", None) or "")
    return Problem(
        place,
        "yaml-syntax",
        Text(f"无法解析的 YAML{why.zh}", f"YAML that cannot be read{why.en}"),
        Text("合法的 YAML", "well-formed YAML"),
        Text(
            "检查缩进、冒号后的空格与引号；含冒号、逗号、方括号的文字加引号。",
            "Check indentation, the blank after a colon, and quotes; quote a text that holds a "
            "colon, a comma or a square bracket.",
        ),
    )


def _not_mapping(source: Source) -> Problem:
    return Problem(
        Place(source.path),
        "yaml-syntax",
        Text("不是“键: 值”的内容", "content that is not “key: value”"),
        Text("以键开头的 YAML", "YAML that begins with keys"),
        Text("参照同一文件夹中的其他文件。", "Follow another file of the same folder."),
    )


def _not_word(place: Place) -> Problem:
    return Problem(
        place,
        "yaml-syntax",
        Text("不是一个词的键", "a key that is not a word"),
        Text("一个词作键", "a word as the key"),
        Text("改写该键。", "Reword the key."),
    )


def _alias(source: Source) -> Problem:
    """One problem for all aliases of a file, at the first."""
    aliases = [
        token
        for token in yaml.scan(source.text, Loader=LOADER)
        if isinstance(token, yaml.AliasToken)
    ]
    first, more = aliases[0], len(aliases) - 1
    zh, en = (f"，另有 {more} 处", f", and {more} more") if more else ("", "")
    return Problem(
        _marked(source, first.start_mark),
        "yaml-alias",
        Text(f"YAML 别名 *{first.value}{zh}", f"the YAML alias *{first.value}{en}"),
        Text("写全的值", "the value written out"),
        Text("把所指的值抄写在此处。", "Write the value here again."),
    )


def _tag(place: Place, tag: str) -> Problem:
    shown = tag.replace("tag:yaml.org,2002:", "!!")
    return Problem(
        place,
        "yaml-tag",
        Text(f"YAML 标签 {shown}", f"the YAML tag {shown}"),
        Text("不带标签的值", "a value without a tag"),
        Text(
            "删除标签；以 ! 开头的文字加引号。", "Delete the tag; quote a text that begins with !."
        ),
    )


def _full_width(name: yaml.ScalarNode, child: yaml.Node) -> int | None:
    """Where in a key without value a full-width colon stands in the place of the colon:
    ``{zh：甲}``."""
    match = COLON.match(name.value) if _empty(name, child) else None
    return match.start("colon") if match else None


def _empty(name: yaml.ScalarNode, child: yaml.Node) -> bool:
    """Whether a key without quotation marks has no value."""
    return (
        isinstance(child, yaml.ScalarNode)
        and not child.value
        and not child.style
        and not name.style
    )


def _colon_near(source: Source, line: int) -> Problem | None:
    """The full-width colon that made a line unreadable; YAML may notice only one line later."""
    lines = source.text.split("\n")
    for number in (line, line - 1):
        if 0 < number <= len(lines) and (match := COLON.match(lines[number - 1])):
            return _colon(Place(source.path, number, match.start("colon") + 1), match["key"])
    return None


def _colon(place: Place, key: str) -> Problem:
    return Problem(
        place,
        "yaml-colon",
        Text(f"{key} 之后的全角冒号", f"a full-width colon after {key}"),
        Text(f"半角冒号加空格，如 {key}: …", f"a half-width colon and a blank, as {key}: …"),
        Text("在英文输入状态下重输冒号。", "Type the colon anew, half-width."),
    )


def _deep(place: Place) -> Problem:
    return Problem(
        place,
        "yaml-depth",
        Text("嵌套过深的 YAML", "YAML nested too deeply"),
        Text(f"不超过 {DEEPEST} 层", f"at most {DEEPEST} levels"),
        Text("检查是否漏写了右括号。", "See whether closing brackets are missing."),
    )


def _duplicate(place: Place, key: str) -> Problem:
    return Problem(
        place,
        "yaml-duplicate-key",
        Text(f"重复的键 {key}", f"the key {key} a second time"),
        Text("每个键只出现一次", "each key once"),
        Text("合并或删除其中一个。", "Merge the two, or delete one."),
    )
