"""The command line where people meet it first: an old Python, wrong words, help, a folder that must
not be written, a day that is none."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import hooks_command
from laid import TESTS, lay

HOOKS = TESTS.parent / "hooks"
OLD = (
    "import runpy, sys; sys.version_info = (3, 9, 6, 'final', 0); sys.argv = ['hooks', 'check']; "
    "runpy.run_path({path!r}, run_name='__main__')"
)


def run(
    *words: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C", **environment},
        timeout=60,
    )


def test_an_old_python_is_told_so_in_one_sentence() -> None:
    done = run("-c", OLD.format(path=str(HOOKS)))
    assert (done.returncode, done.stdout) == (2, "")
    chinese, english = done.stderr.splitlines()
    assert (
        "需要 Python 3.11" in chinese
        and "Python 3.11 or newer is needed; this is 3.9.6." in english
    )


def test_an_old_python_can_read_the_sentence() -> None:
    text = (HOOKS / "__main__.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 7))
    assert "from __future__" not in text  # annotations came with 3.7
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.NamedExpr, ast.Match))]
    first = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom, ast.If))][
        :2
    ]
    assert (
        isinstance(first[0], ast.Import)
        and [each.name for each in first[0].names] == ["sys"]
        and isinstance(first[1], ast.If)
    )


def test_a_python_without_what_it_needs_is_told_so() -> None:
    done = run("-S", HOOKS, "check")
    assert (done.returncode, done.stdout) == (2, "")
    chinese, english = done.stderr.splitlines()
    assert "缺少所需的程序包" in chinese and "pip install -r requirements.txt" in english


def enough(*words: str) -> tuple[int, bytes]:
    """Exit status and complaints of a command whose reader is gone before it prints."""
    command = [sys.executable, str(HOOKS), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        return process.wait(60), process.stderr.read()


@pytest.mark.parametrize("words", [("explain",), ("explain", "table-percent")])
def test_a_reader_who_has_enough_is_no_error(words: tuple[str, ...]) -> None:
    """The list of all rules is more than a pipe holds, one rule is written at the end."""
    assert enough(*words) == (1, b"")


WRONG = {
    "": ("用法 / Usage: python hooks COMMAND", "命令 / Commands:"),
    "chek": ("没有命令 chek；是否指 check？", "there is no command chek; is check meant?"),
    "check --fromat text": ("没有选项 --fromat；是否指", "there is no option --fromat;"),
    "check --quiet": ("没有选项 --quiet", "there is no option --quiet"),
    "check --format xml": ("--format: xml：应为其中之一", "must be one of: text, json, github"),
    "check now please": ("多余的词：now please", "too many words: now please"),
    "check --root": ("选项 --root 后面要写值", "the option --root needs a value"),
    "check --unbound=3": ("选项 --unbound 后面不写值", "the option --unbound takes no value"),
    "weave": ("缺少 --out", "--out is missing"),
    "diff": ("缺少 BASE", "BASE is missing"),
    "new": ("用法 / Usage: python hooks new COMMAND", "新的章节 / a new section"),
    "new chapter": ("没有命令 chapter", "there is no command chapter"),
    "new trial A_B": ("小写字母、数字与连字符", "lower-case letters, digits, hyphens"),
    "watch": ("用法 / Usage: python hooks watch COMMAND", "links of the pages to"),
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_words_are_told_in_both_languages(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hooks_command.run(*words.split()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [part for part in WRONG[words] if part not in captured.err] == []
    assert "Error" not in captured.err and "Try " not in captured.err


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command and each group of them, with the words that name it."""
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


@pytest.mark.parametrize("words, command", [*commands(hooks_command.entry().commands)])
def test_help_is_in_both_languages(
    words: tuple[str, ...], command: click.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hooks_command.run(*words, "--help") == 0
    printed = capsys.readouterr().out
    titles = [line for line in printed.splitlines() if line.endswith(":")]
    parameters = command.get_params(click.Context(command))
    texts = [command.help, *(parameter.help for parameter in parameters), *titles]
    assert len(titles) > 0 and len(texts) > 2
    for text in texts:
        assert text and re.search(r"[\u4e00-\u9fff]", text) and re.search("[a-z]{3}", text)


@pytest.mark.parametrize("out", [".", "", "..", "docs", "references.bib", "/"])
def test_the_site_never_takes_the_place_of_anything_else(out: str, tmp_path: Path) -> None:
    root = lay(tmp_path / "review", {})
    before = sorted(tmp_path.rglob("*"))
    done = run(HOOKS, "site", "--root", root, "--out", out, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "不是生成的网站" in done.stderr and "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("out", [".", "", "docs", "docs/assets"])
def test_woven_pages_are_not_written_among_the_sources(out: str, tmp_path: Path) -> None:
    root = lay(tmp_path / "review", {})
    before = sorted(tmp_path.rglob("*"))
    done = run(HOOKS, "weave", "--root", root, "--out", out, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "holds sources" in done.stderr and "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name, value",
    [
        ("REVIEW_TODAY", "tomorrow"),
        ("REVIEW_TODAY", "2026-02-30"),
        ("SOURCE_DATE_EPOCH", "x"),
        ("SOURCE_DATE_EPOCH", "9" * 30),
    ],
)
def test_a_day_that_is_none(name: str, value: str, tmp_path: Path) -> None:
    done = run(HOOKS, "check", "--root", lay(tmp_path, {}), **{name: value})
    assert (
        done.returncode == 2
        and done.stderr.startswith(f"{name}={value}：")
        and len(done.stderr.splitlines()) == 1
    )
