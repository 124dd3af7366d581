"""The parts of a book joined into one tagged PDF: their pages, bookmarks, places, links from part
to part and trees of tags (ISO 32000-1, 12.3 and 14.7). One part is held at a time."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from review.book.binder import Binder, array, ref
from review.book.bookmarks import Bookmark, outlined

CATALOG, PAGES, TREE, DOCUMENT, INFO = range(1, 6)
LEAD = "book:"  # before the name of a place, in a link to another part (book.typ)
# a string, a number in hexadecimal, or a reference
TOKEN = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>|\b([0-9]+) 0 R\b", re.DOTALL)
CELL = re.compile(rb"\((U[0-9]+x[0-9]+y[0-9]+)\)")  # the identity of a head of a table
CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}  # a list of contents as tags
ABOVE = 10.0  # points above a place that are seen when a link leads there
CONTAINERS = (pikepdf.Dictionary, pikepdf.Array)  # what is no stream
KEPT = ("/Lang", "/MarkInfo", "/ViewerPreferences", "/OutputIntents")
COUNTED, IDENTITY = (
    re.compile(rb"(<xmpTPg:NPages>)[0-9]+"),
    re.compile(rb"<xmpMM:InstanceID>([^<]+)<"),
)
Place = tuple[int, float, float]  # page, counted from 1; points from the left and from the top


@dataclass
class Joined:
    """The book so far: all ``places`` by name; ``page_words`` words the page a link leads to."""

    places: Mapping[str, Place]
    page_words: Callable[[int], str]
    binder: Binder = field(default_factory=lambda: Binder(INFO))
    pages: list[tuple[int, float]] = field(default_factory=list)  # number, height
    bookmarks: list[Bookmark] = field(default_factory=list)
    tags: list[bytes] = field(default_factory=list)  # children of the document
    parents: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    roles: dict[str, bytes] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    key: int = 0  # of the tree of parents
    catalog: list[bytes] = field(default_factory=list)
    information: bytes = b""
    metadata: bytes = b""

    def add(self, pdf: bytes, continues: bool, contents: bool = False) -> None:
        """Put a part behind the others, without its first page. ``continues`` says that this page
        bears the heading of a chapter that the part before began, ``contents`` that the lists of
        the part are the contents of the book."""
        with pikepdf.open(io.BytesIO(pdf)) as document:
            Part(self, document, continues, contents).put()

    def closed(self) -> bytes:
        """The whole book."""
        put = self.binder.put
        put(b"<< /Type /Pages /Count %d /Kids %s >>" % self._kids(), PAGES)
        put(
            b"<< /Type /StructElem /S /Document /P %s /K %s >>" % (ref(TREE), array(self.tags)),
            DOCUMENT,
        )
        roles = b" ".join(name.encode() + b" " + role for name, role in self.roles.items())
        put(
            b"<< /Type /StructTreeRoot /K [ %s ] /RoleMap << %s >> /ParentTree << /Kids %s >>"
            b" /ParentTreeNextKey %d /IDTree << /Kids %s >> >>"
            % (ref(DOCUMENT), roles, _refs(self.parents), self.key, _refs(self.cells)),
            TREE,
        )
        outline, destinations = outlined(self.binder, self.bookmarks), put(self._destinations())
        self.catalog.append(
            b"/Type /Catalog /Pages %s /StructTreeRoot %s /Outlines %s /Names << /Dests %s >>"
            b" /Metadata %s"
            % tuple(map(ref, (PAGES, TREE, outline, destinations, self._metadata())))
        )
        put(b"<< %s >>" % b" ".join(self.catalog), CATALOG)
        put(self.information, INFO)
        return self.binder.closed(CATALOG, INFO)

    def _metadata(self) -> int:
        """What the book says of itself, with its number of pages and an identity by its content."""
        metadata = COUNTED.sub(b"\\g<1>%d" % len(self.pages), self.metadata)
        found = IDENTITY.search(metadata)
        if found:
            digest = base64.b64encode(hashlib.md5(self.binder.file, usedforsecurity=False).digest())
            metadata = metadata.replace(found[1], digest)
        return self.binder.stream(b"/Type /Metadata /Subtype /XML", metadata)

    def _kids(self) -> tuple[int, bytes]:
        return len(self.pages), array(ref(number) for number, _ in self.pages)

    def _destinations(self) -> bytes:
        """The tree of the places that links and bookmarks lead to."""
        found = []
        for name in self.names:
            page, left, top = self.places[name]
            number, height = self.pages[page - 1]
            target = b"[ %s /XYZ %.3f %.3f 0 ]" % (ref(number), left, height - max(top - ABOVE, 0))
            found.append((pikepdf.String(name).unparse(), name.encode(), target))
        found.sort(key=lambda place: place[1])
        return b"<< /Names %s >>" % array(b"%s %s" % (name, to) for name, _, to in found)


@dataclass
class Part:
    """A part on its way into the book."""

    book: Joined
    document: pikepdf.Pdf
    continues: bool
    contents: bool
    numbers: dict[int, int] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)

    def put(self) -> None:
        """Write all that the book keeps of it."""
        root, book = self.document.Root, self.book
        tree, (_, *pages) = root.StructTreeRoot, self.document.pages
        (top,) = tree.K
        kids = list(top.K)[int(self.continues) :]
        parents = dict(_pairs(tree.ParentTree.Nums))
        unprinted = list(self._sheet(top, parents))
        self.left_out = {_number(item) for item in (*unprinted, top, *self._replaced(root, tree))}
        self.numbers = {_number(root.Pages): PAGES, _number(top): DOCUMENT}
        self._write()
        book.tags += map(self.written, kids)
        book.pages += [(self.numbers[_number(page.obj)], float(page.mediabox[3])) for page in pages]
        self._cells(tree)
        self._parents(parents)
        book.roles |= {name: role.unparse() for name, role in tree.get("/RoleMap", {}).items()}
        self._bookmarks(root)
        book.key += int(tree.ParentTreeNextKey)
        if not book.catalog:
            self._keep(root)

    def _sheet(self, top: Any, parents: dict[Any, Any]) -> Iterator[Any]:
        """All that belongs to the first page."""
        page = self.document.pages[0].obj
        yield from (page, page.Contents)
        if self.continues:
            yield from (*_tags(top.K[0]), parents.pop(page.StructParents))

    def _replaced(self, root: Any, tree: Any) -> Iterator[Any]:
        """Objects of which the book has its own."""
        yield from (root, root.Pages, tree, tree.ParentTree, root.Outlines, root.Metadata)
        yield self.document.trailer.Info
        for item, _ in _outline(root.Outlines):
            yield from (item, item.Dest)
        yield from (root.OutputIntents, *root.OutputIntents) if self.book.catalog else ()
        yield from root.get("/Names", {}).get("/Dests", {}).get("/Names", [])

    def _keep(self, root: Any) -> None:
        """What the book says of itself is what its first part says."""
        self.book.catalog = [
            name.encode() + b" " + self.written(root[name], resolved=True) for name in KEPT
        ]
        self.book.information = self.document.trailer.Info.unparse(resolved=True)
        self.book.metadata = root.Metadata.read_bytes()

    def _write(self) -> None:
        """Every object, once all of them have numbers."""
        binder, dictionaries = self.book.binder, []
        for item in self.document.objects:
            number = _number(item)
            if number not in self.left_out and isinstance(item, pikepdf.Stream):
                head = item.stream_dict
                del head["/Length"]
                entries = head.unparse()[2:-2].strip()
                self.numbers[number] = binder.stream(entries, item.read_raw_bytes())
            elif number not in self.left_out and isinstance(item, CONTAINERS):
                dictionaries.append(item)
                self.numbers[number] = binder.number()
        for item in dictionaries:
            binder.put(self._changed(item), self.numbers[_number(item)])

    def _changed(self, item: Any) -> bytes:
        """An object as the book has it."""
        if not isinstance(item, pikepdf.Dictionary):
            return self.written(item, resolved=True)
        for name in ("/StructParent", "/StructParents"):
            if name in item:
                item[name] = int(item[name]) + self.book.key
        address = str(item.A.get("/URI", "")) if "/Rect" in item and "/A" in item else ""
        if address.startswith(LEAD):
            place = address.removeprefix(LEAD)
            del item["/A"]
            item.Dest = pikepdf.String(place)
            item.Contents = pikepdf.String(self.book.page_words(self.book.places[place][0]))
            self.book.names.add(place)
        if item.get("/Type") != "/StructElem":
            return self.written(item, resolved=True)
        if self.contents and (tag := CONTENTS.get(str(item.S))):
            item.S = pikepdf.Name(tag)
        return self._identified(self.written(item, resolved=True))

    def _identified(self, written: bytes) -> bytes:
        """A structure element, the ids of its cells made unique to the part."""
        return CELL.sub(b"(%04d\\1)" % len(self.book.parents), written)

    def written(self, item: Any, resolved: bool = False) -> bytes:
        """An object, its references as the book numbers them."""
        return TOKEN.sub(self._reference, item.unparse(resolved=resolved))

    def _reference(self, token: re.Match[bytes]) -> bytes:
        return ref(self.numbers[int(token[1])]) if token[1] else token[0]

    def _parents(self, parents: Mapping[Any, Any]) -> None:
        """The element that each page and annotation belongs to."""
        rows = [(b"%d" % (int(key) + self.book.key), self.written(parents[key])) for key in parents]
        self.book.parents.append(self._leaf(b"/Nums", rows))

    def _cells(self, tree: Any) -> None:
        """The identities of the heads of tables."""
        names = _pairs(tree.get("/IDTree", {}).get("/Names", []))
        rows = [(self._identified(name.unparse()), self.written(cell)) for name, cell in names]
        if rows:
            self.book.cells.append(self._leaf(b"/Names", rows))

    def _leaf(self, kind: bytes, rows: Sequence[tuple[bytes, bytes]]) -> int:
        """A leaf of a tree of numbers or names."""
        ends, body = (rows[0][0], rows[-1][0]), array(b" ".join(row) for row in rows)
        return self.book.binder.put(b"<< /Limits %s %s %s >>" % (array(ends), kind, body))

    def _bookmarks(self, root: Any) -> None:
        """The bookmarks behind those so far; what goes on with a chapter is below the last one."""
        levels = [self.book.bookmarks]
        for item, level in _outline(root.Outlines):
            if self.continues and not level and len(levels) == 1 and item.get("/Prev") is None:
                levels.append(self.book.bookmarks[-1].under)
                continue
            mark = Bookmark(item.Title.unparse(), self.written(item.Dest, resolved=True))
            levels[level:] = [levels[level], mark.under]
            levels[level].append(mark)


def _outline(item: Any, level: int = -1) -> Iterator[tuple[Any, int]]:
    """The bookmarks below one, in order, each with its level."""
    child = item.get("/First")
    while child is not None:
        yield child, level + 1
        yield from _outline(child, level + 1)
        child = child.get("/Next")


def _pairs(row: Any) -> Iterator[tuple[Any, Any]]:
    """The keys of a leaf of a tree, each with what it leads to."""
    items = list(row)
    yield from zip(items[::2], items[1::2])


def _number(item: Any) -> int:
    """The number of an object in its part."""
    return int(item.objgen[0])


def _tags(element: Any) -> Iterator[Any]:
    """An element and those below it."""
    yield element
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _tags(kid)


def _refs(numbers: list[int]) -> bytes:
    return array(map(ref, numbers))
