"""Rules on the form of tables: the fields of their schema, with values of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from review.evidence.corpus import (
    AVAILABILITY,
    QUESTIONS,
    SEARCHES,
    SETTINGS,
    VOCABULARY,
    Corpus,
    once,
)
from review.messages import problem, text
from review.problem import Place, Problem, Text, joined
from review.rules import table_value_cures as cures
from review.rules.rule import of_tables
from review.sources.record import Path, Record
from review.sources.schema import MISSING, UNKNOWN, VALUE, Violation, violations
from review.suggestion import advice

BLOCKS = frozenset({"design", "population", "arms", "results", "sources", "reports"})
ROWS = ("results", "harms", "facts")
BOTH = frozenset({"zh", "en"})
# what other tables stand below, by the name of their schema
SCHEMAS = {
    "vocabulary": f"{VOCABULARY}/",
    "availability": f"{AVAILABILITY}/",
    "question": f"{QUESTIONS}/",
    "searches": SEARCHES,
    "settings": SETTINGS,
}


KEYWORDS = frozenset({"maximum", "minimum", "propertyNames", "uniqueItems", "maxLength"})


class HasRecord(Protocol):
    """What has a record of its own."""

    @property
    def record(self) -> Record: ...


Table = TypeVar("Table", bound=HasRecord)
MANY = 2  # unknown fields of one block that are told one by one


@of_tables
def table_field_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A table, and docs/review.yml, has only the fields of its schema.
    试验表、词表与 docs/review.yml 只有模式所列的字段。
    """
    # a value that a comma parted is no field
    unknown = (item for item in _found(corpus, UNKNOWN) if cures.parted(*item) is None)
    for (record, path), found in _together(unknown):
        fields = found[0].schema.get("properties", {})
        names = [str(violation.path[-1]) for violation in found]
        if len(found) > MANY:
            # the line above them was lost, or they are indented wrongly
            place = record.key_place(*path, names[0])
            yield problem(
                place,
                "table-field-unknown/foreign",
                where=_where(path),
                names=names,
                advice=advice("", fields),
            )
            continue
        for violation, name in zip(found, names):
            place = record.key_place(*violation.path)
            cure = _cure_of_unknown(name, record.get(*violation.path), fields)
            yield problem(place, "table-field-unknown/field", name=name, cure=cure)


def _cure_of_unknown(name: str, value: Any, fields: Mapping[str, Any]) -> Text:
    """What an unknown field most likely is: for editors, the rest of a text, a slip."""
    if name == "yaml-language-server":
        return text("table-field-unknown/for-editors", "cure")
    if value is None and set(fields) >= BOTH:
        return text("table-field-unknown/after-comma", "cure", name=name)
    return advice(name, fields)


@of_tables
def table_field_missing(corpus: Corpus) -> Iterator[Problem]:
    """A table has every field its schema requires, and a text has both languages.
    模式要求的字段都要有；文字须有两种语言。
    """
    for (record, path), found in _together(_found(corpus, MISSING)):
        names = [str(violation.path[-1]) for violation in found]
        place, where = record.key_place(*path), _where(path)
        if len(names) == 1:
            hint = _description(found[0].schema.get("properties", {}).get(names[0], {}))
            yield problem(place, "table-field-missing/one", where=where, name=names[0], about=hint)
        else:
            yield problem(place, "table-field-missing/many", where=where, names=names)


def _together(
    found: Iterator[tuple[Record, Violation]],
) -> list[tuple[tuple[Record, Path], list[Violation]]]:
    """What is missing, by record and path: a block that was lost is one problem."""
    groups: dict[tuple[Record, Path], list[Violation]] = {}
    for record, violation in found:
        groups.setdefault((record, violation.path[:-1]), []).append(violation)
    return [*groups.items()]


@of_tables
def table_value(corpus: Corpus) -> Iterator[Problem]:
    """Each value is of the kind its schema says: a whole number, a decimal number, one of a list
    of words, an id.
    每个值的种类与模式一致：整数、小数、所列词之一、标识。
    """
    yield from (_value(record, violation) for record, violation in _found(corpus, VALUE))
    for record, violation in _found(corpus, UNKNOWN):
        if (number := cures.parted(record, violation)) is not None:
            path, written = number
            yield _wrong_value(
                record.place(*path),
                path,
                written,
                expected=_kind("number"),
                cure=cures.comma(written),
            )


