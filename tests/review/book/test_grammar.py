"""Whoever gives a page a new class says what it is on paper: every class of a woven page that goes
into a book is known to its grammar."""

from __future__ import annotations

import datetime
import re

import pytest

from laid import TESTS
from review.book import grammar
from review.evidence import corpus
from review.markup.page_html import unbroken
from review.pages.all_pages import weave

PRINTED = {"home", "section", "page", "trial", "glossary"}  # kinds of pages that are printed
NAMED = re.compile(r'class="([^"]*)"|\{((?:[.#][\w-]+ ?)+)\}')
WITHIN_DROPPED = frozenset({"back", "data-problem", "nth"})
DRAWN = re.compile(r"<figure.*?</figure>|<details class=\"cite\".*?</details>", re.DOTALL)


@pytest.mark.parametrize("root", [TESTS / "site", TESTS.parent])
def test_every_class_of_a_printed_page_is_known(root) -> None:  # type: ignore[no-untyped-def]
    woven = weave(corpus.read(root), datetime.date(2026, 11, 24))
    texts = [DRAWN.sub("", page.markdown) for page in woven if page.kind in PRINTED]
    assert len(texts) > 10
    found = {
        name
        for text in [*texts, unbroken("<p>95% CI 0.5–0.9</p>")]
        for match in NAMED.finditer(text)
        for name in _names(match)
    }
    known = (
        grammar.PLAIN
        | grammar.FORMS
        | grammar.DROPPED.keys()
        | grammar.ADMONITIONS
        | WITHIN_DROPPED
    )
    assert {
        name for name in found if name not in known and not name.startswith(grammar.STATUS)
    } == set(), "say in hooks/review/book/grammar.py what it is on paper"


def _names(match: re.Match[str]) -> list[str]:
    if match[1] is not None:
        return match[1].split() if grammar.BOTH not in match[1].split() else []
    return [part[1:] for part in match[2].split() if part.startswith(".")]
