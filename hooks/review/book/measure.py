"""How wide a text is in print, from the advance widths of the fonts that tables and drawings are
set in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from review.book.fonts import advances

BODY = ("SourceSerif4.ttf", (("opsz", 8.5), ("wght", 400)))
HEAD = ("NotoSansSC-Bold.ttf", (("wght", 700),))
PLAIN = ("NotoSansSC-Regular.otf", ())
HEAD_SIZE = 0.93  # ems
FULL = 1.0  # em of a Han character, and of whatever the font lacks


def width(text: str, head: bool = False) -> float:
    """Width of a text in ems of its table's type; ``head`` for a head, which is smaller and
    bold."""
    known = _advances(*(HEAD if head else BODY))
    return (HEAD_SIZE if head else 1.0) * sum(
        known.get(character, FULL) for character in text.strip()
    )


def sans(text: str, bold: bool) -> float:
    """Width in ems of words in a drawing."""
    known = _advances(*(HEAD if bold else PLAIN))
    return sum(known.get(character, FULL) for character in text)


@lru_cache(maxsize=4)
def _advances(name: str, axes: tuple[tuple[str, float], ...]) -> Mapping[str, float]:
    return {chr(point): width for point, width in advances(name, dict(axes)).items()}
