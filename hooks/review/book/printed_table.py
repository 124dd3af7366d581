"""Tables on paper: heads that return on every page, columns as wide as what they hold, small ones
whole on a page."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from lxml.html import HtmlElement

from review.book import breaks, literal
from review.book.columns import CLOSER, LINE, WIDE, Need, columns
from review.book.grammar import classes
from review.book.measure import width
from review.book.page import SPACE, Page, words
from review.book.print_refusal import Refusal, Unprintable

MIDDLING = 20  # lines of a table whose notes stay on its page: it is then not broken either
LOW = 14  # lines of a table that is not broken over pages, its head among them
KEPT = 420  # characters of a row that is not broken over pages
BARE = r"[^\s\u200b\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60，。；：（）、]+"
TOKEN = re.compile(
    rf"（?{BARE}(?:(?<=%)（{BARE}）)?[，。；：）、]*"
)  # with the marks that stay with it; no line is parted between % and a bracket
KEPT_WORD = re.compile(r"[0-9]|[A-Z]{2}")  # a name or a figure is not hyphenated
KEPT_PIECES = frozenset({"whole", "status", "since"})
PILLS = frozenset({"status", "since"})  # smaller type and a frame: as wide as their words
CLOSERS = re.compile(
    r"[，。；：、）】》”’！？…%,.;:)†‡§¶\u2060]*"
)  # what stays with the piece before it
LONGEST = 16  # characters of a piece that is kept whole
SYLLABLES = 11  # letters of a word that stay together
TIED = "n"  # is about as wide as a blank at which no line ends
MARK = 4.4  # ems of a page mark

Cell = Callable[[HtmlElement], str]


def write(element: HtmlElement, cell: Cell, page: Page) -> tuple[str, float]:
    """A table, and about how many lines high it gets, infinite for one on a page of its own.
    ``cell`` writes what one cell holds."""
    heads = [_cells(row) for part in element.iter("thead") for row in part.iter("tr")]
    rows = [_cells(row) for row in element.iter("tr") if row.getparent().tag != "thead"]
    count = max((sum(_span(each) for each in row) for row in heads + rows), default=0)
    if not count:
        raise Unprintable(Refusal("表格没有单元格", "a table has no cells", page.path))
    shown = {each: cell(each) for row in heads + rows for each in row}
    head = "".join(f"{_cell(each, shown[each])}, " for row in heads for each in row)
    body = "".join(f"{each}, " for group in _groups(rows) for each in _group(group, shown, page))
    fit = columns([_needs(row, shown) for row in heads + rows], count)
    header = f"table.header(repeat: true, {head}), " if head else ""
    rules = (
        "stroke: (x, y) => (bottom: if y == "
        + str(max(len(heads) - 1, 0))
        + " { 0.7pt + green } else { hair })"
    )
    inner = f"table(columns: {fit.array}, align: left + top, fill: (x, y) => if y < {len(heads)} {{ luma(244) }}, {rules}, {header}{body})"
    inner = inner if fit.line == LINE else f"closer({CLOSER.get(fit.line, 0.86)}em, {inner})"
    if fit.line == WIDE:
        return f"#page(flipped: true)[#{inner}];", math.inf
    parted, noted = fit.height > LOW, fit.height <= MIDDLING and _noted(element)
    return literal.call(
        "block",
        "width: 100%",
        "above: 1em",
        "below: 1.1em",
        f"breakable: {literal.truth(parted)}",
        f"sticky: {literal.truth(noted)}",
        inner,
    ), fit.height


def _noted(element: HtmlElement) -> bool:
    """Whether notes of a table, or of its daggers, come next; they stay on its page."""
    box = element.getparent() if element.getnext() is None else element
    after = box.getnext() if box is not None else None
    first = (
        next((child for child in after if isinstance(child.tag, str)), None)
        if after is not None and after.tag == "p"
        else None
    )
    return (
        after is not None
        and "notes" in classes(after)
        or first is not None
        and first.tag == "small"
        and "unconfirmed" in classes(first)
    )


def _needs(row: list[HtmlElement], shown: Mapping[HtmlElement, str]) -> dict[int, Need]:
    """What the cells of a row need, by the column each stands in; a cell over several columns takes
    what they have."""
    found, at = {}, 0
    for each in row:
        if _span(each) == 1:
            head, more = each.tag == "th", MARK * shown[each].count("#mark(")
            lines = [width(line, head) for line in _lines(each)]
            lines[-1] += more
            found[at] = Need(
                tuple(lines),
                max([min(more, MARK), *(width(piece, head) for piece in _unbroken(each))]),
            )
        at += _span(each)
    return found


def _unbroken(element: HtmlElement) -> list[str]:
    """The pieces of a cell that no line parts: names, figures, verdicts; of a long word, as much as
    hyphens leave together."""
    lines = [
        breaks.tied("", SPACE.sub(" ", line), "zh", True).replace(breaks.TIE, TIED)
        for line in _lines(element)
    ]
    tokens = (
        token if KEPT_WORD.search(token) else token[:SYLLABLES]
        for line in lines
        for token in TOKEN.findall(line)
    )
    pieces = [
        piece
        for piece in element.iter("span")
        if KEPT_PIECES & set(classes(piece)) and len(words(piece)) <= LONGEST
    ]
    return [
        *tokens,
        *(
            f"{words(piece)}{'' if PILLS & set(classes(piece)) else _closers(piece)}"
            for piece in pieces
        ),
    ]


def _closers(piece: HtmlElement) -> str:
    """The marks right behind a piece, which stay on its line: closing ones, and a dagger or letter
    set as superscript."""
    tail = piece.tail or ""
    marks, after = CLOSERS.match(tail)[0], piece.getnext()
    return marks + (
        words(after) if marks == tail.rstrip() and after is not None and after.tag == "sup" else ""
    )


def _groups(rows: list[list[HtmlElement]]) -> list[list[list[HtmlElement]]]:
    """Rows of results with those below that leave their first cell empty: it is said once for all
    of them. A cell that links can lead to names a result; in any other table an empty cell is what
    it is."""
    groups: list[list[list[HtmlElement]]] = []
    for row in rows:
        if (
            groups
            and len(row) > 1
            and len(row) == len(groups[-1][0])
            and not words(row[0])
            and _named(groups[-1][0][0])
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _named(cell: HtmlElement) -> bool:
    return bool(words(cell)) and any(each.get("id") for each in cell.iter("span"))


def _group(
    rows: list[list[HtmlElement]], shown: Mapping[HtmlElement, str], page: Page
) -> list[str]:
    """The cells of a group. A row that begins a sheet says again what it is a row of; a cell over
    all rows would be drawn behind the last of them, and copied there."""
    first, *rest = rows
    key = (
        next(
            (
                f"row:{page.uri}#{each.get('id')}"
                for each in first[0].iter("span")
                if each.get("id")
            ),
            "",
        )
        if rest
        else ""
    )
    name = literal.content(literal.text(SPACE.sub(" ", _lines(first[0])[0]).strip()))
    heads = (
        [
            shown[first[0]] + literal.call("row", literal.string(key), "0"),
            *(
                literal.call("carried", literal.string(key), str(n), name)
                for n in range(1, len(rows))
            ),
        ]
        if rest
        else [shown[first[0]]]
    )
    return [
        _cell(each, head if each is row[0] else shown[each], _whole(row))
        for head, row in zip(heads, rows)
        for each in row
    ]


def _whole(row: list[HtmlElement]) -> bool:
    """Whether a row is short enough to stay on one page."""
    return sum(len(words(each)) for each in row) <= KEPT


def _cell(element: HtmlElement, shown: str, whole: bool = True) -> str:
    spans = {
        name: element.get(name)
        for name in ("colspan", "rowspan")
        if (element.get(name) or "1").isdigit() and int(element.get(name) or "1") > 1
    }
    if element.tag == "th":
        shown = f"#set text(font: sans, weight: 700, size: 0.93em)\n{shown}"
    arguments = [
        *(f"{name}: {value}" for name, value in spans.items()),
        f"breakable: {'false' if whole else 'true'}",
    ]
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
