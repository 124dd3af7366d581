"""Python values as Typst literals, so that no character of a page is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": " ", "\t": " "})
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Content(str):
    """Typst markup, which goes into a call as it is."""


Title = tuple[int, str, Content]  # level, name and words of a heading


def literal(value: object) -> str:
    """A string, number, truth value, array, dictionary or nothing, as Typst writes it."""
    match value:
        case Content():
            return f"[{value}]"
        case str():
            # control characters, which no font draws, become blanks
            return f'"{CONTROL.sub(" ", value).translate(ESCAPES)}"'
        case True | False | None:
            return str(value).lower()
        case Mapping():
            fields = (f"{literal(name)}: {literal(item)}" for name, item in value.items())
            return f"({', '.join(fields) or ':'})"
        case Iterable():
            # the comma behind a single item keeps it an array
            return f"({''.join(f'{literal(item)}, ' for item in value)})"
    return str(value)


def text(words: str) -> Content:
    """Words inside markup."""
    return Content(f"#{literal(words)};" if words else "")


def call(function: str, *values: object, **named: object) -> Content:
    """A call inside markup, ended by its semicolon. In a named argument ``_`` stands for ``-``."""
    arguments = [
        *map(literal, values),
        *(f"{name.replace('_', '-')}: {literal(value)}" for name, value in named.items()),
    ]
    return Content(f"#{function}({', '.join(arguments)});")


def joined(parts: Iterable[str]) -> Content:
    """Pieces of markup in a row."""
    return Content("".join(parts))
