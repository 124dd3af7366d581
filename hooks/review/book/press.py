"""From manuscript to PDF: every character proven to have a glyph, compiled with tags and the checks
of PDF/UA-1 and PDF/A-2a on, packed, the same bytes for the same input."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from review.book.fonts import drawn
from review.book.manuscript import Manuscript
from review.book.page import Page, printed
from review.book.print_refusal import Refusal, Unprintable

if TYPE_CHECKING:
    import typst

STANDARDS = ["ua-1", "a-2a"]  # read by a screen reader; kept for decades
INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def printed_pdf(manuscript: Manuscript, fonts: Path) -> bytes:
    """The PDF. ``fonts`` is the folder that ``fonts.gather`` made. Raises Unprintable with every
    reason found."""
    if reasons := [
        reason
        for chapter in manuscript.volume.chapters
        for reason in missing(chapter.page, drawn(fonts))
    ]:
        raise Unprintable(*reasons)
    return packed(compiled(manuscript.source(), manuscript.site, fonts, manuscript.imprint.date))


def missing(page: Page, glyphs: frozenset[int]) -> list[Refusal]:
    """The characters of a page that no font draws."""
    texts = (
        text
        for element in printed(page.article)
        for text in (element.text, element.tail, element.get("alt"))
        if text
    )
    found = sorted(
        {
            character
            for text in texts
            for character in text
            if ord(character) not in glyphs and unicodedata.category(character) not in INVISIBLE
        }
    )
    return [
        Refusal(
            f"字体中没有字符“{character}”（U+{ord(character):04X}）；请换用其他字符，或在 hooks/review/book/fonts.py 中加一种字体",
            f"no font has the character “{character}” (U+{ord(character):04X}, {unicodedata.name(character, 'unnamed').lower()}); use another, or add a font in hooks/review/book/fonts.py",
            page.path,
        )
        for character in found
    ]


def compiled(source: str, root: Path, fonts: Path, date: str) -> bytes:
    """What Typst makes of a source. A warning is an error: it means that something is not printed
    as meant. ``date`` is YYYY-MM-DD."""
    import typst

    stamp = int(datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC).timestamp())
    try:
        compiler = typst.Compiler(
            source.encode(), root=str(root), font_paths=_faces(fonts), ignore_system_fonts=True
        )
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, timestamp=stamp
        )
    except typst.TypstError as error:
        raise Unprintable(_reason(error.message, error.hints, error.diagnostic)) from None
    if warnings:
        raise Unprintable(
            *(_reason(warning.message, warning.hints, warning.diagnostic) for warning in warnings)
        )
    assert isinstance(pdf, bytes)
    return pdf


def _faces(fonts: Path) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )


def _reason(message: str, hints: list[str], diagnostic: str) -> Refusal:
    said = "; ".join([message, *hints])
    line = next(
        (line.strip() for line in diagnostic.splitlines() if re.match(r"\s*[0-9]+ │", line)), ""
    )[:300]
    where = f" ({line})" if line else ""
    return Refusal(f"排版程序报告：{said}{where}", f"the typesetter says: {said}{where}")


def packed(pdf: bytes) -> bytes:
    """The PDF with its objects in compressed streams, about half the size, and an identity made
    from its content."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            deterministic_id=True,
        )
    return target.getvalue()
