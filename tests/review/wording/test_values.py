"""Values of a trial table in words, and the words of the interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from places import ROOT
from review.evidence.trial import Cell
from review.markup import labels
from review.markup.language import Language
from review.sources.record import parse
from review.sources.source import Source
from review.wording import values

CASES = ROOT / "tests/cases/render/values.yml"
SCHEMA = ROOT / "hooks/schema/trial.schema.json"


def cases() -> list[dict[str, Any]]:
    """The golden cases, their scalars read as tables are read."""
    text = CASES.read_text(encoding="utf-8")
    body = "\n".join(f"  {line}" for line in text.splitlines())
    record, problems = parse(Source("values.yml", f"cases:\n{body}\n"))
    assert record is not None and not problems
    return record.data["cases"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["en"])
@pytest.mark.parametrize("language", Language)
def test_value(case: dict[str, Any], language: Language) -> None:
    if "between" in case:
        shown = values.between(case["between"], language)
    else:
        shown = values.inline(
            values.of_cell(Cell("a", case["cell"], ()), case.get("unit"), language), language
        )
    assert shown == case[language]


def test_computed_percentage_is_known_as_such() -> None:
    assert values.of_cell(Cell("a", {"events": 2, "n": 26}, ()), None, Language.EN).computed == "8%"
    assert (
        values.of_cell(
            Cell("a", {"events": 2, "n": 26, "percent": "8"}, ()), None, Language.EN
        ).computed
        == ""
    )


@pytest.mark.parametrize(
    "language, text, inner, shown",
    [
        ("zh", "17/26", "65%", "17/26（65%）"),
        ("zh", "客观缓解率（意向治疗人群）", "中心审查", "客观缓解率（意向治疗人群；中心审查）"),
        ("en", "response (ITT)", "central review", "response (ITT; central review)"),
        ("en", "[SHARP](../trials/sharp.md)", "part one", "[SHARP](../trials/sharp.md) (part one)"),
        ("zh", "Jacobs 2018 (SEER)", "部分", "Jacobs 2018 (SEER)（部分）"),
        ("zh", "甲", "", "甲"),
    ],
)
def test_no_bracket_behind_a_bracket(language: str, text: str, inner: str, shown: str) -> None:
    assert Language(language).bracket(text, inner) == shown


@pytest.mark.parametrize(
    ("grade", "zh", "en"),
    [
        (">=3", "≥3 级", "grade ≥3"),
        ("3-4", "3～4 级", "grade 3–4"),
        ("any", "任何级别", "any grade"),
        (None, "", ""),
    ],
)
def test_grade(grade: str | None, zh: str, en: str) -> None:
    assert tuple(values.grade(grade, language) for language in Language) == (zh, en)


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (("据", "某报"), "据某报"),
        (("据", "The Times", "报道"), "据 The Times 报道"),
        (("疗效", "（65%）", "患者"), "疗效（65%）患者"),
        (("中位", "16 周"), "中位 16 周"),
        (("[中文](x)", "[A](y)"), "[中文](x) [A](y)"),
        (("A", "B"), "AB"),
    ],
)
def test_blanks_between_han_and_latin(pieces: tuple[str, ...], shown: str) -> None:
    assert labels.spaced(*pieces) == shown


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("{a} 至 {b}", {"a": "2014 年", "b": "2015 年"}, "2014 年至 2015 年"),
        ("{a}% CI {b}", {"a": "95", "b": "1～2"}, "95% CI 1～2"),
        ("{a} 之后新增", {"a": "初稿"}, "初稿之后新增"),
        ("{a} 项", {"a": 3}, "3 项"),
    ],
)
def test_slots(text: str, values: dict[str, object], shown: str) -> None:
    assert labels.fill(text, "zh", values) == shown


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2026-11-01", "2026 年 11 月 1 日", "1 November 2026"),
        ("2026-11", "2026 年 11 月", "November 2026"),
        ("2026", "2026 年", "2026"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates(date: str, zh: str, en: str) -> None:
    assert (Language.ZH.dated(date), Language.EN.dated(date)) == (zh, en)


def enums(schema: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    for step in path:
        schema = schema[step]
    return [str(value) for value in schema["enum"]]


def words() -> Iterator[tuple[str, str]]:
    """Every value of the schema that a page must have a word for."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    top = schema["properties"]
    yield from (("status", value) for value in enums(top, ("status",)))
    yield from (("since", value) for value in enums(top, ("since",)))
    yield from (
        (name, value)
        for name in ("kind", "hypothesis", "blinding")
        for value in enums(top, ("design", "properties", name))
    )
    yield from (("setting", value) for value in enums(top, ("population", "properties", "setting")))
    yield from (("enrolled", value) for value in enums(top, ("enrolled", "propertyNames")))
    yield from (
        ("arm-kind", value)
        for value in enums(top, ("arms", "additionalProperties", "properties", "kind"))
    )
    yield from (
        ("unit", value)
        for value in enums(top, ("results", "additionalProperties", "properties", "unit"))
    )
    yield from (
        ("unit", value)
        for value in enums(top, ("facts", "additionalProperties", "properties", "unit"))
    )
    yield from (("seen", value) for value in enums(schema, ("$defs", "seen")))
    yield from (
        ("measure", value) for value in enums(schema, ("$defs", "between", "properties", "measure"))
    )


@pytest.mark.parametrize("path", sorted(set(words())), ids="-".join)
def test_every_value_of_the_schema_has_words(path: tuple[str, str]) -> None:
    assert labels.entry(path) is not None, f"templates/labels.yml has no words for {path}"
