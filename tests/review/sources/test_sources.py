"""What may not stand in any source: characters nobody sees, YAML beyond keys and values, files that
are none. One problem each, and the rest is read."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from laid import PAGE
from review import rules
from review.evidence import corpus
from review.problem import Place, Problem, Text
from review.repair import fix
from review.rules import report
from review.sources import record, source
from review.sources.source import Source
from system import files

TABLE, BIB, HOME = "docs/trials/alpha.yml", "references.bib", "docs/index.md"


def found(root: Path) -> list[str]:
    return [f"{problem.place} {problem.rule}" for problem in rules.check(corpus.read(root))]


@pytest.mark.parametrize(
    "path, at", [(PAGE, (9, 2)), (TABLE, (4, 15)), (BIB, (3, 22)), ("docs/review.yml", (1, 14))]
)
@pytest.mark.parametrize(
    "character, rule",
    [
        ("\u202e", "invisible"),
        ("\u2067", "invisible"),
        ("\u200b", "invisible"),
        ("\u200d", "invisible"),
        ("\ufeff", "invisible"),
        ("\u00ad", "invisible"),
        ("\u3164", "invisible"),
        ("\u2800", "invisible"),
        ("\U000e0041", "invisible"),
        ("\x1b", "control"),
        ("\x00", "control"),
        ("\x85", "control"),
        ("\u2028", "control"),
        ("\ue000", "lost"),
        ("\ufffd", "lost"),
    ],
)
def test_a_character_nobody_sees(
    character: str, rule: str, path: str, at: tuple[int, int], site: Callable[..., Path]
) -> None:
    root = site()
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    line, column = at
    lines[line - 1] = lines[line - 1][: column - 1] + character + lines[line - 1][column - 1 :]
    (root / path).write_text("\n".join(lines), encoding="utf-8", newline="")
    assert found(root) == [f"{path}:{line}:{column} source-{rule}-character"]


@pytest.mark.parametrize(
    "line, column",
    [
        ("Drug \u0410", 6),
        ("\u0410\u0412 in Latin", 1),
        ("甲药 \u0410 有效", 4),
        ("Dr\u0443g", 3),
        ("\u0414rug", 1),
        ("PDGFR\u0391", 6),
        ("arm \u0391", 5),
        ("Dr\uff55g", 3),
        ("\U0001d403rug", 1),
        ("PDGFR\u0251", 6),
        ("\u054fNM", 1),
        ("dose \u13aa", 6),
    ],
)
def test_a_letter_that_passes_for_latin(line: str, column: int) -> None:
    (problem,) = source.decode(PAGE, f"甲\n{line}\n".encode())[1]
    assert (problem.rule, problem.place.line, problem.place.column) == (
        "source-look-alike",
        2,
        column,
    )


@pytest.mark.parametrize(
    "line",
    [
        "α-2b, β-catenin, TGF-β, PDGFRα, NF-κB, 5 μg, τ², Δ, χ² test, Ω",
        "title = {Саркома: о роли \u0410 и \u0412}, author = {Иванов, А. А.}",
        "Ο ασθενής",
        "Müller, Łukasz, Đặng, ß, İstanbul, ı, Ⅱ 期, Mᵃ, ℃",
    ],
)
def test_letters_that_stand_for_themselves(line: str) -> None:
    assert source.decode(PAGE, f"{line}\n".encode())[1] == []


@pytest.mark.parametrize("marks", ["\u0301\u0302\u0303", "\u20dd" * 40, "\ufe01\ufe02\ufe03"])
def test_marks_that_are_stacked(marks: str) -> None:
    (problem,) = source.decode(PAGE, f"ok e{marks}\n".encode())[1]
    assert (problem.rule, problem.place.column) == ("source-stacked-marks", 5)
    assert source.decode(PAGE, "Vie\u0323\u0302t 葛\U000e0100\n".encode())[1] == []


def test_one_problem_for_a_whole_file_of_them() -> None:
    text, problems = source.decode(PAGE, "甲\u200b药\u200b。\n乙\u200b药。\n\t丙\n".encode())
    assert text == "甲药。\n乙药。\n\t丙\n"
    assert [(each.rule, each.place.line, each.place.column) for each in problems] == [
        ("source-tab", 3, 1),
        ("source-invisible-character", 1, 2),
    ]
    assert problems[1].found == (
        "不可见的零宽字符 U+200B，共 2 行",
        "a zero-width character U+200B, on 2 lines",
    )


@pytest.mark.parametrize("text", ["é – — ’ “ ” … ～ × ≥ α µ Å\n", "葛󠄀城\n", "甲\u3000乙\n", "☑️\n"])
def test_characters_that_may_stand(text: str) -> None:
    assert source.decode(PAGE, text.encode()) == (text, [])


@pytest.mark.parametrize(
    "blank, name",
    [
        ("\u00a0", "a no-break blank U+00A0"),
        ("\u202f", "a no-break blank U+202F"),
        ("\u2009", "a blank of another width U+2009"),
    ],
)
def test_a_blank_that_is_none(blank: str, name: str, site: Callable[..., Path]) -> None:
    """Told at its line, read as it was meant, and mended wherever it stands in the file."""
    root = site()
    table = (root / TABLE).read_text(encoding="utf-8")
    assert "status: positive" in table
    wrong = table.replace("status: positive", f"status:{blank}positive").replace(
        "acronym: ", f"acronym:{blank}"
    )
    (root / TABLE).write_text(wrong, encoding="utf-8", newline="")
    problems = rules.check(corpus.read(root))
    line = wrong[: wrong.index(blank)].count("\n") + 1
    assert [(each.rule, each.place.line, each.found.en) for each in problems] == [
        ("source-blank", line, f"{name}, on 2 lines")
    ]
    assert (
        fix.fix(root, files.replace)
        and (root / TABLE).read_text(encoding="utf-8") == table
        and not found(root)
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems(ends: str) -> None:
    text, problems = source.decode(PAGE, ends.join(["\ufeff# 甲 | A", "", "b"]).encode())
    assert text == "# 甲 | A\n\nb"
    assert [each.rule for each in problems] == ["source-bom", "source-line-ends"]


YAML = {
    "an escape": ('a: "x\\u200b"\nb: ["\\_"]\n', ["1:6 yaml-escape", "2:6 yaml-escape"]),
    "an escape in a key": ('"\\x61": b\n', ["1:2 yaml-escape"]),
    "a tab, by its letter": ('a: "\\\\ \\t"\n', ["1:8 yaml-escape"]),
    "a new line, by its letter": ('a: "x\\ny"\n', []),
    "no escape": ('a: "x \\"y\\" \\\\u200b"\nb: \'\\u200b\'\nc: \\u200b\n', []),
    "a tag": ("a: !!python/object/apply:os.system [ls]\nb: !x c\n", ["1:4 yaml-tag"]),
    "a tag on a mapping": ("a: !x {b: 1}\n", ["1:4 yaml-tag"]),
    "an exclamation in a text": ('a: b!\nc: "!d"\n', []),
    "aliases of aliases": (
        "a: &a [1, 1]\n"
        + "".join(f"a{n}: &a{n} [*a{n - 1 or ''}, *a{n - 1 or ''}]\n" for n in range(1, 60)),
        ["2:10 yaml-alias"],
    ),
    "a merge key": ("a: &a {b: 1}\nc:\n  <<: *a\n", ["3:7 yaml-alias"]),
    "an ampersand in a text": ("a: R&D *b*\n", []),
    "a full-width colon": ("a: 1\nstatus：positive\nb: 2\n", ["2:7 yaml-colon"]),
    "nothing but a full-width colon": ("status：positive\n", ["1:7 yaml-colon"]),
    "a full-width colon in braces": ("a: {zh：甲, en: b}\n", ["1:7 yaml-colon"]),
    "a full-width colon in a text": ("a: 甲：乙\nb: 2\n", []),
    "a key twice": ("a: 1\nb: 2\na: 3\n", ["3:1 yaml-duplicate-key"]),
    "brackets without end": ("a: " + "[\n" * 60_000, ["21:1 yaml-depth"]),
    "dashes without end": ("- " * 9_999 + "\n", ["1:43 yaml-depth"]),
    "braces without end": ("\n".join(["{a: " * 3_000] * 9), ["1:85 yaml-depth"]),
}


@pytest.mark.parametrize("name", YAML)
def test_yaml_beyond_keys_and_values(name: str) -> None:
    text, expected = YAML[name]
    read, problems = record.parse(Source("x.yml", text))
    assert [f"{each.place.line}:{each.place.column} {each.rule}" for each in problems] == expected


def test_what_stands_behind_a_tag_or_a_full_width_colon_is_read() -> None:
    assert record.parse(Source("x.yml", "a: !x b\nc: {zh：甲, en: d}\n"))[0].data == {
        "a": "b",
        "c": {"zh": "甲", "en": "d"},
    }


def folder(file: Path) -> None:
    file.mkdir()


def socketed(file: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        here = os.getcwd()
        os.chdir(file.parent)  # the name of a socket may not be long
        try:
            opened.bind(file.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize(
    "make", [os.mkfifo, folder, socketed, lambda file: file.symlink_to(file.name)]
)
@pytest.mark.parametrize("path", ["docs/trials/beta.yml", "docs/review/beta.md"])
def test_what_is_no_file(
    make: Callable[[Path], None], path: str, site: Callable[..., Path]
) -> None:
    root = site()
    make(root / path)
    assert [line.split()[1] for line in found(root)] in (["source-unreadable"], ["source-symlink"])


@pytest.mark.parametrize("path", [TABLE, BIB, PAGE])
@pytest.mark.skipif(os.geteuid() == 0, reason="everything may be read by root")
def test_a_file_that_may_not_be_read(path: str, site: Callable[..., Path]) -> None:
    root = site()
    (root / path).chmod(0)
    assert found(root) == [f"{path}:1:1 source-unreadable"]


HOSTILE = "\x1b[2J\n::error::x\r##[set-output name=a]b\u202e\u200b\x9b"


def test_what_is_quoted_cannot_command_a_terminal_or_a_log(site: Callable[..., Path]) -> None:
    problem = Problem(
        Place(f"docs/{HOSTILE}.md"), "link-dead", *(Text(HOSTILE, HOSTILE) for _ in range(3))
    )
    read = corpus.read(site())
    for form in (report.text, report.github):
        said = form([problem], read)
        assert not any(mark in said for mark in ("\x1b", "\r", "\u202e", "\u200b", "\x9b", "##["))
        assert [line for line in said.splitlines() if line.lstrip().startswith("::")] == (
            [said.splitlines()[0]] if form is report.github else []
        )
        assert "<U+001B>[2J" in said
    said = report.machine([problem], read)
    assert not any(mark in said for mark in ("\x1b", "\r", "\u202e", "\u200b", "\x9b"))
    assert json.loads(said)["problems"][0]["found"]["en"] == HOSTILE


def test_what_is_quoted_is_not_cut_or_changed_otherwise() -> None:
    assert str(Problem(Place(PAGE), "r", *[Text("“甲 # [x]” 50%", "α–β")] * 3)).endswith(
        "发现 “甲 # [x]” 50%，应为 “甲 # [x]” 50%。“甲 # [x]” 50%"
    )
