"""The two reference styles against golden entries, and their HTML against Markdown."""

from __future__ import annotations

import html as entities
import re

import pytest

from case_file import case_file
from places import TESTS
from review.evidence import bibliography
from review.evidence.reference import Reference
from review.sources.source import Source
from review.styles import html, plain

CASES = case_file(TESTS / "cases" / "styles.yml")
STYLES = ("gbt7714", "nlm")
TAG = re.compile(r"<[^>]+>")


def reference(bibtex: str) -> Reference:
    """The one entry of a text."""
    read, _ = bibliography.parse(Source("references.bib", bibtex))
    return next(iter(read.entries.values()), None) or pytest.fail("no entry")


def shown(markup: str) -> str:
    """What a reader sees of inline HTML."""
    return entities.unescape(TAG.sub("", markup))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden(case: dict[str, str], style: str) -> None:
    assert plain(reference(case["bibtex"]), style) == case[style]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_html_shows_the_plain_text(case: dict[str, str], style: str) -> None:
    entry = reference(case["bibtex"])
    text = shown(html(entry, style))
    assert text.removesuffix(" PMC").removesuffix(" PubMed") == plain(entry, style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_markdown_leaves_the_html_alone(case: dict[str, str], style: str) -> None:
    markdown = pytest.importorskip("markdown")
    markup = html(reference(case["bibtex"]), style)
    made = markdown.markdown(
        f"1. {markup}",
        extensions=[
            "pymdownx.magiclink",
            "pymdownx.betterem",
            "pymdownx.tilde",
            "footnotes",
            "attr_list",
        ],
    )
    body = re.search(r"<li>(.*)</li>", made, re.S)[1]
    assert shown(body) == shown(markup)
    assert [entities.unescape(tag) for tag in TAG.findall(body)] == [
        entities.unescape(tag) for tag in TAG.findall(markup)
    ]


def test_there_are_enough_cases_and_no_two_of_one_name() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 24


LINKED = (
    "@article{a2020, author = {Roe, P.}, title = {T}, journal = {J}, year = "
    "{2020}, volume = {1}, doi = {10.1016/S1470-2045(18)30006-8}, pmid = "
    "{29370992}, pmcid = {PMC6126546}}"
)


def test_gbt7714_links_pubmed_beside_the_entry() -> None:
    assert html(reference(LINKED), "gbt7714").endswith(
        "DOI:<a "
        'href="https://doi.org/10.1016/S1470-2045%2818%2930006-8">10.1016/S1470-2045(18)30006-8</a>.'
        ' <a class="pubmed" href="https://pubmed.ncbi.nlm.nih.gov/29370992/">PubMed</a>'
        ' <a class="pmc" href="https://pmc.ncbi.nlm.nih.gov/articles/PMC6126546/">PMC</a>'
    )


def test_nlm_links_pubmed_inside_the_entry() -> None:
    assert html(reference(LINKED), "nlm").endswith(
        "PMID: <a "
        'href="https://pubmed.ncbi.nlm.nih.gov/29370992/">29370992</a>; PMCID: '
        "<a "
        'href="https://pmc.ncbi.nlm.nih.gov/articles/PMC6126546/">PMC6126546</a>.'
    )


@pytest.mark.parametrize("style", STYLES)
def test_text_cannot_become_markup(style: str) -> None:
    markup = html(
        reference(
            r"@article{a2020, author = {{A <b> & Co}}, title = {Use of "
            r"<script>alert(1)</script> *x* _y_ [z](http://a.b) `c`}, year = "
            r"{2020}}"
        ),
        style,
    )
    assert "<" not in markup
    assert not re.search(r"[*_`\[\]]", markup)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        'https://example.org/" onclick="x',
    ],
)
def test_only_web_addresses_become_links(address: str, style: str) -> None:
    assert "<a" not in html(
        reference(f"@online{{a2020, title = {{T}}, year = {{2020}}, url = {{{address}}}}}"), style
    )


@pytest.mark.parametrize("style", STYLES)
def test_unconfirmed_is_marked(style: str) -> None:
    assert '<span class="unconfirmed">' in html(
        reference("@article{a2020, title = {T}, year = {2020}, status = {unconfirmed}}"), style
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "broken",
    [
        "@article{a2020}",
        "@article{a2020, author = {}}",
        "@article{a2020, author = { and }, year = {x}}",
        "@book{a2020, pages = {--}, edition = {0}}",
        "@online{a2020, date = {2020-99}}",
    ],
)
def test_a_poor_entry_is_printed_all_the_same(broken: str, style: str) -> None:
    assert isinstance(plain(reference(broken), style), str)
