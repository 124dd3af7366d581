"""A book as one Typst source: imprint, cover, contents, chapters and reference list."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from review.book.links import Links
from review.book.literal import Content, Title, call, joined, literal, text
from review.book.printed_page import Page
from review.book.volume import LANGUAGES, TRIALS, Chapter, Volume
from review.book.writer import Writer
from review.markup.labels import word
from review.markup.language import Language
from review.messages import refusal
from review.problem import Text
from review.refusal import Refusal

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "book.typ"
PAGE = "// page "  # before the path of the page whose chapter begins
BETWEEN = "\x1f"
DOT = re.compile("[ \u00a0]· ")


@dataclass(frozen=True)
class Imprint:
    """What a book says of itself: ``date`` is YYYY-MM-DD, ``version`` names the commit, ``base`` is
    the address of the site with a slash at its end or empty, ``licence`` as the review names it."""

    title: Text
    author: str
    description: Text
    date: str
    version: str = ""
    licence: str = ""
    base: str = ""

    def in_rendition(self, text: Text, rendition: str) -> str:
        """A text of the review as a book of this rendition prints it in one line."""
        return " ".join(filter(None, texts(text, rendition)))


def texts(text: Text, rendition: str) -> list[str]:
    """A text in the languages of a rendition."""
    return [getattr(text, language) for language in LANGUAGES[rendition]]


@dataclass(frozen=True)
class Manuscript:
    """A book on its way to print. ``site`` is the folder of the built site."""

    volume: Volume
    imprint: Imprint
    site: Path

    @cached_property
    def links(self) -> Links:
        names = {
            chapter.page.uri: self._names(chapter)
            for chapter in self.volume.chapters
            if chapter.title
        }
        labels = {"references": "book:references"} if self.volume.numbers else {}
        labels |= {"status": "book:status"} if self.volume.whole and self.volume.status else {}
        return Links(
            {chapter.page.uri: chapter.page for chapter in self.volume.chapters},
            self.imprint.base,
            self.volume.numbers,
            names,
            labels,
        )

    def _names(self, chapter: Chapter) -> dict[str, str]:
        """What a book calls a chapter that bears the title of the review: in both languages where
        the title is, else in the one it is in."""
        title = self.imprint.title
        return {
            chapter.page.title: chapter.title,
            title.zh: word("zh", "book", "summary"),
            title.en: word("en", "book", "summary"),
        }

    @property
    def title(self) -> str:
        """Title of the document: that of the review, or of the page and the review."""
        review = self.imprint.in_rendition(self.imprint.title, self.volume.rendition)
        return review if self.volume.whole else f"{self.volume.review[0].page.title} · {review}"

    def source(self) -> str:
        """The Typst source of a page printed alone; a comment before the chapter names its page.
        Raises Refusal with every reason found."""
        self.proven()
        review = self.imprint
        opening = call(
            "opening",
            review.in_rendition(review.title, self.volume.rendition),
            self.address(),
            Language(self.volume.language).dated(review.date),
            review.version,
            review.licence,
            self.word("disclaimer"),
        )
        chapter, _ = self.chapter(self.volume.review[0])
        heading = title(self.words("references"), "references", 2)
        content = [call("title", *heading), "\n\n"] if self.volume.numbers else []
        return self.typst(
            joined([opening, chapter, *content, self.references(self.volume.numbers)])
        )

    def proven(self) -> None:
        """Raises Refusal with every link that leads nowhere."""
        if reasons := self.links.dangling():
            raise Refusal.of(reasons)

    def typst(self, body: Content, **facts: object) -> str:
        """The Typst source round a body. ``facts`` are what is known of the rest of the book:
        ``first``, the number of pages before the first; ``places``, pages by the names of places;
        ``uses``, pages by the keys of references;
        ``characters``, all that it prints."""
        template = TEMPLATE.read_text(encoding="utf-8")
        values = {"first": 1, "places": {}, "uses": {}, "characters": []} | facts
        return f"#let meta = {literal(self._meta() | values)}\n{template}\n{body}"

    def _meta(self) -> dict[str, object]:
        """What book.typ knows of the book."""
        language, review, rendition = self.volume.language, self.imprint, self.volume.rendition
        edition = [self.word("edition", rendition), Language(language).dated(review.date)]
        return {
            "lang": language,
            "region": {"zh": "cn", "en": "gb"}[language],
            "title": self.title,
            "running": review.in_rendition(review.title, rendition),
            "author": review.author,
            "description": review.in_rendition(review.description, rendition),
            "keywords": self.word("keywords"),
            "edition": " · ".join(filter(None, edition)),
            "address": self.address(),
            "contents": self.words("contents"),
            "pages": {
                name: word(name, "book", "page", n=BETWEEN).split(BETWEEN) for name in ("zh", "en")
            },
            "cited": [*self.word("cited", n=BETWEEN).split(BETWEEN), self.word("and")],
            "whole": self.volume.whole,
            "appendix": [f"book:{TRIALS}-{name}" for name in ("zh", "en")],
        }

    def chapter(self, chapter: Chapter) -> tuple[Content, Writer]:
        """A chapter, and the writer that wrote it."""
        page = chapter.page
        writer = Writer(
            page,
            self.links,
            depth=chapter.depth,
            skip=chapter.skip,
            image=lambda source: self.image(page, source),
            title=chapter.title,
        )
        content = Content(f"\n{PAGE}{page.path}\n{writer.write()}")
        if page.language == self.volume.language:
            return content, writer
        return Content(call("chapter-in", page.language, content) + "\n\n"), writer

    def image(self, page: Page, source: str) -> str:
        """Path of a page's image under the root of the print. Raises Refusal for one not there."""
        folder = posixpath.dirname(page.path)
        path = posixpath.normpath(posixpath.join(folder, urllib.parse.unquote(source)))
        external = urllib.parse.urlsplit(source).scheme or path.startswith("../")
        if external or not (self.site / path).is_file():
            raise refusal("print/no-image", at=page.path, source=source)
        return f"/{path}"

    def cover(self) -> Content:
        """The title page."""
        review, rendition, address = self.imprint, self.volume.rendition, self.address()
        rows = [
            (self.words("date"), Language(self.volume.language).dated(review.date)),
            (self.words("version"), review.version),
            (self.words("licence"), review.licence),
            (self.words("address"), address),
        ]
        return call(
            "cover",
            texts(review.title, rendition),
            review.in_rendition(review.description, rendition),
            self.words("edition", rendition),
            [row for row in rows if row[1]],
            (qr(address), self.word("qr", address=address)) if review.base else None,
            self.words("disclaimer"),
        )

    def address(self) -> str:
        """Address of the live page."""
        index = f"{self.volume.rendition}/index"
        uri = index if self.volume.whole else self.volume.review[0].page.uri
        return f"{self.imprint.base}{uri}.html" if self.imprint.base else ""

    def status(self) -> Content:
        """When each chapter was searched and reviewed."""
        if not self.volume.status:
            return Content()
        cells: list[Content] = []
        for chapter, lines in self.volume.status:
            cells.append(call("tag-a", text(chapter.name), to=chapter.page.uri))
            cells.append(Content(call("tag-br").join(map(_pieces, lines))))
        lead = call("lead", text(self.words("status-about")))
        heading = call("title", *title(self.words("status"), "status"))
        return joined([heading, "\n\n", lead, "\n\n", call("standing", *cells), "\n"])

    def references(self, keys: Iterable[str]) -> Content:
        """Entries of the one reference list of the book, in the order of citation. Raises Refusal
        with every reference that no page lists."""
        numbers, entries = self.volume.numbers, self.volume.entries
        missing = [refusal("print/no-reference", key=key) for key in keys if key not in entries]
        if missing:
            raise Refusal.of(missing)
        content = []
        for key in keys:
            page = entries[key]
            item = page.reference_items[page.listed.index(key)]
            entry = Content(Writer(page, self.links).line(item).strip())
            language = (item.get("lang") or "zh")[:2]
            content.append(call("reference", key, numbers[key], language, entry))
        return Content("\n".join(content))

    def word(self, *path: str, **values: object) -> str:
        """A word of the book's own."""
        return word(self.volume.language, "book", *path, **values)

    def words(self, *path: str, **values: object) -> str:
        """A word of the book's own in every language that it is in."""
        languages = LANGUAGES[self.volume.rendition]
        found = (word(language, "book", *path, **values) for language in languages)
        return " ".join(dict.fromkeys(found))


def title(words: str, name: str, level: int = 1) -> Title:
    """A heading of the book's own."""
    return level, f"book:{name}", text(words)


def _pieces(line: str) -> Content:
    """What a chapter says of its dates; a line ends between two items, not within a date."""
    return Content(text(" · ").join(call("box", text(item)) for item in DOT.split(line)))


def qr(address: str) -> str:
    """A QR code of an address as SVG."""
    import segno

    return segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2)
