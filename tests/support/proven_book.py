"""All that holds of any printed book."""

from __future__ import annotations

from pathlib import Path

import printed
from review.book import volume
from review.book.printed_page import printed as on_paper
from review.markup.labels import word
from reviews import review

FONTS = {
    "NotoSansSC-Bold",
    "NotoSansSC-Regular",
    "NotoSerifSC-Regular",
    "SourceSerif4Roman-Regular",
    "SourceSerif4-Italic",
    "SourceSerif4Italic-Italic",
    "SourceCodePro-Regular",
    "SourceCodePro-ExtraLight",
}
WIDOW = 82.0  # points from the bottom of the page below which a heading would stand alone


def proven(site: Path, root: Path, rendition: str) -> None:
    """All that holds of any book."""
    settings = review(root).settings
    pdf, book = site / f"review-{rendition}.pdf", volume.book(site, rendition, settings.pages)
    marks = printed.bookmarks(pdf)
    title = settings.title
    titles = {
        book.chapters[0].page.title: book.chapters[0].name,
        title.zh: word("zh", "book", "summary"),
        title.en: word("en", "book", "summary"),
    }
    renamed = {printed.normal(title): printed.normal(shown) for title, shown in titles.items()}
    said = printed.text(
        pdf, next(number for title, number, _ in marks if title == book.chapters[0].name)
    )
    for language in volume.LANGUAGES[rendition]:
        chapters = [
            list(printed.passages(chapter.page, chapter.skip, language))[
                1 if chapter.title else 0 :
            ]
            for chapter in book.chapters
        ]
        assert sum(map(len, chapters)) > 100
        called = [
            [printed.called(passage, renamed) for passage in chapter]
            for chapter in chapters
            if chapter
        ]
        assert printed.lost(said, called) == []
    headings = [
        element
        for chapter in book.chapters
        for element in on_paper(chapter.page.article)
        if element.tag in ("h1", "h2") and element.get("id") not in chapter.skip
    ]
    assert len(marks) >= len(headings)
    links, dangling = printed.dangling(pdf)
    assert links > 100 and dangling == []
    assert {name for name, _ in printed.fonts(pdf)} <= FONTS and all(
        subset for _, subset in printed.fonts(pdf)
    )
    assert printed.led_by_closing_marks(pdf) == [] and printed.astray(pdf) == []
    assert [title for title, _, height in marks if height < WIDOW] == []
    assert pdf.stat().st_size < 20_000_000
