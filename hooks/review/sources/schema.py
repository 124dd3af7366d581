"""What a table breaks of its JSON Schema, each with the path of the value; and the fields of a
schema, of which the guide makes its table. The schemas are also the editor's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import jsonschema_rs

from review.problem import Text
from review.sources.record import Path as Steps
from review.sources.record import Record

KEYED = "…"  # stands for an id of the contributor's choice
LISTED = "[]"  # for one of a list

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
def load(name: str) -> Any:
    """The schema ``trial``, ``vocabulary`` or ``settings``."""
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


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
        _found[record] = tuple(one for error in errors for one in _violations(error, load(name)))
    return _found[record]


def _violations(
    error: jsonschema_rs.ValidationError, schema: Mapping[str, Any]
) -> Iterator[Violation]:
    """One error of the library in the terms of a contributor."""
    path, keyword = tuple(error.instance_path), error.kind.name
    kind: Any = error.kind  # the library does not type what each kind of error holds
    # the last step of the error's path is the keyword, the part before it what was broken
    part = _part(schema, error.schema_path[:-1])
    if keyword == "propertyNames":
        yield _misnamed(path, kind.error)
    elif keyword == "additionalProperties":
        for key in kind.unexpected:
            yield Violation(UNKNOWN, (*path, key), keyword, key, part)
    elif keyword == "required":
        yield Violation(MISSING, (*path, kind.property), keyword, error.instance, part)
    elif keyword == "anyOf":
        choice = " / ".join(branch["required"][0] for branch in part["anyOf"])
        yield Violation(MISSING, (*path, choice), keyword, error.instance, part)
    else:
        yield Violation(VALUE, path, keyword, error.instance, part)


def _misnamed(path: Steps, error: jsonschema_rs.ValidationError) -> Violation:
    """A field whose name is none of the names that are listed, or is not of their form."""
    key, kind = str(error.instance), error.kind
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.Enum):
        names = {"properties": dict.fromkeys(map(str, kind.options))}
        return Violation(UNKNOWN, (*path, key), "enum", key, names)
    return Violation(VALUE, (*path, key), "propertyNames", key, {"properties": {}})


def _part(schema: Any, steps: list[str | int]) -> Any:
    """The part of a schema below ``steps``."""
    return reduce(lambda part, step: part[step], steps, schema)


@dataclass(frozen=True)
class Field:
    """One field. ``path`` is written as ``results.….endpoint``, or ``outcomes[].endpoint`` where a
    list holds several; ``words`` are the values it may
    have where they are listed; ``example`` is YAML."""

    path: str
    about: Text
    required: bool
    words: tuple[str, ...]
    example: str

    @property
    def block(self) -> str:
        """The first step of the path."""
        return self.path.partition(".")[0]


def fields(name: str = "trial") -> list[Field]:
    """Every field of the schema ``name`` in its order. What is the same wherever it stands (a cell,
    an interval, a text) is not gone into again."""
    return list(_below(load(name), (), load(name), set()))


def _below(
    schema: Mapping[str, Any], path: tuple[str, ...], root: Mapping[str, Any], shared: set[str]
) -> Iterator[Field]:
    schema = _resolved(schema, root)
    for key, part in schema.get("properties", {}).items():
        inner_path, full = (*path, key), _resolved(part, root)
        zh, _, en = str(full.get("description", "")).partition(" / ")
        required = key in schema.get("required", ())
        yield Field(".".join(inner_path), Text(zh, en), required, _words(full), _example(full))
        if _seen_before(part, shared) or {"zh", "en"} <= set(full.get("properties", ())):
            continue
        yield from _below(full, inner_path, root, shared)
        if isinstance(item := full.get("items"), dict) and not _seen_before(item, shared):
            yield from _below(item, (*path, f"{key}{LISTED}"), root, shared)
    if isinstance(keyed := schema.get("additionalProperties"), dict) and not _seen_before(
        keyed, shared
    ):
        yield from _below(keyed, (*path, KEYED), root, shared)


def _seen_before(part: Mapping[str, Any], met: set[str]) -> bool:
    """Whether a shared part of the schema was met before; from now on it was."""
    before, shared = len(met), part.get("$ref", "")
    met |= {shared} - {""}
    return bool(shared) and len(met) == before


def _resolved(part: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part with what it refers to; what it says itself comes first."""
    found = root["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
    return {**found, **part}


def _words(part: Mapping[str, Any]) -> tuple[str, ...]:
    words = part.get("enum", part.get("items", {}).get("enum", ()))
    return tuple(dict.fromkeys(map(str, words)))


def _example(part: Mapping[str, Any]) -> str:
    return _yaml(part["examples"][0]) if part.get("examples") else ""


def _yaml(value: Any) -> str:
    """A value as a contributor writes it: flow YAML without needless quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    if isinstance(value, str) and not set(value) & set(",:[]{}#\"'<>"):
        return value
    return json.dumps(value, ensure_ascii=False)
