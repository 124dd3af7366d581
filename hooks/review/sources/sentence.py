"""Where a sentence of a prose begins and ends."""

from __future__ import annotations

import re

END = re.compile(r"[。！？]|[.!?](?=\s+[^\sa-z])|\n")


def bounds(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence in which ``offset`` lies."""
    ends = [match.end() for match in END.finditer(text)]
    start = max((end for end in ends if end <= offset), default=0)
    return start, next((match.end() for match in END.finditer(text, offset)), len(text))
