"""Each kind of fault that a real report has shown, and each kind of attack that was tried, is held
by a test that is there. The reports lie beside the repository: ``REVIEW_CASES``, or
``shared/cases`` next to the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from case_file import case_file
from places import ROOT, TESTS

CASES = Path(os.environ.get("REVIEW_CASES") or ROOT.parent / "shared" / "cases")
HELD, ATTACKS = (case_file(TESTS / "cases" / name) for name in ("reported.yml", "attacks.yml"))


@pytest.mark.parametrize("case", [*HELD, *ATTACKS])
def test_what_holds_it_is_there(case: str) -> None:
    for file, words in {**HELD, **ATTACKS}[case].items():
        text = (ROOT / file).read_text(encoding="utf-8")
        assert [each for each in words if each not in text] == [], file


@pytest.mark.skipif(not CASES.is_dir(), reason="no reports beside this repository")
def test_every_report_is_held() -> None:
    assert {folder.name for folder in CASES.iterdir() if folder.is_dir()} == set(HELD)
