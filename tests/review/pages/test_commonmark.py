"""The woven Markdown reads the same with a reader of CommonMark, as GitHub has: no sign of mark-up
stays visible, no list is run together."""

from __future__ import annotations

import datetime
import re

import pytest
from lxml import html
from markdown_it import MarkdownIt

from laid import lay
from places import SITE
from review.edition.page import Page
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.pages.all_pages import commonmark, weave

COMMONMARK = MarkdownIt("commonmark").enable("table")
TODAY = datetime.date(2026, 11, 23)
LEFT = re.compile(r"\*\*|~~|\]\(|\{[.#:][^{}]*\}|(?m:^[ ]*(?:[-*+]|[0-9]+[.)]) \S)|(?m:^\|)")
ZH = "患者的**总生存期（OS）**显著延长，~~旧~~新：\n- 第一点\n- 第二点\n  - 下级\n- **甲（乙）**丙"
EN = "Longer **overall survival (OS)**, ~~old~~ new:\n- first\n- second\n  - below\n- **a (b)** c"


def read_as_commonmark(page: Page, read: Corpus) -> str:
    """The words of a page; what it shows as typed is left out."""
    root = html.document_fromstring(f"<div>{COMMONMARK.render(commonmark(page, read))}</div>")
    # what is typed as it is, and signs that are a cell's own
    for typed in root.xpath("//code | //pre | //script | //svg | //td//*[@aria-hidden]"):
        typed.clear(keep_tail=True)
    return str(root.text_content())


@pytest.fixture(scope="module")
def small() -> Corpus:
    return corpus.read(SITE)


def test_no_sign_stays_visible(small: Corpus) -> None:
    for page in weave(small, TODAY):
        if page.kind != "guide":  # which speaks of Markdown
            left = LEFT.search(read_as_commonmark(page, small))
            assert left is None, (page.uri, left)


def test_links_to_headings_arrive(small: Corpus) -> None:
    page = next(page for page in weave(small, TODAY) if page.uri == "en/review/systemic-therapy.md")
    root = html.document_fromstring(COMMONMARK.render(commonmark(page, small)))
    inside = [link[1:] for link in root.xpath("//a/@href") if link.startswith("#")]
    assert len(inside) > 5 and set(inside) <= set(root.xpath("//@id"))
    assert {"lenvatinib", "references"} <= set(root.xpath("//h2//@id"))


@pytest.mark.parametrize("rendition", ["zh", "en", "zh-en"])
def test_what_an_author_types_is_read(
    tmp_path_factory: pytest.TempPathFactory, rendition: str
) -> None:
    read = corpus.read(lay(tmp_path_factory.mktemp("typed"), {"zh": ZH, "en": EN}))
    page = next(page for page in weave(read, TODAY) if page.uri == f"{rendition}/review/page.md")
    root = html.document_fromstring(COMMONMARK.render(commonmark(page, read)))
    text = root.xpath("//*[@id='section-1']")[0]
    count = 2 if rendition == "zh-en" else 1
    assert not LEFT.search(str(text.text_content()))
    assert len(text.xpath(".//strong")) == 2 * count and len(text.xpath(".//del")) == count
    assert len(text.xpath(".//ul/li")) == 4 * count and len(text.xpath(".//li/ul/li")) == count
