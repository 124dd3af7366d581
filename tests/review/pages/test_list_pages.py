"""What one page of a list cannot hold stands by what its keys begin with, and links find it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import pytest

from places import SITE, TODAY
from review.edition import edition as editions
from review.edition.edition import Edition
from review.edition.found_change import Change
from review.edition.list_parts import Parts, beginnings
from review.edition.log import Entry, Log
from review.edition.page import Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence import corpus
from review.evidence.availability import Availability
from review.evidence.corpus import TRIALS
from review.markup.language import Language
from review.pages import availability_page, explorer, mentions, status_page
from review.pages.answers.question_pages import questions
from review.pages.changes_page import changes
from review.pages.evidence_map import evidence_map
from review.pages.glossary import glossary
from review.pages.help_wanted import help_wanted
from review.pages.indexes import indexes
from review.pages.list_pages import ListPage
from review.pages.references_page import references
from review.pages.timeline import timeline
from review.problem import Text
from review.sources import record
from review.sources.source import Source

T = TypeVar("T")
REVIEW = corpus.read(SITE)


@pytest.mark.parametrize(
    ("keys", "most", "expected"),
    [
        ([], 2, {"": []}),
        (["b2", "a1"], 2, {"": ["a1", "b2"]}),
        (["a1", "a2", "b1"], 2, {"a": ["a1", "a2"], "b": ["b1"]}),
        (["ab1", "ab2", "ac1", "b1"], 2, {"ab": ["ab1", "ab2"], "ac": ["ac1"], "b": ["b1"]}),
        (["a1", "a1b", "a1c"], 1, {"a1": ["a1"], "a1b": ["a1b"], "a1c": ["a1c"]}),
    ],
)
def test_keys_are_parted_by_as_few_letters_as_do(
    keys: list[str], most: int, expected: dict[str, list[str]]
) -> None:
    assert beginnings(keys, most) == expected


def test_each_reference_stands_where_links_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "REFERENCES", 2)
    edition = Edition(corpus.read(SITE), TODAY)
    pages = {page.uri: page.markdown for page in references(edition)}
    first = pages["en/references.md"]
    assert not re.search(r'<li id="', first)
    stands = {key: edition.references.to(key) for key in edition.corpus.bibliography.entries}
    ways = re.findall(r"\]\((references/[a-z]+\.md)\)\{data-begins=", first)
    assert set(ways) == {*stands.values()}
    for key, path in stands.items():
        for language in ("zh", "en"):
            assert f'<li id="{key}"' in pages[f"{language}/{path}"]
    assert "(../trials/" in pages[f"en/{edition.references.to('kudo2018')}"]


LISTS: dict[str, Callable[[Edition], list[Page]]] = {
    "indexes": indexes,
    "map": evidence_map,
    "timeline": timeline,
    "references": references,
    "glossary": glossary,
    "changes": changes,
    "help": lambda edition: help_wanted(edition, Kept()),
    "questions": lambda edition: questions(edition, Kept())[-1:],
}


def many(things: Mapping[str, T], times: int, copy: Callable[[T, str], T]) -> dict[str, T]:
    """Things under names of their own."""
    return {
        f"{id}-{n}": copy(each, f"{id}-{n}") for id, each in things.items() for n in range(times)
    }


@pytest.fixture(scope="module")
def large() -> Edition:
    """The small review with 420 trials and more than one page holds of all else."""
    small = corpus.read(SITE)
    terms = {
        kind: {**of_kind, **many(of_kind, 60, lambda term, id: replace(term, id=id))}
        for kind, of_kind in small.vocabulary.terms.items()
    }
    trials = many(small.trials, 140, lambda trial, id: replace(trial, id=id))
    tables = {f"{TRIALS}/{id}.yml": Source(f"{TRIALS}/{id}.yml", id) for id in trials}
    keys = many(small.bibliography.entries, 100, lambda entry, key: replace(entry, key=key))
    read = replace(
        small,
        sources={**small.sources, **tables},
        trials=trials,
        vocabulary=replace(small.vocabulary, terms=terms),
        bibliography=replace(small.bibliography, entries=keys),
    )
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    gone = (Change("trial-removed", "clinical", Text("甲", "A")),) * 9
    log = Log(
        tuple(
            Entry("trial", id, start - datetime.timedelta(number // 100), gone)
            for number, id in enumerate(trials)
        )
    )
    return Edition(read, TODAY, "", log)


@pytest.mark.parametrize(
    ("pages", "begin", "expected"),
    [
        (41, "", range(41)),
        (40, "p20", [*range(20), *range(21, 40)]),
        (41, "p00", range(1, 11)),
        (41, "p20", [*range(10, 20), *range(21, 31)]),
    ],
)
def test_of_many_pages_each_leads_to_those_near_it_and_the_first_to_all(
    pages: int, begin: str, expected: Iterable[int]
) -> None:
    parts = Parts("terms.md", {f"p{n:02}": [f"p{n:02}a", f"p{n:02}b"] for n in range(pages)})
    view = View(Edition(REVIEW, TODAY), "en/terms.md", Language("en"))
    about = ListPage(view, parts, begin, lambda _, words: "").about("")
    ways = re.findall(r"terms/p(\d+)\.md", about)
    assert [int(way) for way in ways] == [*expected]
    assert ("[all 82](terms.md)" in about) == (bool(begin) and pages > 40)


@pytest.mark.parametrize("name", LISTS)
def test_no_page_of_a_list_grows_with_the_review(name: str, large: Edition) -> None:
    """With a frame of 40 kB no page has more than 250 kB: HTML is up to 1.4 times as long as its
    Markdown, that of references 0.8 times."""
    longest = max(len(page.markdown.encode()) for page in LISTS[name](large))
    assert longest <= (250_000 if name == "references" else 150_000)


def test_each_section_stands_on_a_page_of_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first has all else, and of many sections those that are due first."""
    monkeypatch.setattr(status_page, "ROWS", 1)
    pages = {page.uri: page.markdown for page in status_page.status(Edition(REVIEW, TODAY))}
    assert sorted(pages) == sorted(
        f"{language}/status{end}.md" for language in ("zh", "en") for end in ("", "/su", "/sy")
    )
    first, section = pages["en/status.md"], "(../review/systemic-therapy.md)"
    assert "(status/su.md)" in first and "{#living-mode}" in first
    assert section in pages["en/status/sy.md"] and section not in pages["en/status/su.md"]
    due = first.partition("{#sections}")[2].partition("{#searches}")[0]
    assert due.count("(review/") == 1 and "{#living-mode}" not in pages["en/status/sy.md"]


