"""Questions that a command writes: a new one, and one with the data that it was judged of."""

from __future__ import annotations

from pathlib import Path

import pytest

import hooks_command
from laid import lay
from review import rules
from review.drafts.judgement import with_digest
from review.evidence import corpus
from review.refusal import Refusal

FILE = "docs/questions/drug-a.yml"
DIGEST = "42d7dd4d7612"
FLOW = f'judged: {{on: 2026-01-10, by: [editors], evidence: "{DIGEST}"}}'
FORMS = {
    FLOW: FLOW,
    "judged: {on: 2026-01-10, by: [editors]}": FLOW,
    "judged: {on: 2026-01-10, by: [editors] }": f"{FLOW[:-1]} }}",
    f"judged: {{on: 2026-01-10, evidence: '{DIGEST[::-1]}', by: [editors]}}  # twice": (
        f'judged: {{on: 2026-01-10, evidence: "{DIGEST}", by: [editors]}}  # twice'
    ),
    "judged:\n  on: 2026-01-10\n  by: [editors]": (
        f'judged:\n  on: 2026-01-10\n  by: [editors]\n  evidence: "{DIGEST}"'
    ),
    "judged:\n    on: 2026-01-10  # a day\n    by:\n      - editors\n      - Ann Lee  # signed": (
        "judged:\n    on: 2026-01-10  # a day\n    by:\n      - editors\n      - Ann Lee  # signed"
        f'\n    evidence: "{DIGEST}"'
    ),
    "judged:\n  evidence: 0123456789ab\n  on: 2026-01-10\n  by: [editors]": (
        f'judged:\n  evidence: "{DIGEST}"\n  on: 2026-01-10\n  by: [editors]'
    ),
}


@pytest.mark.parametrize("end", ["\n", "", "\n# the end\n"], ids=["line", "no line", "comment"])
@pytest.mark.parametrize("form", FORMS)
def test_a_digest_is_all_that_changes(form: str, end: str, tmp_path: Path) -> None:
    case = {"question": True, "swap": {FILE: {f"{FLOW}\n": f"{form}{end}"}}}
    root = lay(tmp_path, case)
    before = (root / FILE).read_text(encoding="utf-8")
    after = with_digest(corpus.read(root).questions["drug-a"], DIGEST)
    assert after == before.replace(form, FORMS[form])


def test_a_block_that_is_none_is_left_alone(tmp_path: Path) -> None:
    root = lay(tmp_path, {"question": True, "swap": {FILE: {FLOW: "judged: []"}}})
    with pytest.raises(Refusal):
        with_digest(corpus.read(root).questions["drug-a"], DIGEST)


def judged(root: Path, *ids: str) -> int:
    return hooks_command.run("judged", *ids, "--root", str(root))


def test_what_was_never_judged_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swap = {FILE: {f', evidence: "{DIGEST}"': ""}}
    root = lay(tmp_path, {"question": True, "swap": swap})
    assert judged(root) == 0
    assert f"noted: {FILE}" in capsys.readouterr().out
    assert not rules.check(corpus.read(root))
    assert judged(root) == 0
    assert not capsys.readouterr().out


def test_what_changed_is_judged_again_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swap = {"docs/trials/beta.yml": {"placebo: {percent: 25}": "placebo: {percent: 26}"}}
    root = lay(tmp_path, {"question": True, "swap": swap})
    before = (root / FILE).read_text(encoding="utf-8")
    assert judged(root) == 0
    assert "judge again, then: python hooks judged drug-a" in capsys.readouterr().out
    assert (root / FILE).read_text(encoding="utf-8") == before
    assert judged(root, "drug-a") == 0
    assert not rules.check(corpus.read(root))


def test_what_cannot_be_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swap = {FILE: {"beta#pfs.between]": "beta#pfs-9m.between]"}}
    root = lay(tmp_path, {"question": True, "swap": swap})
    assert judged(root, "drug-a") == 1
    assert "not in order" in capsys.readouterr().err
    assert judged(root, "drug-b") == 1
    assert "Did you mean drug-a" in capsys.readouterr().err


def test_a_draft_lacks_what_a_person_fills_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay(tmp_path, {"question": True})
    new = ("new", "question", "drug-a-later", "--root", str(root), "--section")
    assert hooks_command.run(*new, "pages") == 1
    assert "Did you mean page" in capsys.readouterr().err
    assert hooks_command.run(*new, "page") == 0
    read = corpus.read(root)
    assert read.questions["drug-a-later"].rank == 20
    problems = rules.check(read)
    assert [problem.rule for problem in problems] == ["table-field-missing"]
    assert "asked, population, intervention, practice, answer, outcomes, judged" in str(problems[0])


def test_a_draft_filled_in_keeps_its_schema(tmp_path: Path) -> None:
    root = lay(tmp_path, {"question": True})
    new = ("new", "question", "b", "--root", str(root), "--section", "page")
    assert hooks_command.run(*new) == 0
    file = root / "docs/questions/b.yml"
    first, rest = file.read_text(encoding="utf-8").split("\n", 1)
    filled = rest.replace("\n# ", "\n")
    for hint, value in {
        "[ID]": "[drug-a]",
        "endpoint: ID": "endpoint: pfs",
        "TRIAL#ROW.between": "beta#pfs.between",
        "TRIAL#ROW.ARM": "beta#pfs-6m.placebo",
        "[KEY]": "[smith2020]",
        "setting: …": "setting: advanced",
        "lines: […]": "lines: [later]",
        "standing: …": "standing: option",
        "level: …": "level: moderate",
        "YYYY-MM-DD": "2026-01-10",
    }.items():
        filled = filled.replace(hint, value)
    file.write_text(f"{first}\n{filled}", encoding="utf-8")
    found = {problem.rule for problem in rules.check(corpus.read(root))}
    assert not found & {"table-field-unknown", "table-field-missing", "table-value", "yaml-syntax"}
