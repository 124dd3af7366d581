"""What is told quickly of a table is told rightly: whatever is called sound the library, too, finds
nothing wrong with."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from laid import BASE, TESTS
from review.evidence import corpus
from review.rules.table_form_rules import tables
from review.sources import schema
from review.sources.record import walk

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
    "x\n",
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


def told(name: str, data: Any) -> bool:
    """Whether the library finds nothing wrong; checked wherever the quick test says so."""
    fine = not list(schema._validator(name).iter_errors(data))
    assert fine or not schema._sound(name)(data), data
    return fine


@pytest.mark.parametrize("root", [BASE, TESTS / "site", TESTS.parent])
def test_a_sound_review_needs_no_library(root: Path) -> None:
    found = [(name, record) for name, records in tables(corpus.read(root)) for record in records]
    assert found and all(
        schema._sound(name)(record.data) and told(name, record.data) for name, record in found
    )


@pytest.mark.parametrize("seed", range(4))
def test_nothing_spoiled_is_called_sound(seed: int) -> None:
    chance, spoiled = random.Random(seed), 0
    for name, records in tables(corpus.read(TESTS / "site")):
        for record in records:
            for _ in range(25):
                data = copy.deepcopy(record.data)
                spoil(data, chance)
                spoiled += not told(name, data)
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
        value[chance.choice(["x", "X y", "zh", "n", "数", "a\n", *value])] = value.pop(key)
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
def test_what_the_libraries_read_differently_is_not_called_sound(
    part: dict[str, Any], value: Any
) -> None:
    keeps = fastjsonschema.compile(schema._strict(part))
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        keeps(value)
