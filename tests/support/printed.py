"""A printed book opened again: its words in order, its bookmarks, its links, its fonts."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from pathlib import Path

import numpy
import pikepdf
from lxml.html import HtmlElement

from review.book.printed_page import BLOCKS, Page, classes, dropped, words

# points: what lies above and below is the running head and the page number
HEAD, FOOT, WIDTH = 62, 790, 595
ADDED = re.compile(
    r"→\s*(?:第\s*\d+\s*页|p\.\s*\d+)|\[\d+(?:[,–]\d+)*\]"
)  # what paper adds, or numbers anew
LEFT_OUT = {"references", "bibliography"}
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
CLOSING = "，。；：、）】》”’！？"
MARKS = CLOSING + "（［］《【“‘"
JOINER = "\u2060"
CLOSE, MARGIN, NEAR = 9.0, 60.0, 40  # points, points, words
Word = tuple[float, float, float, float, str]
REACH = 8000  # characters within which the next passage is looked for
PARTS = ("thead", "tbody", "tr", "td", "th", "figcaption")


def text(pdf: Path, first: int = 1) -> str:
    """The text from page ``first`` on, between head and foot, in the order of the file, without
    blanks and hyphens."""
    return normal(
        "".join(
            f"{said} "
            for _, words in _pages(pdf)[first - 1 :]
            for _, top, _, bottom, said in words
            if HEAD < (top + bottom) / 2 < FOOT
        )
    )


def led_by_closing_marks(pdf: Path) -> list[str]:
    """Words at the beginning of a line, or of a cell, that begin with a mark that may not stand
    there: nothing stands close to their left."""
    return [
        said
        for page in _words(pdf)
        for left, top, _, bottom, said in page
        if said[0] in CLOSING
        and not any(
            -CLOSE < left - right < CLOSE and top < under and over < bottom and start < left
            for start, over, right, under, _ in page
        )
    ]


def astray(pdf: Path) -> list[str]:
    """Words that reach into the next word or out of the type area: those of a cell too narrow for
    them. Chinese marks close up and are passed over."""
    found = []
    for page in _words(pdf):
        found += [
            said for left, _, right, _, said in page if left < MARGIN or right > WIDTH - MARGIN
        ]
        found += [
            f"{said} | {other}"
            for said, other in _overlapping(page)
            if not (
                other[0] in MARKS
                or {said.rstrip(JOINER)[-1:], other.rstrip(JOINER)[-1:]} & {*MARKS}
            )
        ]
    return found


def _overlapping(page: list[Word]) -> Iterator[tuple[str, str]]:
    """Each word with those of the next ones that lie on it."""
    left, top, right, bottom = numpy.array([word[:4] for word in page]).reshape(-1, 4).T
    for apart in range(1, min(NEAR, len(page))):
        one, next_ = slice(None, -apart), slice(apart, None)
        wide = numpy.minimum(right[one], right[next_]) - numpy.maximum(left[one], left[next_])
        high = numpy.minimum(bottom[one], bottom[next_]) - numpy.maximum(top[one], top[next_])
        for at in numpy.flatnonzero((wide > 1.5) & (high > 4)):
            yield page[at][-1], page[at + apart][-1]


def _words(pdf: Path) -> list[list[Word]]:
    """The words of the pages that stand upright."""
    return [words for width, words in _pages(pdf) if width == WIDTH]


@cache
def _pages(pdf: Path) -> list[tuple[int, list[Word]]]:
    """The width of each page in whole points and, in the order of the file, left, top, right and
    bottom of each word and the word. A file is read once, which takes long: one that may change is
    not to be asked about."""
    boxes = subprocess.run(
        ["pdftotext", "-raw", "-bbox", "-enc", "UTF-8", str(pdf), "-"],
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return [
        (
            int(page.removeprefix('width="').partition(".")[0]),
            [
                (float(a), float(b), float(c), float(d), unescape(said))
                for a, b, c, d, said in WORD.findall(page)
            ],
        )
        for page in boxes.split("<page ")[1:]
    ]


def normal(said: str) -> str:
    """A text as it can be compared: one form of each character, no blanks, no hyphens, no page
    marks, no citation numbers."""
    said = unicodedata.normalize("NFKC", ADDED.sub("", said))
    return "".join(
        each
        for each in said
        if not each.isspace()
        and unicodedata.category(each) not in ("Cf", "Cc")
        and each not in "-‐•–|·"
    )


def passages(page: Page, skip: frozenset[str], language: str) -> Iterator[str]:
    """What a reader of the page reads in one language, block by block; ``skip`` are the sections
    that a book leaves out."""
    skipping = False
    for child in page.article:
        if child.tag in ("h1", "h2"):
            skipping = child.get("id") in skip
        if not skipping and not dropped(child):
            yield from (said for said in _passages(child, page.language, language) if said)


def _passages(element: HtmlElement, spoken: str, language: str) -> Iterator[str]:
    if LEFT_OUT & set(classes(element)) or element.tag in ("svg", "summary"):
        return
    spoken = (element.get("lang") or spoken)[:2] if element.tag == "div" else spoken
    nested = [child for child in element if isinstance(child.tag, str) and not dropped(child)]
    if any(each.tag in BLOCKS or each.tag in PARTS for each in nested):
        yield normal(element.text or "") if spoken == language else ""
        for child in nested:
            yield from _passages(child, spoken, language)
            yield normal(child.tail or "") if spoken == language else ""
    elif spoken == language:
        yield normal(words(element))


def called(passage: str, titles: Mapping[str, str]) -> str:
    """A passage that leads to a place in a chapter, as the book calls that chapter; ``titles`` are
    what it calls otherwise. All are as ``normal`` has them."""
    for title, shown in titles.items():
        passage = passage.replace(f"{title}›", f"{shown}›")
    return passage


def lost(said: str, chapters: Iterable[list[str]]) -> list[str]:
    """Passages that the text does not hold at their place: each chapter is found by its first two,
    every other behind the one before it."""
    at, missing = 0, []
    for passages_ in chapters:
        at = max(said.find("".join(passages_[:2]), at), at)
        for passage in passages_:
            found = said.find(passage, at, at + REACH + len(passage))
            at = found + len(passage) if found >= 0 else at
            missing += [] if found >= 0 else [passage]
    return missing


def bookmarks(pdf: Path) -> list[tuple[str, int, float]]:
    """Title of each bookmark, in order, the page it leads to, counted from 1, and the place on it
    in points from the bottom."""
    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        found = [
            (each.title, _target(each, document)) for root in outline.root for each in _down(root)
        ]
        return [(title, pages[place[0].objgen], float(place[3])) for title, place in found]


def _target(item: pikepdf.OutlineItem, document: pikepdf.Pdf) -> pikepdf.Array:
    found = item.destination if item.destination is not None else item.action.D
    found = dict(_names(document))[str(found)] if isinstance(found, pikepdf.String) else found
    return found.D if isinstance(found, pikepdf.Dictionary) else found


def _down(item: pikepdf.OutlineItem) -> Iterator[pikepdf.OutlineItem]:
    yield item
    for child in item.children:
        yield from _down(child)


def dangling(pdf: Path) -> tuple[int, list[object]]:
    """How many links lead inside the file, and those that lead to no page of it."""
    with pikepdf.open(pdf) as document:
        pages = {page.obj.objgen for page in document.pages}
        names = {str(name) for name, _ in _names(document)}
        found = [
            link
            for page in document.pages
            for note in page.obj.get("/Annots", [])
            if (link := note.get("/Dest", note.get("/A", {}).get("/D"))) is not None
        ]
        bad = [
            link
            for link in found
            if not (
                str(link) in names if isinstance(link, pikepdf.String) else link[0].objgen in pages
            )
        ]
        return len(found), [str(link) for link in bad]


def _names(document: pikepdf.Pdf) -> list[tuple[str, object]]:
    tree = document.Root.get("/Names", {}).get("/Dests")
    return list(pikepdf.NameTree(tree).items()) if tree is not None else []


def addresses(pdf: Path) -> set[str]:
    """Addresses outside the file that it leads to."""
    with pikepdf.open(pdf) as document:
        return {
            str(note["/A"]["/URI"])
            for page in document.pages
            for note in page.obj.get("/Annots", [])
            if "/A" in note and "/URI" in note["/A"]
        }


def fonts(pdf: Path) -> set[tuple[str, bool]]:
    """Name (without the tag of its subset) of each font, and whether it is embedded as a subset."""
    found = set()
    with pikepdf.open(pdf) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                name = str(thing["/FontName"]).lstrip("/")
                found.add(
                    (
                        re.sub(r"^[A-Z]{6}\+", "", name),
                        bool(re.match(r"[A-Z]{6}\+", name))
                        and any(key in thing for key in ("/FontFile2", "/FontFile3")),
                    )
                )
    return found
