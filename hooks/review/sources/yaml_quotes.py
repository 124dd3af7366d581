"""Curly quotation marks in the place of YAML's own. A word processor or a Chinese keyboard types
them, and YAML takes them for letters of the text.

A text that begins and ends with a pair of them was meant to be quoted, and is read so; one that
holds a quotation (中文“引号”, “甲”和“乙”) was not."""

from __future__ import annotations

import re

from review.messages import problem
from review.problem import Edit, Place, Problem, Text
from review.sources.source import Source

PAIRS = {
    mark: closing for marks, closing in (("“”„＂", '”“＂"'), ("‘’‚", "’‘'")) for mark in marks
}  # what may close each
OPENING = frozenset("“‘„‚")  # what no quotation ends with
NEXT = re.compile(r"[ ]*(?:[,\]}\n]|\Z|[ ]#)")
LAST = re.compile(r"[ ]*(?:\n|\Z|[ ]#)")
BEGINS = re.compile(
    rf"(?:^[ ]*(?:- )?[\w.-]+:|[{{\[,])[ ]+(?P<mark>[{''.join(PAIRS)}])"
    rf"|[\[{{](?P<first>[{''.join(PAIRS)}])"
)
PLAIN = re.compile(r"[^\"\\\n]*")  # what stands between straight marks as it is


def closed(text: str, start: int, flow: bool) -> int | None:
    """Where the mark stands that closes the one at ``start``, the first after which the value ends
    on its line; ``flow`` says that a comma or bracket ends it, too."""
    closing = PAIRS.get(text[start : start + 1])
    if closing is None:
        return None
    for at in range(start + 1, len(text)):
        if text[at] == "\n" or text[at] == text[start] and text[at] in OPENING:
            return None  # another quotation begins: the first is only a part of the text
        if text[at] in closing and (NEXT if flow else LAST).match(text, at + 1):
            return at
    return None


def opened(source: Source, line: int) -> int | None:
    """The offset of the first mark on a line that begins a value; None where there is none."""
    start = source.offset(line)
    match = BEGINS.search(source.text[start:].partition("\n")[0])
    return start + max(match.start("mark"), match.start("first")) if match else None


def curly(source: Source, start: int, end: int, plain: bool) -> Problem:
    """The problem of a value between the marks at ``start`` and ``end``; ``plain`` says that it is
    a number or the like, which without marks is one again."""
    inner = source.text[start + 1 : end]
    right = inner if plain else ""
    if not plain and PLAIN.fullmatch(inner):
        right = f'"{inner}"'
    cure = Text("", "")
    if right:
        cure = Text("；`python hooks fix` 可代劳", "; `python hooks fix` does it")
    return _problem(
        source.place(start),
        f"{source.text[start]}{inner}{source.text[end]}",
        cure,
        Edit(source.path, start, end + 1, right) if right else None,
    )


def unread(source: Source, start: int) -> Problem:
    """The problem of a curly mark that makes a file unreadable."""
    return _problem(source.place(start), source.text[start:].partition("\n")[0], Text("", ""), None)


def _problem(place: Place, excerpt: str, more: Text, edit: Edit | None) -> Problem:
    excerpt = excerpt if len(excerpt) <= 40 else f"{excerpt[:40]}…"
    return problem(place, "yaml-quotation", excerpt=excerpt, more=more, fix=edit)
