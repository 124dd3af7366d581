"""A page of the built site as a book reads it: article, language, heading, ways on."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import HtmlElement

from review.messages import refusal

SPACE = re.compile(r"[ \t\n\r\f]+")
REFERENCE = "ref-"
OPEN = 4  # pages held at a time

# Left out of every print, each for a reason. Whatever else stands on a page is printed by the
# function of book.typ that bears its class.
DROPPED = {
    "headerlink": "a way to the heading itself",
    "cite": "the page's citation in five formats; the title page says how to cite",
    "backs": "ways back to the uses: the entry gives their pages",
    "uses": "a way to the list that this list is",
    "picks": "a menu: the contents stand in its place",
    "answers": "a menu: the chapter of answers stands in its place",
    "news": "what changed of late: a book is of one day",
    "md-content__button": "a button",
    "ways-in": "ways to report a mistake on the site",
    "explorer": "a form",
    "places": "ways to further places in the same section: the page of the first is enough",
    "print": "the way to this file",
    "moved": "where old addresses of the site lead",
    "body": "what a cell is about, for a screen without room for the head that says it",
    "limits": "a way to the study's page, to which its name leads already",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    [
        *("article", "section", "div", "p", "blockquote", "pre", "hr", "table", "details"),
        *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "svg"),
        *HEADINGS,
    ]
)


@dataclass(frozen=True)
class Page:
    """A built page. ``uri`` is its path in the site without ``.html``; ``opened`` gives its
    article, which a book of many pages does not hold; ``language`` is ``zh`` or ``en``,
    ``rendition`` its first folder."""

    uri: str
    opened: Callable[[], HtmlElement] = field(repr=False)
    language: str = "zh"

    @property
    def article(self) -> HtmlElement:
        """What it holds."""
        return self.opened()

    @property
    def rendition(self) -> str:
        return self.uri.split("/", 1)[0]

    @property
    def path(self) -> str:
        """Path of its file in the site."""
        return f"{self.uri}.html"

    @cached_property
    def title(self) -> str:
        """The words of its first heading."""
        return words(next(self.article.iter("h1")))

    @cached_property
    def top(self) -> str:
        """The id of its first heading."""
        return next(self.article.iter("h1")).get("id") or ""

    @cached_property
    def places(self) -> frozenset[str]:
        """The ids that go into print."""
        return frozenset(filter(None, (element.get("id") for element in printed(self.article))))

    @cached_property
    def citations(self) -> list[tuple[str, ...]]:
        """Keys of each citation, in order."""
        return [
            self.keys(element)
            for element in printed(self.article)
            if element.tag == "sup" and "citation" in classes(element)
        ]

    def keys(self, citation: HtmlElement) -> tuple[str, ...]:
        """Keys of one citation; a run shown by its ends is filled from the page's list."""
        return cited(citation, self.listed)

    @cached_property
    def listed(self) -> list[str]:
        """Keys of the page's reference list, in order."""
        return [element.get("id", "").removeprefix(REFERENCE) for element in self.reference_items]

    @property
    def reference_items(self) -> list[HtmlElement]:
        """The entries of the page's reference list."""
        return [
            item
            for found in self.article.iter("ol")
            if "references" in classes(found)
            for item in found.iter("li")
        ]

    def target(self, href: str) -> tuple[str, str] | None:
        """File of the site and place on it that a link leads to; None where it leads outside."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        path = (
            posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(parts.path)))
            if parts.path
            else self.path
        )
        return path.removesuffix(".html"), unquote(parts.fragment)


def read(site: Path, uri: str) -> Page:
    """The page ``uri`` of a site. Raises Refusal where it or its article or heading is missing."""
    file = site / f"{uri}.html"
    if not file.is_file():
        raise refusal("print/no-page", at=f"{uri}.html")
    page = replace(parsed(_document(file), uri), opened=partial(_article, file))
    if next(page.article.iter("h1"), None) is None:
        raise refusal("print/no-heading", at=page.path)
    # what a book asks of other pages while it prints one
    _ = page.title, page.top, page.places, page.citations, page.listed
    return page


@lru_cache(maxsize=OPEN)
def _document(file: Path) -> HtmlElement:
    return lxml.html.document_fromstring(file.read_bytes().decode("utf-8"))


def _article(file: Path) -> HtmlElement:
    return next(_document(file).iter("article"))


def parsed(document: HtmlElement, uri: str) -> Page:
    """The page a document holds."""
    found = next((element for element in document.iter("article")), None)
    if found is None:
        raise refusal("print/no-article", at=f"{uri}.html")
    return Page(
        uri, lambda: found, "en" if (document.get("lang") or "zh").startswith("en") else "zh"
    )


def classes(element: HtmlElement) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def dropped(element: HtmlElement) -> bool:
    """Whether an element is left out of print; comments always are."""
    return (
        not isinstance(element.tag, str)
        or any(name in DROPPED for name in classes(element))
        or element.get("hidden") is not None
    )


def printed(element: HtmlElement) -> Iterator[HtmlElement]:
    """An element and all below it that goes into print, in order."""
    if dropped(element):
        return
    yield element
    for child in element:
        yield from printed(child)


def words(element: HtmlElement) -> str:
    """What a reader reads of an element on paper, blanks collapsed."""
    return SPACE.sub(" ", "".join(_texts(element))).strip()


def _texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not dropped(child):
            yield from _texts(child)
        yield child.tail or ""


def cited(citation: HtmlElement, order: list[str]) -> tuple[str, ...]:
    """Keys of one citation; by ``order``, those of the page's list in order, ``3–6`` is filled."""
    keys: list[str] = []
    for link in citation.iter("a"):
        key = (link.get("href") or "").rpartition("#" + REFERENCE)[2]
        before = link.getprevious()
        if (
            before is not None
            and (before.tail or "").strip() == "–"
            and keys
            and {keys[-1], key} <= set(order)
        ):
            keys += order[order.index(keys[-1]) + 1 : order.index(key)]
        keys.append(key)
    return tuple(keys)
