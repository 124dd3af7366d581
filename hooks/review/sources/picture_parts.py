"""The parts a picture's file is made of: where it ends (a file that goes on behind its picture, or
never ends it, is something else as well), how many pixels it claims, what it tells of its maker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

PNG_START, PNG_CHUNK = 8, 12  # bytes: the signature; length, kind and checksum of a chunk
JPEG_START = 2
RIFF_HEAD, RIFF_START, RIFF_CHUNK = 8, 12, 8
SCAN, END = 0xDA, 0xD9
ALONE = frozenset([0x01, *range(0xD0, 0xD8)])  # markers of a JPEG without a length
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers SOF
PRIVATE = {
    # EXIF and text of a PNG, EXIF and XMP of a WebP; Exif or XMP, IPTC, comment of a JPEG
    *(b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"EXIF", b"XMP "),
    *(b"\xe1", b"\xed", b"\xfe"),
}
PROGRAM = b"Software\0"  # the text of a PNG that names no person and no place


class Part(NamedTuple):
    """A chunk or segment: its kind, what it holds, and the place in the file behind it."""

    kind: bytes
    data: bytes
    end: int


def ends_with_picture(data: bytes, suffix: str) -> bool:
    """Whether the last byte of a file is the last of its picture. ``suffix`` is one of a picture,
    as ``.png``; the signature at the beginning has been seen."""
    if suffix == ".webp":
        length = int.from_bytes(data[4:RIFF_HEAD], "little")
        return RIFF_HEAD + length + length % 2 == len(data)
    *_, last = (Part(b"", b"", -1), *PARTS[suffix](data))
    return last.kind in (b"IEND", bytes([END])) and last.end == len(data)


def pixels(data: bytes, suffix: str) -> int:
    """Width times height, the largest that any part of the file claims; 0 where none does."""
    return max((_pixels(part) for part in PARTS[suffix](data)), default=0)


def is_private(data: bytes, suffix: str) -> bool:
    """Whether a file tells more than its picture: who took it, where, with what words."""
    return any(
        part.kind in PRIVATE and not part.data.startswith(PROGRAM) for part in PARTS[suffix](data)
    )


def _pixels(part: Part) -> int:
    """After PNG (section 11.2.1), JPEG (ITU-T T.81, B.2.2) and WebP (RFC 9649, 2.5 to 2.7)."""
    kind, data = part.kind, part.data
    if kind == b"IHDR":
        return int.from_bytes(data[:4], "big") * int.from_bytes(data[4:8], "big")
    if len(kind) == 1 and kind[0] in FRAMES:
        return int.from_bytes(data[1:3], "big") * int.from_bytes(data[3:5], "big")
    if kind == b"VP8X":
        sides = int.from_bytes(data[4:7], "little"), int.from_bytes(data[7:10], "little")
        return (sides[0] + 1) * (sides[1] + 1)
    if kind == b"VP8 ":
        return _low(data[6:8]) * _low(data[8:10])
    if kind == b"VP8L":
        return (_low(data[1:3]) + 1) * (_low(data[2:5], 6) + 1)
    return 0


def _low(data: bytes, shift: int = 0) -> int:
    """Fourteen bits of a number whose first byte is its lowest."""
    return int.from_bytes(data, "little") >> shift & 0x3FFF


def _png(data: bytes) -> Iterator[Part]:
    """The chunks up to IEND (https://www.w3.org/TR/png-3/#5Chunk-layout)."""
    at = PNG_START
    while at + PNG_CHUNK <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        start, at = at + 8, at + PNG_CHUNK + length
        yield Part(kind, data[start : start + length], at)
        if kind == b"IEND":
            return


def _jpeg(data: bytes) -> Iterator[Part]:
    """The segments up to the marker EOI (ITU-T T.81, annex B). What a segment holds, a small
    picture among it, is passed over."""
    at = JPEG_START
    while 0 <= at < len(data) - 1 and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == END:
            yield Part(bytes([END]), b"", at + 2)
            return
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        start, at = at + 4, at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        yield Part(bytes([marker]), data[start:at], at)
        if marker == SCAN:
            at = _after_scan(data, at)


def _after_scan(data: bytes, at: int) -> int:
    """The next marker behind compressed data, in which FF is followed by 00 or a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and data[at + 1] not in ALONE:
            return at
        at += 2
    return -1


def _webp(data: bytes) -> Iterator[Part]:
    """The chunks of the file, each filled up to an even number of bytes (RFC 9649, 2.3)."""
    at = RIFF_START
    while at + RIFF_CHUNK <= len(data):
        length, start = int.from_bytes(data[at + 4 : at + 8], "little"), at + RIFF_CHUNK
        kind, at = data[at : at + 4], start + length + length % 2
        yield Part(kind, data[start : start + length], at)


PARTS: Mapping[str, Callable[[bytes], Iterator[Part]]] = {
    ".png": _png,
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".webp": _webp,
}
