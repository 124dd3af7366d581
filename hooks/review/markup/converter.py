"""Python-Markdown, set up once for all pages of a site and spared what a page has no use for.

Most of the time of a conversion goes into text, of which each piece is offered to every pattern
that there is, though a page may hold nothing that could match and most pieces hold no markup at
all. What is left out here could not have matched: the HTML is the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

# without which a pattern cannot match, by its name; others are always offered the text
WITHIN = {
    **dict.fromkeys(("link", "reference", "short_reference"), "["),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), "!["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    **{"backtick": "`", "escape": "\\", "entity": "&", "linebreak": "  \n"},
}
DEFINED = ("reference", "short_reference", "image_reference", "short_image_ref")
# whose markup these tell; beside any other extension nothing is left out
EXTENSIONS = frozenset(
    ("admonition", "attr_list", "def_list", "fenced_code", "md_in_html", "sane_lists", "tables")
    + ("toc", *(f"pymdownx.{name}" for name in ("betterem", "caret", "saneheaders", "superfences")))
    + ("pymdownx.tasklist", "pymdownx.tilde")
)
# what some pattern begins with, those of emphasis among them, or stands for what was stashed
MARKUP = re.compile(rf"[`\\\[<&*_~^{STX}]|  \n")
# a drawing, or an end of a block between whose ends text may be Markdown
HTML = re.compile(
    r"(?<=\n\n)<figure\b(?s:.*?)\n</figure>\n(?=\n)"
    r"|<(?P<end>/?)(?:blockquote|details|div|li|ol|section|ul)\b"
)
ANCHOR = re.compile(r"""\sid=["']?([^"'\s>]+)|<a\b[^<>]*\sname=["']?([^"'\s>]+)""")


class Drawings(Preprocessor):
    """Puts drawings aside before HTML is looked for tag by tag, but for those within a block of
    Markdown, which take part in how that is written."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines of a page, with one in the place of each such drawing."""
        self._open = 0
        return HTML.sub(self._aside, "\n".join(lines)).split("\n")

    def _aside(self, match: re.Match[str]) -> str:
        if match["end"] is not None:
            self._open = max(0, self._open + (-1 if match["end"] else 1))
        elif not self._open:
            return f"\n{self.md.htmlStash.store(match[0])}\n\n"
        return match[0]


class Spared(Treeprocessor):
    """Says before inline markup is looked for where none can be."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._names = {md.inlinePatterns[name]: name for name in WITHIN}
        self._patterns: list[Pattern] = [*md.inlinePatterns]

    def run(self, root: Element) -> None:
        """Mark text without markup as such, and name the patterns that the rest may match."""
        marked = "\n\n".join(text for element in root.iter() for text in _marked(element))
        inline = self.md.treeprocessors["inline"]
        inline.inlinePatterns = [
            pattern for pattern in self._patterns if self._may_match(pattern, marked)
        ]

    def _may_match(self, pattern: Pattern, text: str) -> bool:
        name = self._names.get(pattern, "")
        return WITHIN.get(name, "") in text and (name not in DEFINED or bool(self.md.references))


def _marked(element: Element) -> list[str]:
    """The text in an element and after it as far as it may hold markup; the rest is made atomic,
    which is how Python-Markdown names text without any."""
    marked = []
    for place in ("text", "tail"):
        if (text := getattr(element, place)) and not isinstance(text, AtomicString):
            if MARKUP.search(text):
                marked.append(text)
            else:
                setattr(element, place, AtomicString(text))
    return marked


def converter(extensions: Sequence[Any], settings: Mapping[str, Any]) -> Markdown:
    """A converter with these extensions and their settings by name; ``reset`` before each page."""
    md = Markdown(extensions=extensions, extension_configs=dict(settings))
    # asked of every tag, it is a list of sixty
    md.block_level_elements = frozenset(md.block_level_elements)
    md.preprocessors.register(Drawings(md), "drawings", 20.5)  # "html_block" has 20
    if EXTENSIONS.issuperset(extensions):
        md.treeprocessors.register(Spared(md), "spared", 20.5)  # "inline" has 20
    return md


def anchors(html: str) -> frozenset[str]:
    """The anchors of a page."""
    return frozenset(unescape(name or other) for name, other in ANCHOR.findall(html))
