"""Lists and tables as GitHub's preview shows them, written so that Python-Markdown shows the same.

Authors look at the preview, which is CommonMark: there a list needs no blank line before it, and
one below another is indented by two or three blanks. Python-Markdown wants a blank line, and four.
What a list is, markdown-it-py says; what is written here both read alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

BEGINS = re.compile(r"(?m)^[ >]*(?:[-*+]|[0-9]{1,9}[.)）])|^[ >]*\|")
# numbers as Chinese writes them, which are a list where two of them follow each other
BRACKETED = re.compile(r"(?m)^([ ]*)([0-9]{1,2})[)）][ ]*(?=[^0-9\s])")
MARKER = re.compile(r"([ ]*)([-*+]|[0-9]{1,9}[.)])([ ]*)")
QUOTED = re.compile(r"(?m)^ {0,3}>.*(?:\n {0,3}>.*)*")
DEEPEST = 20  # levels, as markdown-it-py reads them
STEP = 4  # blanks by which Python-Markdown indents
PARTED = frozenset({"bullet_list_open", "ordered_list_open", "table_open"})
CONVERTER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Item:
    """An item of a list: its lines, how many lists it stands in, its sign, the column at which its
    text begins, and that at which its further lines do."""

    start: int
    end: int
    depth: int
    sign: str
    column: int
    further: int


def settled(markdown: str, quoted: int = 0) -> str:
    """The text with its lists indented by four blanks a level, and a blank line before each list
    and table. ``quoted`` is in how many quotations it stands; what stands deeper than DEEPEST, as
    no author writes it, stays as it is."""
    if quoted > DEEPEST or not BEGINS.search(markdown):
        return markdown
    # in a text of YAML a line may end otherwise
    lined = re.sub(r"\r\n?", "\n", markdown)
    text = QUOTED.sub(lambda match: _quoted(match, quoted + 1), _numbered(lined))
    tokens, lines = CONVERTER.parse(text), text.split("\n")
    items = _items(tokens, lines)
    if items is None:
        return text
    outer, inner = _holding(items, len(lines))
    parted = {*_beginnings(tokens), *_rising(lines, outer, inner)}
    written: list[str] = []
    for number, line in enumerate(lines):
        if number in parted and written and written[-1].strip():
            written.append("")
        written.append(_line(number, line, inner[number]))
    return "\n".join(written)


def _quoted(match: re.Match[str], depth: int) -> str:
    """A quotation, what is quoted settled by itself."""
    inner = settled(re.sub(r"(?m)^ {0,3}> ?", "", match[0]), depth)
    return re.sub(r"(?m)^", "> ", inner)


def _numbered(text: str) -> str:
    """``1）`` as CommonMark writes it."""
    numbers = [match[2] for match in BRACKETED.finditer(text)]
    if not any(pair == ("1", "2") for pair in zip(numbers, numbers[1:])):
        return text
    return BRACKETED.sub(r"\1\2. ", text)


def _beginnings(tokens: Sequence[Token]) -> Iterator[int]:
    """Lines on which begins what Python-Markdown wants a blank line before."""
    for token in tokens:
        if token.map and token.level == 0 and token.type in PARTED:
            yield token.map[0]


def _items(tokens: Sequence[Token], lines: Sequence[str]) -> list[Item] | None:
    """The items of all lists outside quotations, in order; None where one begins on the line of
    another, which is left as it is."""
    items: list[Item] = []
    open_: list[Item] = []
    quotations = 0
    for token in tokens:
        quotations += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if quotations:
            continue
        if token.type == "list_item_open" and token.map:
            if items and items[-1].start == token.map[0]:
                return None
            item = _item(token, lines, open_)
            open_.append(item)
            items.append(item)
        elif token.type == "list_item_close":
            open_.pop()
    return items


def _item(token: Token, lines: Sequence[str], holders: Sequence[Item]) -> Item:
    start, end = token.map or (0, 0)
    line = lines[start]
    outer = holders[-1].column if holders else 0
    found = MARKER.match(line[outer:])
    indent, sign, blanks = found.groups() if found else ("", token.markup, " ")
    text = line[outer:].strip() != sign
    after = len(blanks) if text and len(blanks) <= STEP else 1
    number = f"{token.info}." if token.info else "-"
    column = outer + len(indent) + len(sign) + after
    return Item(start, end, len(holders), number, column, _further(lines[start + 1 : end], column))


def _further(lines: Sequence[str], column: int) -> int:
    """The column of the first line below that of a sign: up to three blanks more are none."""
    first = next((line for line in lines if line.strip()), "")
    indent = len(first) - len(first.lstrip())
    return indent if column <= indent < column + STEP else column


Held = list[Item | None]  # for each line an item that holds it


def _holding(items: Sequence[Item], lines: int) -> tuple[Held, Held]:
    """The outermost and the innermost item that holds each line; of two that meet, the later."""
    outer: Held = [None] * lines
    inner: Held = [None] * lines
    for item in items:
        length = item.end - item.start
        inner[item.start : item.end] = [item] * length
        if item.depth == 0:
            outer[item.start : item.end] = [item] * length
    return outer, inner


def _rising(lines: Sequence[str], outer: Held, inner: Held) -> Iterator[int]:
    """Lines on which an item follows a deeper one in a list with blank lines, where Python-Markdown
    wants one here, too."""
    blank = -1  # the last blank line so far
    for number, line in enumerate(lines):
        item = inner[number]
        previous, first = (inner[number - 1], outer[number - 1]) if number else (None, None)
        follows_deeper = item and previous and item.start == number and previous.depth > item.depth
        if follows_deeper and first and blank >= first.start:
            yield number
        blank = blank if line.strip() else number


def _line(number: int, line: str, item: Item | None) -> str:
    """A line at the indent of the innermost item that holds it."""
    if item is None or not line.strip():
        return line
    if number > item.start:
        indented = not line[: item.further].strip()
        content = line[item.further :] if indented else line.lstrip()
        return " " * STEP * (item.depth + 1) + content
    return f"{' ' * STEP * item.depth}{item.sign} {line[item.column :]}"
