"""Python-Markdown, set up once for all pages of a site and spared what a page has no use for.

Most of the time of a conversion goes into text, of which each piece is offered to every pattern
that there is, though most hold no markup at all and others little. What is left out here could not
have matched: the HTML is the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.inlinepatterns import HTML_RE, LINK_RE, HtmlInlineProcessor, LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

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
# what stands behind the bracket that a link begins with: its text, address and title
LINK = re.compile(rf"""([^][]*)\]\(([^\s()<>"'{STX}]+)(?: "([^"'{STX}]*)")?\)""")
TAG = r'</?(?:a|abbr|b|br|em|i|small|span|strong|sub|sup)(?: [a-z-]+="[^"<>]*")*>'
# tags within a line with what stands between them, if none of that can be markup, as one
TAGS = rf"{TAG}(?:[^<>&*_~^{{}}\n{STX}{ETX}]*{TAG})*"
# a drawing, or an end of a block between whose ends text may be Markdown
HTML = re.compile(
    r"(?<=\n\n)<figure\b(?s:.*?)\n</figure>\n(?=\n)"
    r"|<(?P<end>/?)(?:blockquote|details|div|li|ol|section|ul)\b"
)
# begins with what is rare, so that it is found quickly
ID = re.compile(r"""id=(?<=\sid=)["']?([^"'\s>]+)""")
NAME = re.compile(r"""<a\b[^<>]*\sname=["']?([^"'\s>]+)""")


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


class Links(LinkInlineProcessor):
    """Links without brackets and quotation marks in them, which are nearly all there are, found at
    once and not character by character."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:
        """The element, and where it begins and ends."""
        if (found := LINK.match(data, m.end())) is None:
            return super().handleMatch(m, data)
        element = Element("a", href=found[2])
        element.text = found[1]
        if found[3] is not None:
            element.set("title", self.RE_TITLE_CLEAN.sub(" ", found[3].strip()))
        return element, m.start(), found.end()


class InlineProcessor(treeprocessors.InlineProcessor):
    """Offers a text to those patterns alone that it may match. It has the name of the class that it
    extends, for Python tells names of methods that begin with two underscores by that."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        names = {md.inlinePatterns[name]: name for name in WITHIN}
        self._named = [(pattern, names.get(pattern, "")) for pattern in md.inlinePatterns]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Look for inline markup where there can be some."""
        for element in tree.iter():
            _spare(element)
        left_out = () if self.md.references else DEFINED
        patterns = [(pattern, name) for pattern, name in self._named if name not in left_out]
        self.inlinePatterns = [pattern for pattern, _ in patterns]
        self._within = [WITHIN.get(name, "") for _, name in patterns]
        super().run(tree, ancestors)
        return tree

    def __handleInline(self, data: Any, patternIndex: int = 0) -> Any:
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self._within):
            if self._within[patternIndex] not in data:
                patternIndex, start = patternIndex + 1, 0
                continue
            pattern = self.inlinePatterns[patternIndex]
            data, found, start = self.__applyPattern(pattern, data, patternIndex, start)
            patternIndex += not found
        return data


def _spare(element: Element) -> None:
    """Makes text in an element and after it atomic where it holds no markup, which is how
    Python-Markdown names text without any."""
    for place in ("text", "tail"):
        text = getattr(element, place)
        if text and not isinstance(text, AtomicString) and not MARKUP.search(text):
            setattr(element, place, AtomicString(text))


def converter(extensions: Sequence[Any], settings: Mapping[str, Any]) -> Markdown:
    """A converter with these extensions and their settings by name; ``reset`` before each page."""
    md = Markdown(extensions=extensions, extension_configs=dict(settings))
    # asked of every tag, it is a list of sixty
    md.block_level_elements = frozenset(md.block_level_elements)
    md.preprocessors.register(Drawings(md), "drawings", 20.5)  # "html_block" has 20
    if EXTENSIONS.issuperset(extensions):
        # at the places that they have there
        md.inlinePatterns.register(Links(LINK_RE, md), "link", 160)
        md.inlinePatterns.register(HtmlInlineProcessor(f"({TAGS}|{HTML_RE})", md), "html", 90)
        md.treeprocessors.register(InlineProcessor(md), "inline", 20)
    return md


def anchors(html: str) -> frozenset[str]:
    """The anchors of a page."""
    names = NAME.findall(html) if "name=" in html else []
    return frozenset(map(unescape, [*ID.findall(html), *names]))
