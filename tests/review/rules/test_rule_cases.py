"""The rules, by example. tests/cases/rules/*.yml: rule → case → what is changed in the base review,
every problem expected of the whole check, and words (``says``) that some of them hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from case_file import case_file
from laid import TESTS, lay, shelf
from review import rules
from review.evidence import corpus
from review.keep import Shelf
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
    pytest.param(case, id=f"{rule}/{name}")
    for rule, cases in CASES.items()
    for name, case in cases.items()
]
RULES = [*rules.RULES, *allowance.RULES]


@dataclass(frozen=True)
class Laid:
    """The review of a case, which nobody changes, and what was found of it: the repair begins with
    the check that the case has had."""

    case: dict[str, Any]
    root: Path
    found: Shelf = field(default_factory=shelf)


@pytest.fixture(scope="module")
def laid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    return Laid(request.param, lay(tmp_path_factory.mktemp("case"), request.param))


@pytest.mark.parametrize("laid", ALL, indirect=True)
def test_case(laid: Laid) -> None:
    case = laid.case
    problems = rules.check(corpus.read(laid.root, keep=laid.found), keep=laid.found)
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


@pytest.mark.parametrize("laid", ALL, indirect=True)
def test_fix(laid: Laid, tmp_path: Path) -> None:
    """What can be mended is mended, once; the rest is left alone."""
    if "fixed" not in laid.case:
        before = texts(laid.root)
        assert fix.fix(laid.root, files.replace, laid.found) == []
        assert texts(laid.root) == before
        return
    site = lay(tmp_path / "site", laid.case)
    wanted = lay(tmp_path / "wanted", {**laid.case, **laid.case["fixed"]})
    assert fix.fix(site, files.replace, laid.found)
    assert texts(site) == texts(wanted)
    assert fix.fix(site, files.replace) == []
    assert texts(site) == texts(wanted)


def texts(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text(
            encoding="utf-8", errors="surrogateescape"
        )
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }
