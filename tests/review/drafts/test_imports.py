"""Records as databases export them against the references that are printed of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from case_file import case_file
from new_command import run
from places import TESTS
from review.drafts import bibliography_place, export_files, import_notes
from review.evidence import bibliography
from review.evidence.reference import Reference
from review.refusal import Refusal
from review.rules.bibliography_rules import parse_checked
from review.sources.encoding import decoded
from review.sources.source import Source
from review.styles import plain

CASES = case_file(TESTS / "cases" / "imports.yml")
EMPTY, _ = bibliography.parse(Source("references.bib", ""))


def imported(case: dict[str, Any]) -> tuple[list[Reference], str, str]:
    """The references of a record, their entries and all that a person is told."""
    references, entries, told = [], [], []
    for work in export_files.publications(case["record"]):
        placed = bibliography_place.place(
            EMPTY, [], work, frozenset({"Ewing"}), case.get("key", "")
        )
        read, problems = parse_checked(Source("references.bib", placed.text))
        assert problems == []
        references += read.all
        entries.append(" ".join(placed.entry.split()))
        told += import_notes.notes(placed)
    return references, "\n".join(entries), "\n".join(told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_record(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(Refusal) as refusal:
            imported(case)
        assert all(words in str(refusal.value) for words in case["refused"])
        return
    references, entries, told = imported(case)
    for style in ("gbt7714", "nlm"):
        wanted = case.get(style, [])
        found = [plain(reference, style) for reference in references]
        assert not wanted or found == ([wanted] if isinstance(wanted, str) else wanted)
    assert [words for words in case.get("entry", []) if words not in entries] == []
    assert [words for words in case.get("told", []) if words not in told] == []
    assert not (case.get("calm") and "ATTENTION" in told), told


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)


CNKI = next(case["record"] for case in CASES if case["name"] == "EndNote form of CNKI")


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-16-le", "utf-8-sig"])
def test_encodings_of_chinese_exports(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_bytes(CNKI.replace("\n", "\r\n").encode(encoding))
    assert run(tmp_path, "reference", "--file", str(file), "--key", "zhang2020") == 0
    assert "虚构肢体骨肉瘤的保肢治疗" in (tmp_path / "references.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["Müller, Jürgen", "façon où élève", "Señor Peña — “smart”"])
def test_a_western_file_is_not_read_as_a_chinese_one(text: str) -> None:
    """Bytes of Windows-1252 are Han characters in GB18030, rare ones."""
    assert decoded(text.encode("cp1252")) is None


def test_another_encoding_is_refused_with_a_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.ris"
    file.write_bytes("TY  - JOUR\nAU  - Müller, H.\nER  - \n".encode("latin-1"))
    assert run(tmp_path, "reference", "--file", str(file)) == 1
    refused = capsys.readouterr().err
    assert "save it as UTF-8" in refused and "另存为 UTF-8" in refused


def test_several_chinese_records_take_a_key_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.txt"
    file.write_text(f"{CNKI}{CNKI.replace('保肢治疗', '化疗')}", encoding="utf-8")
    assert run(tmp_path, "reference", "--file", str(file), "--key", "zhang2020") == 1
    refused = capsys.readouterr().err
    assert "2 works and --key 1" in refused and "以逗号分开" in refused
    assert run(tmp_path, "reference", "--file", str(file), "--key", "zhang2020, zhang2020b") == 0
    text = (tmp_path / "references.bib").read_text(encoding="utf-8")
    assert "@article{zhang2020," in text and "@article{zhang2020b," in text
