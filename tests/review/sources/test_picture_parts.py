"""What pictures are made of: real ones end, what goes on behind them is found, and so are their
pixels."""

from __future__ import annotations

import struct
import zlib

import pytest

from review.sources.picture_parts import ends_with_picture, pixels


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


def riff(kind: bytes, data: bytes) -> bytes:
    return (
        b"RIFF"
        + struct.pack("<I", 12 + len(data))
        + b"WEBP"
        + kind
        + struct.pack("<I", len(data))
        + data
    )


# headers as PNG (11.2.1), T.81 (B.2.2) and RFC 9649 (2.5 to 2.7) lay them out
HEADERS = {
    "png": (".png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">II", 640, 480) + b"\x08")),
    "baseline": (".jpg", b"\xff\xd8\xff\xc0\x00\x08\x08" + struct.pack(">HH", 480, 640) + b"\x03"),
    "progressive": (
        ".jpeg",
        b"\xff\xd8\xff\xc2\x00\x08\x08" + struct.pack(">HH", 480, 640) + b"\x03",
    ),
    "lossy": (".webp", riff(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480))),
    "lossless": (".webp", riff(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14) + b"\0")),
    "extended": (".webp", riff(b"VP8X", b"\0" * 4 + b"\x7f\x02\0\xdf\x01\0")),
}


@pytest.mark.parametrize("kind", HEADERS)
def test_pixels_are_read_from_the_header(kind: str) -> None:
    suffix, data = HEADERS[kind]
    assert pixels(data, suffix) == 640 * 480
    assert pixels(data[:8], suffix) == 0
