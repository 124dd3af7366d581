"""One page with thirty faults, each of another kind: one run names them all, in file order, each
with its way to the guide.

After a change of words that is meant, ``GOLDEN=write pytest tests/test_thirty_faults.py`` writes
what the check says anew; read the difference."""

from __future__ import annotations

import os
from pathlib import Path

from laid import PAGE, TESTS, lay
from review import rules
from review.evidence import corpus
from review.rules import report

FOLDER = TESTS / "cases" / "thirty-faults"


def test_thirty_faults(tmp_path: Path) -> None:
    root = lay(tmp_path, {"files": {PAGE: (FOLDER / "page.md").read_text(encoding="utf-8")}})
    read = corpus.read(root)
    problems = rules.check(read)
    said, golden = report.text(problems, read) + "\n", FOLDER / "problems.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert len(problems) == len({problem.rule for problem in problems}) == 30
    assert [problem.place.line for problem in problems] == sorted(
        problem.place.line for problem in problems
    )
