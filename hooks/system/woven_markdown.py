"""Python-Markdown for woven pages: the same HTML in less time. It tries each of its patterns on
every text of every cell of every table."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor


class PlainLinks(LinkInlineProcessor):
    """Links as Python-Markdown reads them, those without brackets or quotes inside by one
    expression instead of letter by letter.

    A page of a trial holds hundreds of them.
    """

    PLAIN = re.compile(r"""([^\[\]]*)\]\(([^\s()<>"']*)(?: "([^"']*)")?\)""")

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int | None, int | None]:
        plain = self.PLAIN.match(data, m.end(0))
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": self.unescape(plain[2])})
        link.text = plain[1]
        if plain[3] is not None:
            link.set("title", self.RE_TITLE_CLEAN.sub(" ", self.unescape(plain[3].strip())))
        return link, m.start(0), plain.end()


class PlainTexts(InlineProcessor):
    """Leaves a text alone that no inline pattern can match: two cells of three."""

    MARK = re.compile(r"[`\\\[\]!<>&*_\x02]|  \n")

    def _InlineProcessor__handleInline(
        self, data: str, patternIndex: int = 0
    ) -> str:  # the only place where Python-Markdown tries its patterns
        return (
            super()._InlineProcessor__handleInline(data, patternIndex)
            if self.MARK.search(data)
            else data
        )


class WovenMarkdown(Extension):
    """Spares Python-Markdown what no woven page holds, reference links (they would take a bracketed
    number for one), and what changes nothing."""

    UNUSED = ("reference", "image_reference", "short_reference", "short_image_ref")

    def extendMarkdown(self, md: Markdown) -> None:
        for name in self.UNUSED:
            md.inlinePatterns.deregister(name, strict=False)
        md.inlinePatterns.register(
            PlainLinks(LINK_RE, md), "link", 160
        )  # in the place of its own, as the next
        md.treeprocessors.register(PlainTexts(md), "inline", 20)
