"""Pools: published meta-analyses with their data, another library's, and what must hold whatever
the figures.

The other libraries are imported by the tests that need them: whoever collects the tests would wait
a second for them."""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from case_file import case_file
from places import ROOT
from review.evidence.pooled_estimate import between_variance, pool, poolable
from review.evidence.relative_effect import RelativeEffect

CASES = case_file(ROOT / "tests/cases/evidence/pools.yml")
effects = st.floats(-3, 3)
errors = st.floats(0.05, 1.5)
studies = st.lists(st.tuples(effects, errors), min_size=2, max_size=8)


def hazard_ratio(effect: float, error: float, level: float = 95.0) -> RelativeEffect:
    """A hazard ratio whose logarithm and standard error are given."""
    width = NormalDist().inv_cdf(0.5 + level / 200)
    return RelativeEffect(
        "HR", exp(effect), exp(effect - width * error), exp(effect + width * error), level
    )


def data(case: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Effects and variances of a case, from its tables of events where it has them."""
    if "y" in case:
        return case["y"], case["v"]
    if "odds" in case:
        tables = [(a, n - a, c, m - c) for a, n, c, m in case["odds"]]
        return (
            [log(a * d / (b * c)) for a, b, c, d in tables],
            [sum(1 / count for count in table) for table in tables],
        )
    return (
        [log(a / n / (c / m)) for a, n, c, m in case["risks"]],
        [1 / a - 1 / n + 1 / c - 1 / m for a, n, c, m in case["risks"]],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"])
def test_published_pool(case: dict[str, Any]) -> None:
    from scipy.stats import t as student

    y, v = data(case)
    found = pool([hazard_ratio(effect, sqrt(variance)) for effect, variance in zip(y, v)])
    weights = numpy.array([1 / (variance + found.tau2) for variance in v])
    knapp = [log(limit) for limit in found.hartung_knapp]
    values = {
        "tau2": found.tau2,
        "tau": sqrt(found.tau2),
        "mean": log(found.estimate),
        "q": found.q,
        "i2": found.i2,
        "plain": 1 / sqrt(weights.sum()),
        "hartung_knapp": (knapp[1] - knapp[0]) / 2 / student.ppf(0.975, len(y) - 1),
        "knapp_low": knapp[0],
        "knapp_high": knapp[1],
        "low": log(found.low),
        "high": log(found.high),
    }
    for name, printed in case["printed"].items():
        places = len(printed.partition(".")[2])
        assert f"{values[name]:.{places}f}" == printed, name


@pytest.mark.filterwarnings("ignore::RuntimeWarning:statsmodels")
@given(st.lists(st.tuples(effects, errors), min_size=2, max_size=2))
@settings(max_examples=50)
def test_two_trials_agree_with_statsmodels(pair: list[tuple[float, float]]) -> None:
    """Of two trials, every usual estimator of the variance between them is the same."""
    from statsmodels.stats.meta_analysis import combine_effects

    y, v = (numpy.array(column) for column in zip(*((e, s * s) for e, s in pair)))
    found = pool([hazard_ratio(*study) for study in pair])
    other = combine_effects(y, v, method_re="chi2", use_t=True)
    assert found.tau2 == pytest.approx(max(other.tau2, 0), abs=1e-6)
    assert found.q == pytest.approx(other.q, rel=1e-6, abs=1e-9)
    if other.tau2 > 1e-6:
        low, high = other.conf_int()[3]  # random effects, after Hartung and Knapp
        assert log(found.estimate) == pytest.approx(other.mean_effect_re, abs=1e-5)
        knapp = tuple(map(log, found.hartung_knapp))
        assert knapp == pytest.approx((low, high), abs=1e-3)
        low, high = combine_effects(y, v, method_re="chi2", use_t=False).conf_int()[1]
        assert (log(found.low), log(found.high)) == pytest.approx((low, high), abs=1e-4)


@given(studies)
@settings(max_examples=50)
def test_interval_agrees_with_weighted_regression(found_studies: list[tuple[float, float]]) -> None:
    """Hartung and Knapp's interval is that of a weighted regression on a constant."""
    from statsmodels.regression.linear_model import WLS

    y, errors_ = (numpy.array(column) for column in zip(*found_studies))
    found = pool([hazard_ratio(*study) for study in found_studies])
    weights = 1 / (errors_**2 + found.tau2)
    fitted = WLS(y, numpy.ones(len(y)), weights=weights).fit()
    assert log(found.estimate) == pytest.approx(fitted.params[0], abs=1e-6)
    if fitted.scale >= 1:
        low, high = fitted.conf_int()[0]
        knapp = tuple(map(log, found.hartung_knapp))
        assert knapp == pytest.approx((low, high), abs=1e-5)
    assert [one.weight for one in found.contributions] == pytest.approx(
        list(100 * weights / weights.sum())
    )


@given(studies)
@example([(-2.2, 0.46), (0.0, 0.04), (2.5, 1.25), (0.0, 0.036)])  # 0 is a maximum, not the highest
@example([(2.33, 0.24), (2.31, 0.32), (2.22, 0.19), (1.26, 0.45), (-1.52, 1.34)])
@settings(max_examples=50)
def test_variance_maximises_the_restricted_likelihood(
    found_studies: list[tuple[float, float]],
) -> None:
    from scipy.optimize import minimize_scalar

    y, errors_ = (numpy.array(column) for column in zip(*found_studies))

    def against(tau2: float) -> float:
        """Minus the restricted log-likelihood, from the covariance matrix itself."""
        covariance = numpy.diag(errors_**2 + tau2)
        inverse, one = numpy.linalg.inv(covariance), numpy.ones(len(y))
        mean = one @ inverse @ y / (one @ inverse @ one)
        logs = numpy.linalg.slogdet(covariance)[1] + log(one @ inverse @ one)
        return float((logs + (y - mean) @ inverse @ (y - mean)) / 2)

    found = between_variance(list(y), list(errors_**2))
    other = minimize_scalar(against, bounds=(0, 40), method="bounded", options={"xatol": 1e-9})
    steps = [against(tau2) for tau2 in numpy.geomspace(1e-5, 200, 300)]
    assert against(found) <= min(other.fun, against(0.0), *steps) + 1e-6


@given(studies)
def test_interval_holds_the_estimate(found_studies: list[tuple[float, float]]) -> None:
    found = pool([hazard_ratio(*study) for study in found_studies])
    assert found.low < found.estimate < found.high
    assert found.hartung_knapp[0] <= found.low and found.high <= found.hartung_knapp[1]
    assert min(e for e, _ in found_studies) - 1e-9 <= log(found.estimate)
    assert log(found.estimate) <= max(e for e, _ in found_studies) + 1e-9
    assert 0 <= found.i2 < 100 and found.tau2 >= 0 and 0 <= found.p <= 1
    assert sum(one.weight for one in found.contributions) == pytest.approx(100)
    if found.predicted is None:
        assert len(found_studies) == 2
    else:
        assert found.predicted[0] <= found.low and found.high <= found.predicted[1]


@given(studies)
def test_changing_the_arms_over_inverts_the_pool(found_studies: list[tuple[float, float]]) -> None:
    asked = [hazard_ratio(*study) for study in found_studies]
    forth, back = pool(asked), pool([effect.turned_round for effect in asked])
    assert log(back.estimate) == pytest.approx(-log(forth.estimate), abs=1e-6)
    assert log(back.low) == pytest.approx(-log(forth.high), abs=1e-6)
    assert back.tau2 == pytest.approx(forth.tau2, abs=1e-6)


@given(effects, errors, st.integers(2, 6))
def test_trials_that_agree_pool_to_themselves(effect: float, error: float, number: int) -> None:
    from scipy.stats import norm

    found = pool([hazard_ratio(effect, error)] * number)
    assert log(found.estimate) == pytest.approx(effect, abs=1e-9)
    assert found.tau2 == 0 and found.i2 == 0
    # not narrower than the fixed-effect interval, though they agree perfectly
    width, fixed = (log(found.high) - log(found.low)) / 2, norm.ppf(0.975) * error / sqrt(number)
    assert width > fixed if number > 2 else width == pytest.approx(fixed)


def test_an_interval_of_another_level_gives_the_same_error() -> None:
    wide = pool([hazard_ratio(-0.5, 0.2), hazard_ratio(0.1, 0.3)])
    narrow = pool([hazard_ratio(-0.5, 0.2, 90.0), hazard_ratio(0.1, 0.3, 90.0)])
    assert [one.error for one in narrow.contributions] == pytest.approx([0.2, 0.3], rel=1e-4)
    assert narrow.estimate == pytest.approx(wide.estimate, rel=1e-4)


def test_a_difference_is_pooled_as_it_is() -> None:
    pair = [
        RelativeEffect("difference", 10, 0.2, 19.8, unit="percentage-points"),
        RelativeEffect("difference", -5, -14.8, 4.8, unit="percentage-points"),
    ]
    found = pool(pair)
    assert found.estimate == pytest.approx(2.5) and found.unit == "percentage-points"
    assert [one.error for one in found.contributions] == pytest.approx([5, 5], rel=1e-4)


def of(measure: str, unit: str = "") -> list[RelativeEffect]:
    return [
        RelativeEffect(measure, 0.5, 0.3, 0.8333, unit=unit),
        RelativeEffect(measure, 0.8, 0.5, 1.28, unit=unit),
    ]


@pytest.mark.parametrize("measure", ["sHR", "IRR", "OR", "RR"])
def test_every_ratio_is_pooled_on_the_scale_of_its_logarithm(measure: str) -> None:
    found, hazards = pool(of(measure)), pool(of("HR"))
    assert found.measure == measure
    assert (found.estimate, found.low, found.high) == (hazards.estimate, hazards.low, hazards.high)


@pytest.mark.parametrize(
    "measure, unit", [("mean-difference", "points"), ("RMST-difference", "months")]
)
def test_means_are_pooled_in_their_unit(measure: str, unit: str) -> None:
    found = pool(of(measure, unit))
    assert (found.measure, found.unit) == (measure, unit) and 0.5 < found.estimate < 0.8
    assert found.estimate == pool(of("difference", unit)).estimate


@pytest.mark.parametrize(
    "bad",
    [
        [of("HR")[0], of("sHR")[1]],
        [of("IRR")[0], of("RR")[1]],
        [of("mean-difference", "points")[0], of("mean-difference", "mm")[1]],
        [of("mean-difference", "months")[0], of("RMST-difference", "months")[1]],
        [],
        [hazard_ratio(0, 1)],
        [hazard_ratio(0, 1), RelativeEffect("HR", 0.7)],
        [hazard_ratio(0, 1), RelativeEffect("OR", 0.7, 0.5, 0.9)],
        [hazard_ratio(0, 1), RelativeEffect("HR", 0.7, 0.7, 0.7)],
    ],
    ids=[
        "hazards of two kinds",
        "two ratios",
        "two units",
        "two means",
        "none",
        "one",
        "no interval",
        "two measures",
        "an interval without width",
    ],
)
def test_what_cannot_be_pooled(bad: list[RelativeEffect]) -> None:
    assert not poolable(bad)
    with pytest.raises(ValueError):
        pool(bad)
