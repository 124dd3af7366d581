"""What a first visit to a section costs: bytes and layout shift. The times, which a busy machine
spoils, and Lighthouse's scores stand in ``tests/bench_reading.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from visit import packed, visit

LIMIT = 250_000  # bytes, compressed
STILL = 0.02  # layout shift


@pytest.mark.parametrize(
    "path",
    [
        "zh/review/targeted-therapy.html",
        "en/review/osteosarcoma.html",
        "zh-en/review/targeted-therapy.html",
    ],
)
def test_a_first_visit_to_a_section_is_light_and_still(browser: Any, site: Path, path: str) -> None:
    with packed(site) as address:
        made = visit(browser, f"{address}/{path}")
    assert 20_000 < made.moved < LIMIT
    assert made.cls < STILL
    assert 0 < made.fcp <= made.lcp  # else nothing was measured
