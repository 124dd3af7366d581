"""A sample of ``make fuzz``: the kept texts, and a few random ones, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from properties import KEPT, PAIRS, hold, kept

SAMPLE = 25


@pytest.mark.parametrize("texts", kept(), ids=[file.stem for file in sorted(KEPT.glob("*.md"))])
def test_a_kept_text_breaks_nothing(texts: tuple[str, str], tmp_path: Path) -> None:
    hold(tmp_path / "review", texts)


@settings(
    max_examples=SAMPLE,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(texts=PAIRS)
def test_any_text_breaks_nothing(texts: tuple[str, str], tmp_path: Path) -> None:
    hold(tmp_path / "review", texts)
