"""What is done to the HTML of a page as a converter makes it.

The signs of statistics that both languages set in italics are: *P* and *n*, whoever wrote them, a
contributor in prose or the words of a table.

What the end of a line may not part stays whole: an interval, an estimate and its name, the name of
a study.
Browsers part 0.78～1.23 after 0.78 and EURAMOS-1 after its hyphen. Each such piece is put into a
span that the style sheet keeps on one line; a character that joins would come along when a reader
copies a registry number. Only a mark that stands alone (a dagger, the letter of a note) gets one,
as citations do.

Tables stand in boxes of their own, which a browser need not lay out before they come near. It skips
what stands in a box with ``content-visibility: auto``, but never a table by itself
(https://drafts.csswg.org/css-contain-2/, 4.1: size containment has no effect on a table). Long
sections are half tables."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

from review.markup.escape import JOINER

# Markdown makes them without attributes, and never one in another
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
# text with one of these signs, or a P that is no part of a word, which all of it is looked for once
NODE = re.compile(r">((?:[^<>～–·%=P-]++|P(?!(?<=\bP)\b))*+[～–·%=P-][^<>]*+)(?=<)")
ITALIC = re.compile(r"(?<![A-Za-z0-9])(?:n(?= ?[=≤≥])|P(?= ?(?:[=≤≥]|&[lg]t;|值)| values?\b))")
FIGURE = r"[+−-]?[0-9][0-9.,]*%?"
PIECE = re.compile(
    rf"{FIGURE}[～–](?:{FIGURE}|未达到|not reached)"  # an interval or a range
    r"|\b(?:HR|RR|OR)[ =][0-9][0-9.]*"
    r"|[0-9][0-9.]*% CI\b"
    # a name with a hyphen and a figure
    r"|(?<![\w./*-])(?=[A-Za-z-]{0,15}[0-9])[A-Za-z0-9]{1,15}(?:-[A-Za-z0-9]{1,15}){1,3}(?![\w-])"
)
MARK = re.compile(r'<sup class="(?:unconfirmed|note)"')
BARE = frozenset(
    ("text", "title", "desc", "code", "pre", "option", "script", "style")
)  # elements that hold text alone, or are shown as they are
TAG = re.compile(r"[a-z]+")
HEAD, MARKUP = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL), re.compile(r"<[^<>]*>")
ROW, CELL = re.compile(r"<tr>\s*<td.*?</tr>", re.DOTALL), re.compile(r"<td")
OWN = re.compile(r'class="(?:listing[^"]*|map|all)"[^<>]*>\s*$')  # set by themselves on a phone
NEAR = 200  # characters before a table that tell in what it stands
COLUMNS, MOST = 3, 6


def typeset(html: str) -> str:
    """The HTML with a ``span`` of class ``whole`` round every such piece of its text, an ``i``
    round signs of statistics, and its daggers and letters of notes joined to what they follow."""
    return MARK.sub(rf"{JOINER}\g<0>", NODE.sub(_node, html))


def _node(match: re.Match[str]) -> str:
    tag = TAG.match(match.string, match.string.rfind("<", 0, match.start()) + 1)
    if tag and tag[0] in BARE:
        return match[0]
    return ">" + _set(match[1])


@lru_cache(maxsize=1 << 14)  # the same words stand on page after page
def _set(text: str) -> str:
    pieces = PIECE.sub(r'<span class="whole">\g<0></span>', text)
    # a line does not begin with the point between two items
    return ITALIC.sub(r"<i>\g<0></i>", pieces).replace(" · ", "\u00a0· ")


def boxed(html: str) -> str:
    """The HTML with a ``div`` of class ``tabular`` round every table, which tells how many rows
    there are to keep room for. Where there is no room for its columns, a table of at least
    ``COLUMNS`` has a block for each row (``cards``), in which every cell is named by the head of
    its column; one of more than ``MOST`` has that anywhere (``many``)."""
    return TABLE.sub(_box, html)


def _box(match: re.Match[str]) -> str:
    table, before = match[0], match.string[max(0, match.start() - NEAR) : match.start()]
    rows, heads = table.count("<tr"), [_plain(head) for head in HEAD.findall(table)]
    kind = "tabular"
    if len(heads) >= COLUMNS and not OWN.search(before):
        kind += " cards many" if len(heads) > MOST else " cards"
        table = ROW.sub(lambda row: _named(row[0], heads), table)
    return f'<div class="{kind}" style="--rows: {rows}">{table}</div>'


def _plain(head: str) -> str:
    """The text of a head, as an attribute holds it."""
    return escape(unescape(MARKUP.sub("", head)).strip())


def _named(row: str, heads: list[str]) -> str:
    """A row whose cells have the heads of their columns; the first says what the row is about."""
    columns = iter(heads)

    def name(cell: re.Match[str]) -> str:
        head = next(columns, "")
        return f'<td data-head="{head}"' if head and head != heads[0] else cell[0]

    return CELL.sub(name, row)
