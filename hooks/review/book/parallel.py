"""A pair of languages side by side: what stands beside what, and where a page may end."""

from __future__ import annotations

from lxml.html import HtmlElement

from review.book.printed_page import BLOCKS, HEADINGS, classes, dropped, words

LIMITS = (450, 900)  # characters of a Chinese and an English side that stay on one page
Row = tuple[HtmlElement, HtmlElement]


def two_sides(element: HtmlElement) -> Row | None:
    """The Chinese and the English side of a pair; None for any other element."""
    children = [child for child in element if isinstance(child.tag, str)]
    if [child.get("lang", "")[:2] for child in children] != ["zh", "en"]:
        return None
    return children[0], children[1]


def tabular(row: Row) -> bool:
    """Whether a pair holds a table or a figure, for which a column is too narrow."""
    return any(True for side in row for _ in side.iter("table", "figure"))


def groups(zh: HtmlElement, en: HtmlElement) -> list[list[Row]]:
    """The rows of a pair, block beside block and item beside item where both have as many. What
    introduces a row stands in one group with it: a page may end between two groups."""
    found: list[list[Row]] = []
    for row in _rows(zh, en):
        if found and all(_introduces(side) for side in found[-1][-1]):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def short(group: list[Row]) -> bool:
    """Whether a group of rows is short enough to stay on one page."""
    lengths = [sum(len(words(side)) for side in sides) for sides in zip(*group)]
    return all(length <= limit for length, limit in zip(lengths, LIMITS))


def _rows(zh: HtmlElement, en: HtmlElement) -> list[Row]:
    """What stands beside what; nothing of what is left out of print."""
    if dropped(zh) or dropped(en):
        return []
    if not _same_shape(zh, en):
        return [(zh, en)]
    rows: list[Row] = []
    for left, right in zip(_parts(zh), _parts(en)):
        divided = _parts(left) and not (left.text or "").strip()
        rows += _rows(left, right) if divided else [(left, right)]
    return rows


def _same_shape(zh: HtmlElement, en: HtmlElement) -> bool:
    """Whether two sides have as many blocks, each of its counterpart's kind, and no bare text."""
    left_parts, right_parts = _parts(zh), _parts(en)
    if not left_parts or len(left_parts) != len(right_parts) or (zh.text or en.text or "").strip():
        return False
    pairs = zip(left_parts, right_parts)
    return all(left.tag == right.tag and _bare_block(left) for left, right in pairs)


def _bare_block(element: HtmlElement) -> bool:
    """Whether an element is a block that no bare text follows."""
    return is_block(element) and not (element.tail or "").strip()


def _parts(element: HtmlElement) -> list[HtmlElement]:
    """What a list, a division or what the site folds away because it is long is made of."""
    children = [child for child in element if isinstance(child.tag, str)]
    if element.tag == "details" and "rest" in classes(element):
        return [child for child in children if child.tag != "summary"]
    return children if element.tag in ("ul", "div") else []


def _introduces(element: HtmlElement) -> bool:
    """Whether a block is a heading or a paragraph that ends in a colon."""
    colon = words(element).endswith(("：", ":"))
    return element.tag in HEADINGS or (element.tag == "p" and colon)


def is_block(element: HtmlElement) -> bool:
    """Whether an element ends the paragraph before it."""
    if element.tag in BLOCKS:
        return True
    children = [child for child in element if isinstance(child.tag, str)]
    return element.tag == "span" and any(is_block(child) for child in children)
