"""The workflows: what two linters find, and what must hold for each of them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hooks_command
from case_file import case_file
from places import ROOT
from review.watch.watch_report import TITLES

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+)*$")


def load(file: Path) -> dict[Any, Any]:
    return case_file(file)


def jobs(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from load(file)["jobs"].items()


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for _, job in jobs(file):
        yield from job["steps"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A program of the environment the tests run in."""
    program = Path(sys.executable).with_name(words[0])
    assert program.exists(), f"{words[0]}: pip install -r requirements-test.txt"
    return subprocess.run(
        [str(program), *words[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={
            name: value
            for name, value in os.environ.items()
            if name not in ("GH_TOKEN", "GITHUB_TOKEN")
        },
    )


def test_actionlint() -> None:
    done = run(
        "actionlint",
        "-no-color",
        "-shellcheck",
        str(Path(sys.executable).with_name("shellcheck")),
        *map(str, WORKFLOWS),
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_zizmor() -> None:
    done = run("zizmor", "--offline", "--no-progress", "--color=never", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_rights_pins_and_limits(file: Path) -> None:
    text, workflow = file.read_text(encoding="utf-8"), load(file)
    assert workflow["permissions"] == {} and "concurrency" in workflow
    assert "pull_request_target" not in text and "secrets." not in text
    assert all(PINNED.search(line) for line in text.splitlines() if "uses:" in line)
    for name, job in jobs(file):
        assert job["timeout-minutes"] <= 60 and "permissions" in job, name
        assert "write-all" not in str(job["permissions"])
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_code_of_a_pull_request_meets_no_right_to_write() -> None:
    check = ROOT / ".github/workflows/check.yml"
    assert {right for _, job in jobs(check) for right in job["permissions"].items()} == {
        ("contents", "read")
    }
    assert "github.token" not in check.read_text() and "GH_TOKEN" not in check.read_text()


def test_the_comment_takes_nothing_from_the_pull_request_but_its_artifact() -> None:
    text = (ROOT / ".github/workflows/comment.yml").read_text()
    checkouts = [
        step
        for step in steps(ROOT / ".github/workflows/comment.yml")
        if "checkout" in step.get("uses", "")
    ]
    assert [step["with"]["ref"] for step in checkouts] == [
        "${{ github.event.repository.default_branch }}"
    ]
    assert "pip install" not in text and "head_branch" not in "".join(
        step.get("run", "") for step in steps(ROOT / ".github/workflows/comment.yml")
    )


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_expression_stands_in_a_script(file: Path) -> None:
    assert not [step["run"] for step in steps(file) if "${{" in step.get("run", "")]


def commands() -> list[tuple[str, list[str]]]:
    """Each ``python hooks …`` of the workflows, a variable as the word it would be."""
    found = []
    for file in WORKFLOWS:
        for step in steps(file):
            for line in re.findall(r"python3? hooks ([^>|&\n]+)", step.get("run", "")):
                for kind in TITLES if "$KIND" in line else ("",):
                    found.append(
                        (
                            file.stem,
                            shlex.split(
                                line.replace("$KIND", kind).replace(
                                    "$RUN_URL", "https://x.example/"
                                )
                            ),
                        )
                    )
    return found


def test_commands_of_workflows_exist() -> None:
    seen = set()
    for _, words in commands():
        seen.add(words[0])
        hooks_command.parse(*words)
    assert seen == {
        "check",
        "site",
        "diff",
        "fix",
        "dictionary",
        "watch",
        "book",
        "release",
    }


def test_each_watch_has_its_issue() -> None:
    matrix = load(ROOT / ".github/workflows/watch.yml")["jobs"]["watch"]["strategy"]["matrix"][
        "include"
    ]
    assert {each["kind"]: each["title"] for each in matrix} == {
        kind: str(title) for kind, title in TITLES.items()
    }


def test_the_comment_follows_the_check() -> None:
    workflow = load(ROOT / ".github/workflows/comment.yml")
    assert workflow[True]["workflow_run"]["workflows"] == [
        load(ROOT / ".github/workflows/check.yml")["name"]
    ]


def test_the_clinical_diff_begins_at_what_was_merged_into() -> None:
    """The base that the event names is that of the last push, and others have gone on since."""
    check = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "python hooks diff HEAD^1 >" in check
    assert "github.event.pull_request.base" not in check and "fetch-depth: 2" in check
