"""The table of what benches measure."""

from __future__ import annotations

from pathlib import Path

import pytest

import measurements


@pytest.fixture(autouse=True)
def figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measurements, "FIGURES", tmp_path / "figures.jsonl")


def test_a_figure_is_the_median_of_its_runs_beside_what_it_should_be() -> None:
    measurements.record("check", "one sentence changed", [0.7, 0.4, 0.5], "s", 0.5)
    measurements.record("check", "one figure changed", [1.01], "s", 1)
    measurements.record("check", "from nothing", [7.6, 7.8], "s")
    assert measurements.table().splitlines()[2:] == [
        "| check | one sentence changed | 0.5 s | 3 | 0.5 s | met |",
        "| check | one figure changed | 1.01 s | 1 | 1 s | missed |",
        "| check | from nothing | 7.7 s | 2 |  |  |",
    ]


def test_a_figure_measured_again_takes_the_place_of_the_first() -> None:
    measurements.record("book", "1x: peak memory", [900], "MB", 800)
    measurements.record("book", "1x: processor", [47], "s")
    measurements.record("book", "1x: peak memory", [566], "MB", 800)
    rows = measurements.table().splitlines()[2:]
    assert rows == [
        "| book | 1x: peak memory | 566 MB | 1 | 800 MB | met |",
        "| book | 1x: processor | 47 s | 1 |  |  |",
    ]


def test_a_table_without_figures_has_a_head_only() -> None:
    assert measurements.table() == measurements.HEAD
