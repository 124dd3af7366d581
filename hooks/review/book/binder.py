"""Writes one PDF, object after object, so that no more of it is held than its places: dictionaries
in compressed object streams, a cross-reference stream at the end (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

STREAM_SIZE = 200  # objects of one object stream
LEVEL = 9  # of compression


@dataclass
class Binder:
    """The file so far. Objects 1 to ``reserved`` are numbered by who uses it."""

    reserved: int
    file: bytearray = field(default_factory=lambda: bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))
    entries: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    waiting: list[tuple[int, bytes]] = field(default_factory=list)
    streams: dict[bytes, int] = field(default_factory=dict)  # by what they hold
    last: int = 0

    def __post_init__(self) -> None:
        self.last = self.reserved

    def number(self) -> int:
        """The number of a new object."""
        self.last += 1
        return self.last

    def put(self, written: bytes, number: int = 0) -> int:
        """Write an object that is no stream; its number."""
        number = number or self.number()
        self.waiting.append((number, written))
        if len(self.waiting) == STREAM_SIZE:
            self.flush()
        return number

    def stream(self, head: bytes, data: bytes, number: int = 0) -> int:
        """Write a stream as it is encoded; ``head`` are the entries of its dictionary. One that is
        in the file already is not written again where it needs no number of its own."""
        key = hashlib.sha256(head + b"\0" + data).digest()
        if not number and key in self.streams:
            return self.streams[key]
        number = number or self.number()
        self.streams[key] = number
        self.entries[number] = (1, len(self.file), 0)
        self.file += b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, head, len(data))
        self.file += data + b"\nendstream\nendobj\n"
        return number

    def flush(self) -> None:
        """Write the objects that wait as one stream."""
        if not self.waiting:
            return
        stream_number, at, places = self.number(), 0, []
        for index, (number, written) in enumerate(self.waiting):
            self.entries[number] = (2, stream_number, index)
            places.append(b"%d %d" % (number, at))
            at += len(written) + 1
        first = b" ".join(places) + b"\n"
        objects = first + b"".join(written + b"\n" for _, written in self.waiting)
        head = b"/Type /ObjStm /N %d /First %d" % (len(self.waiting), len(first))
        self.stream(head + b" /Filter /FlateDecode", zlib.compress(objects, LEVEL), stream_number)
        self.waiting = []

    def closed(self, root: int, info: int) -> bytes:
        """The whole file, its identity made from its content."""
        self.flush()
        last, start = self.number(), len(self.file)
        self.entries[last] = (1, start, 0)
        rows = b"".join(map(self._row, range(last + 1)))
        identity = hashlib.md5(self.file, usedforsecurity=False).hexdigest().encode()
        head = b"/Type /XRef /Size %d /W [ 1 5 2 ] /Root %d 0 R" % (last + 1, root)
        head += b" /Info %d 0 R /ID [ <%s> <%s> ] /Filter /FlateDecode" % (info, identity, identity)
        self.stream(head, zlib.compress(rows, LEVEL), last)
        self.file += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.file)

    def _row(self, number: int) -> bytes:
        """An entry of the cross-reference stream."""
        kind, place, index = self.entries.get(number, (0, 0, 0 if number else 65535))
        return bytes([kind]) + place.to_bytes(5, "big") + index.to_bytes(2, "big")


def array(items: Iterable[bytes]) -> bytes:
    """An array of written objects."""
    return b"[ " + b" ".join(items) + b" ]"


def ref(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number
