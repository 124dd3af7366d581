"""The command line where people meet it first: an old Python, a folder that must not be written, a
day that is none."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from laid import TESTS, lay

HOOKS = TESTS.parent / "hooks"
OLD = "import runpy, sys; sys.version_info = (3, 9, 6, 'final', 0); sys.argv = ['hooks', 'check']; runpy.run_path({path!r}, run_name='__main__')"


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
