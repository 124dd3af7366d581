"""Key results: which results a page may show, in which order and words; the explorer, the map and
the timeline as woven."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.trial import Trial
from review.markup import labels
from review.pages import explorer, table_columns
from review.pages.all_pages import weave
from review.pages.indexes import indexes
from review.pages.keyresults import of_term
from review.pages.keyresults.keyresult_choice import Subject, key_results, relevant, silence
from review.pages.study_design import rank, strength
from review.pages.study_design import tested as under_test
from review.sources.record import parse
from review.sources.source import Source

TODAY = datetime.date(2026, 11, 23)
LONG = "A name of eighty characters, as a registry might print it, and then some more of"

ARMS = """arms:
  a: {label: {zh: 甲, en: drug a}, agents: [drug-a], n: 20}
  b: {label: {zh: 乙, en: drug b}, agents: [drug-b], control: true, n: 21}
  sub: {label: {zh: 亚组, en: subgroup}, kind: subgroup, diagnoses: [narrow], n: 9}
  unsized: {label: {zh: 另一亚组, en: another}, kind: subgroup}
"""


def trial(
    results: str,
    kind: str = "randomised-trial",
    phase: str = "3",
    arms: str = ARMS,
    enrolled: str = "{randomised: 41}",
) -> Trial:
    text = (
        f"id: t\nacronym: T\nstatus: positive\ndesign: {{kind: {kind}, phase: "
        f'"{phase}"}}\npopulation: {{diagnoses: [broad, narrow]}}\nenrolled: '
        f"{enrolled}\n{arms}results:\n{results}"
    )
    record, problems = parse(Source("docs/trials/t.yml", text))
    assert record is not None and not problems
    return Trial("t", record)


def shown(found: Trial, subject: Subject | None = None) -> list[str]:
    return [each.row.id for each in key_results(found, subject)]


MEDIANS = (
    "  os: {endpoint: os, primary: true, unit: months, arms: {a: {median: 9}, b: {median: 7}}}\n"
)
HAZARD = (
    "  pfs: {endpoint: pfs, primary: true, between: {measure: HR, of: a, versus: "
    "b, estimate: 0.5}}\n"
)


@pytest.mark.parametrize(
    "results, expected",
    [
        (MEDIANS, ["os"]),
        (HAZARD, ["pfs"]),
        (
            "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3}, b: {events: 1}}}\n",
            [],
        ),  # events without a denominator
        (
            "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3, n: 20}}}\n",
            [],
        ),  # randomised, but its comparator is not given
        (
            "  orr: {endpoint: orr, primary: true, arms: {sub: {percent: 30}, b: {percent: 10}}}\n",
            ["orr"],
        ),  # a cohort by its own size
        (
            (
                "  orr: {endpoint: orr, primary: true, arms: {unsized: {percent: "
                "30}, b: {percent: 10}}}\n"
            ),
            [],
        ),  # and not by that of the study
        (
            (
                "  os-sub: {endpoint: os, diagnoses: [other], arms: {a: {median: "
                "9}, b: {median: 7}}}\n"
            ),
            [],
        ),  # a subgroup of unknown size
        (
            (
                "  os-sub: {endpoint: os, primary: true, diagnoses: [narrow], "
                "arms: {a: {median: 9}, b: {median: 7}}}\n"
            ),
            ["os-sub"],
        ),  # its size is that of an arm
        (
            "  x: {endpoint: orr, arms: {a: {percent: 9}, b: {percent: 7}}}\n",
            [],
        ),  # of those measured, not of the study
        (
            (
                "  x: {endpoint: orr, primary: true, arms: {a: {events: 1}}}\n  y: "
                "{endpoint: pr, arms: {a: {events: 1, n: 20}, b: {events: 0, n: "
                "21}}}\n"
            ),
            ["y"],
        ),
    ],
)
def test_no_result_without_comparator_and_denominator(results: str, expected: list[str]) -> None:
    assert shown(trial(results)) == expected


def test_without_any_number_of_patients_only_counted_cells_are_shown() -> None:
    assert shown(trial(MEDIANS, enrolled="{}")) == []
    assert shown(
        trial(
            (
                "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3, n: "
                "20}, b: {events: 0, n: 21}}}\n"
            ),
            enrolled="{}",
        )
    ) == ["orr"]


def test_a_page_shows_what_concerns_its_subject() -> None:
    results = MEDIANS + (
        "  os-narrow: {endpoint: os, diagnoses: [narrow], arms: {a: {median: "
        "8}, b: {median: 6}}}\n  pfs: {endpoint: pfs, between: {measure: HR, "
        "of: a, versus: b, estimate: 1}}\n"
    )
    found = trial(results)
    assert shown(found) == ["os"]
    assert shown(found, Subject("diagnoses", frozenset({"narrow"}))) == [
        "os-narrow",
        "os",
    ]  # its own patients first
    assert [
        each.mixed for each in key_results(found, Subject("diagnoses", frozenset({"narrow"})))
    ] == [
        False,
        True,
    ]
    assert shown(found, Subject("diagnoses", frozenset({"broad", "narrow"}))) == ["os", "os-narrow"]
    assert shown(found, Subject("diagnoses", frozenset({"elsewhere"}))) == []
    assert shown(found, Subject("agents", frozenset({"drug-b"}))) == ["os"]
    assert shown(found, Subject("agents", frozenset({"drug-c"}))) == []


def test_a_row_on_other_patients_is_no_result_of_a_diagnosis() -> None:
    other = (
        "  os-rest: {endpoint: os, primary: true, population: {zh: 其余, en: the "
        "others}, arms: {a: {n: 5, median: 2}, b: {n: 5, median: 2}}}\n"
    )
    own = (
        "  os-narrow: {endpoint: os, primary: true, diagnoses: [narrow], arms: {a: "
        "{n: 5, median: 8}, b: {n: 4, median: 6}}}\n"
    )
    assert shown(trial(own + other), Subject("diagnoses", frozenset({"narrow"}))) == ["os-narrow"]


def test_designs_are_ranked() -> None:
    kinds = [
        ("randomised-trial", "3"),
        ("randomised-trial", "2/3"),
        ("randomised-trial", "2"),
        ("randomised-trial", "none"),
        ("single-arm-trial", "2"),
        ("pooled-analysis", "1/2"),
        ("cohort", "none"),
        ("systematic-review", "none"),
        ("case-series", "none"),
        ("case-report", "none"),
    ]
    assert [strength(trial(MEDIANS, kind, phase)) for kind, phase in kinds] == [
        "randomised-3"
    ] * 2 + ["randomised-2"] * 2 + ["single-arm"] * 2 + ["observational"] * 2 + ["cases"] * 2


def test_what_controls_are_given_too_is_not_under_test() -> None:
    both = ARMS.replace("[drug-a]", "[drug-a, backbone]").replace("[drug-b]", "[drug-b, backbone]")
    assert under_test(trial(MEDIANS, arms=both)) == ["drug-a"]
    # the same drug in another dose: what was tested is the dose
    assert under_test(trial(MEDIANS, arms=ARMS.replace("[drug-b]", "[drug-a]"))) == []
    # two regimens, neither of them the control, that share a backbone
    equals = both.replace("control: true, ", "")
    assert under_test(trial(MEDIANS, arms=equals)) == ["drug-a", "drug-b"]
    # nothing is compared: all that was given was tested
    alone = ARMS.replace("control: true, ", "").replace("[drug-b]", "[drug-a]")
    assert under_test(trial(MEDIANS, kind="non-randomised-trial", arms=alone)) == ["drug-a"]
    assert under_test(trial(MEDIANS, arms="arms: {}\n")) == []


@pytest.fixture
def edition() -> Edition:
    return Edition(corpus.read(SITE), TODAY)


def box(edition: Edition, page: str, language: str = "en") -> str:
    kind, id = page.split("/")
    view = View(edition, f"{language}/{page}.md", language)
    return of_term(
        edition.corpus.vocabulary.terms[kind][id], edition.studied.get((kind, id), []), view
    )


def test_what_a_question_weighs_comes_first(edition: Edition) -> None:
    assert [
        each.id
        for each in sorted(
            edition.corpus.trials.values(), key=lambda each: rank(each, edition.corpus)
        )
    ] == ["reflect", "sharp", "zhang-2004"]
    assert [
        name
        for name in re.findall(r"^\*\*\[([^\]]+)\]", box(edition, "agents/sorafenib"), re.MULTILINE)
    ] == ["SHARP", "REFLECT"]


def test_a_line_has_all_it_must(edition: Edition) -> None:
    line = next(item for item in box(edition, "agents/sorafenib").split("<li ") if "SHARP" in item)
    for said in (
        "../trials/sharp.md)",
        "randomised phase 3",
        "2008",
        "602 randomised",
        "primary endpoint met",
        "median overall survival: [sorafenib 10.7 months; placebo 7.9 months",
        "HR 0.69 (95% CI 0.55–0.87)",
        "What it does not show",
    ):
        assert said in line


def test_a_box_names_the_studies_it_cannot_show(edition: Edition, tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    table = site / "docs/trials/sharp.yml"
    table.write_text(
        re.sub(r"enrolled: .*", "enrolled: {}", table.read_text(encoding="utf-8")), encoding="utf-8"
    )
    found = Edition(corpus.read(site), TODAY)
    made = box(found, "agents/placebo")
    assert "Not listed" in made and "[SHARP](../trials/sharp.md)" in made and "10.7" not in made


def test_an_agent_without_trials_has_no_box_and_one_arm_is_said_to_be_alone(tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    table = site / "docs/trials/sharp.yml"
    text = (
        table.read_text(encoding="utf-8")
        .replace("kind: randomised-trial", "kind: single-arm-trial")
        .replace("acronym: SHARP", f"acronym: {LONG}")
    )
    text = re.sub(
        r"(?m)^  placebo:\n(?:    .*\n)+|^      placebo: .*\n|^    between: .*\n", "", text
    )
    table.write_text(text, encoding="utf-8")
    found = Edition(corpus.read(site), TODAY)
    assert box(found, "agents/placebo") == ""
    line = next(line for line in box(found, "agents/sorafenib").splitlines() if LONG in line)
    assert (
        "single-arm phase 3" in line
        and (
            "<br>median overall survival: [sorafenib 10.7 months; enrolled 299; no "
            "interval reported]"
        )
        in line
    )


@pytest.mark.parametrize(
    "status, kind, said",
    [
        ("non-comparative", "randomised-trial", "non-comparative-randomised"),
        ("non-comparative", "single-arm-trial", "non-comparative-alone"),
        ("non-comparative", "pooled-analysis", "non-comparative-alone"),
        ("negative", "randomised-trial", "negative"),
    ],
)
def test_why_nothing_is_compared_depends_on_the_design(status: str, kind: str, said: str) -> None:
    found = trial(MEDIANS, kind=kind)
    found.record.data["status"] = status
    assert table_columns.verdict(found) == said
    assert (
        labels.word("zh", "status", said) != said
        and labels.word("en", "status-short", said) != said
    )


def test_a_rate_of_all_patients_is_no_result_of_one_disease() -> None:
    rate = "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3, n: 20}}}\n"
    narrow, both = (
        Subject("diagnoses", frozenset({"narrow"})),
        Subject("diagnoses", frozenset({"broad", "narrow"})),
    )
    found = trial(rate, kind="single-arm-trial", phase="2")
    assert (
        shown(found, narrow) == []
        and silence(found, narrow) == "elsewhere"
        and shown(found, both) == ["orr"]
    )
    assert [each.mixed for each in relevant(found, narrow)] == [
        True
    ]  # a table of all studies has it, marked
    assert (
        silence(
            trial(
                "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3}}}\n",
                kind="single-arm-trial",
            ),
            narrow,
        )
        == "silent"
    )


def test_what_every_patient_has_makes_a_study_one_of_that_disease() -> None:
    rate = "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3, n: 20}}}\n"
    found = trial(rate, kind="single-arm-trial", phase="2")
    found.record.data["population"]["every"] = ["narrow"]
    assert [
        each.mixed for each in key_results(found, Subject("diagnoses", frozenset({"narrow"})))
    ] == [False]


def test_a_cohort_of_the_subject_is_its_result_though_the_arms_are_not_compared() -> None:
    rows = (
        "  orr: {endpoint: orr, primary: true, arms: {a: {events: 3, n: 20}, b: "
        "{events: 1, n: 21}}}\n  orr-later: {endpoint: orr, population: {zh: 扩展, "
        "en: expansion}, arms: {sub: {events: 0, n: 9}, a: {events: 1, n: 9}}}\n"
    )
    found = trial(rows)
    found.record.data["design"]["comparative"] = False
    assert [
        (each.row.id, [cell.arm for cell in each.cells], each.primary)
        for each in key_results(found, Subject("diagnoses", frozenset({"narrow"})))
    ] == [("orr-later", ["sub"], False)]


def test_a_section_opens_with_its_box_whatever_it_begins_with(tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    page = site / "docs/review/systemic-therapy.md"
    text = page.read_text(encoding="utf-8")
    written = (
        "<!-- zh -->\n- 索拉非尼：[10.7 个月](../trials/sharp.yml#os.sorafenib)。\n\n"
        "<!-- en -->\n- Sorafenib: [10.7 "
        "months](../trials/sharp.yml#os.sorafenib).\n\n"
    )
    page.write_text(
        re.sub(r"(?m)^(# .*\n)\n?", lambda match: f"{match[1]}\n{written}", text, count=1),
        encoding="utf-8",
    )
    woven = {page.uri: page.markdown for page in weave(corpus.read(site), TODAY)}[
        "en/review/systemic-therapy.md"
    ]
    assert (
        woven.index('<div class="keyresults"') < woven.index("- Sorafenib:")
        and "[SHARP]" in woven[: woven.index("- Sorafenib:")]
    )


def test_a_section_on_a_disease_leaves_out_what_it_cites_of_others(tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    page = site / "docs/review/systemic-therapy.md"
    text, made = page.read_text(encoding="utf-8"), {}
    for id in ("hepatocellular-carcinoma", "elsewhere"):
        (site / "docs/vocabulary/diagnoses.yml").open("a", encoding="utf-8").write(
            "\nelsewhere:\n  zh: 他处\n  en: elsewhere\n" if id == "elsewhere" else ""
        )
        page.write_text(
            text.replace("interval:", f"diagnoses: [{id}]\ninterval:", 1), encoding="utf-8"
        )
        made[id] = {page.uri: page.markdown for page in weave(corpus.read(site), TODAY)}[
            "en/review/systemic-therapy.md"
        ]
    assert (
        "keyresults" in made["hepatocellular-carcinoma"] and "keyresults" not in made["elsewhere"]
    )


def test_both_languages_of_a_study_stand_side_by_side(pages: dict[str, str]) -> None:
    markdown = pages["zh-en/review/surveillance.md"]
    made = markdown[markdown.index('<div class="keyresults"') :]
    item = made[made.index("<li ") : made.index("</li>")]
    assert item.count('<div class="both study" markdown="1">') == 1
    assert item.count("[Zhang 2004]") == 2
    assert (
        item.index('<div lang="zh"')
        < item.index("肝癌死亡")
        < item.index('<div lang="en"')
        < item.index("death from liver cancer")
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {page.uri: page.markdown for page in weave(corpus.read(SITE), TODAY)}


def test_every_study_is_a_row_of_the_explorer_with_its_marks(pages: dict[str, str]) -> None:
    rows = [
        line
        for line in pages["en/trials/index.md"].splitlines()
        if line.startswith("| <span data-diagnosis")
    ]
    assert len(rows) == 3 and all(len(re.findall(r"(?<!\\)\|", row)) == 9 for row in rows)
    sharp = next(row for row in rows if "[SHARP]" in row)
    assert (
        'data-diagnosis="hepatocellular-carcinoma liver-cancer" '
        'data-agent="sorafenib placebo" data-tested="sorafenib" '
        'data-class="multikinase-inhibitor"'
    ) in sharp
    assert (
        'data-phase="3" data-design="randomised-trial" data-setting="advanced" '
        'data-line="none" data-status="positive" data-since="predecessor" '
        'data-year="2008" data-n="602" data-rank="0"'
    ) in sharp


def test_rows_that_one_page_cannot_hold_stand_on_further_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(explorer, "ROWS", 2)
    made = {page.uri: page.markdown for page in indexes(Edition(corpus.read(SITE), TODAY))}
    first, second = made["en/trials/index.md"], made["en/trials/index-2.md"]
    assert re.findall(r"\]\((\S+)\)\{\.rows\}", first) == ["index-2.md"]
    named = [re.findall(r"</span>\[([^]]+)\]\(", text) for text in (first, second)]
    assert named == [["REFLECT", "SHARP"], ["Zhang 2004"]]
    assert 'data-number="3"' in first and "<form" not in second


def test_every_filter_has_its_label_and_only_options_in_use(pages: dict[str, str]) -> None:
    form = re.search(r"<form.*?</form>", pages["zh/trials/index.md"], re.DOTALL)[0]
    ids = re.findall(r'<(?:select|input) id="([^"]+)"', form)
    assert sorted(ids) == sorted(re.findall(r'<label for="([^"]+)"', form))
    assert len(ids) == len(set(ids)) and "\n\n" not in form
    assert "放射" not in form and "索拉非尼" in form


def test_the_timeline_has_every_year_and_every_study(pages: dict[str, str]) -> None:
    page = pages["en/timeline.md"]
    assert re.findall(r"(?m)^## (\d+)", page) == ["2018", "2008", "2004"]
    assert len(re.findall(r"(?m)^1\. ", page)) == 15 and page.count("- [") == 3


def test_the_home_page_leads_to_every_disease_and_drug_under_test(pages: dict[str, str]) -> None:
    home = pages["en/index.md"]
    for target in (
        "diagnoses/liver-cancer.md",
        "agents/lenvatinib.md",
        "agents/ultrasound.md",
        "trials/index.md",
        "evidence-map.md",
        "timeline.md",
    ):
        assert f"]({target})" in home
    assert "agents/placebo.md" not in home
