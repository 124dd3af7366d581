"""Tables on paper: what of a table goes to the function of ``book.typ`` that sets it. Its columns
are made there; here it is counted what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from lxml.html import HtmlElement

from review.book import breaks
from review.book.element_calls import in_classes
from review.book.line_text import Line
from review.book.literal import Content, call, literal, text
from review.book.parallel import is_block
from review.book.printed_page import SPACE, classes, dropped, printed, words
from review.messages import refusal
from review.sources.prose import HAN

SHORT_ROW = 420  # characters of a row that is not broken over pages
# a piece that no line parts, with the marks that stay with it: none is parted between % and bracket
BARE = r"[^ \u200b\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60，。；：（）、]+"
PIECE = re.compile(rf"（?{BARE}(?:(?<=%)（{BARE}）)?[，。；：）、]*")
NAME = re.compile(r"[0-9]|[A-Z]{2}")  # a name or a figure is not hyphenated
SYLLABLES = 11  # letters of another word that stay together (book.typ hyphenates longer ones)
WHOLE = frozenset({"whole", "status", "since"})
FRAMED = frozenset({"status", "since"})
CLOSERS = re.compile(r"[，。；：、）】》”’！？…%,.;:)†‡§¶\u2060]*")
LONGEST = 16  # characters of a piece that is kept whole
SHORT = (9.0, 7.5, 6.0, 4.2)  # ems of lines that stay whole, the longest that there is room for
# ems of the type of a table on a line of the page, and how much of the room text leaves empty
LINE, FILLED = 54.0, 0.9
MARK = "→ p. 888"  # is as wide as a page mark
TRIED = 3  # of the longest pieces of a column, which book.typ measures
EDGES = 0.84  # ems on both sides of a cell
WIDEST = 70.0  # ems of what no line parts, on a line of the smallest type but one
FULL, LATIN = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uff60→]"), 0.52  # ems of a character


@dataclass
class Column:
    """What a column holds: its ``pieces`` that no line parts and its longest ``lines``, of heads
    (True) and of other cells, and how much ``text`` in all, in ems."""

    pieces: dict[tuple[bool, str], None] = field(default_factory=dict)
    lines: dict[tuple[bool, str], None] = field(default_factory=dict)
    text: float = 0.0

    def add(self, cell: HtmlElement, marks: int) -> None:
        """Count a cell that shows ``marks`` page marks."""
        head = cell.tag == "th"
        lines = [SPACE.sub(" ", line).strip() for line in _lines(cell)]
        lines[-1] += MARK * marks
        pieces = [*_pieces(cell), *([MARK] if marks else [])]
        self.pieces |= {(head, piece): None for piece in pieces}
        self.lines |= {(head, line): None for line in lines}
        self.text += sum(map(_ems, lines))

    @property
    def least(self) -> float:
        """Ems of the longest piece, about."""
        return max((_ems(piece) for _, piece in self.pieces), default=0.0)

    def measures(self) -> dict[str, object]:
        """What book.typ makes the column of."""
        return {
            "pieces": _longest(self.pieces, TRIED),
            "short": [
                _longest([line for line in self.lines if _ems(line[1]) <= limit], 1)
                for limit in SHORT
            ],
            "lines": _longest(self.lines, 1),
            "text": round(self.text, 1),
        }


class TableWriter(Line):
    """Writes the tables of a page."""

    row: HtmlElement | None = None  # the row that is being written
    lines: float = 0.0  # of the tables since a pair began, about

    def table(self, element: HtmlElement) -> Content:
        """A table. Raises Refusal where it has no cells."""
        heads = [_cells(row) for row in element.iterfind("thead//tr")]
        rows = [_cells(row) for row in element.iter("tr") if row.getparent().tag != "thead"]
        if not any([*heads, *rows]):
            raise refusal("print/no-cells", at=self.page.path)
        contents = {cell: self.cell(cell) for cell in chain.from_iterable([*heads, *rows])}
        columns = _columns([*heads, *rows], contents)
        lines = len(heads) + len(rows) + _filled(columns)
        self.lines += lines
        head = [_cell(cell, contents[cell]) for cell in chain.from_iterable(heads)]
        arguments = [
            f"columns: {literal(map(Column.measures, columns))}",
            f"head: ({', '.join([*head, ''])})",
            f"heads: {len(heads)}",
            f"lines: {lines:.1f}",
            f"noted: {literal(_noted(element))}",
            f"turned: {literal(_wide(columns))}",
            *self.body(rows, contents),
        ]
        return in_classes(element, Content(f"#tag-table({', '.join(arguments)});"))

    def body(
        self, rows: list[list[HtmlElement]], contents: dict[HtmlElement, Content]
    ) -> list[str]:
        """The cells below the head."""
        return [cell for group in _groups(rows) for cell in self.group(group, contents)]

    def flow(self, element: HtmlElement) -> Content:
        raise NotImplementedError

    def cell(self, element: HtmlElement) -> Content:
        """What a cell of a table holds. A row leads to a page once."""
        row = element.getparent()
        if row is not self.row:
            self.row, self.marked = row, {}
        self.wait(element)
        self.narrow = True
        if any(is_block(child) for child in element if isinstance(child.tag, str)):
            content = self.flow(element)
        else:
            content = Content(self.labels() + self.line(element))
        self.narrow = False
        return in_classes(row, in_classes(element, Content(content.strip())))

    def group(
        self, rows: list[list[HtmlElement]], content: dict[HtmlElement, Content]
    ) -> list[str]:
        """The cells of a group. A row that begins a sheet says again what it is a row of; a cell
        over all rows would be drawn behind the last of them, and copied there."""
        if len(rows) > 1:
            first = rows[0][0]
            key = f"row:{self.page.uri}#{_place(first)}"
            name = text(SPACE.sub(" ", _lines(first)[0]).strip())
            content[first] = Content(content[first] + call("row", key, 0))
            for number, (named, *_) in enumerate(rows[1:], 1):
                content[named] = call("carried", key, number, name)
        return [_cell(cell, content[cell], _long(row)) for row in rows for cell in row]


def _filled(columns: list[Column]) -> float:
    """Lines of the page that the text of a table fills, about."""
    return FILLED * sum(column.text for column in columns) / LINE


def _wide(columns: list[Column]) -> bool:
    """Whether what no line parts has no room on a page."""
    return sum(column.least + EDGES for column in columns) > WIDEST


def _columns(rows: list[list[HtmlElement]], contents: dict[HtmlElement, Content]) -> list[Column]:
    """What the columns of a table hold; a cell over several takes what they have."""
    columns: list[Column] = []
    for row in rows:
        at = 0
        for cell in row:
            span = _span(cell, "colspan")
            columns += [Column() for _ in range(at + span - len(columns))]
            if span == 1:
                columns[at].add(cell, contents[cell].count("#mark("))
            at += span
    return columns


def _longest(found: Iterable[tuple[bool, str]], number: int) -> list[tuple[bool, str]]:
    """The longest texts, of heads and of other cells."""
    ranked = sorted(found, key=lambda line: -_ems(line[1]))
    heads = [line for line in ranked if line[0]][:number]
    return [*heads, *[line for line in ranked if not line[0]][:number]]


def _ems(words: str) -> float:
    """Width of a text, about."""
    full = len(FULL.findall(words))
    return full + LATIN * (len(words) - full)


def _pieces(cell: HtmlElement) -> Iterator[str]:
    """Pieces of a cell that no line parts: names, figures, verdicts, words but for hyphens."""
    for line in _lines(cell):
        for piece in PIECE.findall(breaks.tied("", SPACE.sub(" ", line), "zh", True)):
            yield piece if NAME.search(piece) else piece[:SYLLABLES]
    for span in printed(cell):
        names = set(classes(span))
        if WHOLE & names and len(words(span)) <= LONGEST:
            yield words(span) + ("" if FRAMED & names else _closers(span))


def _closers(piece: HtmlElement) -> str:
    """The marks right behind a piece, which stay on its line: closing ones, superscripts."""
    tail, after = piece.tail or "", piece.getnext()
    found = CLOSERS.match(tail)
    marks = found[0] if found else ""
    raised = after is not None and after.tag == "sup" and marks == tail.rstrip()
    return marks + (words(after) if raised else "")


def _groups(rows: list[list[HtmlElement]]) -> list[list[list[HtmlElement]]]:
    """Rows of results with those below that leave their first cell empty: it is said once for all
    of them. A cell that links can lead to names a result; in any other table an empty cell is what
    it is."""
    groups: list[list[list[HtmlElement]]] = []
    for row in rows:
        first = groups[-1][0] if groups else []
        continues = len(row) > 1 and len(row) == len(first)
        if continues and not words(row[0]) and words(first[0]) and _place(first[0]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _place(cell: HtmlElement) -> str:
    """The first id in a cell."""
    return next((span.get("id", "") for span in cell.iter("span") if span.get("id")), "")


def _noted(table: HtmlElement) -> bool:
    """Whether notes of a table, or of its daggers, come next; they stay on its page."""
    box = table if table.getnext() is not None else table.getparent()
    after = box.getnext() if box is not None else None
    if after is None:
        return False
    if after.tag != "p":
        return "notes" in classes(after)
    first = next((child for child in after if isinstance(child.tag, str)), None)
    return first is not None and first.tag == "small" and "unconfirmed" in classes(first)


def _long(row: Sequence[HtmlElement]) -> bool:
    """Whether a row is so long that it may be broken over pages."""
    return sum(len(words(cell)) for cell in row) > SHORT_ROW


def _cell(element: HtmlElement, content: Content, long: bool = False) -> str:
    """A cell as an argument of its table."""
    arguments = [
        *(f"{name}: {span}, " for name in SPANS if (span := _span(element, name)) > 1),
        *(["breakable: true, "] if long else []),
    ]
    return f"tag-{element.tag}({''.join(arguments)}[{content}])"


SPANS = ("colspan", "rowspan")


def _span(element: HtmlElement, name: str) -> int:
    """How many columns or rows a cell takes."""
    value = element.get(name) or "1"
    return int(value) if value.isdigit() else 1


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _lines(element: HtmlElement) -> list[str]:
    """What a cell holds on paper, a line for each break."""
    lines = [element.text or ""]
    for child in element:
        if child.tag == "br":
            lines.append("")
        elif not dropped(child):
            first, *further = _lines(child)
            lines[-1] += first
            lines += further
        lines[-1] += child.tail or ""
    return lines