def test_each_drug_stands_on_a_page_of_those_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability_page, "AGENTS", 1)
    looked, _ = record.parse(
        Source("docs/availability/a.yml", "looked: 2026-01-10\ndecisions: []\n")
    )
    drugs = {id: Availability(id, looked) for id in ("lenvatinib", "sorafenib")}
    edition = Edition(replace(REVIEW, availability=drugs), TODAY)
    pages = {page.uri: page.markdown for page in availability_page.availability(edition)}
    assert "(../agents/sorafenib.md)" in pages["en/availability/s.md"]
    assert "(../agents/sorafenib.md)" not in pages["en/availability/l.md"]
    assert "(availability/s.md)" in pages["en/availability.md"]


def test_a_filter_of_many_terms_has_the_most_studied(monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(Edition(REVIEW, TODAY), "en/trials/index.md", "en")
    whole = explorer.markdown(view)
    assert "data-part" not in whole
    monkeypatch.setattr(explorer, "OPTIONS", 2)
    part = explorer.markdown(view)
    agents = re.search(r'name="agent" data-part>(.*?)</select>', part)
    assert agents and agents[1].count("<option") == 3
    assert '<option value="sorafenib">' in agents[1], "which most studies name"


def test_many_places_are_told_by_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "MOST", 2)
    view = View(Edition(REVIEW, TODAY), "en/references.md", "en")
    assert mentions.listed("ab", view) == ["a", "b"]
    assert mentions.listed("abc", view) == ["a", "b", "1 more place"]
