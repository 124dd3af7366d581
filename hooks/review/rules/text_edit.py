"""The repair of a stretch of prose, where it is safe to write there."""

from __future__ import annotations

import re

from review.problem import Edit
from review.sources.prose import Prose
from review.sources.visible_text import Seen

# what ends a text without quotation marks, or gives it another meaning
YAML_MARK = re.compile(r"[,:#\[\]{}]")


def edit(prose: Prose, start: int, end: int, new: str) -> Edit | None:
    """The repair of a stretch of prose; None where the prose does not stand in its file letter by
    letter, or the repair would break a table."""
    text = prose.source.text
    quoted = text[prose.start - 1 : prose.start] in ("'", '"')
    plain = prose.source.path.endswith(".yml") and not quoted
    if not prose.exact or plain and YAML_MARK.search(new):
        return None
    return Edit(prose.source.path, prose.start + start, prose.start + end, new)


def visible_edit(prose: Prose, view: Seen, start: int, end: int, new: str) -> Edit | None:
    """The repair that puts ``new`` in the place of what a reader sees from ``start`` to ``end``;
    None where that does not stand in one piece in the source."""
    if not view.solid(start, end):
        return None
    return edit(prose, view.starts[start], view.ends[end - 1], new)
