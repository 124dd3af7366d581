"""The rules, by example. tests/cases/rules/*.yml: rule → case → what is changed in the base review,
every problem expected of the whole check, and words (``says``) that some of them hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from case_file import case_file
from laid import TESTS, lay
from review import rules
from review.evidence import corpus
from review.repair import fix
from review.rules import allowance, guide
from system import files
from system.store import Store

CASES: dict[str, dict[str, dict[str, Any]]] = {}
for file in sorted((TESTS / "cases" / "rules").glob("*.yml")):
    for rule, cases in case_file(file).items():
        assert rule not in CASES, f"{rule} stands in two files"
        CASES[rule] = cases

ALL = [
    pytest.param(rule, case, id=f"{rule}/{name}")
    for rule, cases in CASES.items()
    for name, case in cases.items()
]
FIXED = [param for param in ALL if "fixed" in param.values[1]]
RULES = [*rules.RULES, *allowance.RULES]


@pytest.mark.parametrize("rule, case", ALL)
def test_case(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    problems = rules.check(corpus.read(lay(tmp_path, case)))
    assert [f"{problem.place} {problem.rule}" for problem in problems] == (
        case.get("problems") or []
    ), "\n".join(map(str, problems))
    assert all(
        any(words in str(problem) for problem in problems) for words in case.get("says", ())
    ), "\n".join(map(str, problems))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What was found of the base review, with and without its question."""
    folder = tmp_path_factory.mktemp("kept")
    store = Store(folder / "cache")
    for name, case in (("plain", {}), ("question", {"question": True})):
        rules.check(corpus.read(lay(folder / name, case), keep=store), keep=store)
    return store


@pytest.mark.parametrize(
    "rule", [rule for rule in CASES if CASES[rule].get("dirty", {}).get("problems")]
)
def test_a_rule_is_asked_again_where_what_it_reads_has_changed(
    rule: str, kept: Store, tmp_path: Path
) -> None:
    """A fault made in a review that was clean when it was checked last is told."""
    read = corpus.read(lay(tmp_path, CASES[rule]["dirty"]), keep=kept)
    problems = rules.check(read, keep=kept)
    assert [f"{problem.place} {problem.rule}" for problem in problems] == (
        CASES[rule]["dirty"]["problems"]
    )


@pytest.mark.parametrize("rule", [rules.name(rule) for rule in RULES])
def test_every_rule_has_its_three_cases(rule: str) -> None:
    cases = CASES[rule]
    assert {"clean", "dirty", "near-miss"} <= set(cases)
    assert any(line.endswith(f" {rule}") for line in cases["dirty"]["problems"])
    assert not cases["clean"].get("problems")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_written_in_both_languages(rule: Any) -> None:
    told = guide.rule_in_words(rule)
    assert told.en.isascii() or {"–", "～", "万"} & {*told.en}
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told.zh)


@pytest.mark.parametrize("rule, case", FIXED)
def test_fix(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    site, wanted = lay(tmp_path / "site", case), lay(tmp_path / "wanted", {**case, **case["fixed"]})
    assert fix.fix(site, files.replace)
    assert texts(site) == texts(wanted)
    assert fix.fix(site, files.replace) == []
    assert texts(site) == texts(wanted)


@pytest.mark.parametrize("rule, case", [param for param in ALL if "fixed" not in param.values[1]])
def test_fix_leaves_the_rest_alone(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    before = texts(lay(tmp_path, case))
    assert fix.fix(tmp_path, files.replace) == []
    assert texts(tmp_path) == before


def texts(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text(
            encoding="utf-8", errors="surrogateescape"
        )
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }
