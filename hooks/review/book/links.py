"""Where the links of a book lead: to a place in it, to an entry of its one reference list, to an
address, or, on paper, nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from lxml.html import HtmlElement

from review.book.printed_page import REFERENCE, Page, printed
from review.messages import refusal
from review.refusal import Refusal

TERMS = ("agents/", "diagnoses/", "endpoints/")
GLOSSARY = "glossary"
RENDITIONS = ("zh-en", "zh", "en")


@dataclass(frozen=True)
class Destination:
    """A label of the book (``label``) or an address (``address``); both empty where a link can only
    be text. ``page`` is the page the label lies on."""

    label: str = ""
    address: str = ""
    page: str = ""


@dataclass(frozen=True)
class Links:
    """The links of one book. ``pages`` are its pages by uri; ``base`` is the address of the site
    with a slash at its end, or empty; ``names`` are chapters that a book calls otherwise than the
    site, with what it calls each of their titles, ``own`` labels of chapters of the book that stand
    for a page of the site, by the last part of its uri."""

    pages: Mapping[str, Page]
    base: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def destination(self, page: Page, link: HtmlElement) -> Destination:
        """Where a link of a page leads."""
        href = link.get("href", "")
        target = page.target(href) if href else None
        if target is None:
            return Destination(address=href)
        uri, place = self._in_book(target[0]), target[1]
        if key := self._key(page, uri, place):
            return Destination(f"ref:{key}", page=uri)
        if not place and (own_label := self._chapter_label(uri)):
            return Destination(own_label)
        uri, place = self._entry(uri, place)
        if uri == page.uri and _is_own_row(link, place):
            return Destination()  # an entry of the glossary does not lead to itself
        if uri in self.pages:
            top = place == self.pages[uri].top
            return Destination(label(uri, "" if top else place), page=uri)
        return Destination(address=self._address(uri, place))

    def named(self, words: str, uri: str) -> str:
        """The words of a link to a page, with the title that the book has for it."""
        for title, name in self.names.get(uri, {}).items():
            if words.startswith(title):
                return name + words.removeprefix(title)
        return words

    def numbered(self, keys: Iterable[str]) -> list[tuple[int, str]]:
        """Numbers of references with their keys, in order."""
        return sorted({self.numbers[key]: key for key in keys}.items())

    def runs(self, keys: Iterable[str]) -> list[tuple[int, str]]:
        """Numbers with their keys; of runs of three and more only the ends, a gap between."""
        numbered = self.numbered(keys)
        numbers = {number for number, _ in numbered}
        runs: list[tuple[int, str]] = []
        for number, key in numbered:
            if not {number - 1, number + 1} <= numbers:
                runs.append((number, key))
            elif runs[-1][1]:
                runs.append((number, ""))
        return runs

    def _key(self, page: Page, uri: str, place: str) -> str:
        """Key of the reference that a link leads to."""
        if uri == page.uri and place.startswith(REFERENCE):
            place = place.removeprefix(REFERENCE)
        elif uri.split("/")[1:2] != ["references"]:
            return ""
        return place if place in self.numbers else ""

    def _chapter_label(self, uri: str) -> str:
        """Label of the chapter of the book that stands for a page of the site."""
        return "" if uri in self.pages else self.labels.get(uri.partition("/")[2], "")

    def _in_book(self, uri: str) -> str:
        """The page, or where the book holds another rendition of it, that one: the tables of a
        parallel book lead to its own chapters, whose places have the same names."""
        path = uri.partition("/")[2]
        renditions = [f"{rendition}/{path}" for rendition in RENDITIONS if path]
        return next((candidate for candidate in (uri, *renditions) if candidate in self.pages), uri)

    def _entry(self, uri: str, place: str) -> tuple[str, str]:
        """The page of a term is, in a book, its entry in the glossary."""
        rendition, _, path = uri.partition("/")
        name, glossary = path.rpartition("/")[2], self._glossary.get(rendition, {})
        entered = path.startswith(TERMS) and name in glossary
        return (glossary[name], name) if entered else (uri, place)

    @cached_property
    def _glossary(self) -> dict[str, dict[str, str]]:
        """The pages of the glossary of each language by the places on them."""
        found: dict[str, dict[str, str]] = {}
        for uri, page in self.pages.items():
            rendition, _, path = uri.partition("/")
            if path.partition("/")[0] == GLOSSARY:
                found.setdefault(rendition, {}).update(dict.fromkeys(page.places, uri))
        return found

    def _address(self, uri: str, place: str) -> str:
        """Address of a place on the site, where that has an address."""
        file = uri if "." in uri.rpartition("/")[2] else f"{uri}.html"
        return self.base + file + (f"#{place}" if place else "") if self.base else ""

    @cached_property
    def leads(self) -> dict[str, list[str]]:
        """The labels that each page leads to."""
        return {uri: list(dict.fromkeys(self._leads(page))) for uri, page in self.pages.items()}

    @cached_property
    def linked(self) -> frozenset[str]:
        """Every label that some link of the book leads to."""
        return frozenset(chain.from_iterable(self.leads.values()))

    def dangling(self) -> list[Refusal]:
        """Links that lead to a place which is not printed."""
        printed = {*self.labels.values(), *self.pages, *(f"ref:{key}" for key in self.numbers)}
        for uri, page in self.pages.items():
            printed |= {label(uri, place) for place in page.places}
        return [
            refusal("print/unprinted", at=self.pages[uri].path, place=found)
            for uri, labels in self.leads.items()
            for found in labels
            if found not in printed
        ]

    def _leads(self, page: Page) -> Iterator[str]:
        for element in printed(page.article):
            href = element.tag == "a" and element.get("href")
            if href and (found := self.destination(page, element).label):
                yield found


def _is_own_row(link: HtmlElement, place: str) -> bool:
    """Whether the row that a link stands in is the place it leads to."""
    row = next(link.iterancestors("tr"), None) if place else None
    return row is not None and any(element.get("id") == place for element in row.iter())


def label(uri: str, place: str) -> str:
    """Name of the label of a place on a page."""
    return f"{uri}#{place}" if place else uri
