"""Where an agent can be had: what stands of the decisions of a region, and how the pages say it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from laid import lay
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.availability import Availability
from review.markup.language import Language
from review.pages import availability_page
from review.rules import check
from review.sources import record
from review.sources.source import Source

SEEN = 'source: {name: Regulator, url: "https://example.org/a"}, seen: regulator'
TODAY = datetime.date(2026, 11, 29)


def availability(*events: str) -> Availability:
    """The decisions of a file with these events."""
    lines = "".join(f"  - {{{event}, {SEEN}}}\n" for event in events)
    text = f"id: drug-a\nlooked: 2026-11-01\nevents:\n{lines}"
    read, problems = record.parse(Source("docs/availability/drug-a.yml", text))
    assert read and not problems
    return Availability("drug-a", read)


def standing(*events: str) -> list[tuple[str, str]]:
    return [(each.kind, each.date) for each in availability(*events).standing("cn")]


@pytest.mark.parametrize(
    "events, expected",
    [
        (["body: nmpa, event: approved, date: 2019"], [("approved", "2019")]),
        (
            ["body: nmpa, event: approved, date: 2019", "body: nmpa, event: withdrawn, date: 2021"],
            [],
        ),
        # the list of what is paid for is another matter than the approval
        (
            ["body: nmpa, event: approved, date: 2019", "body: nrdl, event: delisted, date: 2021"],
            [("approved", "2019")],
        ),
        # withdrawn for one disease, standing for the other
        (
            [
                "body: nmpa, event: approved, date: 2019, diagnoses: [a]",
                "body: nmpa, event: approved, date: 2020, diagnoses: [b]",
                "body: nmpa, event: withdrawn, date: 2021, diagnoses: [a]",
            ],
            [("approved", "2020")],
        ),
        # approved again after it was withdrawn
        (
            [
                "body: nmpa, event: approved, date: 2019",
                "body: nmpa, event: withdrawn, date: 2020",
                "body: nmpa, event: accelerated, date: 2021",
            ],
            [("accelerated", "2021")],
        ),
        (["body: fda, event: approved, date: 2019"], []),
        (["body: nmpa, event: application, date: 2019"], []),
    ],
)
def test_what_stands(events: list[str], expected: list[tuple[str, str]]) -> None:
    assert standing(*events) == expected


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_what_was_not_looked_for(language: str, tmp_path: Path) -> None:
    edition = Edition(corpus.read(lay(tmp_path, {})), TODAY)
    page = next(
        page for page in availability_page.availability(edition) if page.language == language
    )
    row = next(line for line in page.markdown.splitlines() if "2026-01-10" in line)
    assert row.count({"zh": "未查", "en": "not looked up"}[language]) == 3
    assert {"zh": "撤销", "en": "withdrawn"}[language] in row


@pytest.mark.parametrize("day, word", [("2026-11-29", "2026-01-10。"), ("2027-01-20", "已逾一年")])
def test_an_old_look_is_said_to_be_old(day: str, word: str, tmp_path: Path) -> None:
    edition = Edition(corpus.read(lay(tmp_path, {})), datetime.date.fromisoformat(day))
    block = availability_page.of_agent("drug-a", View(edition, "zh/agents/drug-a.md", "zh"))
    assert word in block and "不等于没有批准" in block


@pytest.mark.parametrize(
    "swap, expected",
    [
        # what was taken back for all diseases was for this one
        ({}, "2025-03 withdrawn"),
        # taken back in another region's list: what was approved stands
        ({"body: fda\n    event: withdrawn": "body: ema\n    event: none-found"}, "approved"),
        (
            {
                "body: fda\n    event: approved": "body: nmpa\n    event: approved",
                "body: fda\n    event: withdrawn": "body: nmpa\n    event: withdrawn",
            },
            "NMPA: 2025-03 withdrawn",
        ),
    ],
)
def test_the_page_of_a_disease_has_the_agents_of_its_studies(
    swap: dict[str, str], expected: str, tmp_path: Path
) -> None:
    edition = Edition(
        corpus.read(lay(tmp_path, {"swap": {"docs/availability/drug-a.yml": swap}})), TODAY
    )
    trials = edition.studied["diagnoses", "tumour-one"]
    view = View(edition, "en/diagnoses/tumour-one.md", Language.EN)
    block = availability_page.of_diagnosis("tumour-one", trials, view)
    (row,) = [line for line in block.splitlines() if "agents/drug-a.md" in line]
    assert expected in row and row.count("approved") == (expected == "approved")
    assert row.count("not looked up") == 2
    assert "“Not found” is not “not approved”" in block


def test_a_decision_on_another_disease_is_not_this_ones(tmp_path: Path) -> None:
    swap = {"docs/availability/drug-a.yml": {"    diagnoses: [tumour-one]\n": ""}}
    edition = Edition(corpus.read(lay(tmp_path, {"swap": swap})), TODAY)
    trials = edition.studied["diagnoses", "tumour-one"]
    view = View(edition, "en/diagnoses/tumour-one.md", Language.EN)
    assert availability_page.of_diagnosis("tumour-one", trials, view) == ""


@pytest.mark.parametrize(
    "old, new, rule",
    [
        ("body: fda", "body: nobody", "table-value"),
        ("event: approved", "event: blessed", "table-value"),
        ("date: 2024-05-01", "date: May 2024", "table-value"),
        ("    seen: regulator\n  - body", "  - body", "table-field-missing"),
        ("seen: regulator", "seen: hearsay", "table-value"),
        ("https://example.org/a", "example.org", "table-value"),
        ("    diagnoses:", "    disease:", "table-field-unknown"),
    ],
)
def test_each_bad_field_is_one_problem(old: str, new: str, rule: str, tmp_path: Path) -> None:
    root = lay(tmp_path, {"swap": {"docs/availability/drug-a.yml": {old: new}}})
    problems = check(corpus.read(root))
    assert [problem.rule for problem in problems] == [rule], problems
    assert problems[0].cure.zh and problems[0].cure.en and problems[0].place.line > 3
