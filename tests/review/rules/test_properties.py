"""A sample of ``make fuzz``: the kept texts, and a few random ones, the same each time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from properties import KEPT, PAIRS, hold, kept
from text_trial import Trial, shortest, text

SAMPLE = 12  # whole reviews
TEXTS = 150  # texts in one place


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


def test_any_text_in_any_place_breaks_nothing(tmp_path: Path) -> None:
    trial, chance = Trial(tmp_path / "review"), random.Random(7)
    for number in range(TEXTS):
        place = (trial.on_page, trial.in_table, trial.in_reference)[number % 3]
        place(text(chance), text(chance))


def test_what_breaks_something_is_made_short() -> None:
    found = shortest("some [x](y) more", "and ** less", lambda zh, en: "](" in zh and "*" in en)
    assert found == ("](", "*")
