"""One page a disease: the section on it, below its text what is gathered of the diagnosis; the old
address leads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from laid import BASE
from places import TODAY
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.markup.language import Language
from review.pages import all_pages, moved, term_parts
from review.search.all_documents import documents

PAGE = "docs/review/page.md"
OWN = "interval: 6 months\ndiagnoses: [tumour-one]\npage-of: tumour-one"


@pytest.fixture
def edition(site: Callable[..., Path]) -> Edition:
    root = site(swap={PAGE: {"interval: 6 months": OWN}})
    return Edition(corpus.read(root), TODAY)


def anchors(markdown: str) -> list[str]:
    return re.findall(r"^##.*\{#(sec-[a-z]+)\}$", markdown, re.MULTILINE)


def test_a_disease_has_one_page_in_each_language(edition: Edition) -> None:
    pages = {page.uri: page for page in all_pages.weave(edition.corpus, TODAY)}
    assert not any(uri.endswith("diagnoses/tumour-one.md") for uri in pages)
    for language in ("zh", "en"):
        markdown = pages[f"{language}/review/page.md"].markdown
        assert anchors(markdown)[:3] == ["sec-definition", "sec-availability", "sec-trials"]
        assert "trials/alpha.md" in markdown.partition("{#sec-trials}")[2]
    assert "../zh/review/page.md#sec-trials" in pages["zh-en/review/page.md"].markdown


def test_what_is_gathered_stands_on_pages_of_its_own_where_there_is_much(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_parts, "LEAN", 0)
    pages = {page.uri: page for page in all_pages.weave(edition.corpus, TODAY)}
    tail = pages["en/review/page.md"].markdown.partition("{#sec-trials}")[2]
    assert "(../diagnoses/tumour-one/studies.md)" in tail and "trials/alpha.md" not in tail
    assert '<span id="plot-hr-pfs"></span>' in tail  # its former address
    assert "(../diagnoses/tumour-one/plots.md#plot-hr-pfs)" in tail
    for language in ("zh", "en"):
        studies = pages[f"{language}/diagnoses/tumour-one/studies.md"].markdown
        assert "(../../trials/alpha.md)" in studies and "(../../review/page.md)" in studies
        assert 'id="plot-hr-pfs"' in pages[f"{language}/diagnoses/tumour-one/plots.md"].markdown


def test_studies_that_one_page_cannot_hold_go_on(
    site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("FEW", 0), ("ROWS", 1)):
        monkeypatch.setattr(term_parts, name, most)
    table = (BASE / "docs/trials/alpha.yml").read_text(encoding="utf-8")
    second = {"docs/trials/beta.yml": table.replace("id: alpha", "id: beta")}
    edition = Edition(corpus.read(site(files=second)), TODAY)
    term = edition.corpus.vocabulary.terms["endpoints"]["pfs"]
    studies = [page for page in term_parts.pages(term, Language.EN, edition) if page.kind == "part"]
    assert [page.uri for page in studies[:2]] == [
        "en/endpoints/pfs/studies.md",
        "en/endpoints/pfs/studies-2.md",
    ]
    assert "[2](studies-2.md)" in studies[0].markdown and "beta.md" not in studies[0].markdown
    assert "[1](studies.md)" in studies[1].markdown and "alpha.md" not in studies[1].markdown


def test_what_the_page_says_itself_is_not_discussed_elsewhere(edition: Edition) -> None:
    pages = {page.uri: page for page in all_pages.weave(edition.corpus, TODAY)}
    tail = pages["en/review/page.md"].markdown.partition("{#sec-trials}")[2]
    assert "sec-discussed" not in tail


def test_links_to_the_diagnosis_lead_to_the_section(edition: Edition) -> None:
    view = View(edition, "en/trials/alpha.md", Language.EN)
    assert view.term_target("diagnoses", "tumour-one") == "../review/page.md"
    assert view.source("docs/vocabulary/diagnoses.yml", "tumour-one") == "../review/page.md"


def test_the_old_address_leads_on(edition: Edition) -> None:
    made = moved.files(edition)
    assert set(made) == {f"{language}/diagnoses/tumour-one.html" for language in ("zh", "en")}
    for html in made.values():
        assert 'href="../review/page.html" data-moved' in html
        assert 'href="../review/page.html#sec-trials"' in html


def test_search_finds_it_once(edition: Edition) -> None:
    pages = all_pages.weave(edition.corpus, TODAY)
    found = [
        document
        for document in documents(edition, pages, "en")
        if document.address == "review/page.html"
    ]
    assert [document.kind for document in found] == ["diagnosis"]


def test_a_section_that_is_nobodys_page_ends_with_its_text(site: Callable[..., Path]) -> None:
    edition = Edition(corpus.read(site()), TODAY)
    pages = {page.uri: page for page in all_pages.weave(edition.corpus, TODAY)}
    assert anchors(pages["en/review/page.md"].markdown) == []
    assert "en/diagnoses/tumour-one.md" in pages
    assert moved.files(edition) == {}
