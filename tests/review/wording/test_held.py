"""What is published and seldom has a place in a table, from the table to every way out: pages in
both languages, plots, the open data, the clinical diff and the book. The review is ``tests/held``,
what it must show is in ``tests/cases/held.yml``."""

from __future__ import annotations

import datetime
import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown
import pytest

from case_file import case_file
from laid import lay, page
from laid_page import written
from places import TESTS
from review import rules
from review.change.compare import compare
from review.change.study_rows import figures
from review.edition.edition import Edition
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.evidence.data_rows import harms, results
from review.markup.language import Language
from review.pages import trial_pages
from review.problem import Text

CASES = case_file(TESTS / "cases" / "held.yml")
SHOWN = CASES["shown"]
BREAKS = {0x2060: "", 0x200B: "", 0xA0: " "}  # where the book may break a line, and may not
TAG = re.compile(r"<[^>]+>")
Swapped = Callable[[str, list[str]], Path]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = lay(tmp_path_factory.mktemp("held"), {})
    return Path(shutil.copytree(TESTS / "held", found, dirs_exist_ok=True))


@pytest.fixture(scope="module")
def read(root: Path) -> Corpus:
    return corpus.read(root)


@pytest.fixture(scope="module")
def edition(read: Corpus) -> Edition:
    return Edition(read, datetime.date(2026, 11, 23))


@pytest.fixture
def swapped(root: Path, tmp_path: Path) -> Swapped:
    """A copy of the review with strings of one trial table replaced."""

    def swap(file: str, strings: list[str]) -> Path:
        copy = Path(shutil.copytree(root, tmp_path / "copy"))
        table, (old, new) = copy / "docs/trials" / f"{file}.yml", strings
        text = table.read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r}"
        table.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return swap


def problems(root: Path) -> list[str]:
    found = rules.check(corpus.read(root))
    return [
        f"{each.place.path}:{each.place.line}:{each.place.column} {each.rule}" for each in found
    ]


def test_the_check_accepts_all_of_it(root: Path) -> None:
    assert problems(root) == []


def test_no_false_sentence_on_it_passes(root: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    zh, en = ("\n".join(lines) for lines in zip(*CASES["untrue"]))
    (copy / "docs/review/page.md").write_text(page(copy, {"zh": zh, "en": en}), encoding="utf-8")
    refused = {problem.split(":")[1] for problem in problems(copy) if "contradicts" in problem}
    lines = (copy / "docs/review/page.md").read_text(encoding="utf-8").split("\n")
    held = [str(number) for number, line in enumerate(lines, 1) if "../trials/" in line]
    assert len(held) == 2 * len(CASES["untrue"])
    assert [lines[int(number) - 1] for number in held if number not in refused] == []


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case["name"])
@pytest.mark.parametrize("language", Language)
def test_the_page_of_the_trial(case: dict[str, Any], language: Language, edition: Edition) -> None:
    made = trial_pages.page(edition.corpus.trials[case["trial"]], language, edition).markdown
    shown = html.unescape(TAG.sub("", made) + " ".join(re.findall(r'"([^"]*)"', made)))
    assert [words for words in case[language.value] if words not in shown] == []
    assert [words for words in case.get("no", []) if words in shown] == []


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case["name"])
def test_the_open_data(case: dict[str, Any], read: Corpus) -> None:
    rows = {row["address"]: row for row in (*results(read), *harms(read))}
    for address, columns in case.get("data", {}).items():
        found = rows[f"{case['trial']}#{address}"]
        assert {name: str(found.get(name)) for name in columns} == {
            name: str(value) for name, value in columns.items()
        }


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case["name"])
def test_the_clinical_diff(case: dict[str, Any], read: Corpus) -> None:
    trial = read.trials[case["trial"]]
    for address, words in case.get("diff", {}).items():
        row = trial.row(address.split(".")[0])
        assert row is not None and figures(trial, row)[address.split(".")[1]].text == Text(*words)


@pytest.mark.parametrize("case", CASES["changed"], ids=lambda case: case["swap"][1])
def test_a_change_of_it_is_told(case: dict[str, Any], root: Path, swapped: Swapped) -> None:
    changes = compare(corpus.read(root), corpus.read(swapped(case["file"], case["swap"]))).changes
    told = str([change.details for change in changes])
    assert [words for words in (*case["zh"], *case["en"]) if words not in told] == []


@pytest.mark.parametrize("case", CASES["bad"], ids=lambda case: case["swap"][1])
def test_what_it_may_not_be_is_one_problem(case: dict[str, Any], swapped: Swapped) -> None:
    assert problems(swapped(case["file"], case["swap"])) == case["problems"]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case["name"])
@pytest.mark.parametrize("language", Language)
def test_the_book(case: dict[str, Any], language: Language, edition: Edition) -> None:
    """The tables of the page, as the book sets them."""
    made = trial_pages.page(edition.corpus.trials[case["trial"]], language, edition).markdown
    tables = "\n\n".join(block for block in made.split("\n\n") if block.startswith("|"))
    body = markdown.markdown(tables, extensions=["tables", "attr_list", "md_in_html"])
    wanted = [words for words in case[language.value] if words in html.unescape(TAG.sub("", body))]
    printed = "".join(re.findall(r'#"((?:[^"\\]|\\.)*)"', written(body))).translate(BREAKS)
    assert wanted and [words for words in wanted if words not in printed] == []
