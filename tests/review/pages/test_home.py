"""What the home page has of its own: the newest changes near its top, and lists of results of which
the rest is one tap away."""

from __future__ import annotations

import datetime

import pytest

from places import SITE
from review.edition.change import NEUTRAL, Change, Detail, same
from review.edition.edition import Edition
from review.edition.log import TRIAL, Entry, First, Log
from review.edition.view import View
from review.evidence import corpus
from review.pages.all_pages import weave
from review.pages.home import folded, news
from review.problem import Text

TODAY = datetime.date(2026, 11, 23)
FIRST = First(datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC), 2, 2, 3)


def entry(subject: str, day: int, *fields: str, kind: str = TRIAL) -> Entry:
    """A study of which some fields changed."""
    details = tuple(Detail(same(field), None, same("x"), f"population.{field}") for field in fields)
    return Entry(
        kind,
        subject,
        FIRST.moment.replace(month=11, day=day),
        (Change("trial-changed", NEUTRAL, Text(subject, subject), details=details),),
    )


def shown(log: Log, language: str = "en") -> str:
    return news(View(Edition(corpus.read(SITE), TODAY, log=log), f"{language}/index.md", language))


def test_the_newest_changes_stand_above_the_ways_in() -> None:
    pages = {
        page.uri: page.markdown
        for page in weave(corpus.read(SITE), TODAY, log=Log((entry("sharp", 20, "age"),), FIRST))
    }
    for uri, said in (("zh/index.md", "最近更新"), ("en/index.md", "Newest changes")):
        assert (
            0
            < pages[uri].index(said)
            < pages[uri].index("[SHARP](trials/sharp.md)")
            < pages[uri].index('class="picks"')
        )
        assert "(changes.md)" in pages[uri].partition('class="picks"')[0]


def test_only_the_newest_are_told_and_what_was_done_to_many_at_once_is_told_once() -> None:
    days = [
        entry("sharp", day, *(["age"] if day % 2 else ["age", "line"])) for day in range(20, 10, -1)
    ]
    assert shown(Log(tuple(days), FIRST)).count("\n- ") == 4
    alike = [entry(id, 21, "age") for id in ("sharp", "reflect", "zhang-2004", "gone")]
    made = shown(Log((*alike, *days), FIRST))
    assert (
        made.count("\n- ") == 4
        and (
            "[SHARP](trials/sharp.md), [REFLECT](trials/reflect.md), [Zhang "
            "2004](trials/zhang-2004.md) and 1 more: "
        )
        in made
    )
    assert shown(Log((*alike, *days), FIRST), "zh").count("及另外 1 处：") == 1


@pytest.mark.parametrize(
    "log, said",
    [
        (Log((), FIRST), "The first edition is of 5 January 2026"),
        (Log((), None, TODAY), "Changes up to 23 November 2026"),
        (Log((entry("sharp", 2),), FIRST), "5 January 2026"),
    ],
)
def test_without_changes_it_says_since_when_they_are_told(log: Log, said: str) -> None:
    assert said in shown(log) and "\n- " not in shown(log)


def test_where_nothing_is_known_of_the_past_nothing_is_said() -> None:
    assert shown(Log()) == ""


@pytest.mark.parametrize("count, kept", [(1, 1), (3, 3), (4, 2), (9, 2)])
def test_a_long_list_is_folded_and_loses_nothing(count: int, kept: int) -> None:
    items = [f"- one [{number}](x.md)\n  more" for number in range(count)]
    made = folded("\n".join(items), View(Edition(corpus.read(SITE), TODAY), "en/index.md", "en"))
    assert (
        all(item in made for item in items) and made.partition("<details")[0].count("- one") == kept
    )
    assert ("<details" in made) == (kept < count) and (
        f"<summary>{count - kept} more</summary>" in made
    ) == (kept < count)


def test_text_that_is_no_list_is_left_as_it_is() -> None:
    view = View(Edition(corpus.read(SITE), TODAY), "en/index.md", "en")
    assert folded("A paragraph.\n- a\n- b\n- c\n- d", view) == "A paragraph.\n- a\n- b\n- c\n- d"
