"""The book of the real review, as every book is proven, and that each page of it can be printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import reviews
from built import URL, run
from laid_page import IMPRINT
from places import ROOT
from proven_book import proven
from review.book import press, volume
from review.book.manuscript import Manuscript


@pytest.fixture
def real(site: Path, typefaces: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real site with its Chinese book; of what one template makes, the tables of trials and the
    questions, every so many, since setting them all takes longest of all tests."""
    copy = shutil.copytree(site, tmp_path / "site")
    for name, step in (("trials", 9), ("answers", 4)):
        monkeypatch.setattr(volume, name, _every(step, getattr(volume, name)))
    options = ("--site", str(copy), "--only", "zh", "--no-pages")
    result = run("book", *options, root=ROOT, REVIEW_URL=URL)
    assert result.returncode == 0, result.stdout + result.stderr
    return copy


def _every(step: int, listed: Callable[[Path, str], list[str]]) -> Callable[[Path, str], list[str]]:
    return lambda site, language: listed(site, language)[::step]


def test_the_real_book_holds_what_its_pages_hold(real: Path) -> None:
    proven(real, ROOT, "zh")


def test_every_page_of_the_real_book_can_be_printed(site: Path, typefaces: None) -> None:
    """Each character is in a font and each link leads to a place, on all tables of trials, too."""
    whole = volume.book(site, "zh", reviews.review(ROOT).settings.pages)
    assert len(whole.trials) > 100
    Manuscript(whole, IMPRINT, site).proven()
    press.proven([chapter.page for chapter in whole.chapters], ROOT / ".fonts")
