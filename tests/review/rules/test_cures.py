"""What a problem advises leads somewhere: cures that a reader could follow to no end are told apart
by their words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from laid import lay
from review import rules
from review.evidence import corpus

TABLE = "docs/trials/alpha.yml"


def cures(root: Path, old: str, new: str) -> dict[str, str]:
    """The problems of the base review with one string of its table exchanged, by rule."""
    return {
        problem.rule: str(problem)
        for problem in rules.check(corpus.read(lay(root, {"swap": {TABLE: {old: new}}})))
    }


def test_a_comma_in_braces_asks_for_quotation_marks(tmp_path: Path) -> None:
    """The words after it are no field that was misspelt."""
    said = cures(tmp_path, "en: Drug A is active.}", "en: Drug A is active, adults}")[
        "table-field-unknown"
    ]
    assert "A comma stands before “adults”" in said and "“adults”之前有半角逗号" in said


def test_a_misspelt_language_is_no_comma(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: Drug A is active.}", "en: Drug A is active., eng: Yes}")[
        "table-field-unknown"
    ]
    assert "Did you mean en?" in said and "comma" not in said


def test_an_unknown_agent_may_be_a_new_one(tmp_path: Path) -> None:
    said = cures(tmp_path, "agents: [", "agents: [brandnew, ")["vocabulary-unknown"]
    assert "is added to that file" in said and "先加进该文件" in said


def test_a_computed_limit_is_called_so(tmp_path: Path) -> None:
    """No table holds it, so that nobody looks for it there."""
    root = lay(
        tmp_path,
        {
            "zh": "[95% CI 1%～90%](../trials/alpha.yml#orr.drug)。",
            "en": "[95% CI 1%–90%](../trials/alpha.yml#orr.drug).",
        },
    )
    said = "\n".join(str(problem) for problem in rules.check(corpus.read(root)))
    assert "(computed from the counts)" in said and "（由例数算得）" in said


def test_what_is_held_is_told_in_words(tmp_path: Path) -> None:
    """No name of a field that only the engine knows, and no English unit in Chinese."""
    root = lay(
        tmp_path,
        {
            "zh": "[9.9 个月（95% CI 4.1～9.9）](../trials/alpha.yml#pfs.drug)，"
            "[95% CI 1%～90%](../trials/alpha.yml#orr.drug)。",
            "en": "[9.9 months (95% CI 4.1–9.9)](../trials/alpha.yml#pfs.drug), "
            "[95% CI 1%–90%](../trials/alpha.yml#orr.drug).",
        },
    )
    said = "\n".join(str(problem) for problem in rules.check(corpus.read(root)))
    assert (
        "发现 9.9 个月，应为 中位数 5.4 个月（" in said
        and "置信区间上限 6.6 个月" in said
        and "upper limit of the confidence interval 6.6 months" in said
    )
    assert (
        "lower limit of the exact confidence interval 16.6% (computed from the counts)" in said
        and "精确置信区间下限 16.6%（由例数算得）" in said
    )
    assert not re.search(r"exact\.|ci\.|[0-9] months，", said)


def test_an_item_of_a_list_is_counted_from_one(tmp_path: Path) -> None:
    said = cures(tmp_path, "agents: [drug-a]", "agents: [Drug A]")["table-value"]
    assert (
        "Drug A as item 1 of arms.drug.agents" in said
        and "arms.drug.agents 第 1 项 的值 Drug A" in said
    )


def test_a_lost_block_of_fields_is_listed_once(tmp_path: Path) -> None:
    said = cures(tmp_path, "status: positive\nsummary:", "summary:")["table-field-missing"]
    assert "Add status." in said
    said = cures(tmp_path / "more", "    source: smith2020\n    seen: abstract\n", "")[
        "table-field-missing"
    ]
    assert said.count("source, seen") == 1 and "Add each of them." in said and "逐一补上。" in said


def test_an_unlinked_percentage_keeps_its_sign(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: In all 30% responded.")[
        "figure-unbound"
    ]
    assert "the figure 30% without a link" in said and "[30%](#ADDRESS)" in said


def test_a_malformed_key_is_compared_with_those_there_are(tmp_path: Path) -> None:
    """A capital Z for a 2 makes a citation malformed; the key that was meant is near."""
    root = lay(tmp_path, {"zh": "甲 [@smith20Z0]。", "en": "A [@smith20Z0]."})
    said = "\n".join(
        str(problem)
        for problem in rules.check(corpus.read(root))
        if problem.rule == "citation-malformed"
    )
    assert "Did you mean smith2020?" in said and "是否指 smith2020？" in said


def test_a_comma_for_the_decimal_point(tmp_path: Path) -> None:
    """In braces YAML takes what follows it for a field: the number is what is wrong, and the only
    thing."""
    said = cures(tmp_path, "estimate: 0.42", "estimate: 0,42")
    assert list(said) == ["table-value"]
    assert (
        "found 0,42" in said["table-value"]
        and "Write a point, no comma, before the decimals: 0.42." in said["table-value"]
        and "小数点写作 .，不用逗号：0.42。" in said["table-value"]
    )


def test_a_comma_for_the_decimal_point_on_a_line_of_its_own(tmp_path: Path) -> None:
    assert (
        "before the decimals: 12.5."
        in cures(tmp_path, "median: 12.5", "median: 12,5")["table-value"]
    )


def test_a_raised_point(tmp_path: Path) -> None:
    """As The Lancet prints it."""
    said = cures(tmp_path, "median: 12.5", "median: 12·5")
    assert (
        list(said) == ["table-value"]
        and "no raised or other dot, before the decimals: 12.5." in said["table-value"]
        and "小数点写作 .，不用间隔号：12.5。" in said["table-value"]
    )


def test_a_comma_of_thousands_may_be_either(tmp_path: Path) -> None:
    said = cures(tmp_path, "n: 40, percent: 30", "n: 1,040, percent: 30")
    assert (
        list(said) == ["table-value"]
        and "(1040)" in said["table-value"]
        and "(1.040)" in said["table-value"]
    )


def test_another_minus_sign(tmp_path: Path) -> None:
    """A limit may be negative: it is the sign that is mistyped."""
    said = cures(tmp_path, "low: 0.21", "low: −0.21")["table-value"]
    assert "Type the minus sign as -: -0.21." in said and "A count" not in said


def test_a_count_below_nought_is_no_mistyped_sign(tmp_path: Path) -> None:
    assert (
        "A count cannot be negative." in cures(tmp_path, "events: 12", "events: −12")["table-value"]
    )


def test_curly_quotation_marks(tmp_path: Path) -> None:
    """A pair of them is told at its place, and the value judged as it was meant; one alone is a
    value of the wrong kind."""
    said = cures(tmp_path / "pair", 'p: "0.017"', "p: “0.017”")
    assert (
        list(said) == ["yaml-quotation"]
        and "type straight ones" in said["yaml-quotation"]
        and "改用直引号" in said["yaml-quotation"]
    )
    assert (
        "Type straight quotation marks, or none: 0.017."
        in cures(tmp_path / "one", 'p: "0.017"', "p: “0.017")["table-value"]
    )


def test_a_word_that_is_no_way_of_seeing_is_not_to_be_listed(tmp_path: Path) -> None:
    assert list(cures(tmp_path, "seen: abstract", "seen: PubMed")) == ["table-value"]


def test_a_list_of_words_is_said_once(tmp_path: Path) -> None:
    said = cures(tmp_path, "status: positive", "status: great")["table-value"]
    assert said.count("non-comparative") == 2 and "Write one of them." in said  # once a language


def test_the_day_of_checking_is_in_no_publication(tmp_path: Path) -> None:
    said = cures(tmp_path, "on: 2026-01-01", "on: 2026-02-30")["table-date"]
    assert (
        "Write the day on which it was checked." in said
        and "publication" not in said
        and "原文" not in said
    )


def test_an_unlinked_figure_is_told_which_data_hold_it(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: The median was 5.4 months.")[
        "figure-unbound"
    ]
    assert "as pfs.drug, pfs." in said and "orr" not in said


def test_an_unlinked_limit_is_told_which_data_hold_it(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: The limit was HR 0.85.")[
        "figure-unbound"
    ]
    assert "as pfs.between, pfs." in said


def test_an_unlinked_figure_that_no_datum_holds(tmp_path: Path) -> None:
    said = cures(tmp_path, "en: The sample is small.", "en: Only 77 patients.")["figure-unbound"]
    assert "No datum of this table holds 77" in said and "本表没有等于 77 的数据" in said


YAML = [
    ("sources: [smith2020]", "sources: [smith2020", "64:10", "Put ] at the end of the line."),
    ("enrolled: {randomised: 60}", "enrolled: {randomised: 60", "16:11", "a { that is not closed"),
    ("since: added", "since: a: b", "5:8", 'expected since: "a: b"'),
    ("since: added", "since added", "5:1", "a line without a colon, since added"),
    ("acronym: ALPHA", "acronym: @ALPHA", "3:10", 'expected acronym: "@ALPHA"'),
    ("acronym: ALPHA", 'acronym: "ALPHA', "3:10", "a quotation mark that is not closed"),
    ("  zh: 甲药组缓解", '  zh: "甲药组缓解', "9:7", 'a second " on the line'),
    ("{zh: 皮疹, en: rash}", '{zh: 皮疹, en: "rash}', "56:25", 'a second " on the line'),
    ("{events: 3, n: 40}", "{events: 3，n: 40}", "58:23", "the full-width ， before n in braces"),
    ("{events: 3, n: 40}", "{grade: >=3, n: 40}", "58:21", 'expected grade: ">=3"'),
    (
        "    seen: abstract",
        "      seen: abstract",
        "33:7",
        "a line indented by 6 blanks, expected 4 blanks",
    ),
    (
        "    seen: abstract",
        "   seen: abstract",
        "33:4",
        "a line indented by 3 blanks, expected 2 or 4 blanks",
    ),
    ("acronym: ALPHA", 'acronym: "A"LPHA', "3:13", "a key should stand here"),
]


@pytest.mark.parametrize("old, new, place, words", YAML, ids=[new for _, new, *_ in YAML])
def test_a_slip_of_yaml_is_explained_where_it_stands_and_in_both_languages(
    old: str, new: str, place: str, words: str, tmp_path: Path
) -> None:
    """Nothing is told in the words of the parser."""
    english, chinese, *_ = cures(tmp_path, old, new)["yaml-syntax"].splitlines()
    assert (
        english.startswith(f"{TABLE}:{place} ")
        and words in english
        and not re.search("did not find|not allowed|in this context", english)
    )
    assert re.search("[\u4e00-\u9fff]", chinese) and not re.search(
        "found|expected|allowed|character", chinese
    )


SPACED = [
    (
        "{median: 2.1}",
        "{median:2.1}",
        "49:23 yaml-colon",
        "no blank behind the colon of median, expected median: 2.1",
    ),
    (
        "{zh: 皮疹, en: rash}",
        "{zh:皮疹, en: rash}",
        "56:15 yaml-colon",
        "no blank behind the colon of zh, expected zh: 皮疹",
    ),
    (
        "    unit: months\n    primary",
        "    unit:months\n    primary",
        "45:9 yaml-colon",
        "no blank behind the colon of unit, expected unit: months",
    ),
    (
        "{median: 2.1}",
        "{median:\u30002.1}",
        "49:23 yaml-colon",
        "a full-width blank behind the colon of median",
    ),
    ("acronym: ALPHA", "acronym:\u3000ALPHA", "3:9 yaml-blank", "a full-width blank (U+3000)"),
    (
        "    seen: abstract",
        "\u3000\u3000seen: abstract",
        "33:1 yaml-blank",
        "a full-width blank (U+3000)",
    ),
]


@pytest.mark.parametrize(
    "old, new, place, words", SPACED, ids=[new.strip() for _, new, *_ in SPACED]
)
def test_a_blank_left_out_or_mistyped_is_told_once(
    old: str, new: str, place: str, words: str, tmp_path: Path
) -> None:
    """The value is read as it was meant, and no other field advised."""
    said = cures(tmp_path, old, new)
    assert len(said) == 1 and next(iter(said.values())).startswith(
        f"{TABLE}:{place}: found {words}"
    )


def test_an_address_is_no_key_without_its_blank(tmp_path: Path) -> None:
    assert (
        cures(tmp_path, "{name: The Gazette}", "{name: The Gazette, url: https://example.org/a}")
        == {}
    )


def test_at_least_is_typed_in_quotation_marks(tmp_path: Path) -> None:
    said = cures(
        tmp_path, "label: {zh: 皮疹, en: rash}\n", "label: {zh: 皮疹, en: rash}\n    grade: ≥3\n"
    )["table-value"]
    assert 'Type >= for ≥, in quotation marks: ">=3".' in said and '并加引号：">=3"。' in said


def test_a_translation_below_its_todo_mark_wants_that_mark_changed(tmp_path: Path) -> None:
    page = "docs/review/page.md"
    read = corpus.read(
        lay(
            tmp_path,
            {
                "zh": "甲药有效。",
                "en": "Drug A is active.",
                "swap": {page: {"<!-- en -->": "<!-- en: todo -->"}},
            },
        )
    )
    said = next(str(problem) for problem in rules.check(read) if problem.rule == "text-unmarked")
    assert (
        "make <!-- en: todo --> above it <!-- en -->" in said
        and "把上面的 <!-- en: todo --> 改成 <!-- en -->" in said
    )
