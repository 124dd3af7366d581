"""“Did you mean”: only what is spelt nearly so."""

from __future__ import annotations

import pytest

from review.suggestion import meant

UNITS = ["days", "weeks", "months", "years", "mm", "cm", "percent", "cycles"]


@pytest.mark.parametrize(
    "written, known",
    [("mounths", "months"), ("Weeks", "weeks"), ("yers", "years"), ("ercent", "percent")],
)
def test_a_slip_of_the_pen(written: str, known: str) -> None:
    found = meant(written, UNITS)
    assert found is not None and found.en == f"Did you mean {known}?"


@pytest.mark.parametrize("written", ["points", "degrees", "joules", "kg"])
def test_another_word(written: str) -> None:
    assert meant(written, UNITS) is None
