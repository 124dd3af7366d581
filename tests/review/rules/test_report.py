"""What a check prints: no more than anybody reads, and nothing that a workflow's log takes for an
order."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from laid import lay
from review import rules
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.problem import Problem
from review.rules import report

HEADINGS = 10_000
PATIENCE = 20.0  # seconds, on a machine that does other things, too; eleven when each cost the rest
Checked = tuple[Corpus, list[Problem]]

ORDERS = "::error file=x::pwned\n::stop-commands::pwned\n##[error]pwned\n@octocat"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A page of ten thousand headings, each with a problem."""
    headings = "\n\n".join(f"## 标题 {number}" for number in range(HEADINGS))
    root = lay(tmp_path_factory.mktemp("many"), {"zh": f"甲药有效。\n\n{headings}"})
    began = time.process_time()
    read = corpus.read(root)
    found = rules.check(read)
    assert time.process_time() - began < PATIENCE
    return read, found


@pytest.mark.parametrize("form", [report.text, report.github])
def test_of_many_problems_the_first_are_printed_and_the_others_counted(
    many: Checked, form: Callable[[list[Problem], Corpus], str]
) -> None:
    read, found = many
    printed = form(found, read)
    assert len(found) > HEADINGS and len(printed) < 1000 * report.MOST
    assert f"\n{len(found) - report.MOST} more problems, not listed here" in printed
    assert f"另有 {len(found) - report.MOST} 个问题未列出" in printed
    assert f"{len(found)} problems in 1 file" in printed


def test_a_program_gets_them_all(many: Checked) -> None:
    read, found = many
    assert len(json.loads(report.machine(found, read))["problems"]) == len(found)


@pytest.mark.parametrize(
    "case",
    [
        {"zh": ORDERS, "en": ORDERS},
        {"zh": "甲。\n\n## ::error::pwned\n\n::warning::x", "en": "[x](::error::y)"},
        {"swap": {"docs/trials/alpha.yml": {"id: alpha": f"id: {ORDERS!r}"}}},
        {"swap": {"docs/trials/alpha.yml": {"id: alpha": "id: |\n  ::error::pwned\n  ::x::"}}},
        {"swap": {"references.bib": {"title        = {Drug": f"title = {{{ORDERS}\nDrug"}}},
        {"files": {"docs/assets/::error::x.html": "x"}},
    ],
)
def test_no_line_of_a_source_becomes_an_order(tmp_path: Path, case: dict[str, object]) -> None:
    read = corpus.read(lay(tmp_path, case))
    found = rules.check(read)
    for line in report.text(found, read).split("\n"):
        assert not line.lstrip().startswith(("::", "##["))
    for line in report.github(found, read).split("\n"):
        of_source = line.startswith(("::error file=docs/", "::error file=references."))
        assert of_source or not line.lstrip().startswith(("::", "##["))
