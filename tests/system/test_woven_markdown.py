"""Woven pages convert in less time to the HTML that Python-Markdown makes of them."""

from __future__ import annotations

import datetime

import pytest
from markdown import Extension, Markdown

from places import SITE
from review.evidence import corpus
from review.pages.all_pages import resolve, weave
from system.woven_markdown import WovenMarkdown

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "tables",
    "toc",
]  # those of mkdocs.yml


class Patient(Extension):
    """Only what changes the HTML: no reference links."""

    def extendMarkdown(self, md: Markdown) -> None:
        for name in WovenMarkdown.UNUSED:
            md.inlinePatterns.deregister(name)


def html(markdown: str, extension: Extension) -> str:
    return Markdown(extensions=[*EXTENSIONS, extension]).convert(markdown)


def test_every_page_of_the_small_review_is_the_same() -> None:
    read = corpus.read(SITE)
    for page in weave(read, datetime.date(2026, 11, 23)):
        text = resolve(page, read)
        assert html(text, WovenMarkdown()) == html(text, Patient()), page.uri


@pytest.mark.parametrize(
    "text",
    [
        "plain words, 12.3 and 45%",
        "[a](b.md)",
        '[a](b.md "title")',
        '[a](b.md "it\'s (c)")',
        '[a](b.md "a \\"b\\" c")',
        "[a [b] c](d.md)",
        "[a](<b c.md>)",
        "[a](b(c).md)",
        "[a](b.md 'title')",
        '[a](b.md "two\nlines")',
        "[*a*](b.md)",
        "[a]( b.md )",
        "![a](b.png)",
        "[a][b]",
        "[a] (b)",
        "[a](b",
        "\\[a](b)",
        "a<br>b",
        "<https://example.org>",
        "&amp; &lt;",
        "a  \nb",
        "a * b",
        "_a_ b_c",
        "`[a](b)`",
        "[`a`](b.md)",
        "[a](b.md)[c](d.md)",
        "[a](http://x/?a=1&b=2)",
        "[](b.md)",
        "[a]()",
        '[a](b.md "")',
    ],
)
def test_every_kind_of_text_is_the_same(text: str) -> None:
    assert html(text, WovenMarkdown()) == html(text, Patient())


def test_a_bracketed_number_is_no_reference_link() -> None:
    assert html("as shown [1]\n\n[1]: https://example.org", WovenMarkdown()).startswith(
        "<p>as shown [1]</p>"
    )
