"""A page as the site builds it, round a given body."""

from __future__ import annotations

from pathlib import Path

import lxml.html

from review.book.links import Links
from review.book.manuscript import Imprint, Manuscript
from review.book.printed_page import Page, parsed
from review.book.volume import Chapter, Volume
from review.book.writer import Writer
from review.problem import Text


def page(body: str, uri: str = "zh/review/one", language: str = "zh-CN") -> Page:
    """The page with this body below its heading."""
    article = (
        f'<html lang="{language}"><body><article class="md-content__inner '
        f'md-typeset"><h1 id="one">一<a class="headerlink" href="#one">¶</a>'
        f"</h1>{body}</article></body></html>"
    )
    return parsed(lxml.html.document_fromstring(article), uri)


def written(body: str, *others: Page, base: str = "", uri: str = "zh/review/one") -> str:
    """The Typst source of a body, in a book that holds the other pages, too."""
    this = page(body, uri)
    keys = dict.fromkeys(key for each in (this, *others) for use in each.citations for key in use)
    return (
        Writer(
            this,
            Links(
                {each.uri: each for each in (this, *others)},
                base,
                {key: n for n, key in enumerate(keys, 1)},
            ),
        )
        .write()
        .partition("\n\n")[2]
        .strip()
    )


IMPRINT = Imprint(Text("综述", "Review"), "A", Text("", ""), "2026-11-24")


def typeset(body: str, folder: Path, uri: str = "en/review/one") -> Path:
    """A page of Latin text set in the fonts that Typst itself brings, as a PDF in ``folder``.
    Raises what Typst raises."""
    import typst

    volume = Volume("en", (Chapter(page(body, uri, "en-GB")),), whole=False)
    source = Manuscript(volume, IMPRINT, folder).source()
    file = folder / "page.pdf"
    file.write_bytes(typst.compile(source.encode(), root=str(folder), ignore_system_fonts=True))
    return file
