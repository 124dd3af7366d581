"""A page of a built site, opened only as far as a test looks: there are more than a thousand, and
to read one whole takes longer than all that is asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

UNREAD = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL)
BLOCK = re.compile(
    r"<(/?)(div|details|ul|ol|table|figure)(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
)


def head(page: Path) -> html.HtmlElement:
    """The document without what its body holds."""
    return html.document_fromstring(page.read_text(encoding="utf-8").partition("<body")[0])


def article(page: Path) -> html.HtmlElement:
    """The article of a page, without what stands around it."""
    text, end = page.read_text(encoding="utf-8"), "</article>"
    return html.fragment_fromstring(text[text.index("<article") : text.rindex(end) + len(end)])


def crossed(text: str) -> Iterator[str]:
    """The tags of blocks that end where they should not, or never."""
    text, opened = UNREAD.sub("", text), []
    for tag in BLOCK.finditer(text):
        if not tag[1]:
            opened.append(tag)
        elif not opened or opened.pop()[2] != tag[2]:
            yield text[max(tag.start() - 40, 0) : tag.end() + 40]
    yield from (tag[0] for tag in opened)
