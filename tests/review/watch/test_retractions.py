"""Retractions and corrections: found, told once as new, settled by the review itself; whatever the
service answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stub_server import Answer, body, redirect, serving
from watch_command_run import REVIEW, lay, routes, run, update, work

CLEAN = {"/works/10.1000%2Fone": work("10.1000/ONE"), "/works/10.1000%2Ftwo": work("10.1000/two")}
RETRACTED = {
    **CLEAN,
    "/works/10.1000%2Ftwo": work(
        "10.1000/two",
        update("retraction", "10.1000/notice", 2023, 1, 15),
        update("retraction", "10.1000/NOTICE", 2023, 1, 15, source="retraction-watch"),
        update("correction", "10.1000/erratum", 2021, 2),
    ),
}
Captured = pytest.CaptureFixture[str]


def watch(
    root: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, Answer] | Answer, *words: str
) -> int:
    with serving(answers if callable(answers) else routes(answers)) as (address, _):
        monkeypatch.setenv("REVIEW_CROSSREF", address)
        return run(root, "retractions", *words)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


def test_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert watch(root, monkeypatch, CLEAN) == 0
    assert "2 asked, 0 for a person to settle, 0 could not be verified" in capsys.readouterr().out
    assert (root / "news.md").read_text() == ""


def test_notices_are_told_grave_ones_first_and_each_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, RETRACTED) == 3
    said = capsys.readouterr().out
    assert (
        "- `zhou2020` **撤稿（2023-01-15） / retraction (2023-01-15)** · `10.1000/two` "
        "· `10.1000/notice` · `references.bib:7`" in said
    )
    assert "更正（2021-02） / correction (2021-02) · `10.1000/two` · `10.1000/erratum`" in said
    assert (
        said.index("retraction (") < said.index("correction (")
        and said.count("10.1000/notice") == 1
    )


def test_news_are_new_once_and_open_until_settled(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert (
        watch(root, monkeypatch, RETRACTED) == 3 and "retraction" in (root / "news.md").read_text()
    )
    assert "### 新发现 | New" in capsys.readouterr().out
    assert watch(root, monkeypatch, RETRACTED) == 3 and (root / "news.md").read_text() == ""
    said = capsys.readouterr().out
    assert (
        "### 此前已发现，尚未解决 | Found before, still open" in said and "### 新发现" not in said
    )
    bib = root / "references.bib"
    bib.write_text(
        REVIEW["references.bib"].replace(
            "doi = {10.1000/two}",
            "doi = {10.1000/two},\n  notices = {10.1000/notice, 10.1000/ERRATUM}",
        ),
        encoding="utf-8",
    )
    assert watch(root, monkeypatch, RETRACTED) == 0


@pytest.mark.parametrize("corrects, code", [("", 3), ("corrects = {zhou2020},\n  ", 0)])
def test_a_notice_that_the_review_cites_is_settled_once_it_names_its_work(
    root: Path, monkeypatch: pytest.MonkeyPatch, corrects: str, code: int
) -> None:
    cited = REVIEW["references.bib"].replace(
        "doi = {10.1000/One", f"{corrects}doi = {{10.1000/notice"
    )
    (root / "references.bib").write_text(cited, encoding="utf-8")
    answers = {
        "/works/10.1000%2Fnotice": work("10.1000/notice"),
        "/works/10.1000%2Ftwo": work("10.1000/two", update("retraction", "10.1000/notice", 2023)),
    }
    assert watch(root, monkeypatch, answers) == code


def test_a_work_without_an_answer_keeps_its_notices(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, RETRACTED) == 3
    assert (
        watch(root, monkeypatch, {**CLEAN, "/works/10.1000%2Ftwo": body(b"", "text/plain", 503)})
        == 3
    )
    said = capsys.readouterr().out.split("watch-retractions")[-1]
    assert (
        "1 could not be verified" in said
        and "still open" in said
        and (root / "news.md").read_text() == ""
    )


def test_a_doi_that_crossref_does_not_know_is_said_not_alarming(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, {"/works/10.1000%2Fone": work("10.1000/one")}) == 0
    assert "not known to Crossref" in capsys.readouterr().out


BROKEN = {
    "an error page": body(b"<html>", "text/html"),
    "no JSON": body(b'{"message":'),
    "another shape": body(b"[1]"),
    "deep": body(b"[" * 100_000),
    "another work": work("10.1000/other", update("retraction", "10.1000/x", 2020)),
    "elsewhere": redirect("https://elsewhere.invalid/x"),
    "busy": body(b"", "text/plain", 429),
    "down": body(b"", "text/plain", 500),
}


@pytest.mark.parametrize("case", BROKEN)
def test_where_nothing_is_answered_the_state_stays(
    case: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, RETRACTED) == 3
    before = (root / "state.json").read_text()
    capsys.readouterr()
    assert watch(root, monkeypatch, BROKEN[case]) == 4
    said = capsys.readouterr()
    assert said.out == "" and said.err and (root / "state.json").read_text() == before


HOSTILE = [
    update("retraction](https://evil.example)", "10.1000/x](javascript:alert(1))", 2020),
    update("<img src=x onerror=alert(1)>", "@octocat", 99999999),
    update("`` ` @everyone #1", "https://evil.example/10.1/x", 2020, 13, 45),
    {"type": ["retraction"], "DOI": {"a": 1}, "updated": "2020"},
    {"type": "retraction", "updated": {"date-parts": [[None]]}},
    {"type": "x" * 100_000, "DOI": "10.1000/" + "y" * 100_000},
    "a text",
    None,
    7,
]


def test_hostile_updates_say_nothing_of_their_own(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert (
        watch(root, monkeypatch, {**CLEAN, "/works/10.1000%2Ftwo": work("10.1000/two", *HOSTILE)})
        == 3
    )
    said = capsys.readouterr().out
    assert (
        "evil" not in said
        and "octocat" not in said
        and "everyone" not in said
        and "<img" not in said
        and len(said) < 5_000
    )


def test_ten_thousand_updates(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert (
        watch(
            root,
            monkeypatch,
            {
                **CLEAN,
                "/works/10.1000%2Ftwo": work(
                    "10.1000/two",
                    *(update("correction", f"10.1000/{n}", 2020) for n in range(10_000)),
                ),
            },
        )
        == 3
    )
    assert len(capsys.readouterr().out) < 20_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 1}',
        '{"version": 1, "watch": "links", "told": [], "items": {}}',
        '{"version": 1, "watch": "retractions", "told": [1, {}], "items": {"a": 3}}',
        "[" * 100_000,
    ],
)
def test_a_state_that_cannot_be_read_is_forgotten(
    text: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "state.json").write_text(text, encoding="utf-8")
    assert watch(root, monkeypatch, RETRACTED) == 3
    assert json.loads((root / "state.json").read_text())["watch"] == "retractions"


def test_json(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert watch(root, monkeypatch, RETRACTED, "--format", "json") == 3
    found = json.loads(capsys.readouterr().out)
    assert [(each["subject"], each["grave"], each["new"]) for each in found["findings"]] == [
        ("zhou2020", True, True),
        ("zhou2020", False, True),
    ]


def test_a_service_that_stops_answering_is_not_asked_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "".join(
        f"@article{{a{2000 + n}x,\n  title = {{{n}}},\n  year = {{2000}},\n"
        f"  doi = {{10.1000/{n}}},\n}}\n\n"
        for n in range(30)
    )
    root = lay(tmp_path, {**REVIEW, "references.bib": many})
    with serving(
        routes({"/works/10.1000%2F0": work("10.1000/0")}, body(b"", "text/plain", 503))
    ) as (address, asked):
        monkeypatch.setenv("REVIEW_CROSSREF", address)
        assert run(root, "retractions") == 0
    assert len(asked) == 6


def test_entries_may_name_notices() -> None:
    from review.rules.bibliography_rules import parse_checked
    from review.sources.source import Source

    _, problems = parse_checked(
        Source(
            "references.bib",
            "@misc{zhou2020,\n  title = {Two},\n  year = {2020},\n  notices = {10.1000/x},\n}\n",
        )
    )
    assert not problems
