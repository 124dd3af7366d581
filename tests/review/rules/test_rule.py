"""What a rule is silent about, because it only follows from another problem."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from laid import lay
from review import rules
from review.evidence import corpus
from review.rules.bibliography_rules import DOCUMENTED
from review.rules.rule import _causes, name

TABLE = "docs/trials/alpha.yml"
ARMS = """arms:
  drug:
    label: {zh: 甲药, en: drug A}
    agents: [drug-a]
    n: 40
  placebo:
    label: {zh: 安慰剂, en: placebo}
    control: true
    agents: [placebo]
    n: 20
"""
REPORTS = "reports:\n  gazette: {name: The Gazette}\n"


def found(root: Path, swap: dict[str, str], **case: Any) -> list[str]:
    """Line and rule of every problem of the base review with parts of a table exchanged."""
    read = corpus.read(lay(root, {"swap": {TABLE: swap}, **case}))
    return [f"{problem.place.line} {problem.rule}" for problem in rules.check(read)]


def test_every_cause_is_a_rule() -> None:
    """A slip in the name of a cause would leave its rule speaking for ever."""
    functions = {*rules.IDS, *map(name, DOCUMENTED)}
    assert {*_causes} <= functions
    assert {rule for cause in _causes.values() for rule in cause.rules} <= functions


@pytest.mark.parametrize(
    ("swap", "expected"),
    [
        ({"endpoint: pfs": "endpoint: Pfs!"}, "44 table-value"),
        ({"endpoint: pfs": "endpoint: pfs-two"}, "44 vocabulary-unknown"),
        ({"agents: [drug-a]": "agents: [Drug!]"}, "20 table-value"),
        ({"agents: [drug-a]": "agents: [drug-b]"}, "20 vocabulary-unknown"),
        ({"of: drug,": "of: Drug!,"}, "50 table-value"),
        ({"of: drug,": "of: drugs,"}, "50 table-between"),
        ({"id: alpha": "id: Alpha!"}, "2 table-value"),
        ({"id: alpha": "id: beta"}, "2 table-id"),
    ],
)
def test_what_is_no_id_is_not_an_unknown_one_too(
    swap: dict[str, str], expected: str, tmp_path: Path
) -> None:
    line = expected.partition(" ")[0]
    problems = [each for each in found(tmp_path, swap) if each.startswith(f"{line} ")]
    assert problems == [expected]


def test_a_block_that_was_lost_is_one_problem(tmp_path: Path) -> None:
    """Rows, comparison, sums and links name arms that are not there; that is told once. A block
    that may be left out is no cause: what names its reports is a problem."""
    assert found(tmp_path / "arms", {ARMS: ""}) == ["1 table-field-missing"]
    assert found(tmp_path / "reports", {REPORTS: ""}) == ["53 table-report"]


def test_a_block_that_was_lost_leaves_other_files_their_problems(tmp_path: Path) -> None:
    problems = found(tmp_path, {ARMS: ""}, zh="甲药PFS。", en="PFS on drug A.")
    assert problems == ["9 han-latin-spacing", "1 table-field-missing"]


def test_nothing_is_called_unused_while_a_table_lacks_a_block(tmp_path: Path) -> None:
    """The block that was lost may be what uses it."""
    renamed = {"endpoint: pfs": "endpoint: orr"}
    assert "8 vocabulary-unused" in found(tmp_path / "whole", renamed)
    assert "8 vocabulary-unused" not in found(tmp_path / "lost", {**renamed, ARMS: ""})
