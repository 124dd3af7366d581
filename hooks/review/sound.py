"""What surely keeps its JSON Schema, told quickly. The library judges what this does not call sound, and names what is wrong.

A schema becomes one function, made once: each keyword is a test, one that is not known here never holds.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Callable, Mapping

Test = Callable[[Any], bool]
Root = Mapping[str, Any]

ANNOTATIONS = frozenset({"$schema", "$defs", "title", "description", "examples"})  # they demand nothing
TYPES = {"string": (str,), "integer": (int,), "number": (int,), "boolean": (bool,), "object": (dict,), "array": (list,)}  # a table is read without floats
PLAIN = (str, int)  # bool is none of them: true is not 1
SIZES: Mapping[str, tuple[type, Callable[[int, int], bool]]] = {
    "minLength": (str, int.__ge__), "maxLength": (str, int.__le__), "minItems": (list, int.__ge__), "maxItems": (list, int.__le__), "minProperties": (dict, int.__ge__),
}  # fmt: skip
LIMITS: Mapping[str, Callable[[int, int], bool]] = {"minimum": int.__ge__, "maximum": int.__le__}


@lru_cache(maxsize=None)
def regex(pattern: str) -> re.Pattern[str]:
    """A pattern as JSON Schema means it (ECMA-262): ``$`` is the very end, where Python lets a new line follow, and ``\\d`` is 0 to 9."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern), re.ASCII)


def sound(schema: Root, root: Root | None = None) -> Test:
    """Whether a value surely keeps ``schema``, whose references lead into ``root``."""
    root = schema if root is None else root
    tests = [_test(keyword, given, schema, root) for keyword, given in schema.items() if keyword not in ANNOTATIONS and keyword != "properties"]
    if "properties" in schema and "additionalProperties" not in schema:
        tests.append(_fields(schema, True, root))
    return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)


def _test(keyword: str, given: Any, schema: Root, root: Root) -> Test:
    if keyword in SIZES:
        kind, compare = SIZES[keyword]
        return lambda value: not isinstance(value, kind) or compare(len(value), given)
    if keyword in LIMITS:
        return lambda value: isinstance(value, str) or type(value) is int and LIMITS[keyword](value, given)
    if keyword == "additionalProperties":
        return _fields(schema, given, root)
    return KEYWORDS[keyword](given, root) if keyword in KEYWORDS else lambda value: False


def _type(given: Any, root: Root) -> Test:
    kinds = frozenset(kind for name in ([given] if isinstance(given, str) else given) for kind in TYPES.get(name, ()))
    return lambda value: type(value) in kinds


def _fields(schema: Root, others: Any, root: Root) -> Test:
    """The test of ``properties`` with ``additionalProperties``, which speaks of the fields that the former does not name."""
    known = {name: sound(each, root) for name, each in schema.get("properties", {}).items()}
    other: Test = (lambda value: others) if isinstance(others, bool) else sound(others, root)
    return lambda value: not isinstance(value, dict) or all(known.get(name, other)(each) for name, each in value.items())


def _names(given: Root, root: Root) -> Test:
    test = sound(given, root)
    return lambda value: not isinstance(value, dict) or all(map(test, value))


def _items(given: Root, root: Root) -> Test:
    test = sound(given, root)
    return lambda value: not isinstance(value, list) or all(map(test, value))


def _required(given: list[str], root: Root) -> Test:
    return lambda value: not isinstance(value, dict) or all(name in value for name in given)


def _enum(given: list[Any], root: Root) -> Test:
    words = frozenset(word for word in given if type(word) in PLAIN)
    return lambda value: type(value) in PLAIN and value in words


def _pattern(given: str, root: Root) -> Test:
    search = regex(given).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _distinct(given: bool, root: Root) -> Test:
    return lambda value: not isinstance(value, list) or all(isinstance(each, str) for each in value) and len(set(value)) == len(value)


def _any(given: list[Root], root: Root) -> Test:
    tests = [sound(each, root) for each in given]
    return lambda value: any(test(value) for test in tests)


def _reference(given: str, root: Root) -> Test:
    name = given.removeprefix("#/$defs/")
    return sound(root["$defs"][name], root) if name in root.get("$defs", {}) else lambda value: False


KEYWORDS: Mapping[str, Callable[[Any, Root], Test]] = {
    "type": _type, "propertyNames": _names, "items": _items, "required": _required, "enum": _enum, "pattern": _pattern, "uniqueItems": _distinct, "anyOf": _any, "$ref": _reference,
}  # fmt: skip
