"""What a table breaks of its JSON Schema, each with the path of the value. The schemas are also the
editor's and the guide's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from review.sources.record import Path as Steps
from review.sources.record import Record

FOLDER = Path(__file__).resolve().parents[2] / "schema"
LAST = re.compile(r"(?<!\\)\$")  # a ``$`` that is no character of the text
END = r"\\Z"
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
def load(name: str) -> Mapping[str, Any]:
    """The schema ``trial``, ``vocabulary`` or ``settings``."""
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


@cache
def _validator(name: str) -> Any:
    # imported here: it takes longer to load than a small review takes to check
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def pattern(validator: Any, given: str, value: Any, schema: Mapping[str, Any]) -> Iterator[Any]:
        if isinstance(value, str) and not regex(given).search(value):
            yield ValidationError(f"{value!r} does not match {given!r}")

    return extend(Draft202012Validator, {"pattern": pattern})(load(name))


@cache
def _sound(name: str) -> Callable[[Any], bool]:
    """Whether a value surely keeps a schema, told quickly; what does not goes to the library that
    names each fault."""
    import fastjsonschema

    keeps = fastjsonschema.compile(_strict(load(name)))

    def test(value: Any) -> bool:
        try:
            keeps(value)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return test


def _strict(part: Any) -> Any:
    """A schema for the quick test, which else takes true for 1 in a list of values, and digits of
    other scripts for digits in a pattern."""
    if isinstance(part, list):
        return [_strict(each) for each in part]
    if not isinstance(part, dict):
        return part
    strict = {name: _strict(each) for name, each in part.items()}
    if isinstance(part.get("enum"), list):
        strict.setdefault("type", ["string", "integer"])
    if isinstance(part.get("pattern"), str):
        strict["pattern"] = regex(part["pattern"]).pattern
    return strict


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """A pattern as JSON Schema means it (ECMA-262): ``$`` is the very end, where Python lets a new
    line follow, and ``\\d`` is 0 to 9."""
    return re.compile(f"(?a:{LAST.sub(END, pattern)})")


def fits(value: str, schema: Mapping[str, Any]) -> bool:
    """Whether a text is one of the words of a part of a schema, or of its pattern."""
    return (
        value in schema["enum"]
        if "enum" in schema
        else "pattern" in schema and bool(regex(schema["pattern"]).search(value))
    )


_found: WeakKeyDictionary[Record, tuple[Violation, ...]] = WeakKeyDictionary()


def violations(record: Record, name: str) -> tuple[Violation, ...]:
    """What a record breaks of the schema ``name``; judged once a record."""
    if record not in _found:
        errors = () if _sound(name)(record.data) else _validator(name).iter_errors(record.data)
        _found[record] = tuple(violation for error in errors for violation in _violations(error))
    return _found[record]


def _violations(error: Any) -> Iterator[Violation]:
    path, keyword = tuple(error.absolute_path), error.validator
    if "propertyNames" in error.absolute_schema_path:
        kind = UNKNOWN if keyword == "enum" else VALUE
        yield Violation(
            kind,
            (*path, error.instance),
            "propertyNames" if kind == VALUE else keyword,
            error.instance,
            {
                "properties": dict.fromkeys(map(str, error.validator_value))
                if keyword == "enum"
                else {}
            },
        )
    elif keyword == "additionalProperties":
        known = error.schema.get("properties", {})
        yield from (
            Violation(UNKNOWN, (*path, key), keyword, key, error.schema)
            for key in error.instance
            if key not in known
        )
    elif keyword == "required":
        missing = next(key for key in error.validator_value if f"'{key}'" in error.message)
        yield Violation(MISSING, (*path, missing), keyword, error.instance, error.schema)
    elif keyword == "anyOf":
        yield Violation(
            MISSING,
            (*path, " / ".join(each["required"][0] for each in error.validator_value)),
            keyword,
            error.instance,
            error.schema,
        )
    else:
        yield Violation(VALUE, path, keyword, error.instance, error.schema)
