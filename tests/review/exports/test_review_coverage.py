"""``python hooks coverage``: its counts on the base review, whole and changed, in both forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import hooks_command
from laid import TESTS, lay
from review.evidence import corpus
from review.exports.review_coverage import Coverage, coverage, only_reported, text

TABLE, AGENT = "docs/trials/alpha.yml", "docs/availability/drug-a.yml"
HARMS = (TESTS / "base" / TABLE).read_text(encoding="utf-8").partition("\nharms:\n")[2]
HARMS = "harms:\n" + HARMS.partition("appraisal:\n")[0]


def counted(root: Path, **case: Any) -> Coverage:
    return coverage(corpus.read(lay(root, case)))


def test_rows_by_where_they_were_seen(tmp_path: Path) -> None:
    rows = counted(tmp_path).rows
    assert {name: counts["total"] for name, counts in rows.items()} == {
        "results": 2,
        "primary": 1,
        "harms": 1,
        "facts": 1,
        "all": 4,
    }
    assert (rows["results"]["full-text"], rows["results"]["secondary"]) == (1, 1)
    assert (only_reported(rows["primary"]), only_reported(rows["harms"])) == (1, 0)


def test_a_row_of_the_predecessor_counts_as_reported_only(tmp_path: Path) -> None:
    swap = {TABLE: {"    seen: full-text\n  pfs": "    seen: predecessor\n  pfs"}}
    assert only_reported(counted(tmp_path, swap=swap).rows["results"]) == 2


def test_a_row_of_a_label_does_not(tmp_path: Path) -> None:
    swap = {TABLE: {"    seen: full-text\n  pfs": "    seen: label\n  pfs"}}
    rows = counted(tmp_path, swap=swap).rows["results"]
    assert (rows["label"], only_reported(rows)) == (1, 1)


@pytest.mark.parametrize(
    "instead, expected",
    [
        (HARMS, {"studies": 1, "harms": 1, "unseen": 0, "neither": 0}),
        ("harms-unseen: true\n", {"studies": 1, "harms": 0, "unseen": 1, "neither": 0}),
        ("", {"studies": 1, "harms": 0, "unseen": 0, "neither": 1}),
    ],
)
def test_harms(instead: str, expected: dict[str, int], tmp_path: Path) -> None:
    assert counted(tmp_path, swap={TABLE: {HARMS: instead}}).harms == expected


def test_a_study_without_intervention_owes_no_harms(tmp_path: Path) -> None:
    swap = {TABLE: {HARMS: "", "kind: randomised-trial": "kind: cohort"}}
    assert counted(tmp_path, swap=swap).harms["studies"] == 0


def test_availability_by_region(tmp_path: Path) -> None:
    taken_back = {"standing": 0, "none": 1, "unlooked": 0}
    unlooked = {"standing": 0, "none": 0, "unlooked": 1}
    found = counted(tmp_path / "base")
    assert found.agents["looked"] == 1
    assert (found.availability["us"], found.availability["eu"]) == (taken_back, unlooked)
    swap = {AGENT: {"event: withdrawn": "event: approved"}}
    again = counted(tmp_path / "again", swap=swap)
    assert again.availability["us"] == {"standing": 1, "none": 0, "unlooked": 0}


def test_a_page_that_lacks_a_language(tmp_path: Path) -> None:
    swap = {"docs/review/page.md": {"<!-- en -->": "<!-- en todo -->"}}
    whole, gap = counted(tmp_path / "a"), counted(tmp_path / "b", swap=swap)
    assert whole.languages["pages"]["both"] == whole.languages["pages"]["total"]
    assert gap.languages["pages"]["both"] == gap.languages["pages"]["total"] - 1
    assert gap.languages["page_pairs"]["both"] == gap.languages["page_pairs"]["total"] - 1


def test_both_languages_tell_the_same_numbers(tmp_path: Path) -> None:
    chinese, english = text(counted(tmp_path)).split("\n\n")
    assert "只见于报道 1，占 50.0%（目标：至多 20%）" in chinese
    assert "seen in reports only: 1, 50.0% (target: at most 20%)" in english
    assert len(chinese.splitlines()) == len(english.splitlines())


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hooks_command.run("coverage", "--format", "json", "--root", lay(tmp_path, {})) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["only_in_reports"]["primary"] == {"rows": 1, "total": 1, "target_percent": 8}
    assert set(data["availability"]) == {"cn", "us", "eu"}


def test_a_review_that_cannot_be_read_whole_is_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = lay(tmp_path, {"swap": {TABLE: {"acronym: ALPHA": "acronym: [ALPHA"}}})
    assert hooks_command.run("coverage", "--root", broken) == 1
    assert "could not be read whole" in capsys.readouterr().err
