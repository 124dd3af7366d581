"""Rules on the form of tables: trial tables, vocabulary and docs/review.yml hold the fields of
their schema, with values of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from review.evidence.corpus import SEARCHES, Corpus, once
from review.messages import problem, text
from review.problem import Place, Problem, Text
from review.rules import table_value_cures as cures
from review.sources.record import Path, Record
from review.sources.schema import MISSING, UNKNOWN, VALUE, Violation, violations
from review.suggestion import advice

TYPES = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数", "a number"),
    "boolean": Text("true 或 false", "true or false"),
    "object": Text("“键: 值”", "“key: value”"),
    "array": Text("列表 [甲, 乙]", "a list [a, b]"),
}
BLOCKS = frozenset({"design", "population", "arms", "results", "sources", "reports"})
ROWS = ("results", "harms", "facts")
BOTH = frozenset({"zh", "en"})
MANY = 2  # unknown fields of one block that are told one by one
BILINGUAL = Text("两种语言的文字 {zh: …, en: …}", "a text in both languages {zh: …, en: …}")


def table_field_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A table, and docs/review.yml, has only the fields of its schema.
    试验表、词表与 docs/review.yml 只有模式所列的字段。
    """
    found_all = (
        (record, violation)
        for record, violation in _found(corpus, UNKNOWN)
        if cures.parted(record, violation) is None
    )  # a value that a comma parted is no field
    for (record, path), found in _together(found_all):
        known = found[0].schema.get("properties", {})
        if len(found) > MANY:
            yield _foreign(record, path, [str(violation.path[-1]) for violation in found], known)
            continue
        for violation in found:
            name = str(violation.path[-1])
            yield problem(
                record.key_place(*violation.path),
                "table-field-unknown/field",
                name=name,
                cure=_cure_of_unknown(name, record.get(*violation.path), known),
            )


def _cure_of_unknown(name: str, value: Any, known: Mapping[str, Any]) -> Text:
    """What an unknown field most likely is: a line for editors, the rest of a text, a misspelling
    of a known one."""
    if name == "yaml-language-server":
        return text("table-field-unknown/for-editors", "cure")
    if value is None and set(known) >= BOTH:
        return text("table-field-unknown/after-comma", "cure", name=name)
    return advice(name, known)


def _foreign(record: Record, path: Path, names: list[str], known: Mapping[str, Any]) -> Problem:
    """One problem for a block whose fields belong elsewhere: the line above them was lost, or they
    are indented wrongly."""
    return problem(
        record.key_place(*path, names[0]),
        "table-field-unknown/foreign",
        where=_where(path),
        names=names,
        advice=advice("", known),
    )


def table_field_missing(corpus: Corpus) -> Iterator[Problem]:
    """A table has every field its schema requires, and a text has both languages.
    模式要求的字段都要有；文字须有两种语言。
    """
    for (record, path), found in _together(_found(corpus, MISSING)):
        names = [str(violation.path[-1]) for violation in found]
        place, where = record.key_place(*path), _where(path)
        if len(names) == 1:
            about = _description(found[0].schema.get("properties", {}).get(names[0], {}))
            yield problem(place, "table-field-missing/one", where=where, name=names[0], about=about)
        else:
            yield problem(place, "table-field-missing/many", where=where, names=names)


def _together(
    found: Iterator[tuple[Record, Violation]],
) -> list[tuple[tuple[Record, Path], list[Violation]]]:
    """What is missing, by record and path: a block that was lost is one problem, however many
    fields it had."""
    groups: dict[tuple[Record, Path], list[Violation]] = {}
    for record, violation in found:
        groups.setdefault((record, violation.path[:-1]), []).append(violation)
    return [*groups.items()]


def table_value(corpus: Corpus) -> Iterator[Problem]:
    """Each value is of the kind its schema says: a whole number, a decimal number, one of a list
    of words, an id.
    每个值的种类与模式一致：整数、小数、所列词之一、标识。
    """
    for record, violation in _found(corpus, VALUE):
        yield _value(record, violation)
    for record, violation in _found(corpus, UNKNOWN):
        if (number := cures.parted(record, violation)) is not None:
            yield _parted(record, *number)


def unsound(record: Record, path: Path = ()) -> bool:
    """Whether a trial table breaks its schema on the way to ``path`` or below it: what prose says
    of such a value cannot be judged yet."""
    return any(
        violation.path[: len(path)] == path[: len(violation.path)]
        for violation in violations(record, "trial")
    )


