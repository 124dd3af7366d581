"""The verdict of a study holds for those analysed for its primary endpoint, and for no others."""

from __future__ import annotations

import datetime

import pytest

from places import SITE
from review.edition.edition import Edition
from review.evidence import corpus
from review.evidence.trial import Trial
from review.pages.all_pages import weave
from review.pages.verdicts import common, verdicts
from review.sources.record import parse
from review.sources.source import Source

TODAY = datetime.date(2026, 11, 23)
BROAD, NARROW = "liver-cancer", "hepatocellular-carcinoma"
ARMS = f"""arms:
  one: {{label: {{zh: 甲, en: one}}, kind: cohort, diagnoses: [{NARROW}]}}
  two: {{label: {{zh: 乙, en: two}}, kind: cohort, diagnoses: [{BROAD}]}}
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition(corpus.read(SITE), TODAY)


def study(results: str, population: str, status: str = "positive", arms: str = ARMS) -> Trial:
    head = f"id: t\nstatus: {status}\npopulation: {{diagnoses: {population}}}\n"
    text = f"{head}{arms}results:\n{results}"
    record, problems = parse(Source("docs/trials/t.yml", text))
    assert record is not None and not problems
    return Trial("t", record)


WHOLE = "  os: {endpoint: os, primary: true, arms: {all: {median: 3}}}\n"
OWN = (
    f"  os: {{endpoint: os, primary: true, diagnoses: [{NARROW}], arms: {{all: {{median: 3}}}}}}\n"
)
COHORTS = "  os: {endpoint: os, primary: true, arms: {one: {median: 3}, two: {median: 4}}}\n"


@pytest.mark.parametrize(
    "trial, expected",
    [
        (study(WHOLE, f"[{NARROW}]", arms="arms: {}\n"), {NARROW: "positive"}),
        (
            study(WHOLE, f"[{NARROW}, {BROAD}]", arms="arms: {}\n"),
            {BROAD: "positive", NARROW: "part"},
        ),
        (
            study(OWN, f"[{NARROW}, {BROAD}]", arms="arms: {}\n"),
            {NARROW: "positive", BROAD: "part"},
        ),
        (study(COHORTS, f"[{BROAD}]"), {NARROW: "positive", BROAD: "positive"}),
        (study(COHORTS, f"[{BROAD}]", "mixed"), {NARROW: "part", BROAD: "part"}),
        (study(WHOLE, "[]", arms="arms: {}\n"), {}),
    ],
)
def test_a_verdict_goes_to_those_analysed(
    edition: Edition, trial: Trial, expected: dict[str, str]
) -> None:
    assert verdicts(trial, edition) == expected


def test_what_several_diagnoses_have_in_common(edition: Edition) -> None:
    assert common([NARROW], edition) == NARROW
    assert common([NARROW, BROAD], edition) == BROAD
    assert common([NARROW, "elsewhere"], edition) is None
    assert common([], edition) is None


def test_the_map_has_a_sign_for_each_study_where_its_verdict_holds() -> None:
    pages = {page.uri: page.markdown for page in weave(corpus.read(SITE), TODAY)}
    made = pages["en/evidence-map.md"]
    row = next(line for line in made.splitlines() if "sorafenib.md" in line)
    assert '[●](trials/sharp.md "SHARP: primary endpoint met")' in row
    assert "REFLECT" not in row  # there it was the control