def unsound(record: Record, path: Path = ()) -> bool:
    """Whether a trial table breaks its schema on the way to ``path`` or below it: what prose says
    of such a value cannot be judged yet."""
    return any(
        violation.path[: len(path)] == path[: len(violation.path)]
        for violation in violations(record, "trial")
    )


def sound(tables: Iterable[Table], schema: str) -> Iterator[Table]:
    """The tables that keep their schema; in others nobody knows what is meant."""
    return (table for table in tables if not violations(table.record, schema))


@once
def lacking_a_block(corpus: Corpus) -> frozenset[str]:
    """Paths of the trial tables that lack a whole block, or hold none that can be read: what other
    blocks and pages name of it is not there."""
    broken = ((trial, violations(trial.record, "trial")) for trial in corpus.trials.values())
    return frozenset(
        trial.path
        for trial, found in broken
        if any(len(item.path) == 1 and item.path[0] in BLOCKS for item in found)
    )


@once
def with_unreadable_rows(corpus: Corpus) -> frozenset[str]:
    """Paths of trial tables with a row that breaks the schema; its figures do not count."""
    return frozenset(
        trial.path
        for trial in corpus.trials.values()
        if any(unsound(trial.record, (kind,)) for kind in ROWS)
    )


def _found(corpus: Corpus, kind: str) -> Iterator[tuple[Record, Violation]]:
    for name, records in tables(corpus):
        for record in records:
            yield from ((record, item) for item in violations(record, name) if item.kind == kind)


def tables(corpus: Corpus) -> Iterator[tuple[str, list[Record]]]:
    """Every table that is judged, by the name of its schema."""
    yield "trial", [trial.record for trial in corpus.trials.values()]
    for name, place in SCHEMAS.items():
        paths = (path for path in corpus.records if path.startswith(place))
        yield name, [corpus.records[path] for path in paths]


def _value(record: Record, violation: Violation) -> Problem:
    of_key = violation.keyword in {"propertyNames", "minProperties", "minItems"}
    place = (record.key_place if of_key else record.place)(*violation.path)
    value, expected = _written(violation.value), _expected(violation)
    return _wrong_value(place, violation.path, value, expected=expected, cure=cures.cure(violation))


def _wrong_value(place: Place, path: Path, value: str, *, expected: Text, cure: Text) -> Problem:
    where = _where(path)
    return problem(place, "table-value", where=where, value=value, expected=expected, cure=cure)


def _written(value: Any) -> str:
    """A value as YAML has it, cut where it is long."""
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, int) else str(value)[:60]


def _where(path: Path) -> Text:
    """A path in words: fields joined by points, the items of a list counted from 1."""
    fields = ".".join(str(step) for step in path if not isinstance(step, int))
    items = [step + 1 for step in path if isinstance(step, int)]
    zh = fields + "".join(f" 第 {item} 项" for item in items)
    en = "".join(f"item {item} of " for item in items) + fields
    return Text(zh or "表", en or "the table")


def _expected(violation: Violation) -> Text:
    keyword, schema = violation.keyword, violation.schema
    if keyword == "enum":
        words = list(dict.fromkeys(map(str, schema["enum"])))
        return text("schema-keyword/enum", "expected", words=words)
    if keyword == "type":
        return _type(schema)
    if keyword == "pattern":
        return _described(schema, "pattern")
    if keyword not in KEYWORDS:
        return text("schema-keyword/other", "expected")
    return text(f"schema-keyword/{keyword}", "expected", limit=schema.get(keyword))


def _type(schema: Mapping[str, Any]) -> Text:
    if set(schema.get("required", ())) >= BOTH:
        return _kind("bilingual")
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if kinds == ["string", "number"]:
        return _described(schema, "type")
    names = [_kind(kind) for kind in kinds if not (kind == "number" and "string" in kinds)]
    return joined(names, "或", " or ")


def _kind(kind: str) -> Text:
    return text(f"value-kind/{kind}", "expected")


def _described(schema: Mapping[str, Any], keyword: str) -> Text:
    description = _description(schema)
    if description.en:
        return Text(description.zh.removeprefix("："), description.en.removeprefix(": "))
    return text("schema-keyword/form", "expected", form=schema.get(keyword))


def _description(schema: Mapping[str, Any]) -> Text:
    """A schema's own words on a field, as ``：中文`` and ``: English``; empty where it has none."""
    zh, bar, en = str(schema.get("description", "")).partition(" / ")
    return Text(f"：{zh}", f": {en}") if bar else Text("", "")
