"""What a table breaks of its JSON Schema, each with the path of the value. The schemas are also the
editor's and the guide's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import jsonschema_rs

from review.sources.record import Path as Steps
from review.sources.record import Record

FOLDER = Path(__file__).resolve().parents[2] / "schema"
UNKNOWN, MISSING, VALUE = "unknown", "missing", "value"


@dataclass(frozen=True)
class Violation:
    """``kind`` is UNKNOWN or MISSING for the field at ``path``, or VALUE for its value; ``schema``
    is the part of the schema that was broken."""

    kind: str
    path: Steps
    keyword: str
    value: Any
    schema: Mapping[str, Any]


@cache
def load(name: str) -> dict[str, Any]:
    """The schema ``trial``, ``vocabulary`` or ``settings``."""
    schema: dict[str, Any] = json.loads(
        (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    return schema


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(load(name))


def fits(value: str, schema: Mapping[str, Any]) -> bool:
    """Whether a text is one of the words of a part of a schema, or of its pattern."""
    part = {keyword: schema[keyword] for keyword in ("enum", "pattern") if keyword in schema}
    return bool(part) and jsonschema_rs.is_valid(part, value)


_found: WeakKeyDictionary[Record, tuple[Violation, ...]] = WeakKeyDictionary()


def violations(record: Record, name: str) -> tuple[Violation, ...]:
    """What a record breaks of the schema ``name``; judged once a record."""
    if record not in _found:
        errors = _validator(name).iter_errors(record.data)
        _found[record] = tuple(
            violation for error in errors for violation in _violations(error, load(name))
        )
    return _found[record]


def _violations(
    error: jsonschema_rs.ValidationError, schema: Mapping[str, Any]
) -> Iterator[Violation]:
    """One error of the library in the terms of a contributor."""
    path, keyword = tuple(error.instance_path), error.kind.name
    # the last step of the error's path is the keyword, the part before it what was broken
    part = _part(schema, error.schema_path[:-1])
    if keyword == "propertyNames":
        yield _misnamed(path, error.kind.error)
    elif keyword == "additionalProperties":
        for key in error.kind.unexpected:
            yield Violation(UNKNOWN, (*path, key), keyword, key, part)
    elif keyword == "required":
        yield Violation(MISSING, (*path, error.kind.property), keyword, error.instance, part)
    elif keyword == "anyOf":
        choice = " / ".join(branch["required"][0] for branch in part["anyOf"])
        yield Violation(MISSING, (*path, choice), keyword, error.instance, part)
    else:
        yield Violation(VALUE, path, keyword, error.instance, part)


def _misnamed(path: Steps, error: jsonschema_rs.ValidationError) -> Violation:
    """A field whose name is none of the names that are listed, or is not of their form."""
    key = error.instance
    if error.kind.name == "enum":
        names = {"properties": dict.fromkeys(map(str, error.kind.options))}
        return Violation(UNKNOWN, (*path, key), "enum", key, names)
    return Violation(VALUE, (*path, key), "propertyNames", key, {"properties": {}})


def _part(schema: Any, steps: list[str | int]) -> Any:
    """The part of a schema below ``steps``."""
    return reduce(lambda part, step: part[step], steps, schema)
