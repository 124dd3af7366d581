"""The fields of a trial table as its JSON Schema has them: path, meaning, whether required, an
example. The guide's table is made of these."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.problem import Text
from review.sources.schema import load

KEYED = "…"  # stands for an id of the contributor's choice


@dataclass(frozen=True)
class Field:
    """One field. ``path`` is written as ``results.….endpoint``; ``words`` are the values it may
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
    schema: Mapping[str, Any], path: tuple[str, ...], whole: Mapping[str, Any], seen: set[str]
) -> Iterator[Field]:
    schema = _resolved(schema, whole)
    for key, part in schema.get("properties", {}).items():
        own, full = (*path, key), _resolved(part, whole)
        yield Field(
            ".".join(own),
            _about(full),
            key in schema.get("required", ()),
            _words(full),
            _example(full),
        )
        if _known(part, seen) or _bilingual(full):
            continue
        yield from _below(full, own, whole, seen)
    if isinstance(keyed := schema.get("additionalProperties"), dict) and not _known(keyed, seen):
        yield from _below(keyed, (*path, KEYED), whole, seen)


def _known(part: Mapping[str, Any], seen: set[str]) -> bool:
    """Whether a shared part of the schema has been shown before; from now on it has."""
    shared = part.get("$ref", "")
    known = shared in seen
    seen |= {shared} - {""}
    return known


def _resolved(part: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part with what it refers to; what it says itself comes first."""
    found = whole["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
    return {**found, **part}


def _bilingual(part: Mapping[str, Any]) -> bool:
    return {"zh", "en"} <= set(part.get("properties", ()))


def _about(part: Mapping[str, Any]) -> Text:
    zh, _, en = str(part.get("description", "")).partition(" / ")
    return Text(zh, en)


def _words(part: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(str(each) for each in part.get("enum", part.get("items", {}).get("enum", ())))
    )


def _example(part: Mapping[str, Any]) -> str:
    return _yaml(part["examples"][0]) if part.get("examples") else ""


def _yaml(value: Any) -> str:
    """A value as a contributor writes it: flow YAML without needless quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return (
        value
        if isinstance(value, str) and not set(value) & set(",:[]{}#\"'<>")
        else json.dumps(value, ensure_ascii=False)
    )
