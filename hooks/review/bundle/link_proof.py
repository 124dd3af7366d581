"""Proof that a site needs no network and no server: every link within it leads to a file and a
place that are there, and nothing is loaded from outside.

A link to the outside that a reader may follow is no fault; what a browser fetches by itself is one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

import lxml.html

from review.bundle.bundle_contents import Files
from review.refusal import Refusal

FOLLOWED = {
    "a",
    "area",
    "form",
    "blockquote",
    "q",
    "del",
    "ins",
}  # elements whose addresses nobody fetches before a reader asks
FETCHED = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
    "apple-touch-icon",
}  # kinds of <link>
OUTSIDE = re.compile(r"(?i)(?:https?|wss?|ftp):|//")
OTHER = re.compile(r"(?i)(?:data|mailto|tel|javascript|blob|about|urn):")  # nothing is asked for
STYLED = re.compile(r"""(?i)(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s;]+)""")
EACH = 100  # pages between signs of life


def broken(files: Files, say: Callable[[str], None] = lambda _: None) -> list[Refusal]:
    """All that would fail without a network. ``say`` hears ``done/all``."""
    pages = {path: _page(data) for path, data in files.items() if path.endswith(".html")}
    places = {path: frozenset(page.xpath("//@id | //a/@name")) for path, page in pages.items()}
    found = []
    for count, (path, page) in enumerate(pages.items()):
        if count % EACH == 0:
            say(f"{count}/{len(pages)}")
        found += [
            each
            for element, address in _addresses(page)
            if (each := _judged(path, element, address.strip(), files, places))
        ]
    return found + [
        _fetched(path, address)
        for path, data in files.items()
        if path.endswith(".css")
        for address in STYLED.findall(data.decode("utf-8", "replace"))
    ]


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


def _judged(
    path: str,
    element: lxml.html.HtmlElement,
    address: str,
    files: Files,
    places: dict[str, frozenset[str]],
) -> Refusal | None:
    if OTHER.match(address):
        return None
    if OUTSIDE.match(address):
        return _fetched(path, address) if _loaded(element) else None
    if element.tag == "link" and not _loaded(element) and address.startswith("/"):
        return None  # said to machines, not followed
    target, place = _target(path, address)
    if target not in files:
        return Refusal(
            f"链接 {address} 所指的文件不在包中",
            f"the link {address} leads to no file of the bundle",
            path,
        )
    if place and target in places and place not in places[target]:
        return Refusal(
            f"链接 {address} 所指的位置不在该页",
            f"the link {address} leads to no place of that page",
            path,
        )
    return None


def _loaded(element: lxml.html.HtmlElement) -> bool:
    """Whether a browser fetches what an element names by itself."""
    if element.tag == "link":
        return not FETCHED.isdisjoint((element.get("rel") or "").lower().split())
    return element.tag not in FOLLOWED


def _target(path: str, address: str) -> tuple[str, str]:
    """File and place that an address of a page leads to; a folder stays one, for a browser shows
    its list of files."""
    parts = urlsplit(address)
    local = posixpath.join(posixpath.dirname(path), unquote(parts.path)) if parts.path else path
    return (local if local.endswith("/") else posixpath.normpath(local)), unquote(parts.fragment)


def _fetched(path: str, address: str) -> Refusal:
    return Refusal(
        f"从外部载入 {address}；离线时打不开",
        f"loads {address} from outside, which fails without a network",
        path,
    )
