"""Nodes of YAML as plain values, each with its place. Scalars stay text, so that 0.40 stays 0.40;
only whole numbers and booleans are read as such."""

from __future__ import annotations

import re
from sys import intern
from typing import Any

import yaml

from review.sources import yaml_problems as problems
from review.sources import yaml_quotes
from review.sources.slips import Slips
from review.sources.source import Source
from review.sources.yaml_problems import DEEPEST, WIDE_COLON
from review.sources.yaml_spans import Path, Span

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")  # longer ones stay text: no count is that long
WORDS = {"true": True, "false": False, "": None, "null": None, "~": None}
WIDE_BLANK = "\u3000"
# in double quotation marks: a character by its name or number, which nobody sees in the source
ESCAPE = re.compile(r'(?:[^\\]|\\["\\/\nn])*\\(?=[^"\\/\nn])')
# {n:26}, which YAML takes for one word
TIGHT = re.compile(r"(?P<key>[a-z][a-z0-9-]*):(?!//)(?P<value>[^ ].*)")
PLAIN_TAGS = {"!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))}


def plain(text: str) -> Any:
    """A value without quotation marks as it is read."""
    if WHOLE.match(text):
        return int(text)
    return WORDS.get(text, text)


class Reader:
    """Turns nodes into values and remembers where each stands. What makes the whole file worthless
    is kept in ``aliased``, ``wide`` and ``deep``."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.spans: dict[Path, Span] = {}
        self.slips = Slips(source)
        self.read: set[int] = set()
        self.tagged = False
        # the offset up to which a value in curly quotation marks runs, which YAML may part at its
        # commas
        self.quoted = 0
        self.aliased = False
        self.deep: int | None = None  # where nesting passes DEEPEST
        self.wide: int | None = None  # where a full-width blank stands in the place of indentation

    def value(self, node: yaml.Node, path: Path, key: int, flow: bool = False) -> Any:
        """The value of a node whose key stands at ``key``; ``flow`` means in brackets."""
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
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.slips.add(node.start_mark.index, "yaml-tag", tag=tag)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path, Span(key, start, end, True), flow)
        self.spans[path] = Span(key, start, end, False)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        assert isinstance(node, yaml.SequenceNode)
        return self._sequence(node, path)

    def _scalar(self, node: yaml.ScalarNode, path: Path, span: Span, flow: bool) -> Any:
        key, start, end, _ = span
        self._see_escape(node)
        if node.style in ("'", '"'):
            start += 1
        quotation = self._quotation(node, start, end, flow)
        if quotation is not None:
            self.spans[path] = Span(key, start + 1, start + 1 + len(quotation), True)
            return plain(quotation)
        raw = self.source.text.startswith(node.value, start)
        self.spans[path] = Span(key, start, end, raw)
        return node.value if node.style else plain(node.value)

    def _see_escape(self, node: yaml.ScalarNode) -> None:
        if node.style != '"':
            return
        start, end = node.start_mark.index, node.end_mark.index
        if escape := ESCAPE.match(self.source.text, start, end):
            at = escape.end() - 1
            self.slips.add(at, "yaml-escape", escape=self.source.text[at : at + 2])

    def _quotation(self, node: yaml.ScalarNode, start: int, end: int, flow: bool) -> str | None:
        """What stands between the curly marks round a plain value; None where there are none. It is
        reported, and read as it was meant."""
        close = None if node.style else yaml_quotes.closed(self.source.text, start, flow)
        if close is None or close < end - 1 or (not flow and close != end - 1):
            return None
        inner = self.source.text[start + 1 : close]
        self.quoted = close + 1
        number = not isinstance(plain(inner), str)
        self.slips.problems.append(yaml_quotes.curly(self.source, start, close, number))
        return inner

    def _sequence(self, node: yaml.SequenceNode, path: Path) -> list[Any]:
        values: list[Any] = []
        for child in node.value:
            start = child.start_mark.index
            if start >= self.quoted:
                flow = bool(node.flow_style)
                values.append(self.value(child, (*path, len(values)), start, flow))
        return values

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        repeated: set[str] = set()
        for name, child in node.value:
            key = name.start_mark.index
            if key < self.quoted:
                continue
            if not isinstance(name, yaml.ScalarNode):
                self.slips.add(key, "yaml-syntax/not-word")
                continue
            self._see_escape(name)
            if self._misshapen(name, child, path, key, values):
                continue
            word = intern(name.value)  # thousands of tables have the same
            if word not in values:
                flow = bool(node.flow_style)
                values[word] = self.value(child, (*path, word), key, flow)
            elif word not in repeated:
                repeated.add(word)
                self.slips.add(key, "yaml-duplicate-key", key=word)
        return values

    def _misshapen(
        self, name: yaml.ScalarNode, child: yaml.Node, path: Path, key: int, values: dict[str, Any]
    ) -> bool:
        """Whether YAML takes a key for something else because of a colon or blank; the slip is
        reported, and the pair read into ``values`` as it was meant."""
        if name.style:
            return False
        empty = _is_empty(child)
        colon = WIDE_COLON.match(name.value) if empty else None
        if colon:
            self._wide_colon(name, path, key, values, colon.start("colon"))
            return True
        if name.value[:1] == WIDE_BLANK:
            self.wide = key if self.wide is None else self.wide
            return True
        tight = TIGHT.match(name.value) if empty else None
        if tight:
            place = self.source.place(key + tight.end("key"))
            self.slips.problems.append(problems.tight(place, tight["key"], tight["value"]))
            values[tight["key"]] = plain(tight["value"].strip())
            start, end = key + tight.start("value"), name.end_mark.index
            self.spans[(*path, tight["key"])] = Span(key, start, end, False)
        return tight is not None

    def _wide_colon(
        self, name: yaml.ScalarNode, path: Path, key: int, values: dict[str, Any], colon: int
    ) -> None:
        """``{zh：甲}``: a full-width colon at ``colon`` in the place of the colon."""
        word = name.value[:colon]
        self.slips.add(key + colon, "yaml-colon/wide-colon", key=word)
        values[word] = name.value[colon + 1 :].strip()
        end = name.end_mark.index
        self.spans[(*path, word)] = Span(key, key + colon + 1, end, False)


def _is_empty(child: yaml.Node) -> bool:
    """Whether a key has no value."""
    return isinstance(child, yaml.ScalarNode) and not child.value and not child.style
