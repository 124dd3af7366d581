"""Flat rows: nothing of a trial table can change without being told, and nothing is told of what
did not."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

import reviews
from places import ROOT
from review.change.trial_changes import trials
from review.change.versions import Versions
from review.edition.found_change import Change, Value, differing
from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.problem import same
from review.sources import record
from review.sources.source import Source

KEYED = ("results", "harms", "facts", "arms", "reports")  # blocks whose keys are ids
FILES = sorted((ROOT / "docs" / "trials").glob("*.yml"))
Path = tuple[Any, ...]


@cache
def review() -> Corpus:
    return reviews.review(ROOT)


def leaves(data: Any, path: Path = ()) -> Iterator[Path]:
    """Paths of all plain values."""
    if not isinstance(data, dict | list):
        yield path
        return
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from leaves(value, (*path, key))


def shape(path: Path) -> str:
    """The field of a path, without ids and positions."""
    steps = ["…" if isinstance(step, int) else str(step) for step in path]
    for at in range(1, len(steps)):
        if path[at - 1] in KEYED and (at == 1 or path[at - 1] == "arms"):
            steps[at] = "…"
    return ".".join(steps)


@cache
def instances() -> dict[str, tuple[str, Path]]:
    """Each field that a table of the review has, with a table and the path of one of its values."""
    found: dict[str, tuple[str, Path]] = {}
    for id, trial in review().trials.items():
        for path in leaves(trial.record.data):
            found.setdefault(shape(path), (id, path))
    return found


@cache
def fields() -> list[str]:
    """The same fields, as YAML alone reads them: those who collect the tests need not read the
    review as we do."""
    return sorted(
        {
            shape(path)
            for file in FILES
            for path in leaves(yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader))
        }
    )


def test_no_field_is_left_out() -> None:
    assert fields() == sorted(instances())


def another(value: Any, field: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return (
        f"{value} 另外" if field == "zh" else f"{value} besides" if field == "en" else f"{value}1"
    )


@cache
def unchanged(id: str) -> Trial:
    """A table of the review, written as the changed ones are."""
    return table(review().trials[id].record.data, f"docs/trials/{id}.yml")


def table(data: Any, path: str) -> Trial:
    """A trial table with these data."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    found, problems = record.parse(Source(path, text))
    assert found is not None and not problems
    return Trial(PurePosixPath(path).stem, found)


def told(data: Any, id: str) -> list[Change]:
    """The changes from a table of the review to one of these data, in a review of nothing else."""
    old, new = alone(id, unchanged(id)), alone(id, table(data, f"docs/trials/{id}.yml"))
    return [*trials(Versions(old, new))]


def alone(id: str, trial: Trial) -> Corpus:
    """The review with this table and no other text, whose every word would be counted."""
    return replace(review(), sections={}, trials={id: trial}, records={trial.path: trial.record})


@pytest.mark.parametrize("field", fields())
def test_a_value_that_changed_is_told(field: str) -> None:
    id, path = instances()[field]
    after = copy.deepcopy(review().trials[id].record.data)
    owner = after
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = another(owner[path[-1]], path[-1])
    assert bool(told(after, id)) == (field != "id"), "the id of a study is its file's name"


@pytest.mark.parametrize("id", [file.stem for file in FILES[:5]])
def test_a_table_that_stayed_tells_nothing(id: str) -> None:
    assert told(copy.deepcopy(review().trials[id].record.data), id) == []


def test_values_are_compared_as_the_table_has_them_not_as_they_read() -> None:
    old, new = (Value("n", same("n"), same("26"), raw) for raw in (26, "26"))
    assert [detail.key for detail in differing({"n": old}, {"n": new})] == ["n"]
    assert not [*differing({"n": old}, {"n": old})]
    assert [detail.old for detail in differing({}, {"n": new})] == [None]
