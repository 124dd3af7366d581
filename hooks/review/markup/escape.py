"""Text of contributors, made safe where it lands: Markdown, table cell, attribute."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from urllib.parse import quote

JOINER = "\u2060"  # keeps what follows from beginning a line
SPECIAL = re.compile(r"[\\`*_\[\]|{]")
TAG = re.compile(r"<(?!https?://[^\s<>]+>)(?=[A-Za-z/!?])")
BAR = re.compile(r"(?<!\\)\|")
STAR = re.compile(r"(?<=[A-Za-z])\*(?=[0-9])")
ENTITIES = str.maketrans({**{mark: f"&#{ord(mark)};" for mark in "|\\`[]{"}, "\n": " "})
EMPHATIC = str.maketrans({mark: f"&#{ord(mark)};" for mark in "*_~^"})
ESCAPED = re.compile(r"\\(?:\\|(?P<sign>[\"$%&',/:;=?@]))")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+\Z", re.IGNORECASE)
OPENING = re.compile(r"(?<!\\)(?:\\\\)*\{|(?<=\])\(|(?m:^[ ]{0,3})\[(?=[^\[\]]*\]:)")
LINKED = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s[^()]*)?\)(?:\{[^{}]*\})?"
)
CITED = re.compile(r"\s?\[(?:#[0-9]+ )?@[^\[\]]*\]")


@lru_cache(maxsize=1 << 14)
def literal(text: str) -> str:
    """Plain text as Markdown that shows just that text."""
    return SPECIAL.sub(r"\\\g<0>", html.escape(text, quote=False))


@lru_cache(maxsize=1 << 14)
def attribute(text: str) -> str:
    """Plain text inside a double-quoted attribute or link title.

    Markdown reads code, backslashes and links before it reads tags, and tables before all: their
    marks go in as entities, too."""
    return html.escape(text).translate(ENTITIES)


@lru_cache(maxsize=1 << 13)
def harmless(markdown: str) -> str:
    """Markdown in which nothing can begin that the core has not read: no tag, no attribute list, no
    link, no link definition.

    The links, code and citations of a prose are set apart before; what is left may hold emphasis,
    lists and tables. The star of an allele (A*02) is no emphasis."""
    text = OPENING.sub(r"\\\g<0>", TAG.sub("&lt;", markdown))
    return STAR.sub(r"\*", ESCAPED.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    """A sign behind a backslash that only CommonMark takes away, as an entity."""
    return f"&#{ord(match['sign'])};" if match["sign"] else match[0]


def code(text: str) -> str:
    """Plain text between tags of code: there Markdown would still read emphasis."""
    return attribute(text).translate(EMPHATIC)


def cell(markdown: str) -> str:
    """Markdown inside one cell of a table: one line, no bar that would end the cell."""
    line = " ".join(markdown.split())
    return BAR.sub(r"\\|", line) if "|" in line else line


@lru_cache(maxsize=1 << 12)
def plain(markdown: str) -> str:
    """What a reader reads: links as their text, no citations, no emphasis, no tags."""
    text = CITED.sub("", LINKED.sub(r"\1", markdown))
    text = re.sub(r"<!--.*?-->|</?[A-Za-z][^<>]*>", "", text, flags=re.DOTALL)
    return html.unescape(" ".join(re.sub(r"(?<!\\)\*+|`|\\(?=[*_\[\]|`])", "", text).split()))


def block(lines: Iterable[str], fence: str) -> str:
    """Lines of a code block, up to the one that closes it with ``fence``, as one line of HTML: no
    line of it can begin or end anything for a converter."""
    code = list(takewhile(lambda line: not re.fullmatch(rf"{fence}{fence[0]}*[ ]*", line), lines))
    return f"<pre><code>{'&#10;'.join(map(attribute, code))}</code></pre>"


def address(url: str) -> str:
    """An outside address as a link target; empty unless http, https or mailto."""
    return quote(url, safe="%/:=&?~#+!$,;@*-._", errors="replace") if ADDRESS.match(url) else ""


def link(text: str, target: str, title: str = "", classes: str = "") -> str:
    """A Markdown link; its text alone where there is no target."""
    if not target:
        return text
    titled = f' "{attribute(title)}"' if title else ""
    return f"[{text}]({target}{titled})" + (f"{{{classes}}}" if classes else "")
