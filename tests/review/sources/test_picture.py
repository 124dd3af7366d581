"""Which pictures of a review are taken: what carries no program, is what its name says, and is
small."""

from __future__ import annotations

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
