"""Pages of clinical questions, the head of a disease page, and what they count and compute."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.absolute_effect import AbsoluteEffect, Baseline
from review.evidence.availability import Availability
from review.evidence.corpus import Corpus
from review.evidence.participants import participants
from review.evidence.question import LEVELS, Address, Question
from review.evidence.relative_effect import RelativeEffect
from review.evidence.weighed_evidence import critical_rows, critical_weights, harm_rows
from review.markup.language import Language
from review.pages import bias_table, references_page
from review.pages.answers import absolute_words, approvals, overview, question_words
from review.pages.answers.best_evidence import best_evidence
from review.pages.answers.evidence_line import EvidenceLine
from review.pages.keyresults.repeated_results import repeated_rows
from review.pages.keyresults.study_order import clinical_rank
from review.pages.plots import scale
from review.pages.plots.drawing import Entry, Mark, draw
from review.sources import record
from review.sources.source import Source
from review.wording.provenance import Signs

TODAY = datetime.date(2026, 11, 23)
QUESTION = "sorafenib-first-line"


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(SITE)


@pytest.fixture(scope="module")
def view(read: Corpus) -> View:
    return View(Edition(read, TODAY), "en/review/systemic-therapy.md", Language.EN)


def test_a_level_has_as_many_signs_as_its_rank() -> None:
    assert [question_words.signs(level) for level in LEVELS] == ["⊕⊕⊕⊕", "⊕⊕⊕◯", "⊕⊕◯◯", "⊕◯◯◯"]


@pytest.mark.parametrize(
    "evidence, patients, studies, complete",
    [
        (["sharp#os.between"], 602, 1, True),
        (["sharp#os.sorafenib", "sharp#os.placebo"], 602, 1, True),
        (["sharp#os.sorafenib", "sharp#os.between"], 602, 1, True),
        (["sharp#os.sorafenib"], 299, 1, True),
        (["sharp#os.between", "sharp#ttsp.between", "reflect#os.between"], 1556, 2, True),
        (["gone#os.between"], 0, 0, True),
    ],
)
def test_patients_are_counted_once(
    read: Corpus, evidence: list[str], patients: int, studies: int, complete: bool
) -> None:
    found = participants(read, map(Address.read, evidence))
    assert (found.patients, found.studies, found.complete) == (patients, studies, complete)


def effect(
    comparator: float, intervention: float, low: float, high: float, level: float = 95
) -> AbsoluteEffect:
    relative = RelativeEffect("HR", 0.8, 0.7, 0.9, level)
    return AbsoluteEffect(relative, Baseline(0.5, "event"), comparator, intervention, low, high)


@pytest.mark.parametrize(
    "found, said",
    [
        (effect(500, 426, 384, 464), "74 fewer with this outcome (116 fewer to 36 fewer)"),
        (
            effect(500, 500.3, 400, 1500),
            "no difference with this outcome (100 fewer to 1,000 more)",
        ),
        (
            effect(500, 426, 384, 464, level=90),
            "74 fewer with this outcome (90% interval: 116 fewer to 36 fewer)",
        ),
    ],
)
def test_an_absolute_effect_is_told_in_whole_patients(
    view: View, found: AbsoluteEffect, said: str
) -> None:
    assert absolute_words.difference(found, "event", view) == said


def test_the_head_of_a_disease_page_leads_to_question_and_study(read: Corpus, view: View) -> None:
    section = read.sections["docs/review/systemic-therapy.md"]
    made = overview.overview(section, view)
    for piece in (
        "[Sorafenib](../questions/sorafenib-first-line.md)",
        'class="standing standing-option"',
        "(../trials/sharp.md#os.between",
        "⊕⊕⊕◯",
        "HR 0.69 (95% CI 0.55–0.87)",
    ):
        assert piece in made
    assert "P&lt;0.001](" not in made  # the figure is the estimate with its interval
    assert not overview.overview(read.sections["docs/review/surveillance.md"], view)


def test_the_head_says_where_no_figures_are_held(read: Corpus, view: View) -> None:
    section = read.sections["docs/review/systemic-therapy.md"]
    (question, addresses), *_ = best_evidence(section, view.edition)
    for best, held in (((question, addresses), True), ((question, ()), False)):
        made = overview.Overview([best], section, view).markdown()
        assert ("(../trials/sharp.md#os.between" in made) is held
        assert ('class="best">no figures held<' in made) is not held


def test_a_page_knows_what_it_tells_twice(read: Corpus, view: View) -> None:
    section = read.sections["docs/review/systemic-therapy.md"]
    twice = repeated_rows(section, view.edition)
    assert "os" in twice["sharp"] and "os" in twice["reflect"]  # text and table
    assert "ttsp" not in twice["sharp"]  # which it tells once


def test_questions_weigh_the_rows_that_they_call_critical(read: Corpus) -> None:
    assert critical_rows(read) == {"sharp": frozenset({"os"})}
    assert harm_rows(read.trials["sharp"], read) == frozenset()


def test_key_results_stand_in_the_order_of_the_questions_that_weigh_them(read: Corpus) -> None:
    assert critical_weights(read) == {"sharp": {"systemic-therapy": (False, 1, 10)}}
    text = read.questions[QUESTION].record.source.text.replace("sharp#", "zhang-2004#")
    for standing, key, there, elsewhere in (
        ("standard", "true", "zhang-2004", "zhang-2004"),
        ("standard", "false", "sharp", "sharp"),
        ("unknown", "true", "sharp", "sharp"),
        ("option", "true", "zhang-2004", "sharp"),  # only here do places count, then the design
    ):
        asked = text.replace("standing: option", f"standing: {standing}").replace(
            "rank: 10", "rank: 5"
        )
        found, problems = record.parse(
            Source("docs/questions/q.yml", asked.replace("key: true", f"key: {key}"))
        )
        assert found is not None and not problems
        both = replace(read, questions={**read.questions, "q": Question("q", found)})
        for section, first in (("systemic-therapy", there), ("surveillance", elsewhere)):
            rank = partial(clinical_rank, corpus=both, section=section)
            ids = [trial.id for trial in sorted(read.trials.values(), key=rank)]
            assert ids[0] == first and ids[-1] == "reflect"  # which no question weighs


def test_a_comparison_is_told_the_way_round_that_the_question_asks(
    read: Corpus, view: View
) -> None:
    text = read.questions[QUESTION].record.source.text
    asked = text.replace("agents: [placebo]", "agents: [sorafenib]")
    asked = asked.replace("agents: [sorafenib]", "agents: [placebo]", 1)
    found, problems = record.parse(Source("docs/questions/q.yml", asked))
    assert found is not None and not problems
    outcome = Question("q", found).outcomes[0]
    line = EvidenceLine(read.trials["sharp"], outcome.evidence[0], view, Signs())
    turned = line.figures(outcome, named=False)
    assert "HR 1.45 (95% CI 1.15–1.82)" in turned and "turned round from" in turned
    assert "HR 0.69 (95% CI 0.55–0.87)" in turned


def test_differences_stand_on_a_scale_with_none_on_it() -> None:
    made = scale.of_differences([(40.0, (29.0, 51.0)), (50.7, (37.0, 64.5))])
    assert [tick.label for tick in made.ticks()] == ["0", "20", "40", "60", "80"]
    assert made.place(0.0) == 0.0 and made.place(40.0) == 50.0 and made.place(99.0) == 100.0
    below = scale.of_differences([(-3.0, (-7.8, 2.2))])
    assert [tick.label for tick in below.ticks()] == ["−8", "−6", "−4", "−2", "0", "2", "4"]


def test_a_pool_is_a_diamond_as_wide_as_its_interval() -> None:
    ratios = scale.of_ratios([(1.0, (0.5, 2.0))])
    entry = Entry(Mark(1.0, (0.5, 2.0), pooled=True), "pool", ("HR 1",))
    drawn = draw([entry], ratios, 1.0, ("less", "more")).lines[0].bar
    assert (drawn.low, drawn.width, drawn.peak, drawn.pooled) == ("0%", "100%", 50.0, True)


def looked(events: str) -> Availability:
    text = f"agent: sorafenib\nlooked: 2026-11-01\nevents: [{events}]\n"
    found, problems = record.parse(Source("docs/availability/sorafenib.yml", text))
    assert found is not None and not problems
    return Availability("sorafenib", found)


APPROVED = "{body: fda, event: approved, date: 2007, diagnoses: [DIAGNOSIS]}"


@pytest.mark.parametrize(
    "events, status",
    [
        ("", "none"),
        (APPROVED.replace("[DIAGNOSIS]", "[hepatocellular-carcinoma]"), "granted"),
        (APPROVED.replace("[DIAGNOSIS]", "[liver-cancer]"), "granted"),
        (APPROVED.replace("[DIAGNOSIS]", "[cholangiocarcinoma]"), "none"),
        (
            APPROVED.replace("approved", "accelerated").replace(
                "[DIAGNOSIS]", "[hepatocellular-carcinoma]"
            ),
            "conditional",
        ),
        (
            APPROVED.replace("[DIAGNOSIS]", "[hepatocellular-carcinoma]")
            + ", {body: fda, event: withdrawn, date: 2010}",
            "ended",
        ),
        (
            APPROVED.replace("fda", "ema").replace("[DIAGNOSIS]", "[hepatocellular-carcinoma]"),
            "none",
        ),
    ],
)
def test_an_approval_counts_for_its_region_and_diagnosis(
    read: Corpus, view: View, events: str, status: str
) -> None:
    question = read.questions[QUESTION]
    assert approvals.standing(looked(events), "us", question, view) == status


def test_risk_of_bias_has_a_light_and_a_reason_for_each_domain(read: Corpus, view: View) -> None:
    made = bias_table.of_trial(read.trials["sharp"], view)
    assert made.count('class="light"') == 6 and "Patients were randomised." in made
    by = "RoB 2, for overall survival; a preliminary judgement by example editors, 23 November 2026"
    assert by in made
    assert bias_table.of_trial(read.trials["reflect"], view) == ""
    several = bias_table.of_studies([read.trials["reflect"], read.trials["sharp"]], view)
    assert "REFLECT" not in several and several.count("some concerns") == 2
    assert bias_table.of_studies([read.trials["reflect"]], view) == ""


def test_the_list_of_references_names_the_questions_that_cite(view: View) -> None:
    page = next(page for page in references_page.references(view.edition) if page.rendition == "en")
    for key in ("kudo2018", "llovet2008"):  # cited by its field, and by its answer
        entry = page.markdown.partition(f'id="{key}"')[2].partition('<li id="')[0]
        assert f"questions/{QUESTION}.md" in entry
