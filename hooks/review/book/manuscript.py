"""A book as one Typst source: what it says of itself, its cover, contents, chapters and reference
list."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from review.book import literal
from review.book.line import FONTS
from review.book.links import Links
from review.book.page import Page
from review.book.print_refusal import Refusal, Unprintable
from review.book.volume import LANGUAGES, TRIALS, Chapter, Volume
from review.book.writer import Writer
from review.markup.labels import dated, word
from review.problem import Text

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "book.typ"
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

    def said(self, text: Text, rendition: str) -> str:
        """A text of the review as a book of this rendition prints it in one line."""
        return (
            text.en
            if rendition == "en"
            else text.zh
            if rendition == "zh"
            else f"{text.zh} {text.en}".strip()
        )


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
        own = {"references": "book:references"} if self.volume.numbers else {}
        own |= {"status": "book:status"} if self.volume.whole and self.volume.status else {}
        return Links(
            {chapter.page.uri: chapter.page for chapter in self.volume.chapters},
            self.imprint.base,
            self.volume.numbers,
            names,
            own,
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
        review = self.imprint.said(self.imprint.title, self.volume.rendition)
        return review if self.volume.whole else f"{self.volume.review[0].page.title} · {review}"

    def source(self) -> str:
        """The Typst source. Raises Unprintable with every reason found."""
        if reasons := self.links.dangling():
            raise Unprintable(*reasons)
        body = self._body() if self.volume.whole else self._alone()
        return f"#let meta = {self._meta()}\n{TEMPLATE.read_text(encoding='utf-8')}\n{body}"

    def _meta(self) -> str:
        said, language = self._word, self.volume.language
        fields = {
            "lang": language,
            "region": literal.REGIONS[language],
            "title": self.title,
            "running": self.imprint.said(self.imprint.title, self.volume.rendition),
            "author": self.imprint.author,
            "description": self.imprint.said(self.imprint.description, self.volume.rendition),
            "keywords": said("keywords"),
            "edition": " · ".join(
                part
                for part in (
                    said("edition", self.volume.rendition),
                    dated(self.imprint.date, language),
                )
                if part
            ),
            "address": self._address(),
            "contents": self._words("contents"),
        }
        pages = {
            each: literal.array(
                map(literal.string, word(each, "book", "page", n=BETWEEN).split(BETWEEN))
            )
            for each in literal.REGIONS
        }
        others = {
            "pages": literal.dictionary(pages),
            "cited": literal.array(
                map(literal.string, [*said("cited", n=BETWEEN).split(BETWEEN), said("and")])
            ),
            "whole": "true" if self.volume.whole else "false",
            "appendix": literal.array(
                literal.string(f"book:{TRIALS}-{each}") for each in literal.REGIONS
            ),
        }
        return literal.dictionary(
            {name: literal.string(value) for name, value in fields.items()} | others
        )

    def _body(self) -> str:
        parts = [
            self._cover(),
            "#contents;\n",
            self._status(),
            *(self._chapter(chapter) for chapter in self.volume.review),
        ]
        for language in dict.fromkeys(chapter.page.language for chapter in self.volume.trials):
            parts.append(self._heading(word(language, "book", "trials"), f"{TRIALS}-{language}"))
            parts.append(f"#lead[{literal.text(word(language, 'book', 'trials-about'))}]\n\n")
            parts += [
                "#[#show: compact\n",
                *(
                    self._chapter(chapter)
                    for chapter in self.volume.trials
                    if chapter.page.language == language
                ),
                "]\n",
            ]
        parts += [self._chapter(chapter) for chapter in self.volume.glossaries]
        return "".join([*parts, self._references(1)])

    def _alone(self) -> str:
        review, imprint = self.imprint.said(self.imprint.title, self.volume.rendition), self.imprint
        said = (
            review,
            self._address(),
            dated(imprint.date, self.volume.language),
            imprint.version,
            imprint.licence,
            self._word("disclaimer"),
        )
        return "".join(
            [
                literal.call("opening", *map(literal.string, said)),
                self._chapter(self.volume.review[0]),
                self._references(2),
            ]
        )

    def _chapter(self, chapter: Chapter) -> str:
        writer = Writer(
            chapter.page,
            self.links,
            depth=chapter.depth,
            skip=chapter.skip,
            image=lambda source: self.image(chapter.page, source),
            title=chapter.title,
        )
        shown = writer.write()
        return (
            shown
            if chapter.page.language == self.volume.language
            else f"#text({literal.language(chapter.page.language)}, font: {FONTS[chapter.page.language]}, hyphenate: {'true' if chapter.page.language == 'en' else 'false'})[{shown}]\n\n"
        )

    def image(self, page: Page, source: str) -> str:
        """Path of an image of a page under the root of the print. Raises Unprintable where the site
        does not hold it."""
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(page.path), urllib.parse.unquote(source))
        )
        if (
            urllib.parse.urlsplit(source).scheme
            or path.startswith("../")
            or not (self.site / path).is_file()
        ):
            raise Unprintable(
                Refusal(
                    f"图片 {source} 不存在；请检查文件名",
                    f"the image {source} does not exist; check the name of the file",
                    page.path,
                )
            )
        return f"/{path}"

    def _cover(self) -> str:
        rendition = self.volume.rendition
        titles = (
            [self.imprint.title.en]
            if rendition == "en"
            else [self.imprint.title.zh]
            if rendition == "zh"
            else [*self.imprint.title]
        )
        rows = [
            (self._words("date"), dated(self.imprint.date, self.volume.language)),
            (self._words("version"), self.imprint.version),
            (self._words("licence"), self.imprint.licence),
            (self._words("address"), self._address()),
        ]
        lines = literal.array(literal.array(map(literal.string, row)) for row in rows if row[1])
        about = self.imprint.said(self.imprint.description, rendition)
        code = (
            f"({literal.string(qr(self._address()))}, {literal.string(self._word('qr', address=self._address()))})"
            if self.imprint.base
            else "none"
        )
        return (
            literal.call(
                "cover",
                literal.array(map(literal.string, titles)),
                literal.string(about),
                literal.string(self._words("edition", rendition)),
                lines,
                code,
                literal.string(self._words("disclaimer")),
            )
            + "\n"
        )

    def _address(self) -> str:
        """Address of the live page."""
        uri = (
            f"{self.volume.rendition}/index"
            if self.volume.whole
            else self.volume.review[0].page.uri
        )
        return f"{self.imprint.base}{uri}.html" if self.imprint.base else ""

    def _status(self) -> str:
        if not self.volume.status:
            return ""
        rows = "".join(
            f"to({literal.string(chapter.page.uri)}, {literal.string(chapter.name)}), {literal.content('#linebreak();'.join(map(_pieces, said)))}, "
            for chapter, said in self.volume.status
        )
        about = f"#lead[{literal.text(self._words('status-about'))}]\n\n"
        return (
            self._heading(self._words("status"), "status")
            + about
            + literal.call("standing", rows)
            + "\n"
        )

    def _references(self, level: int) -> str:
        numbers, entries = self.volume.numbers, self.volume.entries
        if not numbers:
            return ""
        if missing := [
            Refusal(f"文献 {key} 不在文献表中", f"reference {key} is cited, but no list holds it")
            for key in numbers
            if key not in entries
        ]:
            raise Unprintable(*missing)
        shown = []
        for key, number in numbers.items():
            page, item = entries[key]
            writer = Writer(page, self.links)
            shown.append(
                literal.call(
                    "reference",
                    literal.string(key),
                    str(number),
                    literal.string((item.get("lang") or "zh")[:2]),
                    literal.content(writer.line(item).strip()),
                )
                + "\n"
            )
        return self._heading(self._words("references"), "references", level) + "".join(shown)

    def _heading(self, title: str, name: str, level: int = 1) -> str:
        return f"#heading(level: {level}, bookmarked: true)[{literal.text(title)}]#label({literal.string(f'book:{name}')})\n\n"

    def _word(self, *path: str, **values: object) -> str:
        return word(self.volume.language, "book", *path, **values)

    def _words(self, *path: str, **values: object) -> str:
        """A word of the book's own in every language that it is in."""
        return " ".join(
            dict.fromkeys(
                word(language, "book", *path, **values)
                for language in LANGUAGES[self.volume.rendition]
            )
        )


def _pieces(said: str) -> str:
    """What a chapter says of its dates; a line ends between two items, not within a date."""
    return literal.text(" · ").join(f"#box[{literal.text(item)}];" for item in DOT.split(said))


def qr(address: str) -> str:
    """A QR code of an address as SVG."""
    import segno

    return segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2)
