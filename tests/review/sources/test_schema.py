"""What a table breaks of its schema: the same as another library finds, and each at its place."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from laid import BASE, TESTS
from review.evidence import corpus
from review.rules.table_form_rules import tables
from review.sources import schema
from review.sources.record import Record, walk

ODD: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2,
    10**9,
    "",
    "0",
    "1",
    "yes",
    "0.40",
    "<0.001",
    "not-reached",
    "2026-02-30",
    "2026-02-03",
    "a",
    "A b",
    "甲",
    "x" * 500,
    [],
    [1],
    ["a"],
    ["a", "a"],
    [["a"]],
    {},
    {"zh": "甲"},
    {"zh": "甲", "en": "A"},
    {"a": 1},
]


def agreed(record: Record, name: str) -> bool:
    """Whether nothing is wrong with a record; another library must say the same."""
    broken = schema.violations(record, name)
    judge = jsonschema.Draft202012Validator(schema.load(name))
    assert bool(broken) == (not judge.is_valid(record.data)), record.data
    return not broken


@pytest.mark.parametrize("root", [BASE, TESTS / "site", TESTS.parent])
def test_a_sound_review_breaks_nothing(root: Path) -> None:
    found = [(name, record) for name, records in tables(corpus.read(root)) for record in records]
    assert found and all(agreed(record, name) for name, record in found)


@pytest.mark.parametrize("seed", range(4))
def test_two_libraries_agree_on_what_is_spoiled(seed: int) -> None:
    chance, spoiled = random.Random(seed), 0
    for name, records in tables(corpus.read(TESTS / "site")):
        for record in records:
            for _ in range(25):
                data = copy.deepcopy(record.data)
                spoil(data, chance)
                spoiled += not agreed(replace(record, data=data), name)
    assert spoiled > 100


def spoil(data: Any, chance: random.Random) -> None:
    """Another value, another name, or one field less or more somewhere."""
    value = chance.choice(
        [value for _, value in walk(data) if isinstance(value, (dict, list)) and value]
    )
    key = chance.choice([*value]) if isinstance(value, dict) else chance.randrange(len(value))
    if chance.random() < 0.7:
        value[key] = copy.deepcopy(chance.choice(ODD))
    elif isinstance(value, dict):
        value[chance.choice(["x", "X y", "zh", "n", "数", *value])] = value.pop(key)
    else:
        value += value[:1]


@pytest.mark.parametrize(
    "part, value",
    [
        ({"enum": [1, "a"]}, True),
        ({"pattern": "^a$"}, "a\n"),
        ({"pattern": "^[\\d]$"}, "٣"),
        ({"type": "integer"}, True),
    ],
)
def test_a_schema_is_read_as_its_standard_says(part: dict[str, Any], value: Any) -> None:
    """``$`` is the very end, ``\\d`` is 0 to 9 (ECMA-262), and true is no number."""
    assert not jsonschema_rs.is_valid(part, value)
