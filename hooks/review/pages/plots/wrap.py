"""Lines of text as wide as a phone. SVG does not break lines, and no browser is there to measure at
build: widths are estimated, on the wide side."""

from __future__ import annotations

import re
from functools import lru_cache

from review.sources.prose import HAN

SIZE = 12  # px
WIDTH = 326  # px: a screen of 360 less the margins of the page
# widths of letters of the wider system fonts, as parts of the size
NARROW, LARGE, COMMON, BOLD = 0.38, 0.76, 0.62, 1.1
SLIM, BROAD = re.compile(r"[ .,:;'|()\[\]/·ijltfr1-]"), re.compile(r"[A-Z%@mw&]")
OPENING, CLOSING = "（“《【", "，。；：、）”》】～…†·"
PIECE = re.compile(rf"[{OPENING}]*(?:[^-\s{HAN}{OPENING}{CLOSING}]+-?|\S)[{CLOSING}]*(?:\s·)?\s*")
WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")


@lru_cache(maxsize=1 << 14)
def width(text: str) -> float:
    """Estimated width in pixels."""
    wide, slim, broad = (len(each.findall(text)) for each in (WIDE, SLIM, BROAD))
    return SIZE * (
        wide + NARROW * slim + LARGE * broad + COMMON * (len(text) - wide - slim - broad)
    )


@lru_cache(
    maxsize=1 << 14
)  # a trial stands on the page of each of its agents, diagnoses and endpoints
def wrapped(text: str, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than a phone: broken at blanks, at hyphens and between Han
    characters, a word that is too long anywhere."""
    room = WIDTH / BOLD if bold else WIDTH
    lines, used = [""], 0.0
    for piece in (part for found in PIECE.findall(text) for part in _parts(found, room)):
        if lines[-1] and used + width(piece.rstrip()) > room:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += width(piece)
    return tuple(line.rstrip() for line in lines)


def _parts(piece: str, room: float) -> list[str]:
    """A piece, cut where it is wider than a line."""
    if width(piece.rstrip()) <= room:
        return [piece]
    longest = int(room / SIZE)  # no character is wider than that
    return [piece[start : start + longest] for start in range(0, len(piece), longest)]
