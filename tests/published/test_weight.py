"""What a first visit to a section costs: bytes and layout shift. The times, which a busy machine spoils, stand in ``tests/bench_reading.py``."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from visit import curve, packed, visit

LIMIT = 250_000  # bytes, compressed
STILL = 0.02  # layout shift


@pytest.mark.parametrize("path", ["zh/review/targeted-therapy.html", "en/review/osteosarcoma.html", "zh-en/review/targeted-therapy.html"])
def test_a_first_visit_to_a_section_is_light_and_still(browser: Any, site: Path, path: str) -> None:
    with packed(site) as address:
        made = visit(browser, f"{address}/{path}")
    assert 20_000 < made.moved < LIMIT
    assert made.cls < STILL
    assert 0 < made.fcp <= made.lcp  # else nothing was measured


def test_the_curve_runs_through_its_two_points() -> None:
    assert curve(2500, 2500, 4000) == pytest.approx(0.9, abs=1e-9)
    assert curve(4000, 2500, 4000) == pytest.approx(0.5)
    assert curve(0, 0.1, 0.25) == 1
