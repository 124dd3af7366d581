"""Names of results: a proportion at a time point is a rate, a count of a time is one of its events,
medians are medians."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.trial import Row, Trial
from review.evidence.vocabulary import Vocabulary, gather
from review.markup.language import Language
from review.pages.results import RowTables
from review.sources.record import parse
from review.sources.source import Source
from review.wording import names
from review.wording.trial_words import TrialWords

ENDPOINTS = """os:
  zh: 总生存期
  en: overall survival
  abbr: OS
  rate: {zh: 总生存率, en: overall survival rate}
  timed: true
  events: {zh: 死亡, en: deaths}
orr:
  zh: 客观缓解率
  en: objective response rate
  abbr: ORR
  rate: {zh: 客观缓解率, en: objective response rate}
relapse:
  zh: 复发
  en: relapse
  rate: {zh: 复发率, en: relapse rate}
function:
  zh: 肢体功能
  en: limb function
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    record, problems = parse(Source("docs/vocabulary/endpoints.yml", ENDPOINTS))
    assert record is not None and not problems
    return gather({"endpoints": record})


def row(kind: str, id: str, data: dict[str, Any]) -> Row:
    """A row of a table that holds nothing else."""
    record, _ = parse(Source("docs/trials/x.yml", "id: x\n"))
    assert record is not None
    return Row(Trial("x", record), kind, id, data)


PERCENT = {"a": {"percent": "56"}}
MEDIAN = {"a": {"median": "12"}, "b": {"median": "not-reached"}}


@pytest.mark.parametrize(
    "data, zh, en, short",
    [
        (
            {"endpoint": "os", "timepoint": "5 years", "arms": PERCENT},
            "5 年总生存率",
            "5-year overall survival rate",
            ("5 年 OS 率", "5-year OS"),
        ),
        (
            {"endpoint": "os", "timepoint": "6 months", "arms": {"a": {"events": 17, "n": 38}}},
            "6 个月总生存率",
            "6-month overall survival rate",
            ("6 个月 OS 率", "6-month OS"),
        ),
        (
            {"endpoint": "orr", "timepoint": "25 weeks", "arms": PERCENT},
            "25 周客观缓解率",
            "25-week objective response rate",
            ("25 周 ORR", "25-week ORR"),
        ),
        (
            {"endpoint": "relapse", "timepoint": "1 years", "arms": PERCENT},
            "1 年复发率",
            "1-year relapse rate",
            ("1 年复发率", "1-year relapse rate"),
        ),
        (
            {"endpoint": "os", "arms": MEDIAN},
            "中位总生存期",
            "median overall survival",
            ("中位 OS", "median OS"),
        ),
        (
            {"endpoint": "os", "arms": {"a": {"median": "12"}, "b": {"events": 3}}},
            "总生存期",
            "overall survival",
            ("OS", "OS"),
        ),  # not all of them are medians
        (
            {"endpoint": "os", "arms": PERCENT},
            "总生存期",
            "overall survival",
            ("OS", "OS"),
        ),  # without a time point nobody knows what it is
        (
            {"endpoint": "os", "timepoint": "5 years", "between": {"measure": "HR"}},
            "5 年时的总生存期",
            "overall survival at 5 years",
            ("5 年时的 OS", "OS at 5 years"),
        ),
        (
            {"endpoint": "function", "timepoint": "2 years", "arms": {"a": {"value": "80"}}},
            "2 年时的肢体功能",
            "limb function at 2 years",
            ("2 年时的肢体功能", "limb function at 2 years"),
        ),
        (
            {"endpoint": "unheard-of", "arms": PERCENT},
            "unheard-of",
            "unheard-of",
            ("unheard-of", "unheard-of"),
        ),
    ],
)
def test_names_of_results(
    vocabulary: Vocabulary, data: dict[str, Any], zh: str, en: str, short: tuple[str, str]
) -> None:
    result = row("results", "x", data)
    assert [names.result(result, vocabulary, language, median=True) for language in Language] == [
        zh,
        en,
    ]
    assert (
        tuple(
            names.result(result, vocabulary, language, short=True, median=True)
            for language in Language
        )
        == short
    )


