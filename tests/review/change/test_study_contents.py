"""What a reviewer holds against the source: all that a new study or row says, and where each figure
comes from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from review.change.diff_data import data
from review.change.diff_markdown import CONTENTS, LONGEST, markdown
from review.change.request_comment import comment
from review.change.value_words import located
from review.edition.found_change import Change, Part
from small_review import (
    FILES,
    OTHER,
    PAGE,
    TRIAL,
    changes,
    difference,
    kinds,
    only,
    swapped,
    values,
)

BETA = "docs/trials/beta.yml"
FACT = (
    "facts:\n  age:\n    label: {zh: 年龄, en: age}\n"
    "    unit: years\n    median: 55\n"
    "    range: {low: 18, high: 80}\n"
    "    source: doe2020\n    seen: full-text\n"
    "    locator: table 1\nharms:\n"
)
ROW = (
    "  os:\n    endpoint: pfs\n    unit: months\n"
    "    population: {zh: 全部患者, en: every patient}\n"
    "    arms: {all: {median: not-reached, range: {low: 2.1, high: "
    "9.8}}}\n    source: doe2020\n    seen: abstract\n"
    "    locator: page 7\n    note: {zh: 注意。, en: Mind this.}\n"
    "harms:\n"
)


def beta() -> dict[str, str | bytes | None]:
    """The small review with another study, whose values are all its own."""
    text = swapped(TRIAL, ("harms:\n", FACT))[TRIAL]
    for swap in (
        ("alpha", "beta"),
        ("ALPHA", "BETA"),
        ("NCT00000001", "NCT00000002"),
        ("17", "5"),
        ("26", "50"),
        ("0.42", "0.9"),
        ("zh: ", "zh: 乙"),
        ("16.4", "3.1"),
    ):
        text = str(text).replace(*swap)
    return {**FILES, BETA: text}


def parts(change: Change) -> dict[str, Part]:
    return {f"{part.kind} {part.address}".strip(): part for part in change.contents}


def english(part: Part) -> dict[str, str]:
    return {value.key: value.text.en for value in part.values}


@pytest.mark.parametrize("added", [True, False])
def test_all_of_a_study_that_came_or_went(tmp_path: Path, added: bool) -> None:
    sides = (beta(), FILES) if added else (FILES, beta())
    change = only(changes(tmp_path, *sides), "trial-added" if added else "trial-removed")
    found = parts(change)
    assert [value for _, *value in values(change)] == (
        [[None, "primary endpoint met"], [None, "2"], [None, "1"], [None, "1"]]
        if added
        else [["primary endpoint met", None], ["2", None], ["1", None], ["1", None]]
    )
    assert {
        "study",
        "text title",
        "text summary",
        "text population.description",
        "text appraisal.shows",
        "text appraisal.limits",
        "arm arms.drug",
        "arm arms.placebo",
        "result npr-8w",
        "result pfs",
        "harm fatigue",
        "fact age",
    } == {*found}
    study = english(found["study"])
    assert (
        study["registries"],
        study["design.kind"],
        study["design.phase"],
        study["enrolled.randomised"],
        study["checked.against"],
    ) == ("NCT00000002", "randomised trial", "phase 2", "38", "full text")
    assert english(found["arm arms.placebo"]) == {"agents": "placebo", "n": "12"}
    assert english(found["result npr-8w"]) == {
        "drug": "5/50, 65%",
        "placebo": "0/12",
        "primary": "yes",
    }
    assert (
        english(found["result pfs"])["between"]
        == "drug A v placebo, HR 0.9, 95% CI 0.21–0.85, P=0.05"
    )
    assert english(found["harm fatigue"]) == {"drug": "10%", "grade": "3-4"}
    assert (
        english(found["fact age"])["all"].startswith("median 55 years")
        and "range 18–80" in english(found["fact age"])["all"]
    )
    assert found["text appraisal.limits"].values[0].text == ("乙样本小。", "It is small.")


def test_each_row_names_its_origin(tmp_path: Path) -> None:
    found = parts(only(changes(tmp_path, beta()), "trial-added"))
    [row, fact] = [found[id].origin for id in ("result npr-8w", "fact age")]
    assert (
        row
        and fact
        and [(each.key, each.doi) for each in row.publications] == [("doe2020", "10.1000/1")]
    )
    assert (row.seen, row.report, row.name, row.locator, fact.seen, fact.locator) == (
        "secondary",
        "news",
        "The News",
        "",
        "full-text",
        "table 1",
    )


def test_comment_on_a_new_study(tmp_path: Path) -> None:
    said = markdown(difference(tmp_path, beta()))
    assert "- **新增 / added** `BETA` · `docs/trials/beta.yml:1`\n" in said
    assert (
        "  - **不良事件 / harm** `乙乏力` / `fatigue`" in said
        and "/ `drug A: 10%; grade: 3-4`\n" in said
    )
    assert (
        "    - 数据来源 / Provenance: `doe2020 doi:10.1000/1` · `二手报道` "
        "/ `secondary report` · `The News`\n"
    ) in said
    assert (
        "    - 数据来源 / Provenance: `doe2020 doi:10.1000/1` · `全文` "
        "/ `full text` · `表 1` / `table 1`\n"
    ) in said
    assert (
        f"`docs/trials/beta.yml:{1 + beta()[BETA].split(chr(10)).index('appraisal:') + 2}"
        f"`: `乙样本小。` / `It is small.`"
    ) in said


def test_new_row_tells_population_note_and_origin(tmp_path: Path) -> None:
    change = only(changes(tmp_path, swapped(TRIAL, ("harms:\n", ROW))), "result-added")
    [part] = change.contents
    assert english(part) == {
        "all": "median not reached, range 2.1–9.8",
        "unit": "months",
        "population": "every patient",
        "note": "Mind this.",
    }
    said = markdown(difference(tmp_path / "m", swapped(TRIAL, ("harms:\n", ROW))))
    assert "`abstract` · `第 7 页` / `p. 7`" in said and "median not reached, range 2.1–9.8" in said


def test_changed_datum_names_its_origin(tmp_path: Path) -> None:
    said = markdown(difference(tmp_path, swapped(TRIAL, ("events: 17", "events: 18"))))
    assert (
        "→ `18/26，65%` / `18/26, 65%`\n"
        "  - 数据来源 / Provenance: `doe2020 doi:10.1000/1` · `二手报道` "
        "/ `secondary report` · `The News`\n"
    ) in said


def test_origin_that_changed_with_its_datum(tmp_path: Path) -> None:
    after = swapped(
        TRIAL,
        ("events: 17", "events: 18"),
        ("seen: secondary\n    report: news", "seen: full-text\n    locator: table 2"),
    )
    found = changes(tmp_path, after)
    assert kinds(found) == ["result-changed", "figure-confirmed"]
    said = markdown(difference(tmp_path / "m", after))
    assert (
        said.count(
            "`doe2020 doi:10.1000/1` · `二手报道` / `secondary report` → "
            "`全文` / `full text` · 无 / none → `表 2` / `table 2` · "
            "`The News` → 无 / none\n"
        )
        == 2
    )


def test_place_in_the_source_alone(tmp_path: Path) -> None:
    found = changes(
        tmp_path, swapped(TRIAL, ("seen: secondary\n", "seen: secondary\n    locator: figure 2\n"))
    )
    assert (
        kinds(found) == ["provenance-changed"]
        and found[0].origins[1]
        and found[0].origins[1].locator == "figure 2"
    )


@pytest.mark.parametrize("added", [True, False])
def test_arm_that_came_or_went_in_a_study(tmp_path: Path, added: bool) -> None:
    more = swapped(
        TRIAL,
        (
            "results:\n",
            (
                "  third:\n    label: {zh: 丙组, en: third arm}\n"
                "    dose: {zh: 每日一次, en: once a day}\n"
                "    agents: [drug-a]\n    n: 9\n"
                "results:\n"
            ),
        ),
    )
    [change] = changes(tmp_path, *((more, FILES) if added else (FILES, more)))
    assert [
        (name, new if added else old, old if added else new) for name, old, new in values(change)
    ] == [
        ("label", "third arm", None),
        ("dose", "once a day", None),
        ("Interventions", "drug A", None),
        ("Enrolled", "9", None),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("randomised: 38", "randomised: 39"),
        ("status: positive", "status: negative"),
        ('phase: "2"', 'phase: "3"'),
        ("    n: 26\n", "    n: 27\n"),
    ],
)
def test_what_no_row_holds_names_the_sources_of_the_study(
    tmp_path: Path, old: str, new: str
) -> None:
    [change] = changes(tmp_path, swapped(TRIAL, (old, new)))
    assert change.origins[1] and [each.key for each in change.origins[1].publications] == [
        "doe2020"
    ]


def test_no_origin_where_no_datum_changed(tmp_path: Path) -> None:
    assert changes(tmp_path / "c", swapped(TRIAL, ("on: 2026-01-01", "on: 2026-06-01")))[
        0
    ].origins == (None, None)
    assert "Provenance" not in markdown(
        difference(tmp_path, swapped(OTHER, ("follow-up continues", "follow-up has ended")))
    )


PAIR = (
    "\n<!-- zh -->\n又见 [0/12](../trials/alpha.yml#npr-8w.placebo) "
    "[@roe2021]。\n别无他事。\n\n<!-- en -->\n"
    "Again [0 of 12](../trials/alpha.yml#npr-8w.placebo) [@roe2021].\n"
    "Nothing else.\n"
)


@pytest.mark.parametrize("added", [True, False])
def test_paragraph_that_came_or_went_tells_its_claims(tmp_path: Path, added: bool) -> None:
    with_it = {**FILES, OTHER: FILES[OTHER] + PAIR}
    sides = (with_it, FILES) if added else (FILES, with_it)
    change = only(changes(tmp_path, *sides), "paragraph-added" if added else "paragraph-removed")
    said = {
        name: (new if added else old, old if added else new) for name, old, new in values(change)
    }
    assert (
        said["figures"] == ("0, 12", None)
        and said["citations"] == ("roe2021", None)
        and said["links"] == ("docs/trials/alpha.yml#npr-8w.placebo", None)
    )
    assert [(new if added else old) for name, old, new in values(change) if name == "English"] == [
        "Again 0 of 12.",
        "Nothing else.",
    ]


def test_claims_that_differ_by_language_are_told_for_each(tmp_path: Path) -> None:
    change = only(
        changes(tmp_path, {**FILES, OTHER: FILES[OTHER] + PAIR.replace("0 of 12", "1 of 12")}),
        "paragraph-added",
    )
    assert {"Chinese text, figures", "English text, figures", "citations"} <= {
        name for name, _, _ in values(change)
    }


def test_table_of_trials_that_was_added(tmp_path: Path) -> None:
    fence = "\n<!-- both -->\n```trials\ntrials: [alpha]\ncolumns: [n]\n```\n"
    change = only(changes(tmp_path / "a", {**FILES, OTHER: FILES[OTHER] + fence}), "table-changed")
    assert values(change) == [("", None, "trials: ALPHA; columns: Patients")]
    found = changes(tmp_path / "b", {**FILES, "docs/review/new.md": "# 新 | New\n" + PAIR + fence})
    assert {"page-added", "paragraph-added", "table-changed"} == {*kinds(found)}
    assert "table-changed" in kinds(
        changes(tmp_path / "c", FILES, {**FILES, "docs/review/new.md": "# 新 | New\n" + fence})
    )


def test_sentence_beside_its_datum_is_not_told_again(tmp_path: Path) -> None:
    after = swapped(
        TRIAL,
        ("{events: 17, n: 26, percent: 65}", "{events: 18, n: 26, percent: 69}"),
        ("[17/26]", "[18/26]"),
        ("[17 of 26]", "[18 of 26]"),
    )
    after = swapped(
        PAGE,
        ("[17/26（65%）]", "[18/26（69%）]"),
        ("[17 of 26 (65%)]", "[18 of 26 (69%)]"),
        ("With placebo it was", "On placebo it was"),
        files=after,
    )
    said = markdown(difference(tmp_path, after))
    assert (
        said.count("patients on drug A were free of progression.`") == 2
        and said.count("`In ALPHA, 18 of 26 (69%)") == 1
    )  # before and after
    assert (
        said.count("edits of 2 sentences are told above") == 2
    )  # of the page, and of the summary of the table
    assert (
        "`英文` / `English`: `With placebo it was 0 of 12.` → `On placebo it was 0 of 12.`" in said
    )


def test_sentence_that_cites_two_changed_data_is_printed_once(tmp_path: Path) -> None:
    before = swapped(
        PAGE,
        (
            "Drug A lengthened",
            "[0 of 12](../trials/alpha.yml#npr-8w.placebo) and Drug A lengthened",
        ),
    )
    said = markdown(
        difference(
            tmp_path,
            swapped(
                TRIAL,
                ("events: 0,", "events: 1,"),
                ("estimate: 0.42", "estimate: 0.43"),
                files=before,
            ),
            before,
        )
    )
    assert (
        said.count("`0 of 12 and Drug A lengthened") == 1
        and said.count("`docs/review/drugs.md:22`: 见上文 / see above") == 1
    )


def test_contents_and_origins_for_machines(tmp_path: Path) -> None:
    after = swapped(TRIAL, ("events: 17", "events: 18"), files=beta())
    found = json.loads(json.dumps(data(difference(tmp_path, after))))
    [added, changed] = found["changes"]
    [row] = [part for part in added["contents"] if part["address"] == "pfs"]
    assert (
        row["kind"] == "result"
        and row["place"]["path"] == BETA
        and row["values"][0]
        == {
            "key": "drug",
            "name": {"zh": "乙甲药", "en": "drug A"},
            "text": {
                "zh": "中位 3.1 周，95% CI 8.0～27.3",
                "en": "median 3.1 weeks, 95% CI 8.0–27.3",
            },
        }
    )
    assert row["origin"] == {
        "publications": [{"key": "doe2020", "doi": "10.1000/1", "pmid": None}],
        "seen": "full-text",
        "locator": None,
        "report": None,
    }
    assert (
        changed["address"] == "npr-8w"
        and changed["origins"]["new"] == changed["origins"]["old"]
        and changed["origins"]["new"]["report"] == {"id": "news", "name": "The News", "url": None}
    )
    assert changed["contents"] == [] and added["origins"] == {"old": None, "new": None}


def test_what_would_be_cut_comes_last(tmp_path: Path) -> None:
    after = swapped(TRIAL, ("events: 17", "events: 18"))
    for number in range(40):
        text = "".join(
            (
                f"  harm-{number}-{row}:\n    label: {{zh: 乏力, en: fatigue}}\n"
                f"    arms: {{drug: {{percent: {row}}}}}\n"
                f"    source: doe2020\n    seen: full-text\n"
            )
            for row in range(40)
        )
        after[f"docs/trials/t-{number}.yml"] = f"id: t-{number}\nacronym: T{number}\nharms:\n{text}"
    said = markdown(difference(tmp_path, after))
    assert LONGEST - 1_000 < len(said) < LONGEST + 300 and "(too long; cut here;" in said
    assert (
        said.index("→ `18/26，65%`")
        < said.index("绑定的数字")
        < said.index(CONTENTS.en)
        < said.index("**不良事件 / harm**")
    )
    assert len(
        comment(said.encode(), b"+x\n" * 10_000)
    ) < 65_536 and "(too long; cut here)\n\n**" not in comment(said.encode())


def test_a_new_table_of_unexpected_shapes_is_told_not_raised(tmp_path: Path) -> None:
    swaps = (
        ("randomised: 38", "randomised: {a: 1}"),
        ("n: 26\n", "n: {b: [2]}\n"),
        ("{median: 16.4, ci: {low: 8.0, high: 27.3, level: 95}}", "{median: [1, 2], ci: 3}"),
        ("{measure: HR", "{measure: [HR]"),
        ("timepoint: 8 weeks", "timepoint: [8]"),
        ("source: doe2020\n    seen: secondary", "source: [doe2020]\n    seen: {x: 1}"),
        ("news: {name: The News}", "news: [1]"),
        ("primary: true", "primary: {deep: 7}"),
        ('design: {kind: randomised-trial, phase: "2"}', "design: [3]"),
        ("en: It is small.", "en: [4]"),
    )
    text = swapped(TRIAL, *swaps)[TRIAL]
    found = changes(
        tmp_path / "a",
        {**FILES, TRIAL: None, BETA: str(text).replace("alpha", "beta")},
        {**FILES, TRIAL: None},
    )
    said = markdown(
        difference(
            tmp_path / "b",
            {**FILES, TRIAL: None, BETA: str(text).replace("alpha", "beta")},
            {**FILES, TRIAL: None},
        )
    )
    assert "trial-added" in kinds(found) and "deep" in said and "{'b': [2]}" in said
    assert kinds(
        changes(
            tmp_path / "c", {**FILES, TRIAL: None, BETA: "zh: a\nen: b\n"}, {**FILES, TRIAL: None}
        )
    ) == ["trial-added"]


@pytest.mark.parametrize(
    "text", ["<img src=x>", "@octocat", "[x](https://evil.example)", "` @octocat `", "fixes #1"]
)
def test_nothing_in_contents_and_origins_acts(tmp_path: Path, text: str) -> None:
    quoted = json.dumps(text)
    after = {
        **FILES,
        BETA: str(
            swapped(
                TRIAL,
                ("name: The News", f"name: {quoted}, url: {quoted}"),
                ("seen: secondary", f"seen: {quoted}\n    locator: {quoted}"),
                (
                    "source: doe2020\n    seen: full-text\nharms",
                    f"source: {quoted}\n    seen: full-text\nharms",
                ),
                ("en: It is small.", f"en: {quoted}"),
                ("unit: weeks", f"unit: {quoted}"),
            )[TRIAL]
        )
        .replace("alpha", "beta")
        .replace("17", "4")
        .replace("0.42", "0.7"),
    }
    said = markdown(difference(tmp_path, after))
    bare = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "CODE", said)
    assert "**不良事件 / harm**" in said and text.split()[-1].strip("`") in said
    assert not re.search("evil|octocat|#1|<img", bare) and bare.count("<") == 1


def test_a_row_seen_elsewhere_is_told_whole(tmp_path: Path) -> None:
    """Every value of it is to be held against the place where it is now said to have been seen."""
    found = changes(
        tmp_path, swapped(TRIAL, ("seen: secondary\n    report: news", "seen: full-text"))
    )
    change = only(found, "figure-confirmed")
    assert (
        english(change.contents[0]) == {"drug": "17/26, 65%", "placebo": "0/12", "primary": "yes"}
        and change.contents[0].origin is None
    )


def test_fields_and_values_have_words_in_both_languages(tmp_path: Path) -> None:
    """A reader of either language meets no name of a field and no id."""
    table = swapped(
        TRIAL,
        ("id: alpha", "id: gamma"),
        ("acronym: ALPHA", "acronym: GAMMA"),
        ("NCT00000001", "NCT00000009"),
        ('grade: "3-4"', "grade: serious"),
        ('p: "0.017"', 'p: "0.017", sided: 1'),
    )[TRIAL]
    parts = only(
        changes(tmp_path, {**FILES, "docs/trials/gamma.yml": table}), "trial-added"
    ).contents
    said = {
        part.address or part.kind: {value.name.zh: tuple(value.text) for value in part.values}
        for part in parts
    }
    assert (
        said["study"]["收录"] == ("新增", "added")
        and said["study"]["研究类型"] == ("随机试验", "randomised trial")
        and said["study"]["试验分期"] == ("2 期", "phase 2")
    )
    assert (
        said["study"]["诊断"] == ("肿瘤", "tumour")
        and said["study"]["对照的材料"] == ("全文", "full text")
        and said["arms.drug"]["干预"] == ("甲药", "drug A")
    )
    assert (
        said["fatigue"]["级别"] == ("严重", "serious") and "单侧检验" in said["pfs"]["组间比较"][0]
    )
    assert not any(re.search("[a-z]{3}", name) for values in said.values() for name in values)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        ("table 2", "表 2", "table 2"),
        ("supplementary table S2", "补充表 S2", "supplementary table S2"),
        ("appendix p 4", "附录第 4 页", "appendix p. 4"),
        ("appendix pp 4–6", "附录第 4–6 页", "appendix p. 4–6"),
        ("section 3.2", "第 3.2 节", "section 3.2"),
        ("eTable 1", "电子补充表 1", "eTable 1"),
        ("nowhere", "nowhere", "nowhere"),
    ],
)
def test_places_of_a_source_have_words(place: str, zh: str, en: str) -> None:
    assert located(place) == (zh, en)
