"""What of a page's HTML goes into a book, and as what. A tag or class that stands in none of these
tables is an error: nothing is printed by guess.

The tables are the whole of what the writer knows; whoever gives a page a new class says here what
it is on paper."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from review.book.print_refusal import Refusal

# Left out of every print, each for a reason.
DROPPED = {
    "headerlink": "a way to the heading itself",
    "cite": "the page's citation in five formats; the title page says how to cite",
    "backs": "ways back to the uses: the entry gives their pages",
    "uses": "a way to the list that this list is",
    "picks": "a menu: the contents stand in its place",
    "news": "what changed of late: a book is of one day",
    "md-content__button": "a button",
    "ways-in": "ways to report a mistake on the site",
    "explorer": "a form",
    "places": "ways to further places in the same section: the page of the first is enough",
    "print": "the way to this file",
}

# Printed as what their tag is; the class says nothing that paper shows.
PLAIN = frozenset(
    [
        "datum",
        "pair",
        "appraisal",
        "definition",
        "assessment",
        "population",
        "primary",
        "grade",
        "kind",
        "dose",
        "interval",
        "best",
        "verdicts",
        "headline",
        "cutoff",
        "diagnoses",
        "legend",
        "plots",
        "provenance",
        "names",
        "cited",
        "checked",
        "admonition",
        "all",
        "map",
        "md-content__inner",
        "md-typeset",
        "listing",
        "terms",
        "tabular",
    ]
)

# What the writer has a form for, by class.
FORMS = frozenset(
    [
        "citation",
        "pubmed",
        "pmc",
        "unconfirmed",
        "note",
        "computed",
        "known",
        "since",
        "since-added",
        "since-predecessor",
        "status",
        "subtitle",
        "result",
        "glance",
        "fields",
        "keyresults",
        "currency",
        "overdue",
        "todo",
        "limits",
        "rest",
        "figures",
        "folded",
        "more",
        "plot",
        "references",
        "bibliography",
        "whole",
        "notes",
    ]
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    [
        "article",
        "p",
        "ul",
        "ol",
        "li",
        "div",
        "section",
        "figure",
        "table",
        "details",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
    ]
)
INLINE = frozenset(
    [
        "a",
        "strong",
        "b",
        "em",
        "i",
        "span",
        "sup",
        "sub",
        "small",
        "abbr",
        "br",
        "code",
        "img",
        "q",
        "cite",
    ]
)
WITHIN = frozenset(
    ["thead", "tbody", "tr", "td", "th", "figcaption", "summary", "svg"]
)  # read by the form of what holds them
STATUS = "status-"
BOTH = "both"  # a block made once for each language; the class beside it is only its name
ADMONITIONS = frozenset(
    [
        "note",
        "warning",
        "danger",
        "tip",
        "info",
        "success",
        "question",
        "example",
        "quote",
        "abstract",
        "bug",
        "failure",
    ]
)


def classes(element: HtmlElement) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def dropped(element: HtmlElement) -> bool:
    """Whether an element is left out of print; comments always are."""
    return (
        not isinstance(element.tag, str)
        or any(name in DROPPED for name in classes(element))
        or element.get("hidden") is not None
    )


def unknown(article: HtmlElement) -> Iterable[Refusal]:
    """Every tag and class of a page that the tables do not know."""
    if dropped(article):
        return
    if article.tag not in BLOCKS | INLINE | WITHIN:
        yield Refusal(
            f"标签 <{article.tag}> 不知如何印出；请在 hooks/review/book/grammar.py 中说明",
            f"no print form for the tag <{article.tag}>; say in hooks/review/book/grammar.py what it is on paper",
        )
    if article.tag == "svg":
        return  # a drawing has a grammar of its own
    for name in classes(article) if BOTH not in classes(article) else ():
        if name not in PLAIN | FORMS | ADMONITIONS and not name.startswith(STATUS):
            yield Refusal(
                f"<{article.tag}> 的 class “{name}”不知如何印出；请在 hooks/review/book/grammar.py 中说明",
                f"no print form for the class “{name}” of <{article.tag}>; say in hooks/review/book/grammar.py what it is on paper",
            )
    for child in article:
        yield from unknown(child)
