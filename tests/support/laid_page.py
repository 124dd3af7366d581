"""A page as the site builds it, round a given body."""

from __future__ import annotations

import lxml.html

from review.book import grammar
from review.book.links import Links
from review.book.page import Page, parsed
from review.book.writer import Writer


def page(body: str, uri: str = "zh/review/one", language: str = "zh-CN") -> Page:
    """The page with this body below its heading."""
    article = (
        f'<html lang="{language}"><body><article class="md-content__inner md-typeset">'
        f'<h1 id="one">一<a class="headerlink" href="#one">¶</a></h1>{body}'
        "</article></body></html>"
    )
    return parsed(lxml.html.document_fromstring(article), uri)


def unknown(body: str) -> list[str]:
    """What the grammar says of a body, in English."""
    return [reason.en for reason in grammar.unknown(page(body).article)]


def written(body: str, *others: Page, base: str = "", uri: str = "zh/review/one") -> str:
    """The Typst source of a body, in a book that holds the other pages, too."""
    this = page(body, uri)
    keys = dict.fromkeys(key for each in (this, *others) for use in each.citations for key in use)
    return (
        Writer(
            this,
            Links(
                {each.uri: each for each in (this, *others)},
                base,
                {key: n for n, key in enumerate(keys, 1)},
            ),
        )
        .write()
        .partition("\n\n")[2]
        .strip()
    )
