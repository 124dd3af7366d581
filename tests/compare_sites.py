"""What differs between two built sites, by kind of page and kind of difference.

    python tests/compare_sites.py OLD NEW [--list KIND]

A page that is gone and a place on a page (an anchor) count as lost only where nothing in the new
site leads on from them. Links are addresses that the text of a page leads to; passages are its
blocks of text, compared without blanks. With ``--list`` every single difference of one kind of page
is printed. The exit status is 1 where a page is lost."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

TAGS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "summary", "figcaption", "dt", "dd")
BLOCKS = f"//article//*[{' or '.join(f'self::{tag}' for tag in TAGS)}]"
FOLDERS = {"review": "section", "trials": "trial", "agents": "agent", "diagnoses": "diagnosis"}
FOLDERS |= {"endpoints": "endpoint", "questions": "question"}
COUNTED = ("page lost", "page new", "page leads on", "anchor lost", "link lost", "link new")
COUNTED += ("passage lost", "passage new")


@dataclass(frozen=True)
class Content:
    """What the text of a page holds; ``leads`` is where a page that is gone leads to."""

    leads: str
    anchors: frozenset[str]
    links: frozenset[str]
    passages: Counter[str] = field(default_factory=Counter)


@cache
def content(site: Path, path: str) -> Content:
    """The content of a page of a site, which is there."""
    document = html.document_fromstring((site / path).read_bytes())
    leads = "".join(document.xpath("//a[@data-moved]/@href"))
    inside = "//body" if leads else "//article"
    links = {_address(path, target) for target in document.xpath(f"{inside}//a/@href")}
    return Content(
        _address(path, leads) if leads else "",
        frozenset(document.xpath(f"{inside}//@id")),
        frozenset(links),
        Counter(filter(None, map(_text, () if leads else document.xpath(BLOCKS)))),
    )


def _address(page: str, target: str) -> str:
    """An address as seen from the root of the site, without its place; others as they are."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return target
    here = Path("/", page).parent / unquote(parts.path) if parts.path else Path("/", page)
    return str(here.resolve()).removeprefix("/")


def _text(block: html.HtmlElement) -> str:
    """The text of a block without that of blocks within it, and without blanks."""
    within = block.xpath(
        ".//text()[not(ancestor::*[self::ul or self::ol or self::table][ancestor::li])]"
    )
    return re.sub(r"\s+", "", "".join(within))


def kind(path: str) -> str:
    """``trial``, ``section``, …; of a page that stands alone its own name."""
    _, *folders, name = path.split("/")
    if folders and name != "index.html":
        return FOLDERS.get(folders[0], folders[0])
    return (f"{folders[0]}/index" if folders else name.removesuffix(".html")) or path


def differences(old: Path, new: Path) -> Iterator[tuple[str, str, str]]:
    """Kind of page, kind of difference and what differs."""
    before, after = (
        {file.relative_to(site).as_posix() for file in site.rglob("*.html")} for site in (old, new)
    )
    for path in sorted(before - after):
        yield kind(path), "page lost", path
    for path in sorted(after - before):
        if not content(new, path).leads:
            yield kind(path), "page new", path
    for path in sorted(before & after):
        yield from ((kind(path), *found) for found in _of_page(old, new, path))


def _of_page(old: Path, new: Path, path: str) -> Iterator[tuple[str, str]]:
    one, other = content(old, path), content(new, path)
    if one.leads:
        return  # it was gone already
    places, leads = other.anchors, other.leads
    if leads:
        yield "page leads on", f"{path} → {leads}"
        places |= content(new, leads).anchors if (new / leads).is_file() else frozenset()
    for anchor in sorted(one.anchors - places):
        yield "anchor lost", f"{path}#{anchor}"
    if leads:
        return
    for name, lost, come in (
        ("link", one.links - other.links, other.links - one.links),
        ("passage", one.passages - other.passages, other.passages - one.passages),
    ):
        yield from ((f"{name} lost", f"{path}: {what}") for what in sorted(lost))
        yield from ((f"{name} new", f"{path}: {what}") for what in sorted(come))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--list", metavar="KIND", help="print every difference of a kind of page")
    given = parser.parse_args()
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page, difference, what in differences(given.old, given.new):
        found[page][difference] += 1
        if page == given.list:
            print(f"{difference}: {what}")
    print("\t".join(("kind of page", *COUNTED)))
    for page, counts in sorted(found.items()):
        print("\t".join((page, *(str(counts[name]) for name in COUNTED))))
    return int(any(counts["page lost"] for counts in found.values()))


if __name__ == "__main__":
    sys.exit(main())
