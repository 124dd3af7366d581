"""Where things stand in a BibTeX file: entries, keys, fields and names with their offsets, and
where its braces go wrong.

pybtex reads the values (`bibliography.py`) but forgets where they stood, and one lost brace makes
it swallow the entries that follow. So the text is first cut at each ``@type{`` that begins a line,
the house form; a slip ends with its entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ENTRY = re.compile(r"^[ \t]*@([A-Za-z]+)[ \t]*\{[ \t]*([^\s,{}]*)", re.M)
FIELD = re.compile(r"[\s,]*([A-Za-z][\w-]*)\s*=\s*")
FIELD_LINE = re.compile(r"[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"0-9]")
BRACE_OR_QUOTE = re.compile(r'[{}"]')
BRACE_OR_LINE = re.compile(r"[{}\n]")
BARE = re.compile(r'[^\s,{}"#]*')
AND = re.compile(r"(?:^|(?<!\s)\s+)and(?=\s|$)", re.I)


@dataclass(frozen=True)
class Span:
    """A stretch of the file, letter by letter, and the offset at which it begins."""

    text: str
    start: int

    def part(self, start: int, end: int) -> Span:
        """The stretch from ``start`` to ``end`` of this one, without blanks around it."""
        text = self.text[start:end]
        return Span(text.strip(), self.start + start + len(text) - len(text.lstrip()))


@dataclass(frozen=True)
class Field:
    """``name = {value}``; ``end`` is the offset after the closing brace."""

    name: Span
    value: Span
    end: int


@dataclass(frozen=True)
class Slip:
    """Where the braces go wrong: ``open`` (never closed), ``stray`` (closed once too often),
    ``outside`` (text that belongs to no entry)."""

    kind: str
    offset: int


@dataclass(frozen=True)
class Block:
    """One ``@type{key, …}``: ``fields`` up to the first slip, names in lower case."""

    kind: str
    key: Span
    start: int
    end: int
    fields: tuple[Field, ...]
    slips: tuple[Slip, ...]
    macro: Span | None = None  # the value of an ``@string``

    def field(self, name: str) -> Field | None:
        """The first field of that name."""
        return next((field for field in self.fields if field.name.text.lower() == name), None)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file in order, ``@comment`` and ``@string`` among them."""
    heads = list(ENTRY.finditer(text))
    for head, following in zip(heads, [*heads[1:], None]):
        end = following.start() if following else len(text)
        slips = tuple(_slips(text, text.index("{", head.start()), end))
        stop = min([end, *(slip.offset for slip in slips)])
        kind, key = head[1].lower(), Span(head[2], head.start(2))
        macro = None
        if kind == "string":
            key = Span(key.text.partition("=")[0], key.start)
            macro = _macro(text, key.start + len(key.text), stop)
        yield Block(
            kind, key, head.start(), end, tuple(_fields(text, head.end(), stop)), slips, macro
        )


def preface(text: str) -> Slip | None:
    """Text before the first entry that is not a ``%`` comment."""
    first = ENTRY.search(text)
    return _outside(text, 0, first.start() if first else len(text))


def names(value: Span) -> Iterator[Span]:
    """The single names of an author or editor field: parts between ``and`` outside braces."""
    start = end = depth = 0
    for joint in AND.finditer(value.text):
        part = value.text[end : joint.start()]
        depth += part.count("{") - part.count("}")
        end = joint.start()
        if depth == 0:
            yield value.part(start, joint.start())
            start = joint.end()
    yield value.part(start, len(value.text))


def _fields(text: str, at: int, end: int) -> Iterator[Field]:
    while (name := FIELD.match(text, at, end)) is not None:
        start, stop, at = _value(text, name.end(), end)
        if at < 0:
            return
        yield Field(Span(name[1], name.start(1)), Span(text[start:stop], start), at)


def _macro(text: str, at: int, end: int) -> Span | None:
    """The value in ``NAME = {value}}``, read from behind the name; or None."""
    equals = re.compile(r"\s*=\s*(?=[{\"])").match(text, at, end)
    if not equals:
        return None
    start, stop, after = _value(text, equals.end(), end)
    if after >= 0 and re.compile(r"\s*,?\s*\}").match(text, after, end):
        return Span(text[start:stop], start)
    return None


def _value(text: str, at: int, end: int) -> tuple[int, int, int]:
    """Start and end of a value, and the offset after it, -1 where it is not closed."""
    if text.startswith(("{", '"'), at):
        stop = _close(text, at, end)
        return at + 1, stop, stop + 1 if stop >= 0 else -1
    bare = BARE.match(text, at, end)
    stop = bare.end() if bare else at
    return at, stop, stop


def _close(text: str, at: int, end: int) -> int:
    """Offset of the brace or quotation mark that closes the one at ``at``, or -1."""
    depth, closing = 0, "}" if text[at] == "{" else '"'
    for mark in BRACE_OR_QUOTE.finditer(text, at + 1, end):
        if depth == 0 and mark[0] == closing:
            return mark.start()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return -1


def _slips(text: str, at: int, end: int) -> Iterator[Slip]:
    """Follow the braces from the entry's own; a line that begins a field while a value is still
    open tells where one was lost."""
    stack: list[int] = []
    for mark in BRACE_OR_LINE.finditer(text, at, end):
        if mark[0] == "{":
            stack.append(mark.start())
        elif mark[0] == "}":
            stack.pop()
            if not stack:
                yield from _after(text, mark.start(), end)
                return
        elif len(stack) > 1 and FIELD_LINE.match(text, mark.end(), end):
            break
    yield Slip("open", stack[1] if len(stack) > 1 else stack[0])


def _after(text: str, closed: int, end: int) -> Iterator[Slip]:
    """What follows the closing brace: a comma or field shows that it closed too early."""
    slip = _outside(text, closed + 1, end)
    if slip is None:
        return
    early = text[slip.offset] in ",}" or FIELD_LINE.match(text, slip.offset, end)
    yield Slip("stray", closed) if early else slip


def _outside(text: str, start: int, end: int) -> Slip | None:
    for line in re.finditer(r"[^\n]+", text[start:end]):
        if line[0].strip() and not line[0].lstrip().startswith("%"):
            return Slip("outside", start + line.start() + len(line[0]) - len(line[0].lstrip()))
    return None
