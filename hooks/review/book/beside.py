"""What stands beside an element in a line of print."""

from __future__ import annotations

import copy

from lxml.html import HtmlElement

from review.book.breaks import JOINER, UNTIED
from review.book.grammar import BLOCKS, WITHIN, classes
from review.book.page import words


def joiner(element: HtmlElement) -> str:
    """What keeps a closing mark behind a box from beginning a line; nothing where no such mark
    follows."""
    while element is not None and element.tag not in BLOCKS | WITHIN:
        if element.tail:
            return JOINER if element.tail[0] in UNTIED else ""
        after = element.getnext()
        if after is not None:
            return JOINER if words(after)[:1] in tuple(UNTIED) else ""
        element = element.getparent()
    return ""


def figure_next(element: HtmlElement) -> bool:
    """Whether a figure follows a link, with which a page number between them would read as one."""
    tail, after = (element.tail or "").strip(), element.getnext()
    return tail[:1].isdigit() or not tail and after is not None and "datum" in classes(after)


def unbracketed(element: HtmlElement) -> HtmlElement | None:
    """A copy without the Chinese brackets round its text; None where it has none. They are set in
    the type of the sentence, because marks that follow each other close up only within one type."""
    bare = copy.deepcopy(element)
    bare.tail = None
    start, last = bare.text or "", bare[-1] if len(bare) else None
    end = start if last is None else last.tail or ""
    if not start.startswith("（") or not end.endswith("）") or start == end == "（":
        return None
    bare.text = start[1:] if last is not None else start[1:-1]
    if last is not None:
        last.tail = end[:-1]
    return bare
