"""What a problem advises leads somewhere: cures that a reader could follow to no end are told apart by their words."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from laid import lay

from review import corpus, rules

TABLE = "docs/trials/alpha.yml"


def cures(root: Path, old: str, new: str) -> dict[str, str]:
    """The problems of the base review with one string of its table exchanged, by rule."""
    return {problem.rule: str(problem) for problem in rules.check(corpus.read(lay(root, {"swap": {TABLE: {old: new}}})))}


def test_a_comma_in_braces_asks_for_quotation_marks(tmp_path: Path) -> None:
    """The words after it are no field that was misspelt."""
    said = cures(tmp_path, "en: Drug A is active.}", "en: Drug A is active, adults}")["table-field-unknown"]
    assert "A comma stands before “adults”" in said and "“adults”之前有半角逗号" in said


def test_a_misspelt_language_is_no_comma(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: Drug A is active.}", "en: Drug A is active., eng: Yes}")["table-field-unknown"]
    assert "Did you mean en?" in said and "comma" not in said


def test_an_unknown_agent_may_be_a_new_one(tmp_path: Path) -> None:
    said = cures(tmp_path, "agents: [", "agents: [brandnew, ")["vocabulary-unknown"]
    assert "is added to that file" in said and "先加进该文件" in said


def test_a_computed_limit_is_called_so(tmp_path: Path) -> None:
    """No table holds it, so that nobody looks for it there."""
    root = lay(tmp_path, {"zh": "[95% CI 1%～90%](../trials/alpha.yml#orr.drug)。", "en": "[95% CI 1%–90%](../trials/alpha.yml#orr.drug)."})
    said = "\n".join(str(problem) for problem in rules.check(corpus.read(root)))
    assert "(computed from the counts)" in said and "（由例数算得）" in said


def test_a_malformed_key_is_compared_with_those_there_are(tmp_path: Path) -> None:
    """A capital Z for a 2 makes a citation malformed; the key that was meant is near."""
    root = lay(tmp_path, {"zh": "甲 [@smith20Z0]。", "en": "A [@smith20Z0]."})
    said = "\n".join(str(problem) for problem in rules.check(corpus.read(root)) if problem.rule == "citation-malformed")
    assert "Did you mean smith2020?" in said and "是否指 smith2020？" in said


def test_a_comma_for_the_decimal_point(tmp_path: Path) -> None:
    """In braces YAML takes what follows it for a field: the number is what is wrong, and the only thing."""
    said = cures(tmp_path, "estimate: 0.42", "estimate: 0,42")
    assert list(said) == ["table-value"]
    assert "found 0,42" in said["table-value"] and "Write a point, no comma, before the decimals: 0.42." in said["table-value"] and "小数点写作 .，不用逗号：0.42。" in said["table-value"]


def test_a_comma_for_the_decimal_point_on_a_line_of_its_own(tmp_path: Path) -> None:
    assert "before the decimals: 12.5." in cures(tmp_path, "median: 12.5", "median: 12,5")["table-value"]


def test_a_raised_point(tmp_path: Path) -> None:
    """As The Lancet prints it."""
    said = cures(tmp_path, "median: 12.5", "median: 12·5")
    assert list(said) == ["table-value"] and "no raised or other dot, before the decimals: 12.5." in said["table-value"] and "小数点写作 .，不用间隔号：12.5。" in said["table-value"]


def test_a_comma_of_thousands_may_be_either(tmp_path: Path) -> None:
    said = cures(tmp_path, "n: 40, percent: 30", "n: 1,040, percent: 30")
    assert list(said) == ["table-value"] and "(1040)" in said["table-value"] and "(1.040)" in said["table-value"]


def test_another_minus_sign(tmp_path: Path) -> None:
    """A limit may be negative: it is the sign that is mistyped."""
    said = cures(tmp_path, "low: 0.21", "low: −0.21")["table-value"]
    assert "Type the minus sign as -: -0.21." in said and "A count" not in said


def test_a_count_below_nought_is_no_mistyped_sign(tmp_path: Path) -> None:
    assert "A count cannot be negative." in cures(tmp_path, "events: 12", "events: −12")["table-value"]


def test_curly_quotation_marks(tmp_path: Path) -> None:
    """A pair of them is told at its place, and the value judged as it was meant; one alone is a value of the wrong kind."""
    said = cures(tmp_path / "pair", 'p: "0.017"', "p: “0.017”")
    assert list(said) == ["yaml-quotation"] and "type straight ones" in said["yaml-quotation"] and "改用直引号" in said["yaml-quotation"]
    assert "Type straight quotation marks, or none: 0.017." in cures(tmp_path / "one", 'p: "0.017"', "p: “0.017")["table-value"]


def test_a_list_of_words_is_said_once(tmp_path: Path) -> None:
    said = cures(tmp_path, "status: positive", "status: great")["table-value"]
    assert said.count("non-comparative") == 2 and "Write one of them." in said  # once a language


def test_the_day_of_checking_is_in_no_publication(tmp_path: Path) -> None:
    said = cures(tmp_path, "on: 2026-01-01", "on: 2026-02-30")["table-date"]
    assert "Write the day on which it was checked." in said and "publication" not in said and "原文" not in said


def test_an_unlinked_figure_is_told_which_data_hold_it(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: The median was 5.4 months.")["figure-unbound"]
    assert "as pfs.drug, pfs." in said and "orr" not in said


def test_an_unlinked_limit_is_told_which_data_hold_it(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: The limit was HR 0.85.")["figure-unbound"]
    assert "as pfs.between, pfs." in said


def test_an_unlinked_figure_that_no_datum_holds(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: Only 77 patients.")["figure-unbound"]
    assert "No datum of this table holds 77" in said and "本表没有等于 77 的数据" in said


@pytest.mark.parametrize("old, new", [("sources: [smith2020]", "sources: [smith2020"), ("since: added", "since: a: b"), ("since: added", "since added"), ("acronym: ALPHA", "acronym: @ALPHA"), ("enrolled: {randomised: 60}", "enrolled: {randomised: 60"), ("acronym: ALPHA", 'acronym: "ALPHA')])
def test_a_slip_of_yaml_is_explained_in_both_languages(old: str, new: str, tmp_path: Path) -> None:
    """The parser's own English words stand in the English text alone."""
    _, chinese, *_ = cures(tmp_path, old, new)["yaml-syntax"].splitlines()
    assert "（" in chinese and not re.search("expected|found|allowed|character", chinese)


def test_a_translation_below_its_todo_mark_wants_that_mark_changed(tmp_path: Path) -> None:
    page = "docs/review/page.md"
    read = corpus.read(lay(tmp_path, {"zh": "甲药有效。", "en": "Drug A is active.", "swap": {page: {"<!-- en -->": "<!-- en: todo -->"}}}))
    said = next(str(problem) for problem in rules.check(read) if problem.rule == "text-unmarked")
    assert "make <!-- en: todo --> above it <!-- en -->" in said and "把上面的 <!-- en: todo --> 改成 <!-- en -->" in said
