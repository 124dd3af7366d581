"""What stays on a page with what follows it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from review.book.grammar import HEADINGS, classes
from review.book.page import words


def explained(figure: HtmlElement) -> bool:
    """Whether the key to the plots of a page comes next."""
    box = figure if figure.getnext() is not None else figure.getparent()
    after = box.getnext() if box is not None else None
    return after is not None and any("legend" in classes(each) for each in after.iter())


def explains(notes: HtmlElement) -> bool:
    """Whether a line in small print goes on with what notes of a table say."""
    after = notes.getnext()
    return (
        after is not None
        and after.tag == "p"
        and len(after) > 0
        and after[0].tag == "small"
        and not (after.text or "").strip()
    )


def parts(element: HtmlElement) -> list[HtmlElement]:
    """What a list, a division or what the site folds away because it is long is made of: a page may
    end between two of them."""
    folded = element.tag == "details" and "rest" in classes(element)
    children = [child for child in element if isinstance(child.tag, str)]
    return (
        [child for child in children if child.tag != "summary"]
        if folded
        else children
        if element.tag in ("ul", "div")
        else []
    )


def led(
    rows: Iterable[tuple[HtmlElement, HtmlElement]],
) -> list[list[tuple[HtmlElement, HtmlElement]]]:
    """Rows of a pair, each that introduces what follows joined to it: between two rows a page may
    end."""
    joined: list[list[tuple[HtmlElement, HtmlElement]]] = []
    for row in rows:
        if joined and all(introduces(side) for side in joined[-1][-1]):
            joined[-1].append(row)
        else:
            joined.append([row])
    return joined


def introduces(element: HtmlElement) -> bool:
    """Whether a block is a heading or a paragraph that ends in a colon."""
    return element.tag in HEADINGS or element.tag == "p" and words(element).endswith(("：", ":"))


def leads(element: HtmlElement) -> bool:
    """Whether a paragraph introduces what follows and so stays on its page: it is bold as a whole,
    ends in a colon, or a figure or code is next."""
    after = element.getnext()
    if after is not None and (
        after.tag == "pre" or after.tag in ("ul", "ol") and words(element).endswith(("：", ":"))
    ):
        return True
    whole = (
        len(element) == 1
        and element[0].tag == "strong"
        and not (element.text or "").strip()
        and (element[0].tail or "").strip() in ("", "：", ":")
    )
    return after is not None and (whole or after.tag == "figure")
