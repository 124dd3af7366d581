"""A table is worded once a trial and language, and the same words are used everywhere."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from dataclasses import fields

import pytest

from places import SITE
from review.edition.edition import Edition
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.keep import anew
from review.markup.language import Language
from review.wording.trial_words import distinguished, worded


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(SITE)


def test_whoever_asks_gets_the_same_words(read: Corpus) -> None:
    trial = read.trials["reflect"]
    words = worded(trial, read, Language.EN)
    assert worded(trial, read, Language.EN) is words
    assert worded(trial, read, Language.ZH) is not words
    row = trial.results[0]
    assert words.row(row) is words.row(row) and words.row(row).row.trial is trial


def test_titles_say_trial_row_figures_and_source(read: Corpus) -> None:
    trial = read.trials["reflect"]
    words = worded(trial, read, Language.EN)
    for address in trial.addresses():
        datum = trial.datum(address)
        assert datum is not None and datum.trial is trial
        title = words.title(datum)
        assert title.startswith(words.name) and words.title(datum) is title
        if datum.row is not None:
            assert words.row(datum.row).seen in title


def test_an_edition_carries_nothing_that_changes(read: Corpus) -> None:
    """Words and pages that were made before stand outside of it, behind its Keep."""
    edition = Edition(read, datetime.date(2026, 11, 23))
    held = {field.name: getattr(edition, field.name) for field in fields(edition)}
    assert held.pop("keep") is anew
    assert set(held) == {"corpus", "today", "home", "log"}
    assert all(isinstance(value, Hashable) for value in held.values())


@pytest.mark.parametrize(
    ("names", "ways", "distinct"),
    [
        (["a", "b"], [["x", "x"]], ["a", "b"]),
        (["a", "a"], [["x", "y"]], ["a (x)", "a (y)"]),
        (["a", "a"], [["x", "x"], ["", "late"]], ["a", "a (late)"]),
        (["a", "a"], [["x", "x"]], ["a (1)", "a (2)"]),
        (["a", "b", "a"], [["x", "x", "y"]], ["a (x)", "b", "a (y)"]),
    ],
    ids=["none alike", "by what differs", "one says it", "by number", "only those alike"],
)
def test_names_are_distinguished(
    names: list[str], ways: list[list[str]], distinct: list[str]
) -> None:
    assert distinguished(names, ways, Language.EN) == distinct
