"""Text as catalogues give it, with mark-up and entities of HTML, as plain text.

Small figures become the characters for them; those for which there are none are written on the
line, and named, so that a person is told."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from review.markup.scalar import clean
from review.sources.latex import LOWERED, RAISED

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# elements of HTML, JATS and MathML that catalogues have in titles; other “<…>” is text
MARKUP = (
    r"a|abbr|b|big|bold|br|center|cite|code|del|div|em|font|hr|i|img|inline-formula|ins|italic"
    r"|li|math|mi|mn|mo|mover|mrow|ms|mspace|mstyle|mtext|munder|named-content|ol|p|roman|sc|scp"
    r"|script|small|span|strike|strong|style|styled-content|sup|sub|svg|tt|title|u|ul|underline|wbr"
)
TAG = re.compile(rf"</?(?:jats:|mml:|xhtml:)?(?:{MARKUP})\b[^<>]*>", re.IGNORECASE)
SMALL = re.compile(
    r"<(?P<how>sup|sub)\b[^<>]*>(?P<inner>[^<>]{0,200})</(?P=how)\s*>", re.IGNORECASE
)
# MathML: the base and its small figure
SCRIPT = re.compile(
    r"<(?:mml:)?m(?P<how>sup|sub)\b[^<>]*>(?P<base>\s*<(?P<tag>(?:mml:)?m[a-z]+)[^<>]*>[^<>]*"
    r"</(?P=tag)>)\s*<(?:mml:)?m[a-z]+[^<>]*>(?P<inner>[^<>]{0,200})</(?:mml:)?m[a-z]+>\s*"
    r"</(?:mml:)?m(?P=how)>",
    re.IGNORECASE,
)


class Plain(NamedTuple):
    """Plain text, and the small figures that stand on the line for want of characters."""

    text: str
    flattened: tuple[str, ...] = ()


def plain(value: str) -> Plain:
    """Any text of a catalogue on one line, without mark-up."""
    flattened: list[str] = []

    def small(match: re.Match[str]) -> str:
        inner = clean(unescaped(TAG.sub("", match["inner"])))
        table = LOWERED if match["how"].lower() == "sub" else RAISED
        base = match.groupdict().get("base") or ""
        if inner and all(ord(letter) in table for letter in inner):
            return base + inner.translate(table)
        flattened.extend([inner] if inner else [])
        return base + inner

    text = unescaped(value)
    text = SMALL.sub(small, SCRIPT.sub(small, text))
    return Plain(clean(unescaped(TAG.sub("", text)), len(text) + 1), tuple(flattened))


def unstopped(text: str) -> str:
    """A title without the full stop at its end."""
    stopped = text.endswith((".", "。")) and not text.endswith("..")
    return text[:-1].rstrip() if stopped else text


def unescaped(text: str) -> str:
    """Entities as the characters they stand for; an ampersand without a semicolon is one."""
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)
