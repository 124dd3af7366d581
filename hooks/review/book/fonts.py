"""The fonts of the books: which files, from which packages, proven by their SHA-256, gathered in
one folder. No other font of the machine is used.

Noto Sans SC comes without a bold cut that stands alone, and Typst takes a variable one for thin
inside drawings; so a bold is cut once from the variable font and kept."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from review.messages import refusal
from review.refusal import Refusal
from review.sources.declared import declared

BOLD = 700


@dataclass(frozen=True)
class Font:
    """A font file: the Python package it comes in, its path there, the SHA-256 of that file, and of
    the bold cut made from it where one is made."""

    name: str
    package: str
    path: str
    digest: str
    cut: str = ""


FONTS = tuple(Font(name, **font) for name, font in declared("schema/book_fonts")["fonts"].items())


def gather(
    folder: Path, tell: Callable[[str], None] = lambda text: None, fonts: Iterable[Font] = FONTS
) -> Path:
    """``folder`` with exactly these fonts in it, each proven. Raises Refusal with every font
    that is missing or is not what it should be."""
    folder.mkdir(parents=True, exist_ok=True)
    reasons: list[Refusal] = []
    for font in fonts:
        try:
            _place(font, folder / font.name, tell)
        except Refusal as error:
            reasons += error.reasons
    if reasons:
        raise Refusal.of(reasons)
    for file in folder.iterdir():
        if file.name not in {font.name for font in fonts}:
            file.unlink()
    return folder


def _place(font: Font, file: Path, tell: Callable[[str], None]) -> None:
    digest = font.cut or font.digest
    if file.is_file() and _digest(file) == digest:
        return
    source = _source(font)
    fresh = file.with_name(f".{file.name}.new")
    try:
        if font.cut:
            tell("裁出粗体字，只需一次 / Cutting the bold font, once")
            _cut(source, fresh)
        else:
            shutil.copyfile(source, fresh)
        if _digest(fresh) != digest:
            raise refusal("print/other-font", font=font.name, package=font.package)
        os.replace(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)


def _source(font: Font) -> Path:
    """The font's file in its package."""
    spec = importlib.util.find_spec(font.package)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / font.path).is_file():
        raise refusal("print/no-font", font=font.name, package=font.package)
    if _digest(folder / font.path) != font.digest:
        raise refusal("print/other-font", font=font.name, package=font.package)
    return folder / font.path


def _cut(source: Path, target: Path) -> None:
    """The bold cut of a variable font, always the same bytes, because no time goes into it:
    fontTools names it, and HarfBuzz draws it, in a second where fontTools takes fifteen."""
    import uharfbuzz
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font, named = TTFont(source, recalcTimestamp=False, lazy=True), io.BytesIO()
    instancer.names.updateNameTable(font, {"wght": BOLD})
    instancer.setRibbiBits(font)
    font.save(named)
    face, wanted = uharfbuzz.Face(named.getvalue()), uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.flags |= uharfbuzz.SubsetFlags.SET_OVERLAPS_FLAG
    wanted.pin_axis_location(face, "wght", BOLD)
    target.write_bytes(uharfbuzz.subset(face, wanted).blob.data)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@lru_cache(maxsize=4)
def drawn(folder: Path) -> frozenset[int]:
    """Code points that some font of a folder draws."""
    from fontTools.ttLib import TTFont

    return frozenset(
        point
        for file in sorted(folder.iterdir())
        for point in TTFont(file, lazy=True).getBestCmap()
    )
