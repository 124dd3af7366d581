"""Repairs change what they are for and nothing else, make no new problem, and find nothing left
when asked again, whatever a text holds."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from laid import lay, shelf
from review import rules
from review.evidence import corpus
from review.keep import Keep
from review.problem import Edit
from review.repair import fix
from review.repair.proof import applied
from review.sources import record
from review.sources.source import Source
from system import files

TABLE = "docs/trials/alpha.yml"
NASTY = (
    "甲；#1",
    "甲 ；#1 药",
    "A；#1",
    "A；# 1",
    "！x",
    "！！x",
    "！str x",
    "％x",
    "％YAML 1.2",
    "《a》",
    "《》",
    "《- a》",
    "《# a》",
    "【a】",
    "【a】（page.md）",
    "【a】(https://example.org)",
    "（a）",
    "、a",
    "，a",
    "：a",
    "a：",
    "a： b",
    "。",
    "１２",
    "１．５",
    "１２％",
    "０x１２",
    "～",
    "～a",
    "＆a",
    "？ a",
    "？a",
    "a，b，c",
    "a [b](https://example.org)，c",
    "[a，b](https://example.org)（c）",
    "`a，b`，c",
    "a 《b》 c",
    "a《b》c",
    "1。 x",
    "x\n1。 y",
    "「a」",
    "『a』",
    "“a”，",
    "'a'，",
    "甲a乙b",
    "甲 ，乙",
    "甲( 乙 )",
    "甲,乙;丙:丁!戊?",
    "3–5 甲",
    "3 ~ 5%甲",
    "- 甲a",
    "* 甲a",
    "> 甲a",
    "# 甲a",
    "甲a #b",
    "甲 #b",
    "甲: 乙",
    "甲:乙",
    "甲:1",
    "甲, 乙",
    "甲[a]",
    "甲{a}",
    "*甲*a",
    "**甲**a",
    "甲<b",
    "null，",
    "是，",
    "true，",
    "yes！",
    "~，",
    "2020-01-01，",
    "1e3，",
    "0x1F，",
    "[@smith2020]，甲",
    "甲 [@smith2020] ，乙",
    "（@smith2020）",
    "【@smith2020】",
    "@smith2020，",
    "｜a｜",
    "a｜b",
    "a\u3000b",
    "甲\u3000乙",
    "甲　#1",
    "a。b",
    "a。",
    "甲.",
    "甲.a",
    "甲.1",
    "&a 甲b",
    "*a 甲b",
    "!a 甲b",
    "%a 甲b",
    "@a 甲b",
    "|a 甲b",
    ">a 甲b",
    "- a，",
    "? a，",
    ": a，",
    "」",
    "\\，",
    "a\\，b",
    "甲'a",
    '甲"a',
    "x   ，   y",
    "，",
    "，，，",
    "！[a](page.md)",
    "a！[b](page.md)",
    "１。a",
    "甲１２[a](page.md)",
    "HR，#1",
    "（#1）",
    "[１２/４０](../trials/alpha.yml#orr.drug)",
    "[13/40](#orr.drug)",
    "[13/40](../trials/alpha.yml#orr.drug)，#1",
)
STYLES = {
    "plain": "{}",
    "single": "'{}'",
    "double": '"{}"',
    "folded": ">-\n        {}",
    "literal": "|-\n        {}",
}


def read(root: Path, keep: Keep) -> tuple[dict[str, object], Counter[tuple[str, str]]]:
    """The data of every table, and how often each rule is broken in each file; but for the number
    of sentences, which a mark of the right width may end where the wrong one did not."""
    whole = corpus.read(root, keep=keep)
    return {path: record.data for path, record in whole.records.items()}, Counter(
        (problem.place.path, problem.rule)
        for problem in rules.check(whole, keep=keep)
        if problem.rule != "pair-sentences"
    )


def words(value: object) -> object:
    """Data without what repairs are for: width, punctuation, blanks and figures that contradict."""
    if isinstance(value, dict):
        return {key: words(child) for key, child in value.items()}
    if isinstance(value, list):
        return [words(child) for child in value]
    return (
        value
        if not isinstance(value, str)
        else "".join(letter for letter in value if letter.isalpha() or letter in "/@")
    )


def kinds(value: object) -> object:
    return (
        {key: kinds(child) for key, child in value.items()}
        if isinstance(value, dict)
        else [kinds(child) for child in value]
        if isinstance(value, list)
        else type(value).__name__
    )


def judge(root: Path) -> None:
    """Mends the review below ``root`` and says what is wrong with how that was done. What the
    repair has judged is not judged once more."""
    keep = shelf()
    data, problems = read(root, keep)
    fix.fix(root, files.replace, keep)
    after, left = read(root, keep)
    assert kinds(after) == kinds(data) and words(after) == words(data)
    assert not left - problems, left - problems
    texts = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert fix.fix(root, files.replace, keep) == []
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == texts


@pytest.mark.parametrize("style", STYLES)
def test_the_texts_of_a_table(style: str, tmp_path: Path) -> None:
    """Texts that can be written so, in one table; the keys of the table are out of order, too.
    Without quotation marks, where most can go wrong, all of them."""
    written = [
        STYLES[style].format(text.replace("\n", " "))
        for text in (NASTY if style == "plain" else NASTY[len(style) % 3 :: 3])
    ]
    rows = [f"    label:\n      zh: {each}\n      en: {each}\n" for each in written] + [
        f"    label: {{zh: {each}, en: {each}}}\n" for each in written[::3] if style == "plain"
    ]
    rows = [f"  row-{number}:\n{row}" for number, row in enumerate(rows) if _is_pair(row)]
    root = lay(
        tmp_path,
        {
            "swap": {
                TABLE: {
                    "id: alpha\nacronym: ALPHA\n": "acronym: ALPHA\nid: alpha\n",
                    "facts:\n": "facts:\n"
                    + "".join(
                        f"{row}    source: smith2020\n    seen: abstract\n"
                        "    unit: months\n    median: 1.5\n"
                        for row in rows
                    ),
                }
            }
        },
    )
    assert len(rows) > 20 and not corpus.read(root).problems
    judge(root)


def _is_pair(row: str) -> bool:
    """Whether a row's label is read, without a problem, as just two texts."""
    read, problems = record.parse(Source("row.yml", row))
    label = read.get("label") if read and not problems else None
    return (
        isinstance(label, dict)
        and label.keys() == {"zh", "en"}
        and all(isinstance(each, str) for each in label.values())
    )


