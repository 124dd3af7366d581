"""What a book holds and in which order: the answers to clinical questions, the review as its
navigation has it, then the tables of the trials, the glossary and the references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path

from review.book import printed_page as pages
from review.book.printed_page import Page, classes, printed, words
from review.markup.labels import word
from review.refusal import Refusal

LANGUAGES = {"zh": ("zh",), "en": ("en",), "zh-en": ("zh", "en")}  # of a rendition
TRIALS, GLOSSARY, QUESTIONS = "trials", "glossary", "questions"
ALL_TRIALS = re.compile(r"index(?:-[0-9]+)?")  # pages of the list of all trials
# sections of a trial's page that lead on within the site; in a book the contents, the glossary and
# the one reference list do
LEADING = frozenset({"references", "sec-related", "sec-terms"})
LIST = frozenset({"references"})
ASIDE = frozenset({"references", "others"})  # of a question's page
# what is gathered below the text of a disease: in a book the tables of the trials hold it
GATHERED = LIST | {"sec-trials", "sec-plots", "sec-discussed"}


@dataclass(frozen=True)
class Chapter:
    """A page in a book. ``depth`` is added to its headings' levels, ``skip`` are ids of sections
    left out; ``title`` replaces that of the page."""

    page: Page
    depth: int = 0
    skip: frozenset[str] = GATHERED
    title: str = ""

    @property
    def name(self) -> str:
        return self.title or self.page.title


@dataclass(frozen=True)
class Volume:
    """A book, or a page printed alone where not ``whole``; chapters in the order of print."""

    rendition: str
    review: tuple[Chapter, ...]
    trials: tuple[Chapter, ...] = ()
    glossaries: tuple[Chapter, ...] = ()
    whole: bool = True
    answers: tuple[Chapter, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return self.review[:1] + self.answers + self.review[1:] + self.trials + self.glossaries

    @property
    def language(self) -> str:
        """Language of the book's own words."""
        return "en" if self.rendition == "en" else "zh"

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each reference, in order of its first citation in the book."""
        citations = chain.from_iterable(chapter.page.citations for chapter in self.chapters)
        keys = dict.fromkeys(chain.from_iterable(citations))
        return {key: number for number, key in enumerate(keys, 1)}

    @cached_property
    def entries(self) -> dict[str, Page]:
        """For each reference the first page that lists it."""
        found: dict[str, Page] = {}
        for chapter in self.chapters:
            for key in chapter.page.listed:
                found.setdefault(key, chapter.page)
        return found

    @cached_property
    def status(self) -> list[tuple[Chapter, list[str]]]:
        """Each chapter that says when it was searched and reviewed, and what each language says."""
        found = []
        for chapter in self.review:
            elements = printed(chapter.page.article)
            lines = [words(element) for element in elements if "currency" in classes(element)]
            found += [(chapter, lines)] if lines else []
        return found


def sections(rendition: str, paths: Sequence[str]) -> list[str]:
    """Uris of the review's pages in a rendition, from their sources ``paths``, in that order."""
    return [f"{rendition}/{path.removeprefix('docs/').removesuffix('.md')}" for path in paths]


def trials(site: Path, language: str) -> list[str]:
    """Uris of the pages of all trials in one language, without addresses that only lead on."""
    return sorted(
        f"{language}/{TRIALS}/{file.stem}"
        for file in (site / language / TRIALS).glob("*.md")
        if not ALL_TRIALS.fullmatch(file.stem)
    )


def answers(site: Path, language: str) -> list[str]:
    """Uris of the pages of all questions in one language in the order of their list, if any."""
    found: dict[str, None] = {}
    for uri in listed(site, f"{language}/{QUESTIONS}/index"):
        links = pages.read(site, uri).article.iter("a")
        targets = (str(link.get("href") or "") for link in links)
        found |= dict.fromkeys(
            re.findall(r"(?m)^(?:\.\./)?([a-z0-9-]+)\.html$", "\n".join(targets))
        )
    return [f"{language}/{QUESTIONS}/{stem}" for stem in found if stem != "index"]


def listed(site: Path, uri: str) -> list[str]:
    """Uris of the pages of a list: the one, if it is there, and the further ones of the list."""
    files = [site / f"{uri}.html", *sorted((site / uri).glob("*.html"))]
    return [file.relative_to(site).with_suffix("").as_posix() for file in files if file.is_file()]


def book(site: Path, rendition: str, paths: Sequence[str]) -> Volume:
    """The book of a rendition. Raises Refusal with the reasons of all pages."""
    uris, languages = sections(rendition, paths), LANGUAGES[rendition]
    shelves = [trials(site, language) for language in languages]
    glossaries = [uri for language in languages for uri in listed(site, f"{language}/{GLOSSARY}")]
    question_uris = list(chain.from_iterable(map(answers, repeat(site), languages)))
    read = _read(site, [*uris, *question_uris, *chain.from_iterable(shelves), *glossaries])
    summary = " ".join(word(language, "book", "summary") for language in languages)
    first, *chapters = [read[uri] for uri in uris]
    return Volume(
        rendition,
        (Chapter(first, title=summary), *map(Chapter, chapters)),
        tuple(chain.from_iterable(_tables(read, shelf) for shelf in shelves)),
        tuple(Chapter(read[uri]) for uri in glossaries),
        answers=tuple(Chapter(read[uri], 1, ASIDE) for uri in question_uris),
    )


def _tables(read: Mapping[str, Page], uris: Iterable[str]) -> list[Chapter]:
    """The pages of trials in the order of their names."""
    by_title = sorted((read[uri] for uri in uris), key=lambda page: page.title.casefold())
    return [Chapter(page, 1, LEADING) for page in by_title]


def single(site: Path, uri: str) -> Volume:
    """One page printed alone."""
    page = pages.read(site, uri)
    return Volume(
        page.rendition,
        (Chapter(page, 0, LEADING if f"/{TRIALS}/" in uri else GATHERED),),
        whole=False,
    )


def _read(site: Path, uris: list[str]) -> dict[str, Page]:
    """The pages, or the reasons of all that cannot be printed."""
    read: dict[str, Page] = {}
    reasons: list[Refusal] = []
    for uri in uris:
        try:
            read[uri] = pages.read(site, uri)
        except Refusal as error:
            reasons += error.reasons
    if reasons:
        raise Refusal.of(reasons)
    return read
