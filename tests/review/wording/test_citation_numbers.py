"""Citations of a page: numbers in order of appearance, runs joined, a way there and back."""

from __future__ import annotations

import datetime
import re

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.sources.prose import Prose
from review.sources.source import Source
from review.wording import citation_numbers, prose_markdown


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(SITE)


def page(*uses: tuple[str, ...]) -> Page:
    return Page("en/x.md", "en", "page", "", "", "", None, uses)


def shown(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html).strip("\u2060")


def test_every_citation_that_a_block_carries_gets_its_number() -> None:
    cite = citation_numbers.cite
    markdown, uses = citation_numbers.numbered(
        f"A{cite('a2001', 'b2002')}. `[@c2003]` B{cite('a2001')}.\n\n```\n[@d2004]\n```\n"
    )
    assert markdown == "A[#1 @a2001; @b2002]. `[@c2003]` B[#2 @a2001].\n\n```\n[@d2004]\n```\n"
    assert uses == (("a2001", "b2002"), ("a2001",))


def test_what_only_looks_like_a_citation_is_left_alone() -> None:
    for text in (
        "[@a2001]",
        "[@a2001](x.md)",
        "a@b2002.org",
        "[@A2001]",
        "[@ a2001]",
        '<a title="[@a2001]">',
    ):
        assert citation_numbers.numbered(text) == (text, ())


def test_every_citation_of_a_prose_is_carried_by_its_block(read: Corpus) -> None:
    """None is shown as it was typed: not one behind a note whose bracket takes the blank before it,
    nor one in the text of a link."""
    zh = (
        "[0.92](../trials/reflect.yml#os.between) [@kudo2018]，[见 [@llovet2008] 文](../index.md)。"
    )
    view = View(Edition(read, datetime.date(2026, 11, 23)), "zh/review/x.md", "zh")
    prose = Prose("zh", zh, Source("docs/review/x.md", zh), 0)
    markdown, uses = citation_numbers.numbered(prose_markdown.markdown(prose, view))
    assert uses == (("kudo2018",), ("llovet2008",))
    assert "[@" not in markdown


@pytest.mark.parametrize(
    ("use", "text"),
    [
        (("a2001",), "[1]"),
        (("a2001", "b2002"), "[1,2]"),
        (("a2001", "b2002", "c2003"), "[1–3]"),
        (("c2003", "a2001"), "[1,3]"),
        (("a2001", "b2002", "c2003", "e2005"), "[1–3,5]"),
        (("a2001", "a2001"), "[1]"),
    ],
)
def test_numbers_are_sorted_and_runs_of_three_joined(
    use: tuple[str, ...], text: str, read: Corpus
) -> None:
    made = page(("a2001",), ("b2002",), ("c2003",), ("d2004",), ("e2005",), use)
    assert shown(citation_numbers.marker(made, 6, read)) == text


def test_marker_does_not_begin_a_line_and_tells_the_reference(read: Corpus) -> None:
    html = citation_numbers.marker(page(("kudo2018",)), 1, read)
    assert html.startswith(
        '\u2060<sup class="citation" id="cite-1">[<a href="#ref-kudo2018" title="Kudo 2018">'
    )


def test_reference_list_leads_back_to_each_use_and_on(read: Corpus) -> None:
    view = View(Edition(read, datetime.date(2026, 11, 23)), "zh/review/x.md", "zh")
    html = citation_numbers.reference_list((("kudo2018",), ("llovet2008",), ("kudo2018",)), view)
    assert re.findall(r'<li id="([^"]*)" lang="([^"]*)"', html) == [
        ("ref-kudo2018", "en"),
        ("ref-llovet2008", "en"),
    ]
    assert re.findall(r'href="(#cite-\d)"[^>]*>↩(?:<sup>(\w)</sup>)?', html) == [
        ("#cite-1", "a"),
        ("#cite-3", "b"),
        ("#cite-2", ""),
    ]
    assert "](../references.md#kudo2018)" in html and "Kudo M，et al. " in html


def test_unknown_key_is_named_not_raised(read: Corpus) -> None:
    view = View(Edition(read, datetime.date(2026, 11, 23)), "en/review/x.md", "en")
    assert "nobody1999 is not in the bibliography" in citation_numbers.reference_list(
        (("nobody1999",),), view
    )


def test_lost_citations_are_found(read: Corpus) -> None:
    made = page(("kudo2018",), ("llovet2008",))
    html = citation_numbers.marker(made, 1, read) + '<li id="ref-kudo2018">'
    assert citation_numbers.lost(made, html) == ["[llovet2008]", "llovet2008"]


def test_a_number_that_no_citation_has_is_left_as_it_stands(read: Corpus) -> None:
    """``[#9 @key]`` may be typed, in code for instance, where the page has no ninth citation."""
    key = next(iter(read.bibliography.entries))
    typed = f"`[#9 @{key}]` [#0 @{key}] [#{'9' * 5000} @{key}]"
    found = citation_numbers.resolved(
        Page("en/x.md", "en", "page", "", "", f"[#1 @{key}] {typed}", None, ((key,),)), read
    )
    assert found.endswith(typed) and shown(found.removesuffix(typed)).strip() == "[1]"