def test_a_median_is_named_once(vocabulary: Vocabulary) -> None:
    assert (
        names.result(
            row("results", "os", {"endpoint": "os", "arms": MEDIAN}), vocabulary, Language.EN
        )
        == "overall survival"
    )


@pytest.mark.parametrize(
    "kind, data, zh, en",
    [
        ("results", {"endpoint": "os"}, "死亡", "deaths"),
        ("results", {"endpoint": "os", "timepoint": "5 years"}, "", ""),  # those who lived
        ("results", {"endpoint": "orr"}, "", ""),
        ("harms", {"endpoint": "os"}, "", ""),
        ("results", {"endpoint": "unheard-of"}, "", ""),
    ],
)
def test_what_counts_are_counts_of(
    vocabulary: Vocabulary, kind: str, data: dict[str, Any], zh: str, en: str
) -> None:
    assert [names.events(row(kind, "x", data), vocabulary, language) for language in Language] == [
        zh,
        en,
    ]


def test_a_rate_about_some_time(vocabulary: Vocabulary) -> None:
    term = vocabulary.get("endpoints", "os")
    assert term is not None
    assert [names.rate(term, "6 months", language, approximate=True) for language in Language] == [
        "约 6 个月总生存率",
        "overall survival rate at about 6 months",
    ]


TABLE = """id: t
acronym: T
arms:
  a: {label: {zh: 甲, en: a}}
  b: {label: {zh: 乙, en: b}}
results:
  os:
    endpoint: os
    arms: {a: {median: 9}}
    seen: full-text
    locator: table 2
    note: {zh: 同, en: same}
  os-reviewed:
    endpoint: os
    assessment: {zh: 中心审查, en: central review}
    arms: {a: {median: 8}}
    seen: abstract
    note: {zh: 同, en: same}
  os-b: {endpoint: os, arms: {b: {median: 7}}, seen: registry, note: {zh: 异, en: other}}
  orr: {endpoint: ttrp, arms: {a: {percent: 7}}, seen: secondary, locator: page 12–13}
  orr-again: {endpoint: ttrp, arms: {a: {percent: 7}}, seen: secondary}
"""


@pytest.fixture(scope="module")
def table() -> Trial:
    record, problems = parse(Source("docs/trials/t.yml", TABLE))
    assert record is not None and not problems
    return Trial("t", record)


@pytest.fixture(scope="module")
def words(table: Trial) -> dict[str, TrialWords]:
    site = corpus.read(SITE)
    return {language: TrialWords(table, site, language) for language in Language}


def test_no_two_rows_of_a_study_have_one_name(words: dict[str, TrialWords]) -> None:
    assert list(words["en"].distinct_names().values()) == [
        "overall survival (a)",
        "overall survival (central review)",
        "overall survival (b)",
        "time to radiologic progression (1)",
        "time to radiologic progression (2)",
    ]


def test_a_place_within_a_source_is_said(words: dict[str, TrialWords]) -> None:
    assert [words[language].rows["os"].seen for language in ("zh", "en")] == [
        "全文，表 2",
        "full text, table 2",
    ]
    assert words["en"].rows["orr"].seen.endswith(", p. 12–13")
    assert words["zh"].rows["orr"].seen.endswith("，第 12–13 页")
    assert words["en"].rows["os-b"].seen == "registry"


def test_a_row_is_worded_once(words: dict[str, TrialWords], table: Trial) -> None:
    row = words["en"].row(table.results[0])
    assert row is words["en"].rows["os"] and row.value("a") is row.value("a")
    assert row.value("a") != row.value("a", median=False)


def test_rows_with_the_same_note_share_it(words: dict[str, TrialWords], table: Trial) -> None:
    site = words["en"].corpus
    view = View(Edition(site, datetime.date(2026, 11, 23)), "en/trials/t.md", Language.EN)
    tables = RowTables(words["en"], view)
    said = "\n".join(tables.results())
    assert said.count("same") == 1 and 'id="note-os"' in said and 'id="note-os-reviewed"' in said
    assert [">a<" in tables.note_mark(row) for row in table.results[:3]] == [True, True, False]
