"""The shell of the workflows, run with a stand-in for ``gh`` that notes what it is asked and
answers from a table."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from test_workflows import ROOT, load

from git_repository import git
from small_review import FILES, PAGE, TRIAL, Files, swapped, write

GH = """\
#!{python}
import json, os, re, sys
words = sys.argv[1:]
with open(os.environ["ASKED"], "a") as asked:
    asked.write(json.dumps(words) + "\\n")
for pattern, answer in json.loads(os.environ["ANSWERS"]):
    if re.search(pattern, " ".join(words)):
        if isinstance(answer, int):
            sys.exit(answer)
        if answer.startswith("file:"):
            sys.stdout.buffer.write(open(answer[5:], "rb").read())
        else:
            print(answer, end="\\n" if answer else "")
        break
"""
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
Asked = list[list[str]]


def script(workflow: str, job: str, name: str) -> str:
    """The shell of the step whose name begins so."""
    steps = load(ROOT / f".github/workflows/{workflow}.yml")["jobs"][job]["steps"]
    return next(step["run"] for step in steps if step.get("name", "").startswith(name))


@pytest.fixture
def shell(tmp_path: Path) -> Any:
    """Runs a script as a runner does; gives its status, what it set as outputs, and what ``gh`` was
    asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH.format(python=sys.executable), encoding="utf-8")
    (tmp_path / "bin/gh").chmod(0o755)
    asked, output = tmp_path / "asked", tmp_path / "output"

    def run(
        text: str, answers: Sequence[tuple[str, str | int]] = (), **environment: str
    ) -> tuple[int, str, Asked]:
        asked.write_text("")
        output.write_text("")
        known = {
            "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
            "ASKED": str(asked),
            "ANSWERS": json.dumps(answers),
            "GITHUB_OUTPUT": str(output),
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            "REPOSITORY": "owner/review",
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
            cwd=tmp_path,
            env={**known, **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return (
            done.returncode,
            output.read_text(),
            [json.loads(line) for line in asked.read_text().splitlines()],
        )

    return run


ISSUE = script("watch", "watch", "议题")
TOLD = {"KIND": "retractions", "TITLE": "撤稿与更正 | Retractions and corrections"}


def verbs(asked: Asked) -> list[str]:
    return [" ".join(words[:2]) for words in asked]


@pytest.mark.parametrize(
    ("status", "issue", "expected"),
    [
        ("0", "", ["issue list"]),
        ("0", "12", ["issue list", "issue close"]),
        ("3", "", ["issue list", "label create", "issue create"]),
        ("3", "12", ["issue list", "issue edit"]),
        ("4", "12", ["issue list"]),
    ],
)
def test_one_issue_for_each_watch(status: str, issue: str, expected: list[str], shell: Any) -> None:
    code, _, asked = shell(ISSUE, [("issue list", issue)], STATUS=status, **TOLD)
    assert (code, verbs(asked)) == (0, expected)
    assert all(
        "--repo" in words and words[words.index("--repo") + 1] == "owner/review" for words in asked
    )


def test_news_are_told_in_a_comment(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "news.md").write_text("x")
    _, _, asked = shell(ISSUE, [("issue list", "12")], STATUS="3", **TOLD)
    assert verbs(asked) == ["issue list", "issue edit", "issue comment"] and asked[-1][2] == "12"


@pytest.mark.parametrize("status", ["1", "2", "", "139"])
def test_a_watch_that_crashed_touches_no_issue_and_fails(status: str, shell: Any) -> None:
    code, _, asked = shell(ISSUE, [("issue list", "12")], STATUS=status, **TOLD)
    assert code != 0 and verbs(asked) == ["issue list"]


MEMORY = script("watch", "watch", "上次的记忆")


@pytest.mark.parametrize(
    ("answers", "downloads"),
    [
        ([("actions/workflows", "")], 0),
        ([("actions/workflows", "7\n6\n5"), ("download 7", 1)], 2),
        ([("actions/workflows", "7\n6"), ("download", 1)], 2),
    ],
)
def test_the_memory_is_that_of_the_latest_run_that_left_one(
    answers: list[tuple[str, str | int]], downloads: int, shell: Any, tmp_path: Path
) -> None:
    code, _, asked = shell(MEMORY, answers, KIND="links", BRANCH="main")
    assert (
        code == 0
        and verbs(asked).count("run download") == downloads
        and (tmp_path / "memory").is_dir()
    )


PULL, ARTIFACT, TEXT, POST = (
    script("comment", "comment", name) for name in ("哪个", "产物", "评论的文字", "贴出")
)


@pytest.mark.parametrize(
    ("answer", "output"),
    [("12", "number=12\n"), ("", ""), ("12; rm -rf /", ""), ("12\n13", "number=12\n")],
)
def test_the_number_is_a_number(answer: str, output: str, shell: Any) -> None:
    code, said, asked = shell(PULL, [("pulls", answer)], HEAD_SHA="0" * 40)
    assert (code, said) == (0, output) and "env.HEAD_SHA" in asked[0][-1]


def test_no_artifact_no_comment(shell: Any) -> None:
    code, said, asked = shell(ARTIFACT, [("artifacts", "")], RUN_ID="5")
    assert (code, said, len(asked)) == (0, "", 1)


@pytest.mark.parametrize(("old", "method"), [("", "POST"), ("99", "PATCH")])
def test_from_artifact_to_comment(old: str, method: str, shell: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "artifact", "w") as archive:
        archive.writestr("clinical-diff.md", "@octocat **x**")
    code, said, _ = shell(
        ARTIFACT, [("zip$", f"file:{tmp_path / 'artifact'}"), ("artifacts", "3")], RUN_ID="5"
    )
    assert (code, said) == (0, "found=yes\n")
    code, _, _ = shell(
        # as where nothing is installed: without site-packages
        TEXT.replace("python3 -m", f"{sys.executable} -S -m").replace(
            "=hooks", f"={ROOT / 'hooks'}"
        ),
        RUN_URL="https://github.com/owner/review/actions/runs/5",
    )
    text = (tmp_path / "comment.md").read_text(encoding="utf-8")
    assert (
        code == 0
        and text.startswith("<!-- clinical-diff -->")
        and "@octocat" not in text
        and "runs/5" in text
    )
    code, _, asked = shell(POST, [("per_page", old)], NUMBER="12")
    assert (
        code == 0
        and asked[-1][asked[-1].index("--method") + 1] == method
        and asked[-1][-1] == f"body=@{tmp_path / 'comment.md'}"
    )


DIFF = script("check", "diff", "临床差异").replace(
    "python hooks diff", f"{sys.executable} {ROOT / 'hooks'} diff --root ."
)


def test_the_diff_is_that_of_the_request_not_of_what_others_merged(
    shell: Any, tmp_path: Path
) -> None:
    """A request is opened, main goes on with a result of its own, and the merge is checked out."""

    def commit(message: str, files: Files = FILES) -> None:
        write(tmp_path, files)
        git(tmp_path, "add", "docs", "references.bib")
        git(tmp_path, "commit", "--quiet", f"--message={message}")

    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit("base of the event")
    git(tmp_path, "switch", "--quiet", "--create=request")
    requested = swapped(PAGE, ("患者耐受良好", "毒性可控"))
    commit("the request", requested)
    git(tmp_path, "switch", "--quiet", "main")
    commit("of others", swapped(TRIAL, ("status: positive", "status: negative")))
    git(tmp_path, "merge", "--quiet", "--no-ff", "--message=merge", "request")
    code, _, _ = shell(DIFF)
    text = (tmp_path / "comment/clinical-diff.md").read_text(encoding="utf-8")
    assert code == 0 and text == (tmp_path / "summary").read_text(encoding="utf-8")
    assert "毒性可控" in text and "primary endpoint not met" not in text


def test_the_question_keeps_its_status(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "bin/python").write_text("#!/bin/sh\necho report\nexit 3\n")
    (tmp_path / "bin/python").chmod(0o755)
    code, said, _ = shell(script("watch", "watch", "查询"), KIND="links")
    assert (code, said) == (0, "status=3\n") and (tmp_path / "summary").read_text() == "report\n"


def test_release_packs_under_its_tag_whatever_that_says(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "bin/python").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > words\n')
    (tmp_path / "bin/python").chmod(0o755)
    code, _, _ = shell(script("release", "build", "打包"), TAG="v1.0/$(touch evil)")
    assert code == 0 and not (tmp_path / "evil").exists()
    assert (tmp_path / "words").read_text().splitlines()[-2:] == ["--tag", "v1.0/$(touch evil)"]


def test_release_publishes_what_its_sums_prove(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release/review.zip").write_bytes(b"x")
    (tmp_path / "release/SHA256SUMS").write_text(
        f"{hashlib.sha256(b'x').hexdigest()}  review.zip\n"
    )
    code, _, asked = shell(script("release", "publish", "核对"), TAG="v1.0")
    assert code == 0 and asked[0][:3] == ["release", "create", "v1.0"]
    (tmp_path / "release/review.zip").write_bytes(b"other")
    assert shell(script("release", "publish", "核对"), TAG="v1.0")[0] != 0
