"""What is told quickly of a table is told rightly: whatever is called sound the library, too, finds nothing wrong with."""
from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import pytest
from laid import BASE, TESTS

from review import corpus, schema
from review.record import walk
from review.rules.schema import tables
from review.sound import sound

ODD: list[Any] = [None, True, False, 0, 1, -1, 2, 10**9, "", "0", "1", "yes", "0.40", "<0.001", "not-reached", "2026-02-30", "2026-02-03", "a", "A b", "甲", "x\n", "x" * 500, [], [1], ["a"], ["a", "a"], [["a"]], {}, {"zh": "甲"}, {"zh": "甲", "en": "A"}, {"a": 1}]


def told(name: str, data: Any) -> bool:
    """Whether the library finds nothing wrong; checked wherever the quick test says so."""
    fine = not list(schema._validator(name).iter_errors(data))
    assert fine or not schema._sound(name)(data), data
    return fine


@pytest.mark.parametrize("root", [BASE, TESTS / "site", TESTS.parent])
def test_a_sound_review_needs_no_library(root: Path) -> None:
    found = [(name, record) for name, records in tables(corpus.read(root)) for record in records]
    assert found and all(schema._sound(name)(record.data) and told(name, record.data) for name, record in found)


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
    value = chance.choice([value for _, value in walk(data) if isinstance(value, (dict, list)) and value])
    key = chance.choice([*value]) if isinstance(value, dict) else chance.randrange(len(value))
    if chance.random() < 0.7:
        value[key] = copy.deepcopy(chance.choice(ODD))
    elif isinstance(value, dict):
        value[chance.choice(["x", "X y", "zh", "n", "数", "a\n", *value])] = value.pop(key)
    else:
        value += value[:1]


@pytest.mark.parametrize("part, good, bad", [
    ({"enum": [1, "a"]}, [1, "a"], [True, "b", 2, None]), ({"type": ["string", "integer"]}, ["", 0], [True, None, []]), ({"minimum": 2, "maximum": 3}, [2, 3, "x"], [1, 4]),
    ({"minLength": 1, "maxLength": 2}, ["a", "ab", 7], ["", "abc"]), ({"pattern": "^a$"}, ["a", 1], ["a\n", "b"]), ({"minItems": 1, "uniqueItems": True}, [["a"], {}], [[], ["a", "a"]]),
    ({"properties": {"a": {"type": "string"}}}, [{"a": ""}, {"b": 1}], [{"a": 1}]), ({"required": ["a"], "minProperties": 2}, [{"a": 1, "b": 1}], [{"a": 1}, {"b": 1, "c": 1}]),
    ({"propertyNames": {"pattern": "^[a-z]+$"}, "additionalProperties": {"type": "integer"}}, [{"a": 1}], [{"A": 1}, {"a": ""}]), ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, [{"b": 1}], [{}]),
    ({"not": {"type": "string"}}, [], [1, "a"]), ({"$ref": "#/$defs/id", "$defs": {"id": {"type": "string"}}}, ["a"], [1]), ({"$ref": "other.json"}, [], ["a"]), ({"items": {"enum": ["a"]}}, [["a"], "b"], [["b"]]),
])  # fmt: skip
def test_each_keyword(part: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    """``bad`` are values that are not called sound: those that break it, and all where a keyword is not known here."""
    test = sound(part)
    assert [value for value in good if not test(value)] == [] and [value for value in bad if test(value)] == []
