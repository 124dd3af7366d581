"""What a problem advises leads somewhere: cures that a reader could follow to no end are told apart by their words."""
from __future__ import annotations

from pathlib import Path

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
