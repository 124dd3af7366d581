"""What a relative effect means among 1,000 patients: published examples, sums by hand, and what
must hold whatever the figures."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from places import ROOT
from review.evidence.absolute_effect import (
    EVENT,
    EVENT_FREE,
    PER,
    Baseline,
    per_thousand,
    risk_with,
)
from review.evidence.cell import POINTS
from review.evidence.relative_effect import RelativeEffect

CASES = yaml.safe_load(
    (ROOT / "tests/cases/evidence/absolute_effects.yml").read_text(encoding="utf-8")
)
risks = st.floats(0.001, 0.999)
ratios = st.floats(0.05, 20)
ratio_measures = st.sampled_from(["HR", "OR", "RR"])


def intervals(smallest: float, largest: float) -> st.SearchStrategy[list[float]]:
    """Lower limit, estimate and upper limit."""
    return st.lists(st.floats(smallest, largest), min_size=3, max_size=3).map(sorted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"])
def test_example(case: dict[str, Any]) -> None:
    low, high = case.get("ci", (None, None))
    relative = RelativeEffect(case["measure"], case["estimate"], low, high, unit=POINTS)
    found = per_thousand(relative, Baseline(case["risk"] / 100, case.get("share", EVENT)))
    within = case.get("within", 0.001)
    assert found.comparator == pytest.approx(10 * case["risk"])
    assert found.intervention == pytest.approx(case["found"], abs=within)
    for name in ("low", "high"):
        expected = case.get(name)
        assert getattr(found, name) == (expected and pytest.approx(expected, abs=within))


@given(ratio_measures, intervals(0.05, 20), risks)
def test_interval_holds_the_estimate(measure: str, effect: list[float], risk: float) -> None:
    low, estimate, high = effect
    found = per_thousand(RelativeEffect(measure, estimate, low, high), Baseline(risk, EVENT))
    assert found.low is not None and found.high is not None
    assert 0 <= found.low <= found.intervention <= found.high <= PER
    free = found.event_free
    assert free.low is not None and free.high is not None
    assert 0 <= free.low <= free.intervention <= free.high <= PER


@given(intervals(-100, 100), risks, st.sampled_from([EVENT, EVENT_FREE]))
def test_interval_of_a_difference_holds_the_estimate(
    effect: list[float], risk: float, share: str
) -> None:
    low, estimate, high = effect
    found = per_thousand(
        RelativeEffect("difference", estimate, low, high, unit=POINTS), Baseline(risk, share)
    )
    assert found.low is not None and found.high is not None
    assert 0 <= found.low <= found.intervention <= found.high <= PER


@given(ratio_measures, risks)
def test_a_ratio_of_one_is_no_difference(measure: str, risk: float) -> None:
    found = per_thousand(RelativeEffect(measure, 1.0), Baseline(risk, EVENT))
    assert found.difference == pytest.approx(0, abs=1e-9)


@given(st.sampled_from(["HR", "OR"]), ratios, st.floats(0.01, 0.9))
def test_changing_the_arms_over_leads_back(measure: str, ratio: float, risk: float) -> None:
    forth = risk_with(measure, ratio, risk)
    if forth < 0.999:  # nearer to 1, a float no longer tells how near
        assert risk_with(measure, 1 / ratio, forth) == pytest.approx(risk, rel=1e-6)


@given(ratio_measures, intervals(0.05, 20))
def test_a_comparison_changed_over_twice_is_itself(measure: str, effect: list[float]) -> None:
    low, estimate, high = effect
    asked = RelativeEffect(measure, estimate, low, high, of="a", versus="b")
    turned = asked.turned_round
    assert turned.low is not None and turned.high is not None
    assert turned.turned and (turned.of, turned.versus) == ("b", "a")
    assert turned.low <= turned.estimate * (1 + 1e-12)
    assert turned.estimate <= turned.high * (1 + 1e-12)
    again = turned.turned_round
    assert (again.estimate, again.low, again.high) == pytest.approx((estimate, low, high))


@given(ratio_measures, ratios, st.floats(0.02, 0.9))
def test_more_events_where_the_ratio_is_above_one(measure: str, ratio: float, risk: float) -> None:
    found = per_thousand(RelativeEffect(measure, ratio), Baseline(risk, EVENT))
    assert (found.difference > 1e-9) <= (ratio > 1) and (found.difference < -1e-9) <= (ratio < 1)
