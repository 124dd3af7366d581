"""Tables as GitHub Markdown, which Python-Markdown and other generators read alike."""

from __future__ import annotations

from collections.abc import Sequence

from review.markup.escape import cell

BREAK = "<br>"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown cells without empty columns; empty where it has no rows."""
    if not rows:
        return ""
    columns = [place for place in range(len(header)) if any(row[place] for row in rows)]
    lines = [[line[place] for place in columns] for line in (header, *rows)]
    lines.insert(1, ["---"] * len(columns))
    return "\n".join(map(_line, lines))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell(text) or ' ' for text in cells)} |"


def listing(markdown: str, name: str = "terms") -> str:
    """A table in which every row stands for something by itself: on a phone an entry each, without
    the heads of the columns."""
    return f'<div class="listing {name}" markdown="1">\n\n{markdown}\n\n</div>' if markdown else ""


def lines(*parts: str) -> str:
    """Several lines of one cell."""
    return BREAK.join(part for part in parts if part)


def small(text: str, name: str = "note") -> str:
    """A line in small print."""
    return f'<small class="{name}">{text}</small>' if text else ""


def anchor(*ids: str) -> str:
    """Invisible targets for links."""
    return "".join(f'<span id="{id}"></span>' for id in ids)
