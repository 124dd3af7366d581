"""Which pictures of a review are taken: what carries no program, is what its name says, and is
small."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from laid import lay
from review import rules
from review.evidence import corpus
from review.sources import picture

# the shortest that begin and end as pictures do
SHORTEST = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82",
    "jpg": b"\xff\xd8\xff\xe0\0\x02\xff\xd9",
    "jpeg": b"\xff\xd8\xff\xdb\0\x02\xff\xd9",
    "webp": b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0",
}


@pytest.mark.parametrize("suffix", SHORTEST)
def test_a_picture_is_known_by_its_bytes(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{suffix}"
    file.write_bytes(SHORTEST[suffix])
    assert picture.fault(file) is None
    for other, beginning in SHORTEST.items():
        file.write_bytes(beginning)
        same = other == suffix or {other, suffix} == {"jpg", "jpeg"}
        assert (picture.fault(file) is None) == same
    file.write_bytes(b" " + SHORTEST[suffix])
    assert picture.fault(file) is not None


@pytest.mark.parametrize("text", ['<svg xmlns="http://www.w3.org/2000/svg"/>', "<svg", ""])
def test_a_drawing_is_refused_with_the_cure_to_export_it(text: str, tmp_path: Path) -> None:
    """One problem, however often a page shows the drawing: nothing is said of its links."""
    root = lay(tmp_path, {"both": "![曲线 | Curve](../assets/x.svg)"})
    (root / "docs/assets/x.svg").write_text(text, encoding="utf-8")
    read = corpus.read(root)
    (problem,) = rules.check(read)
    assert str(problem.place) == "docs/assets/x.svg:1:1" and problem.rule == "picture-content"
    assert problem.found.en == "a drawing (SVG)" and "PNG" in problem.cure.en
    assert "PNG" in problem.cure.zh
    assert read.published == ["docs/assets/curve.png"]


def test_a_picture_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    for suffix in picture.SIGNATURES:
        with (tmp_path / f"x{suffix}").open("wb") as file:
            file.truncate(5 * picture.LARGEST)
        fault = picture.fault(tmp_path / f"x{suffix}")
        assert fault is not None and "15.0 MB" in fault.en and "15.0 MB" in fault.zh


def png(*chunks: tuple[bytes, bytes], width: int = 1, height: int = 1) -> bytes:
    """A PNG of a size it claims, with chunks before its end; no sum is looked at."""
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + b"sum."
        for kind, data in (head, *chunks, (b"IEND", b""))
    )


def jpeg(marker: int, data: bytes) -> bytes:
    return b"\xff\xd8\xff" + struct.pack(">BH", marker, 2 + len(data)) + data + b"\xff\xd9"


def found(file: Path, data: bytes) -> str:
    """What is wrong with a picture, in English."""
    file.write_bytes(data)
    fault = picture.fault(file)
    return fault.en if fault else ""


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    bomb = found(tmp_path / "x.png", png(width=100_000, height=100_000))
    assert bomb == "a picture of 10,000 megapixels"
    frame = b"\x08" + struct.pack(">HH", 65_000, 65_000) + b"\x03"
    assert "4,225 megapixels" in found(tmp_path / "x.jpg", jpeg(0xC2, frame))
    assert found(tmp_path / "x.png", png(width=10_000, height=5_000)) == ""
    assert "megapixels" in found(tmp_path / "x.png", png(width=10_000, height=5_001))


@pytest.mark.parametrize(
    "suffix, data",
    [
        ("png", png((b"eXIf", b"MM\0*GPS"))),
        ("png", png((b"tEXt", b"Author\0Doe"))),
        ("png", png((b"zTXt", b"Comment\0\0x"))),
        ("png", png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>"))),
        ("jpg", jpeg(0xE1, b"Exif\0\0MM\0*")),
        ("jpeg", jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")),
        ("jpg", jpeg(0xED, b"Photoshop 3.0\0")),
        ("jpg", jpeg(0xFE, b"taken by Doe")),
        ("webp", b"RIFF\x0e\0\0\0WEBPEXIF\x01\0\0\0M\0"),
        ("webp", b"RIFF\x0c\0\0\0WEBPXMP \0\0\0\0"),
    ],
)
def test_what_tells_of_maker_and_place_is_refused(suffix: str, data: bytes, tmp_path: Path) -> None:
    assert "data on its maker" in found(tmp_path / f"x.{suffix}", data)


@pytest.mark.parametrize(
    "suffix, data",
    [
        ("png", png((b"tEXt", b"Software\0a program for plots"), (b"pHYs", b"123456789"))),
        ("png", png((b"iCCP", b"sRGB\0\0x"), (b"IDAT", b"tEXtAuthor\0Doe"))),
        ("jpg", jpeg(0xE0, b"JFIF\0\x01\x02")),
        ("jpg", jpeg(0xE2, b"ICC_PROFILE\0Exif")),
    ],
)
def test_what_belongs_to_the_picture_stays(suffix: str, data: bytes, tmp_path: Path) -> None:
    assert found(tmp_path / f"x.{suffix}", data) == ""
