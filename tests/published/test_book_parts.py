"""A book in many parts: it holds what a book in few holds, its tags lead where they should, and its
fonts are kept once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import printed
from built import EXAMPLE
from places import ROOT
from proven_book import proven
from review.book import part_press, parts, volume
from review.book.manuscript import Imprint, Manuscript
from review.evidence import corpus

HELD = 40_000  # bytes of the pages of a part: small enough to part the small review's tables


@pytest.fixture(scope="module")
def book(bound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese book of the small review in more parts than it needs, where ``proven`` looks for
    it: beside the pages of the site."""
    folder = tmp_path_factory.mktemp("parts")
    for part in bound.iterdir():
        if part.is_dir():
            (folder / part.name).symlink_to(part)
    read = corpus.read(EXAMPLE)
    imprint = Imprint(read.settings.title, "A", read.settings.description, "2026-11-24")
    made = volume.book(folder, "zh", read.settings.pages)
    manuscript = Manuscript(made, imprint, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LIMIT", HELD)
        patch.setattr(parts, "ENTRIES", 4)
        planned = parts.planned(manuscript)
        assert len(planned) > 4 and sum(part.continues for part in planned) >= 2
        pdf = part_press.bound(manuscript, ROOT / ".fonts", map)
    (folder / "review-zh.pdf").write_bytes(pdf)
    return folder


def test_a_book_in_many_parts_holds_what_its_pages_hold(book: Path) -> None:
    proven(book, EXAMPLE, "zh")


def test_a_chapter_that_a_part_goes_on_with_is_named_once(book: Path, bound: Path) -> None:
    marks = [title for title, _, _ in printed.bookmarks(book / "review-zh.pdf")]
    assert marks == [title for title, _, _ in printed.bookmarks(bound / "review-zh.pdf")]


def test_the_parts_share_their_fonts(book: Path) -> None:
    with pikepdf.open(book / "review-zh.pdf") as document:
        fonts = [
            str(thing.FontName)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary)
            and thing.get("/Type") == "/FontDescriptor"
            and "SerifSC" in str(thing.FontName)
        ]
        files = {
            thing.FontFile3.objgen
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and "SerifSC" in str(thing.get("/FontName"))
        }
    assert len(set(fonts)) == len(files) == 1


def test_every_tag_belongs_to_the_document(book: Path) -> None:
    with pikepdf.open(book / "review-zh.pdf") as document:
        tree = document.Root.StructTreeRoot
        (top,) = tree.K
        below = {element.objgen for element in _below(top)}
        assert top.S == "/Document" and len(below) > 500
        for element in _below(top):
            for kid in _kids(element):
                assert kid.P.objgen == element.objgen
        owners = dict(_leaves(tree.ParentTree, "/Nums"))
        keys = [int(key) for key, _ in _leaves(tree.ParentTree, "/Nums")]
        assert all(one < other for one, other in pairwise(keys))
        assert tree.ParentTreeNextKey > keys[-1]
        for page in document.pages:
            assert all(_elements(owners[page.obj.StructParents], below, page.obj))
            for note in page.obj.get("/Annots", []):
                assert owners[note.StructParent].objgen in below


def test_the_heads_of_tables_have_identities_of_their_own(book: Path) -> None:
    with pikepdf.open(book / "review-zh.pdf") as document:
        tree = document.Root.StructTreeRoot
        named = [(str(name), cell) for name, cell in _leaves(tree.IDTree, "/Names")]
        names = [name for name, _ in named]
        assert names == sorted(set(names)) and len(names) > 50
        assert [str(cell.ID) for _, cell in named] == names
        for element in _below(tree.K[0]):
            for one in element.get("/A", []):
                for head in one.get("/Headers", []):
                    assert str(head) in names


def _kids(element: Any) -> Iterator[Any]:
    """The elements directly below one."""
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid


def _below(element: Any) -> Iterator[Any]:
    """An element and all below it."""
    yield element
    for kid in _kids(element):
        yield from _below(kid)


def _leaves(node: Any, kind: str) -> Iterator[tuple[Any, Any]]:
    """What a tree of names or numbers holds, each leaf within its limits."""
    for kid in node.Kids:
        things = list(kid[kind])
        assert [str(end) for end in kid.Limits] == [str(things[0]), str(things[-2])]
        yield from zip(things[::2], things[1::2])


def _elements(owner: Any, below: set[tuple[int, int]], page: Any) -> Iterator[bool]:
    """Whether each piece of a page has an element of the tree, on that page."""
    for element in owner:
        yield element is None or (
            element.objgen in below and element.get("/Pg", page).objgen == page.objgen
        )
