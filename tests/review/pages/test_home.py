"""What the home page has of its own: the newest changes above the ways in."""

from __future__ import annotations

import datetime

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.found_change import Change, Detail, Weight
from review.edition.log import TRIAL, Entry, First, Log
from review.edition.view import View
from review.evidence import corpus
from review.pages.all_pages import weave
from review.pages.home import ASKED, with_questions
from review.pages.home_news import news
from review.problem import same

TODAY = datetime.date(2026, 11, 23)
FIRST = First(datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC), 2, 2, 3)


def entry(subject: str, day: int, *changes: Change, kind: str = TRIAL) -> Entry:
    """A study of which some things changed."""
    return Entry(kind, subject, FIRST.moment.replace(month=11, day=day), changes)


def result(kind: str, row: str, old: str = "", new: str = "", key: str = "between") -> Change:
    """A result that came or changed; ``key`` is the field or the arm."""
    details = (Detail(same("x"), same(old), same(new), key),) if old else ()
    return Change(kind, Weight.CLINICAL, same(row), details=details, address=row)


ADDED = Change("trial-added", Weight.NEUTRAL, same("x"))
AMENDED = Change(
    "trial-changed",
    Weight.NEUTRAL,
    same("x"),
    details=(Detail(same("age"), None, same("x"), "population.age"),),
)
HAZARD = result("result-changed", "os", "HR 0.70", "HR 0.69")


def shown(log: Log, language: str = "en") -> str:
    return news(View(Edition(corpus.read(SITE), TODAY, log=log), f"{language}/index.md", language))


def test_the_answer_on_a_disease_ends_with_its_questions() -> None:
    edition = Edition(corpus.read(SITE), TODAY)
    asked = edition.questions["review/systemic-therapy.md"]
    entries = "- [A](review/systemic-therapy.md): x.\n- [B](review/other.md): y.\nz"
    for language in ("zh", "en"):
        first, *others = with_questions(
            entries, View(edition, f"{language}/index.md", language)
        ).split("\n")
        assert others == entries.split("\n")[1:]
        head, fold = first.split(" <details ")
        assert head == "- [A](review/systemic-therapy.md): x."
        assert fold.count("](questions/") == min(len(asked), ASKED) + (len(asked) > ASKED)
        assert next(question.id for question in asked if question.key) in fold.split("<li>")[1]
        assert f"{len(asked)} " in fold and "⊕" in fold


def test_the_diseases_stand_first_and_the_newest_changes_above_the_ways_in() -> None:
    pages = {
        page.uri: page.markdown
        for page in weave(corpus.read(SITE), TODAY, log=Log((entry("sharp", 20, HAZARD),), FIRST))
    }
    for uri, said in (("zh/index.md", "最近更新"), ("en/index.md", "Newest changes")):
        made = pages[uri]
        order = (
            "](review/systemic-therapy.md)",
            said,
            "[SHARP](trials/sharp.md)",
            'class="picks"',
        )
        places = [made.index(each) for each in order]
        assert places == sorted(places)
        assert "(changes.md)" in made.partition('class="picks"')[0]


def test_studies_of_a_day_are_told_in_one_line() -> None:
    added = [entry(id, 21, ADDED) for id in ("sharp", "reflect", "gone")]
    made = shown(Log(tuple(added), FIRST))
    assert "New studies: [SHARP](trials/sharp.md), [REFLECT](trials/reflect.md)" in made
    assert made.count("\n- ") == 1


@pytest.mark.parametrize(
    "change, said",
    [
        (HAZARD, "HR 0.70 → HR 0.69"),
        (result("result-added", "os"), "new result, [median OS: "),
        (
            Change(
                "trial-status",
                Weight.CLINICAL,
                same("x"),
                details=(Detail(same("x"), same("met"), same("not met")),),
            ),
            "verdict on the primary endpoint: met → not met",
        ),
    ],
)
def test_a_clinical_change_is_told_in_words(change: Change, said: str) -> None:
    assert said in shown(Log((entry("sharp", 21, AMENDED, change),), FIRST))


@pytest.mark.parametrize(
    "change", [AMENDED, result("result-changed", "os", "no", "yes", "primary")]
)
def test_a_change_of_a_field_is_no_news(change: Change) -> None:
    assert "\n- " not in shown(Log((entry("sharp", 21, change),), FIRST))


def test_only_the_newest_are_told_and_what_else_there_is_is_counted() -> None:
    days = [entry("sharp", day, HAZARD, HAZARD) for day in range(20, 10, -1)]
    made = shown(Log(tuple(days), FIRST))
    assert made.count("\n- ") == 4 and made.count("; and 1 more") == 4


@pytest.mark.parametrize(
    "log, said",
    [
        (Log((), FIRST), "The first edition is of 5 January 2026"),
        (Log((), None, TODAY), "Changes up to 23 November 2026"),
        (Log((entry("sharp", 2, AMENDED),), FIRST), "5 January 2026"),
    ],
)
def test_without_changes_it_says_since_when_they_are_told(log: Log, said: str) -> None:
    assert said in shown(log) and "\n- " not in shown(log)


def test_where_nothing_is_known_of_the_past_nothing_is_said() -> None:
    assert shown(Log()) == ""
