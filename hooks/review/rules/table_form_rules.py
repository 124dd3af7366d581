"""Rules on the form of tables: trial tables, vocabulary and docs/review.yml hold the fields of their schema, with values of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from review.evidence.corpus import Corpus
from review.problem import Place, Problem, Text
from review.rules import retyped_text
from review.sources.record import Record
from review.sources.schema import MISSING, UNKNOWN, VALUE, Violation, violations
from review.suggestion import advice, meant

TYPES = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数", "a number"),
    "boolean": Text("true 或 false", "true or false"),
    "object": Text("“键: 值”", "“key: value”"),
    "array": Text("列表 [甲, 乙]", "a list [a, b]"),
}
RETYPED = frozenset({"pattern", "enum", "type"})
BOTH = frozenset({"zh", "en"})
MANY = 2  # unknown fields of one block that are told one by one
BILINGUAL = Text("两种语言的文字 {zh: …, en: …}", "a text in both languages {zh: …, en: …}")
FOR_EDITORS = Text(
    "在该行开头补上“# ”：这一行供编辑器使用，填写从下一行起。",
    "Put “# ” back at the start of this line: it is for editors, and what you fill in begins below it.",
)
# what a draft has in the place of a value
DRAFTED = re.compile(r"[.…]+|ID|OTHER-ID|ARM|KEY|YYYY-MM-DD|NCT…")
DRAFT = Text(
    "这是草稿中的占位：换成真正的内容；用不到的行整行删去。",
    "This only holds a place in the draft: put what it stands for, and delete a line you do not need.",
)
SPECIAL = (
    (
        re.compile(r"[0-9]+\s*/\s*[0-9]+"),
        Text(
            "分数写成 events 与 n 两项，n 至少为 1。",
            "Write a fraction as events and n; n is 1 or more.",
        ),
    ),
    (re.compile(r"[-−][0-9]+"), Text("例数不能为负。", "A count cannot be negative.")),
    (
        re.compile(r"[-+]?\.?(?:nan|inf(?:inity)?)|[-+]?∞", re.IGNORECASE),
        Text(
            "不是有限的数；未达到写 not-reached，没有的值不写。",
            "Not a finite number: write not-reached, or leave a missing value out.",
        ),
    ),
    (re.compile(r".*[０-９％．].*"), Text("数字用半角。", "Write half-width digits.")),
    (re.compile(r"[0-9.]+\s?%"), Text("百分号不写，只写数字。", "Leave out the percent sign.")),
    (re.compile(r"\.[0-9]+"), Text("小数点之前写 0。", "Write 0 before the point.")),
)


def table_field_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A table, and docs/review.yml, has only the fields of its schema.
    试验表、词表与 docs/review.yml 只有模式所列的字段。
    """
    found_all = (
        (record, violation)
        for record, violation in _found(corpus, UNKNOWN)
        if retyped_text.parted(record, violation) is None
    )  # a value that a comma parted is no field
    for (record, path), found in _together(found_all):
        known = found[0].schema.get("properties", {})
        if len(found) > MANY:
            yield _foreign(record, path, [str(each.path[-1]) for each in found], known)
            continue
        for violation in found:
            name = str(violation.path[-1])
            yield Problem(
                record.key_place(*violation.path),
                "table-field-unknown",
                Text(f"未知字段 {name}", f"the unknown field {name}"),
                Text("模式所列的字段", "a field of the schema"),
                FOR_EDITORS
                if name == "yaml-language-server"
                else _comma(name)
                if record.get(*violation.path) is None and set(known) >= BOTH
                else advice(name, known),
            )


def _comma(name: str) -> Text:
    """The cure of a name without a value in a bilingual text: what followed a comma there."""
    return Text(
        f'“{name}”之前有半角逗号：含逗号的文字加引号，如 {{zh: …, en: "…, …"}}。',
        f'A comma stands before “{name}”: put a text that holds one in quotation marks, as {{zh: …, en: "…, …"}}.',
    )


def _foreign(record: Record, path: tuple, names: list[str], known: Mapping[str, Any]) -> Problem:
    """One problem for a block whose fields belong elsewhere: the line above them was lost, or they are indented wrongly."""
    return Problem(
        record.key_place(*path, names[0]),
        "table-field-unknown",
        Text(
            f"{_where(path).zh} 中的未知字段 {'、'.join(names)}",
            f"the unknown fields {', '.join(names)} in {_where(path).en}",
        ),
        Text("模式所列的字段", "fields of the schema"),
        Text(
            f"检查缩进，以及上一行的键是否还在。{advice('', known).zh}",
            f"See whether they are indented rightly and the key above them is there. {advice('', known).en}",
        ),
    )


