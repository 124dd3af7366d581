"""Rich text as inline HTML that Markdown leaves alone: characters Markdown reads are written as
entities, spans of protection dropped."""

from __future__ import annotations

import html
import re

from pybtex.backends.html import Backend

# ``://`` too: a bare address must not become a link inside a link
MARKDOWN = re.compile(r"[\\`*_{}\[\]~^=|@$#]|:(?=//)|!(?=\[)")
WEB = re.compile(r"https?://", re.I)


def escaped(text: str) -> str:
    """Text for an element or attribute, HTML escaped and proof against Markdown."""
    parts = re.split(r"(&[#\w]+;)", html.escape(text, quote=True))
    return "".join(
        part if index % 2 else MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", part)
        for index, part in enumerate(parts)
    )


def anchor(address: str, inner: str, kind: str = "") -> str:
    """A link to an address of the web; the inner text alone for any other address."""
    if not WEB.match(address):
        return inner
    classes = f'class="{kind}" ' if kind else ""
    return f'<a {classes}href="{html.escape(address)}">{inner}</a>'


class Inline(Backend):
    """pybtex's HTML without its spans, with our escapes."""

    def format_str(self, text: str) -> str:
        return escaped(text)

    def format_protected(self, text: str) -> str:
        return text

    @staticmethod
    def format_href(url: str, text: str, external: bool = False) -> str:
        return anchor(url, text)
