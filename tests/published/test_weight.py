"""What a first visit to a section costs: bytes and layout shift. The times, which a busy machine
spoils, and Lighthouse's scores stand in ``tests/bench_reading.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from places import ROOT
from visit import packed, visit

LIMIT, PARALLEL = 130_000, 160_000  # bytes, compressed, of one language and of two
STILL = 0.02  # layout shift
PAGE = 250_000  # bytes of HTML, as it is: of a page that the engine makes
WRITTEN = {"zh": 410_000, "en": 410_000, "zh-en": 700_000}  # of one that people write


@pytest.mark.parametrize(
    "path, limit",
    [
        ("zh/review/targeted-therapy.html", LIMIT),
        ("en/review/osteosarcoma.html", LIMIT),
        ("zh-en/review/targeted-therapy.html", PARALLEL),
    ],
)
def test_a_first_visit_to_a_section_is_light_and_still(
    browser: Any, site: Path, path: str, limit: int
) -> None:
    with packed(site) as address:
        made = visit(browser, f"{address}/{path}")
    assert 20_000 < made.moved < limit
    assert made.cls < STILL
    assert 0 < made.fcp <= made.lcp  # else nothing was measured


def test_no_page_that_the_engine_makes_grows_with_the_review(site: Path) -> None:
    written = {path.relative_to(ROOT / "docs").with_suffix("") for path in sections(ROOT / "docs")}
    sizes = {path.relative_to(site): path.stat().st_size for path in site.rglob("*.html")}
    assert len(sizes) > 1_000
    most = {
        path: WRITTEN[path.parts[0]] if Path(*path.with_suffix("").parts[1:]) in written else PAGE
        for path in sizes
    }
    assert not {str(path): size for path, size in sizes.items() if size > most[path]}


def sections(docs: Path) -> list[Path]:
    """The pages that have a source of their own."""
    return [*docs.glob("*.md"), *docs.glob("review/*.md")]