def table_field_missing(corpus: Corpus) -> Iterator[Problem]:
    """A table has every field its schema requires, and a text has both languages.
    模式要求的字段都要有；文字须有两种语言。
    """
    for (record, path), found in _together(_found(corpus, MISSING)):
        names = [str(violation.path[-1]) for violation in found]
        about = (
            _description(found[0].schema.get("properties", {}).get(names[0], {}))
            if len(names) == 1
            else Text("", "")
        )
        zh, en = "、".join(names), ", ".join(names)
        yield Problem(
            record.key_place(*path),
            "table-field-missing",
            Text(f"{_where(path).zh} 缺少 {zh}", f"{_where(path).en} without {en}"),
            Text(f"字段 {zh}{about.zh}", f"the field {en}{about.en}")
            if len(names) == 1
            else Text("模式要求的全部字段", "every field that the schema requires"),
            Text(f"补上 {zh}。", f"Add {en}.")
            if len(names) == 1
            else Text("逐一补上。", "Add each of them."),
        )


def _together(
    found: Iterator[tuple[Record, Violation]],
) -> list[tuple[tuple[Record, tuple], list[Violation]]]:
    """What is missing, by record and path: a block that was lost is one problem, however many fields it had."""
    groups: dict[tuple[Record, tuple], list[Violation]] = {}
    for record, violation in found:
        groups.setdefault((record, violation.path[:-1]), []).append(violation)
    return [*groups.items()]


def table_value(corpus: Corpus) -> Iterator[Problem]:
    """Each value is of the kind its schema says: a whole number, a decimal number, one of a list of words, an id.
    每个值的种类与模式一致：整数、小数、所列词之一、标识。
    """
    for record, violation in _found(corpus, VALUE):
        yield _value(record, violation)
    for record, violation in _found(corpus, UNKNOWN):
        if (number := retyped_text.parted(record, violation)) is not None:
            yield _parted(record, *number)


def unsound(record: Record, path: tuple = ()) -> bool:
    """Whether a trial table breaks its schema on the way to ``path`` or below it: what prose says of such a value cannot be judged yet."""
    return any(
        violation.path[: len(path)] == path[: len(violation.path)]
        for violation in violations(record, "trial")
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
    yield "settings", [corpus.settings.record] if corpus.settings.record else []


def _value(record: Record, violation: Violation) -> Problem:
    place: Place = (
        record.key_place(*violation.path)
        if violation.keyword in {"propertyNames", "minProperties", "minItems"}
        else record.place(*violation.path)
    )
    shown = _shown(violation.value)
    return Problem(
        place,
        "table-value",
        Text(
            f"{_where(violation.path).zh} 的值 {shown}", f"{shown} as {_where(violation.path).en}"
        ),
        _expected(violation),
        _cure(violation),
    )


def _parted(record: Record, path: tuple, written: str) -> Problem:
    return Problem(
        record.place(*path),
        "table-value",
        Text(f"{_where(path).zh} 的值 {written}", f"{written} as {_where(path).en}"),
        TYPES["number"],
        retyped_text.comma(written),
    )


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value)[:60])
        if not isinstance(value, int) or isinstance(value, bool)
        else str(value)
    )


def _where(path: tuple) -> Text:
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
    return (
        _described(schema, "type")
        if kinds == ["string", "number"]
        else Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))
    )


def _described(schema: Mapping[str, Any], keyword: str) -> Text:
    about = _description(schema)
    return (
        Text(about.zh.removeprefix("："), about.en.removeprefix(": "))
        if about.en
        else Text(f"形如 {schema.get(keyword)}", f"of the form {schema.get(keyword)}")
    )


def _description(schema: Mapping[str, Any]) -> Text:
    """A schema's own words on a field, as ``：中文`` and ``: English``; empty where it has none."""
    zh, bar, en = str(schema.get("description", "")).partition(" / ")
    return Text(f"：{zh}", f": {en}") if bar else Text("", "")


def _choose(words: list[str], violation: Violation) -> Text:
    """The cure of several values parted by bars, as a draft lists them."""
    known = [word for word in words if word in map(str, violation.schema["enum"])]
    several = isinstance(violation.path[-1], int)  # an item of a list
    zh, en = "、".join(known or words), ", ".join(known or words)
    return (
        Text(
            f"只留要用的，以逗号隔开：{zh}。", f"Keep those that are true, parted by commas: {en}."
        )
        if several
        else Text(
            f"只留一个，删去其余和“|”：{zh}。",
            f"Choose one of them, and delete the others and the bars: {en}.",
        )
    )


def _cure(violation: Violation) -> Text:
    if isinstance(violation.value, (str, int)) and not isinstance(violation.value, bool):
        if DRAFTED.fullmatch(str(violation.value)):
            return DRAFT
        if (
            violation.keyword == "enum"
            and len(words := [each.strip() for each in str(violation.value).split("|")]) > 1
        ):
            return _choose(words, violation)
        if (
            violation.keyword in RETYPED
            and (again := retyped_text.cure(str(violation.value), violation.schema)) is not None
        ):
            return again
        for pattern, words in SPECIAL:
            if violation.keyword != "propertyNames" and pattern.fullmatch(str(violation.value)):
                return words
        if violation.keyword == "enum":  # what there is to choose from is said already
            return meant(str(violation.value), map(str, violation.schema["enum"])) or Text(
                "改用其中之一。", "Write one of them."
            )
    return Text("改为所要求的写法。", "Write it as expected.")
