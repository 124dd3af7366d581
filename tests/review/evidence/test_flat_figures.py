"""What a table prints of a figure beside its digits is kept in the open data and in the diff, and
is nothing to compute with."""

from __future__ import annotations

from typing import Any

import pytest

from review.change import figure_words
from review.evidence.arm_difference import cell_percent
from review.evidence.cell import Cell
from review.evidence.flat_figures import measures, p_value

CASES: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({"percent": "<1"}, {"percent": "1", "percent_relation": "<"}, "<1%", "<1%"),
    ({"percent": "99.5"}, {"percent": "99.5"}, "99.5%", "99.5%"),
]


@pytest.mark.parametrize("data, flat, zh, en", CASES)
def test_measures(data: dict[str, Any], flat: dict[str, Any], zh: str, en: str) -> None:
    found = measures(Cell("drug", data, ()), "months")
    columns = {name: value for name, value in found.items() if value and name != "unit"}
    assert columns == flat
    assert figure_words.measures(found) == (zh, en)


@pytest.mark.parametrize(
    "p, digits, relation",
    [("1.00", "1.00", "="), (">0.99", "0.99", ">"), ("<0.001", "0.001", "<"), (1, "1", "=")],
)
def test_p_value(p: object, digits: str, relation: str) -> None:
    assert p_value({"p": p}) == {"p": digits, "p_relation": relation}


def test_a_bound_is_no_percentage_to_compute_with() -> None:
    assert cell_percent(Cell("drug", {"percent": "<1"}, ()), None) is None
    assert cell_percent(Cell("drug", {"percent": "1"}, ()), None) == 1
