"""What a first visit to a page that people write costs: bytes and layout shift. The times, which a
busy machine spoils, and Lighthouse's scores stand in ``tests/bench_lighthouse.py``."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from places import ROOT
from visit import packed, visit

LIMIT, PARALLEL = 120_000, 135_000  # bytes, compressed, of one language and of two
STILL = 0.02  # layout shift
PAGE, BOTH = 250_000, 420_000  # bytes of HTML, as it is, of any page and of a written one in two


@pytest.mark.parametrize("rendition, limit", [("zh", LIMIT), ("en", LIMIT), ("zh-en", PARALLEL)])
def test_a_first_visit_to_any_written_page_is_light_and_still(
    browser: Any, site: Path, rendition: str, limit: int
) -> None:
    html = {page: packed_size(page) for page in written(site / rendition)}
    assert len(html) > 30
    heaviest = max(html, key=lambda page: html[page])
    with packed(site) as address:
        made = visit(browser, f"{address}/{heaviest.relative_to(site)}")
    # all other files are the same for every page
    assert 20_000 < html[heaviest] < made.moved < limit
    assert made.cls < STILL
    assert 0 < made.fcp <= made.lcp  # else nothing was measured


def test_no_page_grows_with_the_review(site: Path) -> None:
    sizes = {page: page.stat().st_size for page in site.rglob("*.html")}
    assert len(sizes) > 1_000
    most = dict.fromkeys(sizes, PAGE) | dict.fromkeys(written(site / "zh-en"), BOTH)
    assert not {str(page): size for page, size in sizes.items() if size > most[page]}


def packed_size(page: Path) -> int:
    return len(gzip.compress(page.read_bytes(), 6))


def written(folder: Path) -> list[Path]:
    """The pages of a rendition that have a source of their own."""
    docs = ROOT / "docs"
    sources = [*docs.glob("*.md"), *docs.glob("review/*.md")]
    return [folder / source.relative_to(docs).with_suffix(".html") for source in sources]
