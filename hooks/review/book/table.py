"""Tables on paper: heads that return on every page, columns as wide as what they hold, small ones whole on a page."""
from __future__ import annotations

import re
from typing import Callable, Mapping

from lxml.html import HtmlElement

from . import literal
from .grammar import classes
from .measure import width
from .page import SPACE, Page, words
from .refusal import Refusal, Unprintable

LINE = 54.0  # ems of a table's type on a line of the page
CLOSER = {63.0: 0.86, 70.0: 0.77}  # ems of smaller type, and its size
WIDE = 92.0  # ems of the first of these on a page turned by a quarter
KEPT = 420  # characters of a row that is not broken over pages
BARE = r"[^\s\u200b\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60，。；：（）、]+"
TOKEN = re.compile(rf"（?{BARE}(?:(?<=%)（{BARE}）)?[，。；：）、]*")  # with the marks that stay with it; no line is parted between % and a bracket
KEPT_WORD = re.compile(r"[0-9]|[A-Z]{2}")  # a name or a figure is not hyphenated
KEPT_PIECES = frozenset({"whole", "status", "since"})
PILLS = frozenset({"status", "since"})
EDGE = "nn"  # room for the frame round a verdict
CLOSERS = re.compile(r"[，。；：、）】》”’！？…%,.;:)†‡§¶\u2060]*")  # what stays with the piece before it
LONGEST = 16  # characters of a piece that is kept whole
SYLLABLES = 11  # letters of a word that stay together
DAMPED = 0.65  # a column of short names is not starved by one of prose
SHORT = 4.2  # ems that stay on one line
STEPS = 24  # halvings
GAP = 1.1  # ems of a column's own edges
MARK = 4.4  # ems of a page mark

Cell = Callable[[HtmlElement], str]


def write(element: HtmlElement, cell: Cell, page: Page) -> str:
    """A table. ``cell`` writes what one cell holds."""
    heads = [_cells(row) for part in element.iter("thead") for row in part.iter("tr")]
    rows = [_cells(row) for row in element.iter("tr") if row.getparent().tag != "thead"]
    count = max((sum(_span(each) for each in row) for row in heads + rows), default=0)
    if not count:
        raise Unprintable(Refusal("表格没有单元格", "a table has no cells", page.path))
    shown = {each: cell(each) for row in heads + rows for each in row}
    head = "".join(f"{_cell(each, shown[each])}, " for row in heads for each in row)
    body = "".join(f"{_cell(each, shown[each], _whole(row))}, " for row in rows for each in row)
    columns, line = widths(heads + rows, count, {each: MARK * text.count("#mark(") for each, text in shown.items()})
    header = f"table.header(repeat: true, {head}), " if head else ""
    rules = "stroke: (x, y) => (bottom: if y == " + str(max(len(heads) - 1, 0)) + " { 0.7pt + green } else { hair })"
    inner = f"table(columns: {columns}, align: left + top, fill: (x, y) => if y < {len(heads)} {{ luma(244) }}, {rules}, {header}{body})"
    inner = inner if line == LINE else f"closer({CLOSER.get(line, 0.86)}em, {inner})"
    return f"#page(flipped: true)[#{inner}];" if line == WIDE else f"#block(width: 100%, above: 1em, below: 1.1em, sticky: {'true' if _noted(element) else 'false'}, {inner});"


def _noted(element: HtmlElement) -> bool:
    """Whether the notes of a table's daggers come next; they stay on its page."""
    box = element.getparent() if element.getnext() is None else element
    after = box.getnext() if box is not None else None
    first = next((child for child in after if isinstance(child.tag, str)), None) if after is not None and after.tag == "p" else None
    return first is not None and first.tag == "small" and "unconfirmed" in classes(first)


