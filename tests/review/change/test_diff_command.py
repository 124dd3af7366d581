"""``diff`` as a person runs it, against real git revisions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import hooks_command
from git_repository import git
from places import ROOT
from small_review import FILES, PAGE, TRIAL, swapped, write

REAL = ROOT
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose one commit holds the small review."""
    root = write(tmp_path / "repository", FILES)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=first")
    return root


def run(root: Path, *words: str) -> int:
    return hooks_command.run("diff", "--root", root, *words)


def test_working_tree_against_head(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repository, swapped(TRIAL, ("status: positive", "status: negative")))
    assert run(repository, "HEAD", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (
        found["counts"] == {"trial-status": 1}
        and found["base"] == git(repository, "rev-parse", "HEAD").strip()
    )
    assert git(repository, "status", "--porcelain").strip() == f"M {TRIAL}"


def test_a_request_is_told_by_what_it_changes_alone(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is checked out is the merge: its first parent holds what others changed meanwhile."""
    git(repository, "switch", "--quiet", "--create", "request")
    write(repository, swapped(TRIAL, ("status: positive", "status: negative")))
    git(repository, "commit", "--quiet", "--all", "--message=request")
    git(repository, "switch", "--quiet", "main")
    write(repository, swapped(TRIAL, ("median: 4.1", "median: 4.2")))
    git(repository, "commit", "--quiet", "--all", "--message=others")
    git(repository, "merge", "--quiet", "--no-ff", "--message=merge", "request")
    assert run(repository, "HEAD^1", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"trial-status": 1}


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, "main") == 0
    assert "无临床变化 / No clinical change" in capsys.readouterr().out


def test_review_in_a_subfolder_of_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "repository" / "reviews" / "one", FILES)
    top = tmp_path / "repository"
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message=first")
    write(root, swapped(TRIAL, ("status: positive", "status: negative")))
    assert run(root, "HEAD", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"trial-status": 1}


def test_trial_file_renamed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / TRIAL).rename(repository / "docs/trials/alpha-1.yml")
    write(
        repository,
        {
            **swapped(PAGE, ("alpha.yml", "alpha-1.yml"), ("[alpha]", "[alpha-1]")),
            TRIAL: None,
            "docs/trials/alpha-1.yml": FILES[TRIAL].replace("id: alpha", "id: alpha-1"),
        },
    )
    assert run(repository, "HEAD", "--format", "json") == 0
    assert "trial-renamed" in json.loads(capsys.readouterr().out)["counts"]


def test_fork(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "checkout", "--quiet", "-b", "branch")
    git(repository, "checkout", "--quiet", "main")
    write(repository, swapped(TRIAL, ("status: positive", "status: negative")))
    git(repository, "commit", "--quiet", "--all", "--message=main goes on")
    git(repository, "checkout", "--quiet", "branch")
    assert run(repository, "main", "--fork", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {}
    assert run(repository, "main", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"trial-status": 1}


def test_fork_of_unrelated_histories(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    git(repository, "commit", "--quiet", "--message=another beginning")
    assert run(repository, "main", "--fork") == 2
    said = capsys.readouterr()
    assert (
        not said.out
        and "没有共同的祖先版本" in said.err
        and "no common ancestor; in a shallow clone, git fetch --unshallow first" in said.err
    )


def test_link_out_of_the_review_is_not_followed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "docs/trials/away.yml").symlink_to("/etc/passwd")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=link")
    assert run(repository, "HEAD", "--format", "json") == 0
    assert "root:" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "base", ["no-such-branch", "--output=/tmp/x", "HEAD; rm -rf .", "", "HEAD:docs"]
)
def test_no_such_revision(repository: Path, base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, "--", base) == 2
    said = capsys.readouterr()
    assert not said.out and "没有版本" in said.err and "there is no revision" in said.err


def test_outside_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path / "plain", FILES), "HEAD") == 2
    refused = capsys.readouterr().err
    assert "git 报告：" in refused and "git says: " in refused


def test_commit_without_the_review(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "bare")
    git(repository, "rm", "-r", "--quiet", "--cached", ".")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=nothing")
    assert run(repository, "HEAD", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["trial-added"] == 1


def test_the_whole_review_can_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "review"
    shutil.copytree(REAL / "docs", root / "docs")
    shutil.copy(REAL / "references.bib", root)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=first")
    for file in (root / "docs" / "trials").glob("*.yml"):
        file.write_text(
            file.read_text(encoding="utf-8").replace("n: 2", "n: 3").replace("患者", "病人"),
            encoding="utf-8",
        )
    for file in (root / "docs" / "review").glob("*.md"):
        file.write_text(
            file.read_text(encoding="utf-8").replace("patients", "people").replace("患者", "病人"),
            encoding="utf-8",
        )
    assert run(root, "HEAD") == 0


def test_seals_broken_and_renewed_are_told_with_who(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hooks_command.run("seal", "--by", "Doe", "--root", repository) == 0
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=sealed")
    write(repository, swapped(TRIAL, ("status: positive", "status: negative")))
    page = swapped(PAGE, ("tolerated it well", "tolerated it badly"))[PAGE]
    write(repository, {PAGE: page})
    assert hooks_command.run("seal", PAGE, "--by", "Roe", "--root", repository) == 0
    capsys.readouterr()
    assert run(repository, "HEAD", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    told = {
        change["kind"]: [detail["name"]["en"] for detail in change["details"]]
        for change in found
        if change["kind"].startswith("seals-")
    }
    assert told == {"seals-open": ["nobody yet"], "seals-renewed": ["Roe"]}
