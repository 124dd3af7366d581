"""Seals: what a change opens, what a repair carries, and that the file comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hooks_command
from laid import PAGE, lay, write
from review import rules
from review.evidence import corpus, seal
from review.evidence.seal import Seal
from review.repair import fix
from system import files

DIGEST = st.text("0123456789abcdef", min_size=10, max_size=10) | st.just(seal.NOTHING)
SEALS = st.builds(
    Seal,
    st.sampled_from(["docs/a.md", "docs/b.yml"]),
    st.text("abc-.:", min_size=1),
    st.tuples(DIGEST, DIGEST, DIGEST),
    st.sampled_from(["Doe", "张三", "Jane van der Doe"]),
    st.just("2026-01-31"),
)


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.lists(SEALS))
def test_the_file_comes_back_as_it_was(seals: list[Seal]) -> None:
    assert seal.parse(seal.written(seals)) == (seals, [])


def test_a_repair_carries_the_seals_that_held(tmp_path: Path) -> None:
    root = lay(tmp_path, {"sealed": True, "zh": "共 12 例, 有效。", "en": "All 12."})
    before = {unit.digests for unit in seal.units(corpus.read(root))}
    assert fix.fix(root, files.replace)
    assert {unit.digests for unit in seal.units(corpus.read(root))} != before
    assert "seal-broken" not in {problem.rule for problem in rules.check(corpus.read(root))}


def test_a_repair_seals_nothing_that_was_open(tmp_path: Path) -> None:
    root = lay(tmp_path, {"sealed": True, "zh": "共 12 例, 有效。", "en": "All 12."})
    page = root / PAGE
    write(page, page.read_text(encoding="utf-8").replace("All 12.", "All 12 died."))
    assert fix.fix(root, files.replace)
    assert "seal-broken" in {problem.rule for problem in rules.check(corpus.read(root))}


def test_the_command_seals_one_file_and_says_who(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay(
        tmp_path,
        {
            "sealed": True,
            "swap": {
                PAGE: {"Drug A works.": "Drug A may work."},
                "docs/trials/alpha.yml": {"status: positive": "status: negative"},
            },
        },
    )
    assert hooks_command.run("seal", PAGE, "--by", "Roe  R", "--root", root) == 0
    assert "sealed: 1" in capsys.readouterr().out
    left = seal.broken(
        seal.units(corpus.read(root)),
        seal.parse((root / corpus.SEALS).read_text(encoding="utf-8"))[0],
    )
    assert [one.unit.path for one in left if one.unit] == ["docs/trials/alpha.yml"]
    assert "Roe R\n" in (root / corpus.SEALS).read_text(encoding="utf-8")


def test_the_command_names_a_file_that_holds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay(tmp_path, {"sealed": True})
    assert hooks_command.run("seal", "docs/none.md", "--by", "Roe", "--root", root) == 1
    assert "docs/none.md" in capsys.readouterr().err
