"""New sections, and a new review that passes the check and builds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from new_command import run
from places import HOOKS
from review import rules
from review.drafts.new_section import new_section
from review.evidence import corpus


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "review"
    assert run(tmp_path, "review", str(folder), "--title", "小综述 | A small review: first") == 0
    return folder


def found(root: Path) -> list[str]:
    return [f"{problem.place.path} {problem.rule}" for problem in rules.check(corpus.read(root))]


def test_new_review_passes_the_check(root: Path) -> None:
    assert found(root) == []
    assert corpus.read(root).settings.title == ("小综述", "A small review: first")


def test_new_review_builds(root: Path) -> None:
    pytest.importorskip("mkdocs")
    done = subprocess.run(
        [sys.executable, str(HOOKS), "site", "--root", str(root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert "A small review: first" in (root / "site/en/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "title",
    [
        "",
        "只有中文",
        "| English only",
        "a | b | c",
        "# x `y` {z} | <b>bold</b> [l](u)",
        "x\ny: z | \"q\" 'r' \\",
    ],
)
def test_any_title(title: str, tmp_path: Path) -> None:
    assert run(tmp_path, "review", str(tmp_path / "r"), "--title", title) == 0
    assert found(tmp_path / "r") == []


def test_folder_that_holds_something_is_left_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert run(root, "review", str(root)) == 1 and "is not empty" in capsys.readouterr().err
    assert before == {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_new_section_is_listed_and_asks_for_all_it_lacks(root: Path) -> None:
    assert run(root, "section", "second-line") == 0
    page = "docs/review/second-line.md"
    assert corpus.read(root).settings.pages == [
        "docs/index.md",
        "docs/review/introduction.md",
        page,
    ]
    assert found(root) == [
        f"{page} front-matter",
        f"{page} heading-languages",
        f"{page} pair-incomplete",
    ]


def test_a_new_section_with_a_title_lacks_only_dates_and_text(root: Path) -> None:
    assert run(root, "section", "second-line", "--title", "二线治疗 | Second line") == 0
    problems = rules.check(corpus.read(root))
    assert [(problem.rule, problem.place.line) for problem in problems] == [
        ("front-matter", 1),
        ("pair-incomplete", 9),
    ]
    assert (
        problems[1].found.en == "a paragraph that neither language has"
        and "<!-- zh -->" in problems[1].cure.zh
    )


def test_new_section_filled_in_passes(root: Path) -> None:
    assert run(root, "section", "second-line", "--title", "二线治疗 | Second line") == 0
    file = root / "docs/review/second-line.md"
    text = file.read_text(encoding="utf-8").replace(
        "# reviewed: YYYY-MM-DD ", "reviewed: 2026-01-01 "
    )
    file.write_text(
        text.replace("<!-- zh: todo -->\n", "<!-- zh -->\n一段文字。\n"), encoding="utf-8"
    )
    assert found(root) == []


def test_section_that_exists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (root / "docs/review.yml").read_bytes()
    assert run(root, "section", "introduction") == 1 and "exists already" in capsys.readouterr().err
    assert (root / "docs/review.yml").read_bytes() == settings


@pytest.mark.parametrize(
    "pages",
    [
        "pages: [index.md, review/introduction.md]\n",
        "pages:\n  - index.md\n  - review/introduction.md # last\n  - about.md",
        "pages:\n- review/introduction.md\n\n- index.md\n",
    ],
)
def test_listing(pages: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/review.yml").write_text("title: {zh: 一, en: one}\n" + pages, encoding="utf-8")
    assert run(root, "section", "next") == 0
    listed = corpus.read(root).settings.pages
    if pages.startswith("pages: ["):
        assert len(listed) == 2 and "please list it yourself" in capsys.readouterr().out
    else:
        assert listed[listed.index("docs/review/introduction.md") + 1] == "docs/review/next.md"


def test_title_cannot_leave_its_line() -> None:
    text = new_section("x", "甲\n<!-- en --> | Second\n# Third")
    assert text.count("\n# ") == 2 and "\n# 甲 <!-- en --> | Second # Third\n" in text


@pytest.mark.parametrize("kind", ["trial", "section"])
def test_folder_without_a_review(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(tmp_path, kind, "x") == 1
        and "no folder of a review" in capsys.readouterr().err
        and not [*tmp_path.iterdir()]
    )
