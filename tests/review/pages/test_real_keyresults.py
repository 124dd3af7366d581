"""The key results of the review itself, as a clinician reads them: whose they are, against what and
out of how many; and every page with its plots."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

import reviews
from places import ROOT
from review.edition.edition import Edition
from review.edition.view import View
from review.markup import labels
from review.markup.language import Language
from review.pages import section_pages, study_table, term_pages, term_parts
from review.pages.keyresults import discussed, subject, subjects
from review.pages.keyresults.keyresult_choice import concerns_all, key_results
from review.sources.prose import LANGUAGES

STUDY = re.compile(
    r"^\*\*\[(?:\\.|[^\]\\])*\]\((?:\.\./)*(?:en/|zh/)?trials/([a-z0-9-]+)\.md\)\*\*", re.MULTILINE
)
TITLE = re.compile(r' "[^"]*"\)')
END = re.compile(r'<br><small class="harm">|<br>\[[^\]]*\]\([^()]*#sec-appraisal\)|<details')


@pytest.fixture(scope="module")
def edition() -> Edition:
    return reviews.edition(ROOT)


def boxes(markdown: str) -> dict[str, str]:
    """The results of a page's box by study, without what the titles of their links say, and without
    the harm and the way on that end a study."""
    found = re.search(r'<div class="keyresults".*?^</div>$', markdown, re.DOTALL | re.MULTILINE)
    items = [item for item in found[0].split('<li markdown="1">')[1:]] if found else []
    return {
        match[1]: TITLE.sub(")", END.split(item)[0])
        for item in items
        if (match := STUDY.search(item))
    }


@functools.cache
def of_section(edition: Edition, name: str, language: str = "en") -> str:
    return section_pages.page(
        edition.corpus.sections[f"docs/review/{name}.md"], language, edition
    ).markdown


@functools.cache
def of_term(edition: Edition, kind: str, id: str, language: str = "en") -> str:
    return term_pages.page(edition.corpus.vocabulary.terms[kind][id], language, edition).markdown


def table_of(edition: Edition, id: str) -> str:
    term = edition.corpus.vocabulary.terms["diagnoses"][id]
    view = View(edition, f"en/diagnoses/{id}.md", Language.EN)
    return study_table.studies(term, edition.studied["diagnoses", id], view)


@pytest.mark.parametrize(
    "section", ["osteosarcoma", "ewing-sarcoma", "soft-tissue-sarcoma-advanced"]
)
def test_a_section_on_a_disease_has_no_line_of_another(edition: Edition, section: str) -> None:
    about = subjects(edition.corpus.sections[f"docs/review/{section}.md"], edition)
    lines = boxes(of_section(edition, section))
    assert about and lines
    for id in lines:
        assert about.ids.intersection(edition.corpus.trials[id].diagnoses), id


def test_what_the_section_on_osteosarcoma_cites_of_others_is_not_its_result(
    edition: Edition,
) -> None:
    cited = [
        trial.id
        for trial in discussed(edition.corpus.sections["docs/review/osteosarcoma.md"], edition)
    ]
    lines = boxes(of_section(edition, "osteosarcoma"))
    assert "ee99-r1" in cited and "ee99-r1" not in lines
    assert "5/42" in lines["cabone"] and "10/39" not in lines["cabone"]


@pytest.mark.parametrize("id", ["sarcoma", "soft-tissue-sarcoma", "bone-sarcoma"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_umbrella_page_says_of_each_line_whom_it_is_about(
    edition: Edition, id: str, language: str
) -> None:
    for trial, line in boxes(of_term(edition, "diagnoses", id, language)).items():
        studied = edition.corpus.trials[trial].ids("population", "diagnoses")
        name = getattr(edition.corpus.vocabulary.name("diagnoses", studied[0]), language)
        known = re.search(r'<small class="known">(.*?)</small>', line)
        assert known and (name in known[1]) == (studied != [id]), (trial, studied)


def test_figures_of_all_patients_are_marked_on_the_page_of_one_disease(edition: Edition) -> None:
    mark, marked = labels.word("en", "key", "mixed"), 0
    for term in edition.paged("diagnoses"):
        about = subject(term, edition)
        lines = boxes(of_term(edition, "diagnoses", term.id))
        for trial in edition.studied["diagnoses", term.id]:
            rows = key_results(trial, about)
            if trial.id not in lines or concerns_all(trial, about):
                continue
            for each in rows:
                named = [
                    *trial.ids(*each.row.path, "diagnoses"),
                    *(id for cell in each.cells for id in trial.ids("arms", cell.arm, "diagnoses")),
                ]
                assert each.mixed or named and about.ids.issuperset(named), (
                    term.id,
                    trial.id,
                    each.row.id,
                )
            assert lines[trial.id].count(mark) == sum(each.mixed for each in rows), (
                term.id,
                trial.id,
            )
            marked += lines[trial.id].count(mark)
    assert marked


@pytest.mark.parametrize(
    "id", ["synovial-sarcoma", "alveolar-soft-part-sarcoma", "clear-cell-sarcoma", "ewing-sarcoma"]
)
def test_a_dose_or_a_rate_of_mixed_tumours_is_no_result_of_one(edition: Edition, id: str) -> None:
    assert not {"advl1211", "jacobs-2018"} & set(boxes(of_term(edition, "diagnoses", id)))


@functools.cache
def _lines(edition: Edition) -> dict[tuple[str, str], str]:
    pages = {
        Path(path).stem: of_section(edition, Path(path).stem)
        for path in edition.corpus.sections
        if path.startswith("docs/review/")
    }
    pages |= {
        f"{kind}/{term.id}": of_term(edition, kind, term.id)
        for kind in ("agents", "diagnoses")
        for term in edition.paged(kind)
    }
    return {
        (page, trial): line
        for page, markdown in pages.items()
        for trial, line in boxes(markdown).items()
    }


SIZE = re.compile(r"\b[\d,]+ (randomised|enrolled|registered|treated|eligible|analysed|evaluable)")
OWN_SIZE = re.compile(r"\b\d+/\d+ \(|\bn=\d+|\bof \d+")
COMPARATOR = re.compile(r" v |; (?!no interval)|single arm|no control group")
MORE = re.compile(r"^\[\d+ more results?\]")
NOT_COMPARED = "by design the arms are not compared"


def test_every_line_has_its_denominator(edition: Edition) -> None:
    """The head says how many took part; where the table holds no such number, each result says
    its own."""
    lines = _lines(edition)
    assert len(lines) > 500
    sized = {place: bool(SIZE.search(line.split("<br>")[0])) for place, line in lines.items()}
    held = {place: bool(edition.corpus.trials[place[1]].get("enrolled")) for place in lines}
    assert [place for place in lines if held[place] and not sized[place]] == []
    unsized = [place for place in lines if not sized[place]]
    assert unsized  # else the next line would look at nothing
    assert [
        (place, result)
        for place in unsized
        for result in lines[place].split("<br>")[1:]
        if not OWN_SIZE.search(result)
    ] == []


def test_every_line_has_its_comparator(edition: Edition) -> None:
    assert {id for id in _uncompared(edition) if not _names_one_arm(edition, id)} == set()


@pytest.mark.xfail(strict=True, reason="the head does not say it of a trial with a verdict")
def test_one_arm_of_a_randomised_trial_is_said_to_be_compared_with_none(edition: Edition) -> None:
    assert _uncompared(edition) == set()


def _names_one_arm(edition: Edition, id: str) -> bool:
    """Whether a trial randomised without comparing has a table on one of its arms alone."""
    trial = edition.corpus.trials[id]
    return trial.get("design", "comparative") is False and len(trial.arms) == 1


def _uncompared(edition: Edition) -> set[str]:
    """Trials of which a line says neither what a result is compared with nor that it is not."""
    found = set()
    for (_, id), line in _lines(edition).items():
        head, *results = line.split("<br>")
        alone = edition.corpus.trials[id].get("design", "kind") == "single-arm-trial"
        if alone or "single-arm" in head or NOT_COMPARED in head:
            continue
        if not all(COMPARATOR.search(result) or MORE.search(result) for result in results):
            found.add(id)
    return found


@pytest.mark.parametrize(
    "page, trial, said",
    [
        ("agents/pazopanib", "palette", "randomised 246 v 123"),
        ("diagnoses/leiomyosarcoma", "lms-04", "randomised 74 v 76"),
        ("diagnoses/desmoid-tumour", "defi", "randomised 70 v 72"),
        ("diagnoses/osteosarcoma", "euramos-1", "randomised 308 v 310"),
        ("diagnoses/ewing-sarcoma", "euro-ewing-2012", "randomised 320 v 320"),
        ("diagnoses/ewing-sarcoma", "aews1031", "eligible 320 v 309"),
        ("diagnoses/gist", "a091401", "0/18"),
        ("diagnoses/trk-fusion-tumour", "scout-surgical", "5/5"),
        ("diagnoses/angiosarcoma", "tappas", "evaluable 61 v 53"),
    ],
)
def test_denominators_the_tables_hold_are_shown(
    edition: Edition, page: str, trial: str, said: str
) -> None:
    assert said in boxes(of_term(edition, *page.split("/")))[trial]


def test_what_was_assessed_is_said(edition: Edition) -> None:
    assert "against infiltration by PD-1 positive T lymphocytes" in re.sub(
        "<[^>]*>", "", boxes(of_section(edition, "immunotherapy"))["zhu-2017"]
    )
    assert (
        "at least 20 mm beyond the T1 limit"
        in boxes(of_section(edition, "ewing-sarcoma"))["thevenin-lemoine-2018"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_with_studies_opens_with_its_box(edition: Edition, language: str) -> None:
    for path, section in edition.corpus.sections.items():
        if path.startswith("docs/review/") and discussed(section, edition):
            before = section_pages.page(section, language, edition).markdown.partition(
                '<div class="keyresults"'
            )[0]
            dates = re.sub(
                r'<div class="(?:currency|overdue)[^>]*>.*?</div>', "", before, flags=re.DOTALL
            )
            headings = [line for line in dates.splitlines() if line.startswith("#")]
            answered = any("{#bottom-line}" in heading for heading in headings)
            # nothing but the title, or the title and what the section answers
            assert len(headings) == (2 if answered else 1), path
            assert answered or len(dates.split("\n\n")) <= 3, path


def told(markdown: str) -> set[str]:
    """The studies that a box names because the page tells their results already."""
    line = re.search(r"Results already in the table above and in the text: .*", markdown)
    return set(re.findall(r"trials/([a-z0-9-]+)\.md", line[0])) if line else set()


def test_the_sections_on_drugs_have_all_their_trials(edition: Edition) -> None:
    page = of_section(edition, "targeted-therapy")
    wanted = {"defi", "a091105", "sarc024", "motion", "enliven", "alter0203", "tappas"}
    assert wanted <= {*boxes(page), *told(page)}
    assert "study-309" in boxes(of_section(edition, "soft-tissue-sarcoma-advanced"))
    page = of_section(edition, "immunotherapy")
    wanted = {"su2c-sarc032", "a091401", "nci-10005", "spearhead-1", "pembrosarc-tls"}
    assert wanted <= {*boxes(page), *told(page)}


def test_a_table_of_studies_shows_the_figures_of_its_own_disease(edition: Edition) -> None:
    rows = {
        id: [line for line in table_of(edition, id).splitlines() if line.startswith("| [")]
        for id in ("osteosarcoma", "soft-tissue-sarcoma", "bone-sarcoma")
    }
    sarc028 = next(row for row in rows["osteosarcoma"] if "trials/sarc028.md" in row)
    assert "1/22" in sarc028 and "7/40" not in sarc028
    zhu, vortex = (
        next(row for row in rows["soft-tissue-sarcoma"] if f"trials/{id}.md" in row)
        for id in ("zhu-2017", "vortex")
    )
    assert "1.987" not in zhu and "no figure reported" in vortex
    machado = next(row for row in rows["bone-sarcoma"] if "trials/machado-2018.md" in row)
    assert "no figure reported" in machado and not any(
        "machado-2018" in row for row in rows["soft-tissue-sarcoma"]
    )


def test_a_study_is_left_out_for_the_reason_that_is_true(edition: Edition) -> None:
    without, elsewhere = (
        labels.word("en", "key", name).rstrip() for name in ("silent", "elsewhere-diagnoses")
    )
    reasons = {
        id: {
            name: line
            for line in of_term(edition, "diagnoses", id).splitlines()
            for name in (without, elsewhere)
            if name in line
        }
        for id in ("bone-sarcoma", "leiomyosarcoma")
    }
    assert (
        "wang-2020" in reasons["bone-sarcoma"][elsewhere]
        and "wang-2020" not in reasons["bone-sarcoma"][without]
    )
    assert (
        "announce" in reasons["leiomyosarcoma"][without]
    )  # its leiomyosarcoma result has no denominator


def test_every_page_has_a_plot_or_says_why_not(edition: Edition) -> None:
    why = [
        labels.word("en", "plot", name)
        for name in (
            "no-intervals",
            "nothing-trial",
            "nothing-agents",
            "nothing-diagnoses",
            "nothing-endpoints",
        )
    ]
    for kind in ("agents", "diagnoses", "endpoints"):
        for term in edition.paged(kind):
            view = View(edition, f"en/{kind}/{term.id}.md", Language.EN)
            markdown = term_parts.plots(term, view)
            plotted = '<figure class="plot"' in markdown or "plots.md#plot-" in markdown
            below = term_parts.studies(term, view).partition(labels.word("en", "term", "below"))[2]
            assert plotted != any(each in markdown for each in why) or below, (kind, term.id)
