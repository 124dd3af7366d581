"""Paragraphs, pages, references and vocabulary: what each change means, and what is no clinical
change."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.change.diff_markdown import markdown
from review.edition.found_change import Weight
from small_review import (
    AGENTS,
    BIB,
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

WELL = "and patients tolerated it well."


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("patinets tolerated", "patients tolerated"),
        ("patients tolerted", "patients tolerated"),
        ("patients  tolerated", "patients tolerated"),
        ("patients, tolerated", "patients tolerated"),
        ("**patients** tolerated", "patients tolerated"),
        ("Patients tolerated", "patients tolerated"),
    ],
)
def test_slip_mended_is_no_clinical_change(tmp_path: Path, wrong: str, right: str) -> None:
    found = difference(tmp_path, FILES, swapped(PAGE, (right, wrong)))
    assert kinds(list(found.changes)) == ["paragraph-slip"] and found.verdict == Weight.NEUTRAL


def test_han_slip_mended(tmp_path: Path) -> None:
    assert (
        difference(tmp_path, FILES, swapped(PAGE, ("患者耐受", "患者耐绶"))).verdict
        == Weight.NEUTRAL
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PAGE, "tolerated it well", "tolerated it badly"),
        (PAGE, "tolerated it well", "did not tolerate it well"),
        (PAGE, "Drug A lengthened", "Drug A shortened"),
        (PAGE, "甲药延长了", "甲药未延长"),
        (PAGE, "耐受良好", "耐受不良"),
        (OTHER, "仍在继续", "未在继续"),
        (OTHER, "follow-up continues", "follow-up discontinues"),
    ],
)
def test_one_word_that_turns_the_meaning_is_never_a_slip(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    found = difference(tmp_path, swapped(path, (old, new)))
    assert found.verdict == Weight.WORDING and kinds(list(found.changes)) == [
        "paragraph-one-language"
    ]


def test_one_language_only_shows_the_sentence(tmp_path: Path) -> None:
    change = changes(tmp_path, swapped(OTHER, ("follow-up continues", "follow-up has ended")))[0]
    assert (
        change.kind == "paragraph-one-language"
        and str(change.new) == f"{OTHER}:7:1"
        and "(English)" in change.subject.en
    )
    assert values(change) == [
        (
            "English",
            "Patients on placebo received care and tolerated it well; follow-up continues.",
            "Patients on placebo received care and tolerated it well; follow-up has ended.",
        )
    ]


def test_both_languages(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        swapped(
            OTHER, ("follow-up continues", "follow-up has ended"), ("随访仍在继续", "随访已经结束")
        ),
    )
    assert kinds(found) == ["paragraph-wording"] and found[0].weight == Weight.WORDING


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("[0 of 12]", "[1 of 12]", "figures"),
        ("progression [@doe2020]", "progression [@roe2021]", "citations"),
        ("npr-8w.placebo)", "pfs.placebo)", "links"),
    ],
)
def test_figures_citations_links_are_clinical(
    tmp_path: Path, old: str, new: str, name: str
) -> None:
    change = only(changes(tmp_path, swapped(PAGE, (old, new))), "paragraph-figures")
    assert change.weight == Weight.CLINICAL and any(name in each for each, _, _ in values(change))


def test_the_digits_of_a_name_are_no_figure(tmp_path: Path) -> None:
    """Neither where the name of a trial comes into a text, nor beside a figure that does change;
    the same digits elsewhere are one."""
    before = swapped(TRIAL, ("acronym: ALPHA", "acronym: XYZ 10005 (part B)"))
    text = ("在 ALPHA 试验中", "在 XYZ 10005 试验中"), ("In ALPHA,", "In XYZ 10005,")
    named = only(
        changes(tmp_path / "name", swapped(PAGE, *text, files=before), before), "paragraph-wording"
    )
    assert not any(name.endswith("figures") for name, *_ in values(named))
    beside = only(
        changes(
            tmp_path / "beside",
            swapped(
                PAGE,
                *text,
                ("患者未进展", "患者 8 周时未进展"),
                ("patients on drug A were", "patients on drug A at 8 weeks were"),
                files=before,
            ),
            before,
        ),
        "paragraph-figures",
    )
    times = "numbers of phases, time points and the like"
    assert (f"Chinese text, {times}", None, "8 weeks") in values(beside) and (
        f"English text, {times}",
        None,
        "8 weeks",
    ) in values(beside)
    bare = only(
        changes(
            tmp_path / "bare",
            swapped(
                PAGE,
                ("在 ALPHA 试验中", "在 10005 例的试验中"),
                ("In ALPHA,", "In 10005 patients,"),
                files=before,
            ),
            before,
        ),
        "paragraph-figures",
    )
    assert ("English text, figures", None, "10005") in values(bare)


def test_figures_exchanged(tmp_path: Path) -> None:
    before = swapped(OTHER, ("follow-up continues", "12 of them died and 15 relapsed"))
    assert kinds(
        changes(
            tmp_path,
            swapped(
                OTHER,
                ("12 of them died and 15 relapsed", "15 of them died and 12 relapsed"),
                files=before,
            ),
            before,
        )
    ) == ["paragraph-figures"]


def test_unit_in_prose(tmp_path: Path) -> None:
    before = swapped(OTHER, ("follow-up continues", "follow-up lasts 8 weeks"))
    assert kinds(
        changes(tmp_path, swapped(OTHER, ("8 weeks", "8 months"), files=before), before)
    ) == ["paragraph-figures"]


def test_paragraph_added_removed_moved(tmp_path: Path) -> None:
    pair = "\n<!-- zh -->\n全新的一段。\n\n<!-- en -->\nQuite a new paragraph.\n"
    after = {**FILES, OTHER: FILES[OTHER] + pair}
    assert kinds(changes(tmp_path / "a", after)) == ["paragraph-added"]
    assert kinds(changes(tmp_path / "b", FILES, after)) == ["paragraph-removed"]
    moved = {**FILES, OTHER: FILES[OTHER].replace("\n<!-- zh -->", pair + "\n<!-- zh -->", 1)}
    found = difference(tmp_path / "c", moved, after)
    assert kinds(list(found.changes)) == ["paragraph-moved"] and found.verdict == Weight.NEUTRAL


def test_paragraph_moved_to_another_page(tmp_path: Path) -> None:
    pair = "\n<!-- zh -->\n全新的一段。\n\n<!-- en -->\nQuite a new paragraph.\n"
    found = changes(
        tmp_path, {**FILES, PAGE: FILES[PAGE] + pair}, {**FILES, OTHER: FILES[OTHER] + pair}
    )
    assert kinds(found) == ["paragraph-moved"] and (
        str(found[0].old).split(":")[0],
        str(found[0].new).split(":")[0],
    ) == (OTHER, PAGE)


def test_moved_and_edited(tmp_path: Path) -> None:
    pair = (
        "\n<!-- zh -->\n全新的一段文字在此。\n"
        "\n<!-- en -->\nQuite a new paragraph stands here in full.\n"
    )
    found = changes(
        tmp_path,
        {**FILES, PAGE: FILES[PAGE] + pair.replace("in full", "at last")},
        {**FILES, OTHER: FILES[OTHER] + pair},
    )
    assert kinds(found) == ["paragraph-one-language"]


def test_translation_added(tmp_path: Path) -> None:
    before = {**FILES, OTHER: FILES[OTHER].split("<!-- en -->")[0] + "<!-- en: todo -->\n"}
    assert kinds(changes(tmp_path / "a", FILES, before)) == ["paragraph-translated"]
    assert kinds(changes(tmp_path / "b", before, FILES)) == ["paragraph-untranslated"]


def test_a_language_taken_away_heads_the_diff_with_the_figures_that_went(tmp_path: Path) -> None:
    page = FILES[PAGE]
    start, end = page.index("<!-- en -->"), page.index("\n<!-- zh -->\n甲药延长了")
    found = difference(tmp_path, {**FILES, PAGE: page[:start] + "<!-- en: todo -->\n" + page[end:]})
    assert (
        kinds(list(found.changes)) == ["paragraph-untranslated"] and found.verdict == Weight.WORDING
    )
    said = markdown(found)
    assert (
        "**有段落不再有英文；其余数据、引文未变，请读 / A paragraph "
        "is no longer in English; no other change of data or citations, "
        "please read it**"
    ) in said
    assert (
        "`英文版的数字` / `English text, figures`: `17、26、65%、0、12` "
        "/ `17, 26, 65%, 0, 12` → 无 / none"
    ) in said


def test_numbers_of_phases_ratios_and_times_are_no_figures_of_a_new_text(tmp_path: Path) -> None:
    pair = (
        "\n<!-- zh -->\n一项 2 期试验按 2:1 分配 120 例，8 周时 3 线患者的中位生存"
        "期为 5.6 个月，5 年总生存率为 65%。\n"
        "\n<!-- en -->\nA phase 2 trial allocated 120 patients 2:1; "
        "at 8 weeks median survival in line 3 was 5.6 months and 5-year "
        "overall survival was 65%.\n"
    )
    before, after = (
        {**FILES, OTHER: FILES[OTHER] + pair},
        {**FILES, OTHER: FILES[OTHER] + pair.replace("phase 2", "phase 3").replace("2 期", "3 期")},
    )
    added = only(changes(tmp_path / "a", before), "paragraph-added")
    [figures] = [each for each in added.details if each.name.en == "figures"]
    assert figures.new == ("120、5.6 个月、65%", "120, 5.6 months, 65%")
    assert not any("phases" in name for name, *_ in values(added))
    change = only(changes(tmp_path / "b", after, before), "paragraph-figures")
    assert change.weight == Weight.CLINICAL and (
        "English text, numbers of phases, time points and the like",
        "2",
        "3",
    ) in values(change)


def test_the_comment_has_words_for_nothing_and_for_a_language(tmp_path: Path) -> None:
    said = markdown(difference(tmp_path / "a", swapped(PAGE, ("[0 of 12]", "[1 of 12]"))))
    assert "`只改了` / `edited only in`: `英文` / `English`\n" in said
    said = markdown(difference(tmp_path / "b", swapped(TRIAL, ("    primary: true\n", ""))))
    assert "`主要终点的结果` / `result of the primary endpoint`: `是` / `yes` → 无 / none" in said
    table = swapped(
        PAGE,
        (
            "trials: [alpha]\ncolumns: [phase, n, pfs]",
            "diagnosis: tumour\nphase: 2\nsort: -year\ncolumns: [phase, n, npr-8w, gone]",
        ),
    )
    said = markdown(difference(tmp_path / "c", table))
    assert (
        "→ `诊断：肿瘤；试验分期：2 期；排序：年份（降序）；列：试验分期、例数、" in said
        and "sort" not in said
    )
    assert (
        "/ `trials: ALPHA; columns: Phase, Patients, progression-free survival (pfs)` → " in said
        and (
            "/ `diagnosis: tumour; phase: phase 2; order: Year (descending); "
            "columns: Phase, Patients, non-progression rate at 8 weeks (npr-8w), "
            "gone`"
        )
        in said
    )
    assert "∅" not in said and "{" not in said


def test_text_of_a_table(tmp_path: Path) -> None:
    found = changes(tmp_path, swapped(TRIAL, ("en: It is small.", "en: It is large.")))
    assert (
        kinds(found) == ["paragraph-one-language"]
        and found[0].subject.en == "ALPHA · what it does not show (English)"
        and found[0].new
        and found[0].new.line == 55
    )


def test_note_added_to_a_table(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        swapped(
            TRIAL,
            (
                "    seen: secondary\n",
                "    seen: secondary\n    note: {zh: 注意。, en: Mind this.}\n",
            ),
        ),
    )
    assert (
        kinds(found) == ["paragraph-added"]
        and found[0].subject.en == "ALPHA · result npr-8w · Note"
    )


def test_headings_tables_dates_and_pages(tmp_path: Path) -> None:
    after = swapped(
        PAGE,
        ("## 甲药 |", "## 甲类药 |"),
        ("columns: [phase, n, pfs]", "columns: [phase, n]"),
        ("reviewed: 2026-01-02", "reviewed: 2026-07-02"),
    )
    found = changes(tmp_path, {**after, "docs/review/new.md": "# 新 | New\n"})
    assert kinds(found) == ["table-changed", "heading-changed", "section-reviewed", "page-added"]
    assert values(only(found, "section-reviewed")) == [("reviewed", "2026-01-02", "2026-07-02")]
    assert only(found, "table-changed").weight == Weight.CLINICAL


def test_reviewed_alone_is_no_clinical_change(tmp_path: Path) -> None:
    assert (
        difference(
            tmp_path, swapped(PAGE, ("reviewed: 2026-01-02", "reviewed: 2026-07-02"))
        ).verdict
        == Weight.NEUTRAL
    )


def test_references(tmp_path: Path) -> None:
    new = (
        "@article{poe2022,\n  author = {Poe, Ann},\n"
        "  title  = {A third trial},\n  year   = {2022},\n"
        "}\n"
    )
    after = {**FILES, BIB: FILES[BIB].split("@article{roe2021")[0] + new}
    found = changes(tmp_path, after)
    assert kinds(found) == ["reference-added", "reference-removed"]
    assert values(only(found, "reference-added"))[0][2] == "Poe A. A third trial. 2022."


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("10.1000/1", "10.1000/9", Weight.CLINICAL),
        ("Journal of Examples", "Journal of Samples", Weight.WORDING),
        ("pages   = {1--9},", "pages   = {1-9},", Weight.NEUTRAL),
        ("title   = {Drug {A}", "title = {Drug {{A}}", Weight.NEUTRAL),
    ],
)
def test_reference_changed(tmp_path: Path, old: str, new: str, weight: str) -> None:
    assert difference(tmp_path, swapped(BIB, (old, new))).verdict == weight


ERRATUM = (
    "\n@article{doe2021,\n  author = {Doe, Jane},\n"
    "  title = {Erratum: drug {A} in tumours},\n"
    "  year = {2021},\n  corrects = {doe2020},\n"
    "}\n"
)
MORE = "\n<!-- zh -->\n甲药口服 [@doe2020]。\n\n<!-- en -->\nDrug A is taken by mouth [@doe2020].\n"


def test_an_erratum_without_new_data_is_told_with_all_sentences_that_cite_what_it_corrects(
    tmp_path: Path,
) -> None:
    """They are to be read against it."""
    before = {**FILES, OTHER: FILES[OTHER] + MORE}
    found = only(
        changes(tmp_path, {**before, BIB: FILES[BIB] + ERRATUM}, before), "reference-added"
    )
    assert ("corrects", None, "doe2020") in values(found) and found.others == 0
    assert [(each.language, each.fate) for each in found.sentences] == [
        ("zh", "unedited"),
        ("en", "unedited"),
    ] * 2


def test_an_erratum_with_new_data_is_told_with_the_sentences_that_cite_them(tmp_path: Path) -> None:
    before = {**FILES, OTHER: FILES[OTHER] + MORE}
    after = swapped(
        TRIAL,
        ("events: 17, n: 26, percent: 65", "events: 18, n: 26, percent: 69"),
        files={**before, BIB: FILES[BIB] + ERRATUM},
    )
    after = swapped(PAGE, ("[17 of 26 (65%)]", "[18 of 26 (69%)]"), files=after)
    found = only(changes(tmp_path, after, before), "reference-added")
    assert [(each.language, each.fate) for each in found.sentences] == [
        ("zh", "unedited"),
        ("en", "edited"),
    ] and found.others == 2
    said = markdown(difference(tmp_path / "m", after, before))
    assert (
        "引用被更正文献的另有 2 句，所引数据未变 / 2 more sentences cite the work corrected" in said
        and "taken by mouth" not in said
    )


def test_key_renamed(tmp_path: Path) -> None:
    after = swapped(
        TRIAL,
        ("doe2020", "doe2020a"),
        files=swapped(
            PAGE, ("@doe2020", "@doe2020a"), files=swapped(BIB, ("{doe2020,", "{doe2020a,"))
        ),
    )
    found = difference(tmp_path, after)
    assert "reference-rekeyed" in kinds(list(found.changes)) and not {
        "provenance-changed",
        "reference-added",
    } & {*kinds(list(found.changes))}


def test_vocabulary(tmp_path: Path) -> None:
    after = swapped(
        AGENTS,
        ("zh: 甲药,", "zh: 甲替尼,"),
        ("brands: {en: [Aone]}", "brands: {en: [Aone, Atwo]}"),
        ("en: A drug.", "en: A new drug."),
        ("placebo: {zh: 安慰剂, en: placebo}", "sham: {zh: 假手术, en: sham}"),
    )
    found = changes(tmp_path, after)
    assert [each for each in kinds(found) if each.startswith("term")] == [
        "term-added",
        "term-removed",
        "term-renamed",
        "term-changed",
    ]
    assert values(only(found, "term-renamed")) == [("Chinese name", "甲药", "甲替尼")]
    assert only(found, "paragraph-one-language").subject.en.startswith(
        "agents · drug-a · definition"
    )


def test_coverage_before_and_after(tmp_path: Path) -> None:
    found = difference(
        tmp_path,
        swapped(PAGE, ("[0 of 12](../trials/alpha.yml#npr-8w.placebo)", "0 of 12 patients")),
    )
    assert (
        found.before["en"].percent == "100%" and found.after["en"].bound < found.after["en"].total
    )


def test_from_nothing(tmp_path: Path) -> None:
    found = changes(tmp_path, FILES, {})
    assert {"trial-added", "reference-added", "page-added", "paragraph-added", "term-added"} <= {
        *kinds(found)
    } and "result-added" not in kinds(found)
