"""Where a picture ends: a file that goes on behind its picture, or never ends it, is something
else as well (an archive, a page, a program)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

PNG_START, PNG_CHUNK = 8, 12  # bytes: the signature; length, kind and checksum of a chunk
JPEG_START = 2
RIFF_HEAD = 8
SCAN, END = 0xDA, 0xD9
ALONE = frozenset([0x01, *range(0xD0, 0xD8)])  # markers of a JPEG without a length


def ends_with_picture(data: bytes, suffix: str) -> bool:
    """Whether the last byte of a file is the last of its picture. ``suffix`` is one of a picture,
    as ``.png``; the signature at the beginning has been seen."""
    return END_OF[suffix](data) == len(data)


def _png(data: bytes) -> int:
    """Behind the chunk IEND (https://www.w3.org/TR/png-3/#5Chunk-layout); -1 without one."""
    at = PNG_START
    while at + PNG_CHUNK <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += PNG_CHUNK + length
        if kind == b"IEND":
            return at
    return -1


def _jpeg(data: bytes) -> int:
    """Behind the marker EOI (ITU-T T.81, annex B); -1 without one. What a segment holds, a small
    picture among it, is passed over."""
    at = JPEG_START
    while 0 <= at < len(data) - 1 and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == END:
            return at + 2
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        if marker == SCAN:
            at = _after_scan(data, at)
    return -1


def _after_scan(data: bytes, at: int) -> int:
    """The next marker behind compressed data, in which FF is followed by 00 or a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and data[at + 1] not in ALONE:
            return at
        at += 2
    return -1


def _webp(data: bytes) -> int:
    """As long as the file says at its beginning, filled up to an even number of bytes."""
    length = int.from_bytes(data[4:8], "little")
    return RIFF_HEAD + length + length % 2


END_OF: Mapping[str, Callable[[bytes], int]] = {
    ".png": _png,
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".webp": _webp,
}
