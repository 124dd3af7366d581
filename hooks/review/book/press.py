"""From manuscript to PDF: every character proven to have a glyph, compiled with tags and the checks
of PDF/UA-1 and PDF/A-2a on, packed, the same bytes for the same input."""

from __future__ import annotations

import datetime
import io
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.book import fonts as typefaces
from review.book.manuscript import PAGE, Manuscript
from review.book.printed_page import Page, printed
from review.messages import refusal
from review.problem import Text
from review.refusal import Refusal

if TYPE_CHECKING:
    import typst

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]  # read by a screen reader; kept for decades
PLACE = re.compile(r":([0-9]+):[0-9]+")  # of an error: line and column
SHOWN = re.compile(r"(?m)^\s*[0-9]+ │(.*)")  # the line of the source, in Typst's words
LACKING = re.compile(r"unknown variable: (class|tag|details)-(.*)")
KINDS = {
    "class": Text("class", "class"),
    "tag": Text("标签", "tag"),
    "details": Text("折叠内容的 class", "details"),
}
INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def printed_pdf(manuscript: Manuscript, fonts: Path) -> bytes:
    """The PDF of a page alone, by the ``fonts`` gathered. Raises Refusal with every reason."""
    proven([chapter.page for chapter in manuscript.volume.chapters], fonts)
    date = manuscript.imprint.date
    return packed(Typesetter(manuscript.source(), manuscript.site, fonts, date).pdf())


def proven(pages: Iterable[Page], fonts: Path) -> None:
    """Raises Refusal with every character of some pages that no font draws."""
    glyphs = typefaces.drawn(fonts)
    if reasons := [reason for page in pages for reason in missing(page, glyphs)]:
        raise Refusal.of(reasons)


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
        refusal(
            "print/no-character",
            at=page.path,
            character=character,
            point=f"U+{ord(character):04X}",
            name=unicodedata.name(character, "unnamed").lower(),
        )
        for character in lacking
    ]


class Typesetter:
    """Typst with one source, whose metadata is asked for before it is printed. A warning is an
    error: it means that something is not printed as meant. Every method raises Refusal with all
    that Typst says against the source. ``date`` is YYYY-MM-DD."""

    def __init__(self, source: str, root: Path, fonts: Path, date: str) -> None:
        import typst

        self.source = source
        self.stamp = int(datetime.datetime.fromisoformat(f"{date}T00:00:00+00:00").timestamp())
        self.compiler = typst.Compiler(
            source.encode(), root=str(root), font_paths=_faces(fonts), ignore_system_fonts=True
        )

    def metadata(self, name: str) -> dict[str, Any]:
        """The value of the Typst metadata labelled ``name``."""
        try:
            found = json.loads(self.compiler.query(f"<{name}>", field="value", one=True))
        except RuntimeError:  # says nothing of the place, as the error of a print does
            self.pdf()
            raise
        assert isinstance(found, dict)
        return found

    def pdf(self) -> bytes:
        """The PDF."""
        import typst

        try:
            pdf, warnings = self.compiler.compile_with_warnings(
                format="pdf", pdf_standards=STANDARDS, timestamp=self.stamp
            )
        except typst.TypstError as error:
            raise Refusal.of([reason(error, self.source)]) from None
        if warnings:
            raise Refusal.of(reason(warning, self.source) for warning in warnings)
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
    page_marks = (line.removeprefix(PAGE) for line in reversed(lines) if line.startswith(PAGE))
    page = next(page_marks, "")
    if lacking := LACKING.match(error.message):
        kind, name = lacking.groups()
        name_shown = f"<{name}>" if kind == "tag" else f"“{name}”"
        return refusal(
            "print/no-form", at=page, kind=KINDS[kind], what=name_shown, function=f"{kind}-{name}"
        )
    message = "; ".join([error.message, *error.hints])
    excerpt = SHOWN.search(diagnostic)
    where = f" ({excerpt[1].strip()[:300]})" if excerpt else ""
    return refusal("print/typesetter", at=page, message=f"{message}{where}")


def packed(pdf: bytes) -> bytes:
    """The PDF with compressed objects, about half the size, and an identity by its content."""
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
