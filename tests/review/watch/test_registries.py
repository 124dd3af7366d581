"""Registrations that moved on after a table was checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from stub_server import Answer, body, serving
from watch_command_run import REVIEW, lay, routes, run, study

ONE, TWO = "/studies/NCT00000001", "/studies/NCT00000002"
QUIET = {
    ONE: study("NCT00000001", "RECRUITING"),
    TWO: study("NCT00000002", "COMPLETED", "2020-05-01"),
}
Captured = pytest.CaptureFixture[str]


def watch(root: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, Answer] | Answer) -> int:
    with serving(answers if callable(answers) else routes(answers)) as (address, asked):
        monkeypatch.setenv("REVIEW_CLINICALTRIALS", address)
        status = run(root, "registries")
        assert all(
            path.endswith(
                "fields=NCTId%2COverallStatus%2CResultsFirstPostDate%2CHasResults&format=json"
            )
            for path in asked
        )
        return status


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


def test_first_run_only_remembers(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, QUIET) == 0 and "2 asked" in capsys.readouterr().out


def test_a_change_of_status_stays_open_until_the_table_is_checked_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    moved = {**QUIET, ONE: study("NCT00000001", "TERMINATED")}
    assert [watch(root, monkeypatch, answers) for answers in (QUIET, moved, moved)] == [0, 3, 3]
    assert (
        "- `NCT00000001 (one)` 核对本表之后，登记状态有变 / the registered status "
        "changed since the table was checked · `RECRUITING → TERMINATED` · "
        "`docs/trials/one.yml:3`" in capsys.readouterr().out
    )
    (root / "docs/trials/one.yml").write_text(
        REVIEW["docs/trials/one.yml"].replace("2026-01-10", "2026-02-10"), encoding="utf-8"
    )
    assert watch(root, monkeypatch, moved) == 0


def test_results_after_the_day_of_the_check_need_no_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert (
        watch(root, monkeypatch, {**QUIET, TWO: study("NCT00000002", "COMPLETED", "2026-01-11")})
        == 3
    )
    assert (
        "results posted on 2026-01-11, after the table was checked on 2026-01-10"
        in capsys.readouterr().out
    )
    assert (
        watch(root, monkeypatch, {**QUIET, TWO: study("NCT00000002", "COMPLETED", "2026-01-10")})
        == 0
    )


@pytest.mark.parametrize(
    ("results", "found"),
    [
        ("2026", "in 2026 (no day given), perhaps after"),
        ("2026-01", "in 2026-01 (no day given), perhaps after"),
        ("2026-02", "on 2026-02, after"),
        ("2027", "on 2027, after"),
        ("2025-12", ""),
        ("2025", ""),
    ],
)
def test_results_dated_to_a_month_or_year_alone(
    results: str, found: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, {**QUIET, TWO: study("NCT00000002", "COMPLETED", results)}) == (
        3 if found else 0
    )
    assert (
        f"results posted {found} the table was checked on 2026-01-10" in capsys.readouterr().out
        or not found
    )


@pytest.mark.parametrize(
    "state",
    [
        b"\xff\xfe\x00",
        b" " * 8_000_001,
        b"[",
        b'{"version": 1, "watch": "registries", "told": ["\\ud800"], "items": '
        b'{"NCT00000001": {"last": {"status": "\\ud800"}}}}',
        b"[" * 200_000,
    ],
)
def test_a_damaged_memory_is_forgotten_and_that_is_said(
    state: bytes, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (root / "state.json").write_bytes(state)
    assert watch(root, monkeypatch, QUIET) == 0 and "beginning anew" in capsys.readouterr().err
    assert watch(root, monkeypatch, QUIET) == 0 and not capsys.readouterr().err


def test_a_number_without_an_answer_keeps_what_was_found(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {**QUIET, ONE: study("NCT00000001", "TERMINATED")}
    assert [
        watch(root, monkeypatch, answers)
        for answers in (QUIET, found, {**QUIET, ONE: body(b"", "text/plain", 503)})
    ] == [0, 3, 3]
    assert (root / "news.md").read_text() == ""


def test_a_number_that_the_register_does_not_know(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, {ONE: QUIET[ONE]}) == 3
    assert "the register knows no such number" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer",
    [
        study("NCT00000009", "COMPLETED"),
        study("NCT00000001", "<b>@octocat</b>"),
        body(b"{}"),
        body(b"[]"),
        body(b"null"),
        body(b'{"protocolSection": []}'),
        body(
            b'{"protocolSection": {"identificationModule": {"nctId": 7}, '
            b'"statusModule": {"overallStatus": {}}}}'
        ),
        body(b"<html>", "text/html"),
        body(b"", "application/json", 500),
    ],
)
def test_an_answer_that_says_nothing_is_no_answer(
    answer: Answer, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert watch(root, monkeypatch, {**QUIET, ONE: answer}) == 0
    said = capsys.readouterr().out
    assert "1 could not be verified" in said and "octocat" not in said
    assert watch(root, monkeypatch, answer) == 4


def test_a_register_that_knows_no_number_at_all_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    trials = {f"docs/trials/t{n}.yml": f"id: t{n}\nregistries: [NCT0000000{n}]\n" for n in range(6)}
    assert watch(lay(tmp_path, {**REVIEW, **trials}), monkeypatch, {}) == 4
    assert "none of the numbers" in capsys.readouterr().err
