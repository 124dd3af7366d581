"""The comparison of two generators' sites tells what differs, and only that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from places import TESTS

sys.path.insert(0, str(TESTS))

import bench_canaries as canaries  # noqa: E402

PAGE = '<meta name="generator" content="{}"><article><h1>甲 A{}</h1><form>x</form></article>'


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Two sites of one page that differ in their generator alone."""
    pages = [tmp_path / name / "zh" / "page.html" for name in ("one", "other")]
    for number, page in enumerate(pages):
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.format(number, ""), encoding="utf-8")
    return pages[0].parents[1], pages[1].parents[1]


def test_another_generator_alone_is_no_difference(sites: tuple[Path, Path]) -> None:
    assert [*canaries.differing(*sites), *canaries.saying_otherwise(*sites)] == []


def test_another_word_is_one(sites: tuple[Path, Path]) -> None:
    (sites[1] / "zh/page.html").write_text(PAGE.format(1, " B"), encoding="utf-8")
    assert list(canaries.differing(*sites)) == ["zh/page.html: '' → 'B'"]
    assert list(canaries.saying_otherwise(*sites)) == ["zh/page.html: '' → 'B'"]


def test_a_page_that_is_missing_is_one(sites: tuple[Path, Path]) -> None:
    (sites[1] / "zh/page.html").unlink()
    assert list(canaries.differing(*sites)) == ["zh/page.html: in one site only"]
    assert list(canaries.saying_otherwise(*sites)) == ["zh/page.html: no such page"]
