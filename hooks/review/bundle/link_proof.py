"""Proof that a site needs no network and no server: every link within it leads to a file and a
place that are there, and nothing is loaded from outside.

A link to the outside that a reader may follow is no fault; what a browser fetches by itself is one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import lxml.html

from review.bundle.bundle_contents import Files
from review.messages import refusal
from review.refusal import Refusal

# elements whose addresses nobody fetches before a reader asks
FOLLOWED = frozenset({"a", "area", "form", "blockquote", "q", "del", "ins"})
# kinds of <link> that a browser fetches by itself
FETCHED = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "manifest"}
    | {"preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
)
OUTSIDE = re.compile(r"(?i)(?:https?|wss?|ftp):|//")
OTHER = re.compile(r"(?i)(?:data|mailto|tel|javascript|blob|about|urn):")  # nothing is asked for
STYLED = re.compile(r"""(?i)(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s;]+)""")
EACH = 100  # pages between signs of life


def broken(files: Files, progress: Callable[[str], None] = lambda _: None) -> list[Refusal]:
    """All that would fail without a network. ``progress`` hears ``done/all``."""
    pages = {path: _page(data) for path, data in files.items() if path.endswith(".html")}
    site = Site(
        frozenset(files),
        {path: frozenset(page.xpath("//@id | //a/@name")) for path, page in pages.items()},
    )
    found: list[Refusal] = []
    for count, (path, page) in enumerate(pages.items()):
        if count % EACH == 0:
            progress(f"{count}/{len(pages)}")
        for element, address in _addresses(page):
            found += site.faults(path, element, address.strip())
    return found + list(_styled(files))


def _styled(files: Files) -> Iterator[Refusal]:
    """What style sheets load from outside."""
    for path, data in files.items():
        if path.endswith(".css"):
            for address in STYLED.findall(data.decode("utf-8", "replace")):
                yield _fetched(path, address)


def _page(data: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(
        data.decode("utf-8", "replace").encode() or b"<html></html>",
        parser=lxml.html.HTMLParser(encoding="utf-8"),
    )


def _addresses(page: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    """Elements with the addresses they name; lxml knows neither ``poster`` nor ``srcset``, whose
    addresses have a width or density behind them."""
    yield from ((element, address) for element, _, address, _ in page.iterlinks())
    for element in page.xpath("//*[@poster or @srcset]"):
        for candidate in [element.get("poster", ""), *element.get("srcset", "").split(",")]:
            if candidate.strip():
                yield element, candidate.split()[0]


@dataclass(frozen=True)
class Site:
    """The paths of all files, and the places of each page that a link may lead to."""

    files: frozenset[str]
    places: Mapping[str, frozenset[str]]

    def faults(self, path: str, element: lxml.html.HtmlElement, address: str) -> Iterator[Refusal]:
        """What is wrong with an address that an element of the page at ``path`` names."""
        loaded = _loaded(element)
        # an address from the root of a host is for machines, not followed
        for_machines = element.tag == "link" and not loaded and address.startswith("/")
        if OUTSIDE.match(address):
            if loaded:
                yield _fetched(path, address)
        elif not OTHER.match(address) and not for_machines:
            yield from self._lost(path, address)

    def _lost(self, path: str, address: str) -> Iterator[Refusal]:
        """That a link within the site leads to no file, or to no place of its page."""
        target, place = _target(path, address)
        if target not in self.files:
            yield refusal("bundle/no-file", at=path, address=address)
        elif place and place not in self.places.get(target, {place}):
            yield refusal("bundle/no-place", at=path, address=address)


def _loaded(element: lxml.html.HtmlElement) -> bool:
    """Whether a browser fetches what an element names by itself."""
    if element.tag == "link":
        return not FETCHED.isdisjoint((element.get("rel") or "").lower().split())
    return element.tag not in FOLLOWED


def _target(path: str, address: str) -> tuple[str, str]:
    """File and place that an address leads to; of a folder a browser shows the list of files."""
    parts = urlsplit(address)
    local = posixpath.join(posixpath.dirname(path), unquote(parts.path)) if parts.path else path
    return (local if local.endswith("/") else posixpath.normpath(local)), unquote(parts.fragment)


def _fetched(path: str, address: str) -> Refusal:
    return refusal("bundle/fetched", at=path, address=address)
