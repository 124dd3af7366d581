"""Habits that a machine keeps: one format, no lint, strict types, rooms in order, small
functions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import house
from places import HOOKS, ROOT

TYPICAL, LONG, LONGEST = 9, 22, 45  # lines of a function: median, 90th percentile, most
LARGEST = 300  # lines of a module
BRANCHED = 0.01  # share of functions with a complexity over ten
LINES = 48_200


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program of the environment that the tests run in."""
    program = Path(sys.executable).with_name(words[0])
    return subprocess.run(
        [str(program), *words[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "format", "--check", "hooks", "tests"),
        ("ruff", "check", "--output-format", "concise", "hooks", "tests"),
        ("mypy",),
        ("lint-imports", "--no-cache"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_tool_finds_nothing(words: tuple[str, ...]) -> None:
    done = run(*words, PYTHONPATH=str(HOOKS))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.fixture(scope="module")
def measured() -> house.House:
    return house.measure()


def test_functions_are_short(measured: house.House) -> None:
    assert measured.typical <= TYPICAL and measured.long <= LONG, house.report(measured)
    assert measured.longest.lines <= LONGEST, measured.longest


def test_modules_are_small(measured: house.House) -> None:
    assert measured.modules[measured.largest] <= LARGEST, measured.largest
    assert measured.lines <= LINES, measured.lines


def test_few_functions_branch_much(measured: house.House) -> None:
    share = len(measured.complex) / len(measured.functions)
    assert share <= BRANCHED, house.report(measured)


def test_a_file_name_stands_once(measured: house.House) -> None:
    assert measured.doubled == {}


def test_the_measure_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two modules of one name; a function of four lines, with a condition and an ``or``."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.py").write_text(
            "def f(x, y):\n    if x or y:\n        return 1\n    return 0\n", encoding="utf-8"
        )
    monkeypatch.setattr(house, "HOOKS", tmp_path)
    found = house.measure()
    assert (found.lines, found.doubled, found.longest.lines) == (8, {"same.py": 2}, 4)
    assert found.longest.complexity == 3
