"""From manuscript to PDF: every character proven to have a glyph, compiled with tags and the checks
of PDF/UA-1 and PDF/A-2a on, packed, the same bytes for the same input."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from review.book import fonts as typefaces
from review.book.manuscript import PAGE, Manuscript
from review.book.printed_page import Page, printed
from review.refusal import Refusal

if TYPE_CHECKING:
    import typst

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]  # read by a screen reader; kept for decades
PLACE = re.compile(r":([0-9]+):[0-9]+")  # of an error: line and column
SHOWN = re.compile(r"(?m)^\s*[0-9]+ │(.*)")  # the line of the source, in Typst's words
LACKING = re.compile(r"unknown variable: (class|tag|details)-(.*)")
KINDS = {"class": "class", "tag": "标签", "details": "折叠内容的 class"}
INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def printed_pdf(manuscript: Manuscript, fonts: Path) -> bytes:
    """The PDF. ``fonts`` is the folder that ``fonts.gather`` made. Raises Refusal with every
    reason found."""
    if reasons := [
        reason
        for chapter in manuscript.volume.chapters
        for reason in missing(chapter.page, typefaces.drawn(fonts))
    ]:
        raise Refusal.of(reasons)
    return packed(compiled(manuscript.source(), manuscript.site, fonts, manuscript.imprint.date))


def missing(page: Page, glyphs: frozenset[int]) -> list[Refusal]:
    """The characters of a page that no font draws."""

    def drawn(character: str) -> bool:
        return ord(character) in glyphs or unicodedata.category(character) in INVISIBLE

    texts = (
        text
        for element in printed(page.article)
        for text in (element.text, element.tail, element.get("alt"))
        if text
    )
    lacking = sorted({character for text in texts for character in text if not drawn(character)})
    return [
        Refusal(
            f"字体中没有字符“{character}”（U+{ord(character):04X}）；请换用其他字符，"
            "或在 hooks/review/book/fonts.py 中加一种字体",
            f"no font has the character “{character}” (U+{ord(character):04X}, "
            f"{unicodedata.name(character, 'unnamed').lower()}); use another, "
            "or add a font in hooks/review/book/fonts.py",
            page.path,
        )
        for character in lacking
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
        raise Refusal.of([reason(error, source)]) from None
    if warnings:
        raise Refusal.of(reason(warning, source) for warning in warnings)
    assert isinstance(pdf, bytes)
    return pdf


def _faces(fonts: Path) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )


def reason(error: typst.TypstError | typst.TypstWarning, source: str) -> Refusal:
    """What Typst says of a source, for the person who can mend it. A function that book.typ lacks
    is a class or tag of the page that nobody has said the form of."""
    # the diagnostic of an error begins with the warnings before it
    _, _, diagnostic = error.diagnostic.rpartition(f"error: {error.message}")
    place = PLACE.search(diagnostic)
    lines = source.split("\n")[: int(place[1])] if place else []
    begun = (line.removeprefix(PAGE) for line in reversed(lines) if line.startswith(PAGE))
    page = next(begun, "")
    if lacking := LACKING.match(error.message):
        kind, name = lacking.groups()
        what = f"<{name}>" if kind == "tag" else f"“{name}”"
        return Refusal(
            f"{KINDS[kind]} {what} 不知如何印出；"
            f"请在 hooks/templates/book.typ 中写明 {kind}-{name}",
            f"no print form for the {kind} {what}; define {kind}-{name} in "
            "hooks/templates/book.typ",
            page,
        )
    message = "; ".join([error.message, *error.hints])
    shown = SHOWN.search(diagnostic)
    where = f" ({shown[1].strip()[:300]})" if shown else ""
    return Refusal(
        f"排版程序报告：{message}{where}", f"the typesetter says: {message}{where}", page
    )


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
