"""Typst literals. Text reaches Typst only as these, so that no character of a page is ever read as
markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": " ", "\t": " "})
REGIONS = {"zh": "cn", "en": "gb"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def string(text: str) -> str:
    """A string literal. Control characters, which no font draws, become blanks."""
    return f'"{CONTROL.sub(" ", text).translate(ESCAPES)}"'


def text(words: str) -> str:
    """Words inside markup."""
    return f"#{string(words)};" if words else ""


def array(items: Iterable[str]) -> str:
    """An array of literals; the comma behind a single item keeps it an array."""
    return f"({''.join(f'{item}, ' for item in items)})"


def dictionary(items: Mapping[str, str]) -> str:
    """A dictionary of literals."""
    return f"({', '.join(f'{name}: {value}' for name, value in items.items()) or ':'})"


def truth(value: bool) -> str:
    """A truth value."""
    return "true" if value else "false"


def call(name: str, *arguments: str) -> str:
    """A call inside markup; the semicolon ends it, whatever follows."""
    return f"#{name}({', '.join(arguments)});"


def content(markup: str) -> str:
    """A block of content as an argument."""
    return f"[{markup}]"


def language(name: str) -> str:
    """Arguments that set a language with the region whose usage the review follows; without it
    Typst would keep that of the book."""
    return f"lang: {string(name)}" + (
        f", region: {string(REGIONS[name])}" if name in REGIONS else ", region: none"
    )
