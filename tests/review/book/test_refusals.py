"""Bad input: named with its cure, and never at the cost of what was there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commands.book import put
from laid_page import page
from review.book import fonts, press
from review.book.manuscript import Imprint, Manuscript
from review.book.print_refusal import Unprintable
from review.book.printed_page import read
from review.book.volume import Chapter, Volume
from review.problem import Text

IMPRINT = Imprint(Text("综述", "Review"), "A", Text("", ""), "2026-11-24")


def test_a_missing_font_is_named_with_its_cure(tmp_path: Path) -> None:
    lacking = [
        fonts.Font("Gone.otf", "no_such_package", "Gone.otf", "0"),
        fonts.Font("Gone2.otf", "review", "Gone2.otf", "0"),
    ]
    with pytest.raises(Unprintable) as refused:
        fonts.gather(tmp_path / "fonts", fonts=lacking)
    assert [reason.en.partition(";")[0] for reason in refused.value.reasons] == [
        "the font Gone.otf is missing (package no_such_package)",
        "the font Gone2.otf is missing (package review)",
    ]
    assert all(
        "requirements-book.txt" in reason.en and "requirements-book.txt" in reason.zh
        for reason in refused.value.reasons
    )


def test_a_font_that_is_not_the_approved_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unprintable, match="is not the one that was approved"):
        fonts.gather(tmp_path, fonts=[fonts.Font("init.py", "review", "__init__.py", "0" * 64)])
    assert list(tmp_path.iterdir()) == []


def test_a_character_no_font_has_is_named_with_its_page() -> None:
    found = press.missing(page("<p>甲𓀀<sup>乙</sup></p>"), frozenset(map(ord, "一甲乙 ")))
    assert [(reason.page, reason.en.partition(";")[0]) for reason in found] == [
        ("zh/review/one.html", "no font has the character “𓀀” (U+13000, egyptian hieroglyph a001)")
    ]
    assert press.missing(page("<p>甲\u2060 乙</p>"), frozenset(map(ord, "一甲乙"))) == []


def test_an_image_that_does_not_exist_is_named(tmp_path: Path) -> None:
    this = page('<p><img src="../assets/gone.png" alt="图"></p>')
    with pytest.raises(Unprintable) as refused:
        Manuscript(Volume("zh", (Chapter(this),), whole=False), IMPRINT, tmp_path).source()
    assert [(reason.page, reason.en.partition(";")[0]) for reason in refused.value.reasons] == [
        ("zh/review/one.html", "the image ../assets/gone.png does not exist")
    ]


def test_a_page_that_does_not_exist_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Unprintable, match="run make site first"):
        read(tmp_path, "zh/review/gone")


def test_a_full_disk_leaves_the_last_good_pdf(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: writing fails half way, as it does
    there."""
    file = tmp_path / "review-zh.pdf"
    file.write_bytes(b"last good")
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, "
        f"1000))\nfrom pathlib import Path; from commands.book import put;"
        f" put(Path({str(file)!r}), b'x' * 5000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=Path(press.__file__).parents[2],
        check=False,
    )
    assert done.returncode != 0 and str(file) in done.stderr.splitlines()[-1]
    assert file.read_bytes() == b"last good" and [each.name for each in tmp_path.iterdir()] == [
        "review-zh.pdf"
    ]


def test_where_one_of_many_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "zh.pdf", tmp_path / "en.pdf"
    first.write_bytes(b"last good")
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, "
        f"1000))\nfrom pathlib import Path; from commands.book import put_all;"
        f" put_all({{Path({str(first)!r}): b'x', Path({str(second)!r}): b'x' "
        f"* 5000}})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=Path(press.__file__).parents[2],
        check=False,
    )
    assert done.returncode != 0 and str(second) in done.stderr.splitlines()[-1]
    assert first.read_bytes() == b"last good" and [each.name for each in tmp_path.iterdir()] == [
        "zh.pdf"
    ]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"old")
    put(file, b"new")
    assert file.read_bytes() == b"new" and [each.name for each in tmp_path.iterdir()] == ["a.pdf"]
