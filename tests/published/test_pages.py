"""What stands on the built pages: renditions, languages, citations, the sources of every figure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

import reviews
from built import leads_on
from built_page import article, crossed, head
from places import ROOT
from review.evidence import corpus as sources
from review.markup.labels import word

RENDITIONS = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN"}


@pytest.fixture(scope="session")
def corpus() -> sources.Corpus:
    return reviews.review(ROOT)


def test_each_source_page_has_three_renditions(site: Path, corpus: sources.Corpus) -> None:
    for path in corpus.sections:
        for rendition, language in RENDITIONS.items():
            page = site / rendition / Path(path).relative_to("docs").with_suffix(".html")
            assert head(page).get("lang") == language, page


def test_each_trial_and_each_term_in_use_has_a_page_in_both_languages(
    site: Path, corpus: sources.Corpus
) -> None:
    for language in ("zh", "en"):
        for trial in corpus.trials.values():
            assert (site / language / "trials" / f"{trial.id}.html").is_file()
            for folder, ids in (
                ("agents", trial.agents),
                ("diagnoses", trial.diagnoses),
                ("endpoints", trial.endpoints),
            ):
                assert [
                    id for id in ids if not (site / language / folder / f"{id}.html").is_file()
                ] == []


def test_every_block_ends_where_it_should(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        assert list(crossed(page.read_text(encoding="utf-8"))) == [], page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<div title="<ul>"><ul><li></ul></div><!-- <div> --><script>"<ol>"</script>', []),
        ("<ul><div></ul></div>", ["<ul><div></ul></div>", "<ul><div></ul></div>"]),
        ("<div><details></details>", ["<div>"]),
        ("<p></figure>", ["<p></figure>"]),
    ],
)
def test_a_block_that_ends_where_it_should_not_is_found(text: str, expected: list[str]) -> None:
    assert list(crossed(text)) == expected


def test_pages_have_their_own_titles_and_descriptions(site: Path) -> None:
    for language in ("zh", "en"):
        titles: dict[str, list[str]] = {}
        for page in sorted((site / language).rglob("*.html")):
            if leads_on(page):
                continue
            document = head(page)
            titles.setdefault(document.findtext(".//title") or "", []).append(page.name)
            assert document.xpath("//meta[@name='description']/@content"), page
        assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def test_no_mark_citation_or_link_is_left_as_source(site: Path) -> None:
    left = re.compile(r"\[#?\d* ?@[a-z]|<!-- (?:zh|en|both|allow)|\]\([^)\s]*\.(?:yml|md)")
    for page in sorted(site.rglob("*.html")):
        # the guide speaks of marks and citations as they are written
        if page.name == "guide.html" or leads_on(page):
            continue
        text = (
            html.tostring(article(page), encoding="unicode")
            if page.parent != site
            else page.read_text(encoding="utf-8")
        )
        text = re.sub(
            r"(?s)<code\b.*?</code>", "", text
        )  # the guide shows contributors what they write
        assert left.search(text) is None, (page, left.search(text))


def test_every_citation_of_a_section_stands_on_its_pages(
    site: Path, corpus: sources.Corpus
) -> None:
    for path, section in corpus.sections.items():
        for language in ("zh", "en"):
            page = article(site / language / Path(path).relative_to("docs").with_suffix(".html"))
            cited = {
                key
                for pair in section.pairs
                if (side := pair[language])
                for citation in side.citations
                for key in citation.keys
            }
            listed = {
                id.removeprefix("ref-")
                for id in page.xpath(".//ol[contains(@class, 'references')]/li/@id")
            }
            assert cited == listed & cited, (path, language, cited - listed)


def test_each_use_of_a_reference_can_be_reached_from_its_entry(site: Path) -> None:
    for page in sorted((site / "zh" / "review").glob("*.html")):
        body = article(page)
        uses = set(body.xpath(".//sup[contains(@class, 'citation')]/@id"))
        back = {
            href.removeprefix("#")
            for href in body.xpath(".//ol[contains(@class, 'references')]//a/@href")
            if href.startswith("#cite-")
        }
        assert uses == back, page


def test_what_is_not_confirmed_says_so(site: Path, corpus: sources.Corpus) -> None:
    for trial in corpus.trials.values():
        reports = {row.data["report"] for row in trial.rows if row.data.get("seen") == "secondary"}
        seen = {row.data.get("seen") for row in trial.rows}
        for language, elsewhere in (("zh", "未见原文"), ("en", "not in the publication")):
            text = article(site / language / "trials" / f"{trial.id}.html").text_content()
            assert elsewhere in text or "predecessor" not in seen, (trial.id, language)
            for report in reports:
                kind = str(trial.get("reports", report, "kind"))
                name = trial.report_name(report)[language == "en"]
                retold = word(language, "unconfirmed", kind, report=name)
                assert retold in text, (trial.id, report, retold)


def test_nothing_is_without_a_way_on(site: Path) -> None:
    """From any agent, diagnosis, endpoint or trial page links lead to trials and to pages of the
    other kinds."""
    for language in ("zh", "en"):
        for folder in ("trials", "agents", "diagnoses", "endpoints"):
            pages = sorted((site / language / folder).glob("*.html"))
            for page in (page for page in pages if not leads_on(page)):
                targets = [
                    href
                    for href in article(page).xpath(".//a/@href")
                    if not href.startswith(("#", "http"))
                ]
                assert any("trials/" in href or folder == "trials" for href in targets) or any(
                    href.endswith(".html") for href in targets
                ), page
                assert len({href.partition("#")[0] for href in targets}) > 1, page


def test_every_page_leads_to_the_feed_of_its_language_and_its_links_lead_to_pages(
    site: Path,
) -> None:
    pages = [*site.glob("zh*/**/*.html"), *site.glob("en/**/*.html")]
    for page in (page for page in pages if not leads_on(page)):
        [link] = head(page).xpath("//head/link[@type='application/atom+xml']")
        assert (page.parent / link.get("href")).resolve() == (
            site / ("en" if page.relative_to(site).parts[0] == "en" else "zh") / "changes.xml"
        ).resolve()
    for language in ("zh", "en"):
        feed = ElementTree.parse(site / language / "changes.xml")
        for element in feed.iter():
            target = element.get("href", "")
            if target and element.get("rel") != "self":
                path, _, anchor = target.partition("#")
                assert not anchor or html.document_fromstring(
                    (site / language / path).read_bytes()
                ).xpath("//*[@id=$id]", id=anchor), target
                assert (site / language / path).is_file(), target


def test_the_living_status_stands_beside_the_pages_as_data(
    site: Path, corpus: sources.Corpus
) -> None:
    found = json.loads((site / "status.json").read_text(encoding="utf-8"))
    assert found["studies"]["included"] == len(corpus.trials) and [
        each["page"] for each in found["sections"]
    ] == [
        path.removeprefix("docs/").removesuffix(".md") + ".html"
        for path in corpus.settings.pages
        if path.startswith("docs/review/")
    ]