def widths(rows: list[list[HtmlElement]], count: int, more: Mapping[HtmlElement, float]) -> tuple[str, float]:
    """Column widths as a Typst array, and the line they are for: LINE, one of CLOSER, or WIDE. ``more`` is what print adds to a cell, in ems.

    A column is never narrower than its longest word nor wider than its longest line; between these it gets its share by what its
    fullest cell holds, damped.
    """
    least, most, fullest = ([0.0] * count for _ in range(3))
    for row in rows:
        at = 0
        for each in row:
            if _span(each) == 1:
                head = each.tag == "th"
                lines = [width(line, head) for line in _lines(each)]
                least[at] = max([least[at], min(more[each], MARK), *(width(piece, head) for piece in _unbroken(each))])
                most[at] = max([most[at], *(line + more[each] for line in lines)])
                fullest[at] = max(fullest[at], sum(lines) + more[each])
            at += _span(each)
    least, most = [max(value, min(longest, SHORT)) + GAP for value, longest in zip(least, most)], [value + GAP for value in most]
    if sum(most) <= LINE:
        return literal.array("1fr" if most[at] == max(most) and sum(most) > 0.8 * LINE else "auto" for at in range(count)), LINE
    line = next((line for line in (LINE, *CLOSER) if sum(least) <= line), WIDE)
    shares = _shared(least, most, [full**DAMPED for full in fullest], line)
    return literal.array(f"{share:.2f}fr" for share in shares), line


def _shared(least: list[float], most: list[float], fullest: list[float], line: float) -> list[float]:
    """Widths that add up to ``line`` where they can, each its part of ``fullest``, within its bounds; the part is found by halving."""
    low, high = 0.0, line
    for _ in range(STEPS):
        part = (low + high) / 2
        shares = [min(max(wide, part * full), max(wide, longest)) for wide, longest, full in zip(least, most, fullest)]
        low, high = (part, high) if sum(shares) < line else (low, part)
    return shares


def _unbroken(element: HtmlElement) -> list[str]:
    """The pieces of a cell that no line parts: names, figures, verdicts; of a long word, as much as hyphens leave together."""
    tokens = (token if KEPT_WORD.search(token) else token[:SYLLABLES] for line in _lines(element) for token in TOKEN.findall(SPACE.sub(" ", line)))
    pieces = [piece for piece in element.iter("span") if KEPT_PIECES & set(classes(piece)) and len(words(piece)) <= LONGEST]
    return [*tokens, *(f"{words(piece)}{EDGE if PILLS & set(classes(piece)) else _closers(piece)}" for piece in pieces)]


def _closers(piece: HtmlElement) -> str:
    """The marks right behind a piece, which stay on its line: closing ones, and a dagger or letter set as superscript."""
    tail = piece.tail or ""
    marks, after = CLOSERS.match(tail)[0], piece.getnext()
    return marks + (words(after) if marks == tail.rstrip() and after is not None and after.tag == "sup" else "")


def _whole(row: list[HtmlElement]) -> bool:
    """Whether a row is short enough to stay on one page."""
    return sum(len(words(each)) for each in row) <= KEPT


def _cell(element: HtmlElement, shown: str, whole: bool = True) -> str:
    spans = {name: element.get(name) for name in ("colspan", "rowspan") if (element.get(name) or "1").isdigit() and int(element.get(name) or "1") > 1}
    if element.tag == "th":
        shown = f"#set text(font: sans, weight: 700, size: 0.93em)\n{shown}"
    arguments = [*(f"{name}: {value}" for name, value in spans.items()), f"breakable: {'false' if whole else 'true'}"]
    return f"table.cell({', '.join(arguments)})[{shown}]"


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [each for each in row if each.tag in ("td", "th")]


def _span(element: HtmlElement) -> int:
    value = element.get("colspan") or "1"
    return int(value) if value.isdigit() else 1


def _lines(element: HtmlElement) -> list[str]:
    """What a cell holds, a line for each break."""
    parts, current = [], [element.text or ""]
    for node in element.iter():
        if node is element or not isinstance(node.tag, str):
            continue
        if node.tag == "br":
            parts.append("".join(current))
            current = []
        else:
            current.append(node.text or "")
        current.append(node.tail or "")
    return [*parts, "".join(current)]
