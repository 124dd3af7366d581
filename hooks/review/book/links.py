"""Where the links of a book lead: to a place in it, to an entry of its one reference list, to an
address, or, on paper, nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from review.book.print_refusal import Refusal
from review.book.printed_page import REFERENCE, Page, printed

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
    own: Mapping[str, str] = field(default_factory=dict)

    def destination(self, page: Page, link: HtmlElement) -> Destination:
        """Where a link of a page leads."""
        if not link.get("href"):
            return Destination()
        target = page.target(link.get("href"))
        if target is None:
            return Destination(address=link.get("href"))
        uri, place = self._here(target[0]), target[1]
        if key := self._key(page, uri, place):
            return Destination(f"ref:{key}", page=uri)
        if not place and uri not in self.pages and (name := self.own.get(uri.partition("/")[2])):
            return Destination(name)
        uri, place = self._entry(uri, place)
        if uri == page.uri and place and _holds(link, place):
            return Destination()  # an entry of the glossary does not lead to itself
        if uri in self.pages:
            return Destination(
                label(uri, place if place != self.pages[uri].heading.get("id") else ""), page=uri
            )
        return Destination(
            address=self.base + self._file(uri) + (f"#{place}" if place else "")
            if self.base
            else ""
        )

    def named(self, words: str, uri: str) -> str:
        """The words of a link to a page; where they begin with a title for which the book has
        another, with that."""
        title = next((title for title in self.names.get(uri, ()) if words.startswith(title)), None)
        return words if title is None else self.names[uri][title] + words.removeprefix(title)

    def _key(self, page: Page, uri: str, place: str) -> str:
        key = (
            place.removeprefix(REFERENCE)
            if uri == page.uri and place.startswith(REFERENCE)
            else place
            if uri.endswith("/references")
            else ""
        )
        return key if key in self.numbers else ""

    def _here(self, uri: str) -> str:
        """The page, or where the book holds another rendition of it, that one: the tables of a
        parallel book lead to its own chapters, whose places have the same names."""
        rest = uri.partition("/")[2]
        return (
            uri
            if uri in self.pages
            else next(
                (
                    other
                    for rendition in RENDITIONS
                    if (other := f"{rendition}/{rest}") in self.pages
                ),
                uri,
            )
            if rest
            else uri
        )

    def _entry(self, uri: str, place: str) -> tuple[str, str]:
        """The page of a term is, in a book, its entry in the glossary."""
        rendition, _, rest = uri.partition("/")
        glossary, name = f"{rendition}/{GLOSSARY}", rest.rpartition("/")[2]
        return (
            (glossary, name)
            if rest.startswith(TERMS) and name in self.places.get(glossary, ())
            else (uri, place)
        )

    @staticmethod
    def _file(uri: str) -> str:
        return uri if "." in uri.rpartition("/")[2] else f"{uri}.html"

    @cached_property
    def places(self) -> dict[str, frozenset[str]]:
        """Printed ids of each page."""
        return {
            uri: frozenset(
                element.get("id") for element in printed(page.article) if element.get("id")
            )
            for uri, page in self.pages.items()
        }

    @cached_property
    def sought(self) -> frozenset[str]:
        """Every label that some link of the book leads to."""
        return frozenset(
            destination.label
            for page in self.pages.values()
            for destination in self._all(page)
            if destination.label
        )

    def dangling(self) -> list[Refusal]:
        """Links that lead to a place which is not printed."""
        known = (
            {label(uri, place) for uri, places in self.places.items() for place in places}
            | {label(uri, "") for uri in self.pages}
            | {f"ref:{key}" for key in self.numbers}
            | {*self.own.values()}
        )
        return [
            Refusal(
                f"链接指向书中没有的位置 {found.label}",
                f"a link leads to {found.label}, which is not printed in the book",
                page.path,
            )
            for page in self.pages.values()
            for found in dict.fromkeys(self._all(page))
            if found.label and found.label not in known
        ]

    def _all(self, page: Page) -> list[Destination]:
        return [
            self.destination(page, element)
            for element in printed(page.article)
            if element.tag == "a" and element.get("href")
        ]


def _holds(link: HtmlElement, place: str) -> bool:
    """Whether the row that a link stands in is the place it leads to."""
    row = next(link.iterancestors("tr"), None)
    return row is not None and any(each.get("id") == place for each in row.iter())


def label(uri: str, place: str) -> str:
    """Name of the label of a place on a page."""
    return f"{uri}#{place}" if place else uri
