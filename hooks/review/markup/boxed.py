"""Tables of a page in boxes of their own, which a browser need not lay out before they come near.

A browser skips what stands in a box with ``content-visibility: auto``, but never a table by itself
(https://drafts.csswg.org/css-contain-2/, 4.1: size containment has no effect on a table). Long
sections are half tables."""

from __future__ import annotations

import re

TABLE = re.compile(
    r"<table>.*?</table>", re.DOTALL
)  # Markdown makes them without attributes, and never one in another


def boxed(html: str) -> str:
    """The HTML with a ``div`` of class ``tabular`` round every table, which tells how many rows
    there are to keep room for."""
    return TABLE.sub(
        lambda match: (
            f'<div class="tabular" style="--rows: {match[0].count("<tr")}">{match[0]}</div>'
        ),
        html,
    )
