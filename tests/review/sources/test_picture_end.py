"""Where pictures end: real ones do, and what goes on behind them is found."""

from __future__ import annotations

import struct
import zlib

import pytest

from review.sources.picture_end import ends_with_picture


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
# a small picture within a segment has an end of its own; FF 00 and restarts are data
JPEG = (
    b"\xff\xd8\xff\xe1\x00\x08EX\xff\xd8\xff\xd9"
    b"\xff\xda\x00\x04\x01\x00data\xff\x00more\xff\xd0\xff\xff\xd9"
)
WEBP = b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0"
PICTURES = {".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".webp": WEBP}


@pytest.mark.parametrize("suffix", PICTURES)
def test_a_picture_ends_where_its_file_does(suffix: str) -> None:
    assert ends_with_picture(PICTURES[suffix], suffix)


@pytest.mark.parametrize("suffix", PICTURES)
@pytest.mark.parametrize("more", [b"<script>", b"PK\x03\x04\xff\xd9", b"\0\0", PNG])
def test_what_stands_behind_it_is_found(suffix: str, more: bytes) -> None:
    assert not ends_with_picture(PICTURES[suffix] + more, suffix)


@pytest.mark.parametrize("suffix", PICTURES)
def test_one_that_is_cut_off_at_any_byte_does_not_end(suffix: str) -> None:
    picture = PICTURES[suffix]
    for length in range(len(picture)):
        assert not ends_with_picture(picture[:length], suffix), length
