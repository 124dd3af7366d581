"""The Markdown beside each page, llms.txt, robots.txt and the map of the site."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
import yaml

from places import SITE
from review.edition.page import Page
from review.evidence import corpus
from review.exports import machine_readable
from review.exports.colophon import Colophon
from review.pages.all_pages import weave

TODAY = datetime.date(2026, 11, 23)
BASE = "https://example.org/review/"
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def colophon() -> Colophon:
    return Colophon(corpus.read(SITE), TODAY, BASE, "abc123")


@pytest.fixture(scope="module")
def pages(colophon: Colophon) -> list[Page]:
    return weave(colophon.corpus, TODAY)


@pytest.fixture(scope="module")
def files(pages: list[Page], colophon: Colophon) -> dict[str, str]:
    twins = {page.uri: machine_readable.twin(page, colophon) for page in pages}
    return twins | machine_readable.gathered(pages, colophon)


def test_each_page_has_its_markdown(pages: list[Page], files: dict[str, str]) -> None:
    assert {page.uri for page in pages} | {"llms.txt", "robots.txt"} == set(files)


def test_front_matter_says_what_one_must_know_to_quote(
    files: dict[str, str], colophon: Colophon
) -> None:
    for language, notice in (("en", "not medical advice"), ("zh", "不构成医疗建议")):
        front = yaml.safe_load(files[f"{language}/trials/reflect.md"].split("---\n")[1])
        assert (
            front["language"] == {"en": "en", "zh": "zh-CN"}[language]
            and front["version"] == "abc123"
            and notice in front["notice"]
        )
        assert (
            front["url"] == f"{BASE}{language}/trials/reflect.html"
            and front["built"] == "2026-11-23"
            and front["licence"] == colophon.licence
        )


def untyped(text: str) -> str:
    """A text without what it shows as it is typed."""
    return re.sub(r"(?ms)^~~~~\n.*?^~~~~$|`[^`\n]*`", "…", text)


def test_markdown_is_bare(files: dict[str, str]) -> None:
    for uri, whole in files.items():
        text = untyped(whole)
        assert not re.search(
            r"<(?!br>|https?:)[a-z/]|\{[.#][^}]*\}|(?<!\\)\[#\d+ @|(?<!\\)\[@", text
        ), (
            uri,
            re.search(r"<(?!br>|https?:)[a-z/]|\{[.#][^}]*\}|(?<!\\)\[#\d+ @|(?<!\\)\[@", text),
        )
        assert "\n\n\n" not in text and " \n" not in text, uri


def test_citations_are_the_numbers_of_the_list(pages: list[Page], files: dict[str, str]) -> None:
    for page in pages:
        cited = {
            number
            for match in re.findall(r"(?<!\])\[([0-9]+(?:, [0-9]+)*)\](?!\()", files[page.uri])
            for number in match.split(", ")
        }
        listed = (
            set(
                re.findall(
                    r"(?m)^([0-9]+)\. ",
                    files[page.uri].partition(
                        "References\n" if page.language == "en" else "参考文献"
                    )[2],
                )
            )
            if page.citations
            else set()
        )
        assert cited == listed or not page.citations, page.uri


def test_links_of_the_markdown_lead_to_markdown(pages: list[Page], files: dict[str, str]) -> None:
    for page in pages:
        for target in re.findall(r"(?<!\\)\]\(([^()\s]+)", untyped(files[page.uri])):
            assert re.match(r"https?:|#|mailto:", target) or re.search(
                r"\.md(#|\Z)|assets/|\.(bib|ris|json|csv|xml)\Z", target
            ), (page.uri, target)


def test_what_is_typed_stays_as_it_is(files: dict[str, str]) -> None:
    assert "~~~~\n<!-- zh -->\n<b>有效</b>，P<0.05。\n" in files["zh/guide.md"]
    assert (
        "~~~~\n<!-- zh -->\n甲药有效 [@smith2020]。\n\n<!-- en -->\nDrug A "
        "works [@smith2020].\n~~~~\n"
    ) in files["en/guide.md"]


def test_text_cannot_leave_the_front_matter(colophon: Colophon, pages: list[Page]) -> None:
    evil = "x\n---\nnotice: fine\n\"'"
    front = yaml.safe_load(
        machine_readable.twin(replace(pages[0], title=evil), colophon).split("---\n")[1]
    )
    assert (
        front["title"] == evil and "not medical" in front["notice"] or "不构成" in front["notice"]
    )


def test_llms_txt_names_the_review_and_its_pages(files: dict[str, str], colophon: Colophon) -> None:
    text = files["llms.txt"]
    assert text.startswith(f"# {colophon.title.en}\n\n> ") and "not medical advice" in text
    assert (
        f"]({BASE}en/review/systemic-therapy.md): " in text
        and f"]({BASE}zh/review/systemic-therapy.md): " in text
        and f"]({BASE}en/trials/reflect.md): " in text
    )
    assert all(re.match(r"#|>|- \[|\Z|[A-Z\u4e00-\u9fff]", line) for line in text.splitlines())


def test_robots_txt_names_the_map_only_where_it_has_an_address(
    files: dict[str, str], pages: list[Page], colophon: Colophon
) -> None:
    assert files["robots.txt"] == f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n"
    assert machine_readable.robots(replace(colophon, base="")) == "User-agent: *\nAllow: /\n"


def test_the_map_pairs_the_languages(pages: list[Page], colophon: Colophon) -> None:
    root = ElementTree.fromstring(machine_readable.sitemap(pages, colophon))
    known = {
        url.findtext("s:loc", namespaces=SPACE): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", SPACE)
        }
        for url in root.findall("s:url", SPACE)
    }
    assert len(known) == len(pages)
    for address, alternates in known.items():
        assert address and address.startswith(BASE) and address.endswith(".html")
        assert not alternates or address in alternates.values()
        for language, twin in alternates.items():
            assert language == "x-default" or known[twin] == alternates  # each names the other
    assert (
        known[f"{BASE}en/index.html"]["x-default"] == BASE
        and known[f"{BASE}zh-en/index.html"] == {}
    )


def test_without_an_address_the_map_is_empty_and_links_are_relative(
    pages: list[Page], colophon: Colophon
) -> None:
    unknown = replace(colophon, base="")
    assert (
        ElementTree.fromstring(machine_readable.sitemap(pages, unknown)).findall("s:url", SPACE)
        == []
    )
    assert "](en/review/systemic-therapy.md)" in machine_readable.llms(
        pages, unknown
    ) and "http" not in re.sub(r"https?://[^\s)]*", "", machine_readable.llms(pages, unknown))
