"""What a relative effect means among 1,000 patients: published examples, sums by hand, and what
must hold whatever the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_file import case_file
from laid import lay
from places import ROOT
from review.evidence import corpus
from review.evidence.absolute_effect import (
    EVENT,
    EVENT_FREE,
    PER,
    Baseline,
    absolute_effect,
    no_absolute_effect,
    per_thousand,
    risk_with,
)
from review.evidence.arm_difference import newcombe
from review.evidence.cell import POINTS
from review.evidence.corpus import Corpus
from review.evidence.participants import participants
from review.evidence.question import Outcome
from review.evidence.relative_effect import RelativeEffect, relative_effects

CASES = case_file(ROOT / "tests/cases/evidence/absolute_effects.yml")
# Newcombe 1998, table II, method 10: events of n, other events of m, limits
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]
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


@pytest.mark.parametrize("events, n, other, m, low, high", NEWCOMBE)
def test_interval_of_a_difference_as_published(
    events: int, n: int, other: int, m: int, low: float, high: float
) -> None:
    assert newcombe(events / n, n, other / m, m) == pytest.approx((low, high), abs=0.00005)


counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_interval_of_a_difference_agrees_with_statsmodels(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    # whoever collects the tests would wait a second for it
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = newcombe(one[0] / one[1], one[1], other[0] / other[1], other[1])
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert found == pytest.approx(expected, abs=1e-9)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 <= found[0] <= difference <= found[1] <= 1


def outcome(number: int, root: Path, **swap: dict[str, str]) -> tuple[Outcome, Corpus]:
    """An outcome of the small review that answers a question, with changes of its files."""
    read = corpus.read(lay(root, {"question": True, "swap": swap.get("swap")}))
    return read.questions["drug-a"].outcomes[number], read


def test_a_pool_at_the_baseline_of_a_cell(tmp_path: Path) -> None:
    found = absolute_effect(*outcome(0, tmp_path))
    assert found is not None and not found.observed
    # 1/4 free of progression at 6 months with placebo, and the pooled hazard ratio
    assert found.comparator == 750 and found.baseline.timepoint == "6 months"
    assert found.intervention == pytest.approx(1000 * (1 - 0.25**found.relative.estimate))
    assert found.event_free.comparator == 250
    assert no_absolute_effect(*outcome(0, tmp_path)) is None


def test_two_arms_of_a_randomised_trial(tmp_path: Path) -> None:
    found = absolute_effect(*outcome(2, tmp_path))
    assert found is not None and found.observed and found.baseline.cell is not None
    assert (found.comparator, found.intervention) == pytest.approx((20, 100))
    assert (found.relative.of, found.relative.versus) == ("drug", "placebo")
    low, high = newcombe(0.1, 50, 0.02, 50)
    # the share with the comparator is uncertain, too: its 20 are no bound of the difference
    assert 1000 * low < -20 and found.difference_low == pytest.approx(1000 * low)
    assert found.difference_high == pytest.approx(1000 * high)


QUESTION, BETA = "docs/questions/drug-a.yml", "docs/trials/beta.yml"
PAIR = "[beta#rash.drug, beta#rash.placebo]"


def test_the_order_of_the_arms_does_not_matter(tmp_path: Path) -> None:
    swap = {QUESTION: {PAIR: "[beta#rash.placebo, beta#rash.drug]"}}
    found = absolute_effect(*outcome(2, tmp_path, swap=swap))
    assert found is not None and found.difference == pytest.approx(80)


def test_a_comparison_the_other_way_round_is_turned(tmp_path: Path) -> None:
    asked = relative_effects(*outcome(0, tmp_path / "asked"))[1]
    swap = {
        BETA: {
            'of: drug, versus: placebo, estimate: "0.60", ci: {low: "0.40", high: "0.90"': (
                'of: placebo, versus: drug, estimate: "1.60", ci: {low: "1.10", high: "2.50"'
            )
        }
    }
    turned = relative_effects(*outcome(0, tmp_path / "turned", swap=swap))[1]
    assert not asked.turned and turned.turned
    assert (turned.of, turned.versus) == (asked.of, asked.versus) == ("drug", "placebo")
    assert (turned.estimate, turned.low, turned.high) == pytest.approx((1 / 1.6, 0.4, 1 / 1.1))


REASONS = {
    "no-baseline": (
        0,
        {QUESTION: {"    baseline: {from: beta#pfs-6m.placebo, share: event-free}\n": ""}},
    ),
    "no-pool": (0, {BETA: {', ci: {low: "0.40", high: "0.90", level: 95}}': "}"}}),
    "several-comparisons": (0, {QUESTION: {"synthesis: meta-analysis": "synthesis: narrative"}}),
    "no-comparison": (2, {QUESTION: {PAIR: "[beta#rash.drug]"}}),
    "mean-difference": (
        0,
        {
            QUESTION: {
                "[alpha#pfs.between, beta#pfs.between]\n    synthesis: meta-analysis": (
                    "[beta#pfs.between]\n    synthesis: single"
                )
            },
            BETA: {
                "    primary: true\n    between: {measure: HR": (
                    "    unit: mm\n    primary: true\n    between: {measure: difference"
                )
            },
        },
    ),
}


def test_a_comparison_of_means_counts_no_patients(tmp_path: Path) -> None:
    number, swap = REASONS["mean-difference"]
    measure = "between: {measure: difference"
    table = {
        old: new.replace(measure, "between: {measure: mean-difference")
        for old, new in swap[BETA].items()
    }
    asked = outcome(number, tmp_path, swap={**swap, BETA: table})
    assert absolute_effect(*asked) is None and no_absolute_effect(*asked) == "mean-difference"


@pytest.mark.parametrize("reason", REASONS)
def test_why_there_is_none(reason: str, tmp_path: Path) -> None:
    number, swap = REASONS[reason]
    asked = outcome(number, tmp_path, swap=swap)
    assert absolute_effect(*asked) is None and no_absolute_effect(*asked) == reason


def test_a_bare_p_value_hides_no_shares(tmp_path: Path) -> None:
    arms = "beta#pfs-6m.drug, beta#pfs-6m.placebo"
    bare = '      placebo: {percent: 25}\n    between: {of: drug, versus: placebo, p: "0.04"}\n'
    swap = {
        QUESTION: {PAIR: f"[{arms}, beta#pfs-6m.between]"},
        BETA: {"      placebo: {percent: 25}\n": bare},
    }
    found = absolute_effect(*outcome(2, tmp_path, swap=swap))
    assert found is not None and found.observed and found.difference_low is None
    assert abs(found.difference) == pytest.approx(200)


def test_points_by_which_values_differ_count_no_patients(tmp_path: Path) -> None:
    printed = (
        '    primary: true\n    between: {measure: HR, of: drug, versus: placebo, estimate: "0.60"'
    )
    values = "    arms: {drug: {value: 18.4}, placebo: {value: 3.8}}\n"
    swap = {
        QUESTION: {
            "[alpha#pfs.between, beta#pfs.between]\n    synthesis: meta-analysis": (
                "[beta#pfs.between]\n    synthesis: single"
            )
        },
        BETA: {
            printed: "    unit: percentage-points\n" + values + printed.replace("HR", "difference")
        },
    }
    asked = outcome(0, tmp_path, swap=swap)
    assert absolute_effect(*asked) is None and no_absolute_effect(*asked) == "mean-difference"


def test_a_primary_result_of_one_diagnosis_is_not_of_whole_arms(tmp_path: Path) -> None:
    printed = "    primary: true\n    between: {measure: HR"
    swap = {BETA: {printed: "    diagnoses: [tumour-one]\n" + printed}}
    counted = [
        participants(read, asked.evidence)
        for asked, read in (outcome(0, tmp_path / "all"), outcome(0, tmp_path / "one", swap=swap))
    ]
    assert counted[0].complete and not counted[1].complete
    assert counted[0].patients - counted[1].patients == 100