@pytest.mark.parametrize("seed", range(2))
def test_a_page(seed: int, tmp_path: Path) -> None:
    """Each by itself at the beginning and in the midst of a line, and many together."""
    chance = random.Random(seed)
    for number, text in enumerate(
        [
            "\n\n".join(chance.sample(NASTY, 5)) if number % 2 else chance.choice(NASTY)
            for number in range(30)
        ]
    ):
        root = lay(
            tmp_path / str(number),
            {"zh": text if seed else f"甲{text}乙", "en": text if seed else f"A {text} b"},
        )
        before = [
            (
                prose.language,
                [(link.target, link.image) for link in prose.links],
                [each.keys for each in prose.citations],
            )
            for _, prose, _ in corpus.read(root).prose
        ]
        judge(root)
        assert [
            (
                prose.language,
                [(link.target, link.image) for link in prose.links],
                [each.keys for each in prose.citations],
            )
            for _, prose, _ in corpus.read(root).prose
        ] == before, text


@pytest.mark.parametrize("odd", ["\u0085", "\u2028", "\u2029", "\u000b", "\u000c", "\u001c"])
def test_keys_move_with_their_lines_whatever_stands_in_them(odd: str, tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "swap": {
                TABLE: {
                    "status: positive\n": "",
                    "acronym: ALPHA\n": f"status: positive # a{odd}b\nacronym: ALPHA\n",
                    "sources: [smith2020]\n": f"sources: [smith2020] # a{odd}\n",
                }
            }
        },
    )
    before = (root / TABLE).read_text(encoding="utf-8")
    judge(root)
    assert sorted((root / TABLE).read_text(encoding="utf-8").split("\n")) == sorted(
        before.split("\n")
    )


def test_what_a_repair_would_spoil_does_not_keep_the_rest_from_it(tmp_path: Path) -> None:
    """The mark that would become a comment stays; the other one, and the order of keys, are
    mended."""
    root = lay(
        tmp_path,
        {
            "swap": {
                TABLE: {
                    "id: alpha\nacronym: ALPHA\n": "acronym: ALPHA\nid: alpha\n",
                    "{zh: 样本小。, en: The sample is small.}": (
                        "\n    zh: 样本小。\n    en: The sample；#1 is small（12）."
                    ),
                }
            }
        },
    )
    assert {change.rule for change in fix.fix(root, files.replace)} == {
        "latin-punctuation",
        "key-order",
    }
    text = (root / TABLE).read_text(encoding="utf-8")
    assert "en: The sample；#1 is small (12)." in text and text.index("id: alpha") < text.index(
        "acronym:"
    )


def test_edits_are_made_where_they_stand() -> None:
    assert applied("abcdef", [Edit("x", 1, 2, "BB"), Edit("x", 4, 4, "-")]) == "aBBcd-ef"


def test_a_missing_language_does_not_hinder_repairs(tmp_path: Path) -> None:
    """Half-width punctuation in a text without its twin is mended; nothing waits."""
    page = _one_page(tmp_path, "<!-- zh -->\n甲,乙。\n")
    assert [change.rule for change in fix.fix(tmp_path, files.replace)] == ["han-punctuation"]
    assert "甲，乙。" in page.read_text(encoding="utf-8") and fix.withheld(tmp_path) == []


def test_a_file_left_alone_is_named_with_what_hinders(tmp_path: Path) -> None:
    """A fence that is left open makes the reading doubtful: nothing is mended, and the problem is
    told."""
    page = _one_page(
        tmp_path,
        "<!-- zh -->\n甲,乙。\n\n<!-- en -->\nOne.\n\n<!-- both -->\n```trials\nids: [alpha]\n",
    )
    text = page.read_text(encoding="utf-8")
    assert fix.fix(tmp_path, files.replace) == [] and page.read_text(encoding="utf-8") == text
    assert [problem.rule for problem in fix.withheld(tmp_path)] == ["fence-open"]


def _one_page(root: Path, body: str) -> Path:
    """A page of a sound review with another text at its end."""
    page = lay(root, {}) / "docs/review/page.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n" + body, encoding="utf-8")
    return page