@once
def lacking_a_block(corpus: Corpus) -> frozenset[str]:
    """Paths of the trial tables that lack a whole block, or hold none that can be read: what other
    blocks and pages name of it is not there."""
    return frozenset(
        trial.path
        for trial in corpus.trials.values()
        if any(
            len(violation.path) == 1 and violation.path[0] in BLOCKS
            for violation in violations(trial.record, "trial")
        )
    )


@once
def with_unreadable_rows(corpus: Corpus) -> frozenset[str]:
    """Paths of the trial tables that have a row which breaks the schema: its figures count as none
    of the table's."""
    return frozenset(
        trial.path
        for trial in corpus.trials.values()
        if any(unsound(trial.record, (kind,)) for kind in ROWS)
    )


def _found(corpus: Corpus, kind: str) -> Iterator[tuple[Record, Violation]]:
    for name, records in tables(corpus):
        for record in records:
            yield from (
                (record, violation)
                for violation in violations(record, name)
                if violation.kind == kind
            )


def tables(corpus: Corpus) -> Iterator[tuple[str, list[Record]]]:
    """Everything that has a schema, by the name of its schema."""
    yield "trial", [trial.record for trial in corpus.trials.values()]
    yield "vocabulary", list(corpus.vocabulary.records.values())
    yield "availability", [each.record for each in corpus.availability.values()]
    yield "question", [question.record for question in corpus.questions.values()]
    yield "searches", [corpus.records[SEARCHES]] if SEARCHES in corpus.records else []
    yield "settings", [corpus.settings.record] if corpus.settings.record else []


def _value(record: Record, violation: Violation) -> Problem:
    place: Place = (
        record.key_place(*violation.path)
        if violation.keyword in {"propertyNames", "minProperties", "minItems"}
        else record.place(*violation.path)
    )
    shown = _shown(violation.value)
    return problem(
        place,
        "table-value/value",
        where=_where(violation.path),
        shown=shown,
        expected=_expected(violation),
        cure=cures.cure(violation),
    )


def _parted(record: Record, path: Path, written: str) -> Problem:
    return problem(
        record.place(*path),
        "table-value/parted",
        where=_where(path),
        written=written,
        expected=TYPES["number"],
        cure=cures.comma(written),
    )


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    if not isinstance(value, int) or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}.get(value, str(value)[:60])
    return str(value)


def _where(path: Path) -> Text:
    """A path in words: fields joined by points, the items of a list counted from 1."""
    if not path:
        return Text("表", "the table")
    fields = ".".join(str(step) for step in path if not isinstance(step, int))
    items = [step + 1 for step in path if isinstance(step, int)]
    return Text(
        fields + "".join(f" 第 {item} 项" for item in items),
        "".join(f"item {item} of " for item in items) + fields,
    )


def _expected(violation: Violation) -> Text:
    keyword, schema = violation.keyword, violation.schema
    if keyword == "enum":
        words = ", ".join(dict.fromkeys(map(str, schema["enum"])))
        return Text(f"{words.replace(', ', '、')} 之一", f"one of {words}")
    if keyword == "type":
        return _type(schema)
    if keyword == "maximum":
        return Text(f"不大于 {schema['maximum']} 的数", f"a number not above {schema['maximum']}")
    if keyword == "minimum":
        return Text(
            f"不小于 {schema.get('minimum')} 的数", f"a number not below {schema.get('minimum')}"
        )
    if keyword == "pattern":
        return _described(schema, "pattern")
    return {
        "propertyNames": Text(
            "小写字母、数字与连字符组成的标识", "an id of lower-case letters, digits and hyphens"
        ),
        "uniqueItems": Text("各不相同的项", "items that differ"),
        "maxLength": Text(
            f"不超过 {schema.get('maxLength')} 个字符",
            f"at most {schema.get('maxLength')} characters",
        ),
    }.get(keyword, Text("不为空的值", "a value that is not empty"))


def _type(schema: Mapping[str, Any]) -> Text:
    if {"zh", "en"} <= set(schema.get("required", ())):
        return BILINGUAL
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    names = [TYPES[kind] for kind in kinds if not (kind == "number" and "string" in kinds)]
    if kinds == ["string", "number"]:
        return _described(schema, "type")
    return Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))


def _described(schema: Mapping[str, Any], keyword: str) -> Text:
    about = _description(schema)
    if about.en:
        return Text(about.zh.removeprefix("："), about.en.removeprefix(": "))
    return Text(f"形如 {schema.get(keyword)}", f"of the form {schema.get(keyword)}")


def _description(schema: Mapping[str, Any]) -> Text:
    """A schema's own words on a field, as ``：中文`` and ``: English``; empty where it has none."""
    zh, bar, en = str(schema.get("description", "")).partition(" / ")
    return Text(f"：{zh}", f": {en}") if bar else Text("", "")
