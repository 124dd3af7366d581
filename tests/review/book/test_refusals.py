"""Bad input: named with its cure, and never at the cost of what was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from laid_page import page
from review.book import fonts, press
from review.book.manuscript import Imprint, Manuscript
from review.book.printed_page import read
from review.book.volume import Chapter, Volume
from review.problem import Text
from review.refusal import Refusal

IMPRINT = Imprint(Text("综述", "Review"), "A", Text("", ""), "2026-11-24")


def test_a_missing_font_is_named_with_its_cure(tmp_path: Path) -> None:
    lacking = [
        fonts.Font("Gone.otf", "no_such_package", "Gone.otf", "0"),
        fonts.Font("Gone2.otf", "review", "Gone2.otf", "0"),
    ]
    with pytest.raises(Refusal) as refused:
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
    with pytest.raises(Refusal, match="is not the one that was approved"):
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
    with pytest.raises(Refusal) as refused:
        Manuscript(Volume("zh", (Chapter(this),), whole=False), IMPRINT, tmp_path).source()
    assert [(reason.page, reason.en.partition(";")[0]) for reason in refused.value.reasons] == [
        ("zh/review/one.html", "the image ../assets/gone.png does not exist")
    ]


def test_a_page_that_does_not_exist_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="run make site first"):
        read(tmp_path, "zh/review/gone")
