"""The last step of every page: its blocks are put together with what only the whole page can say.

The forms that a page leads to stand in ``.github/ISSUE_TEMPLATE``; a query parameter of the address
fills the field that has its name as id. Where the repository is not known, no way leads there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from review.edition.edition import Edition, renditions
from review.edition.page import Page
from review.edition.view import View
from review.markup import templates
from review.markup.escape import address, link
from review.markup.language import Language
from review.pages import moved
from review.wording import abbreviations, citation_numbers

OfView = Callable[[View], Page]
OfEdition = Callable[[Edition], list[Page]]

LISTS = ("references", "bibliography")  # kinds of pages of references
# kinds of pages that quote titles, or list words with their meaning
DEFINED = (*LISTS, "glossary", "agents", "diagnoses", "endpoints", "guide", "data")
REPORTED = ("trial", "section", "home", "page")  # kinds of page whose text somebody wrote
ASKED = {"trials": "new-trial", "help-wanted": "translation"}
ASKED |= dict.fromkeys(LISTS, "new-reference")
LONGEST = 120  # characters of a title
HERE = "<!-- references -->"  # where a template wants the list; else it ends the page


@dataclass(frozen=True)
class Draft:
    """A page before its citations are numbered."""

    view: View
    kind: str
    title: str
    description: str
    markdown: str = field(repr=False)
    source: str | None = None


def finish(draft: Draft) -> Page:
    """The page of a draft: its abbreviations explained, its citations numbered, its reference list
    set, its twins named."""
    view, markdown = draft.view, draft.markdown
    if draft.kind not in DEFINED:
        markdown = abbreviations.marked(markdown, view)
    markdown, uses = citation_numbers.numbered(markdown)
    references = citation_numbers.reference_list(uses, view)
    block = f"## {_heading(view)} {{#references}}\n\n{references}" if references else ""
    text = markdown.replace(HERE, block) if HERE in markdown else f"{markdown}\n{block}"
    text = f"{text.strip()}\n{_foot(draft)}{moved.places(view)}"
    uris = renditions(view.uri.partition("/")[2], view.edition)
    return Page(
        view.uri,
        view.rendition,
        draft.kind,
        draft.title,
        draft.description,
        f"{text.strip()}\n",
        draft.source,
        uses,
        {uri.partition("/")[0]: uri for uri in uris if uri != view.uri},
    )


def in_both(name: str) -> Callable[[OfView], OfEdition]:
    """Turns the maker of the page ``name`` in one language into the maker of both."""

    def decorated(make: OfView) -> OfEdition:
        def pages(edition: Edition) -> list[Page]:
            return [make(View(edition, f"{language}/{name}", language)) for language in Language]

        pages.__name__ = make.__name__  # under which they are kept
        return pages

    return decorated


def generated(
    view: View, kind: str, counts: Mapping[str, int] | None = None, /, **values: object
) -> Page:
    """A page that is made of the data: its title and what it is about are words of the interface,
    the latter with the ``counts`` filled in; the rest is the template of its name with
    ``values``."""
    title, about = view.word("page", kind), view.word("about", kind, **(counts or {}))
    context = {"view": view, "title": title, "about": about, **values}
    return finish(Draft(view, kind, title, about, templates.render(f"{kind}.md.j2", **context)))


def _heading(view: View) -> str:
    zh, en = (language.word("page", "references") for language in Language)
    if view.rendition == "zh-en":
        return f'{zh} <span lang="en">{en}</span>'
    return view.language.half((zh, en))


def _foot(draft: Draft) -> str:
    """What ends a page: ways to report an error or add to it; empty where there is neither."""
    view, fields = draft.view, dict[str, str]()
    if draft.kind in REPORTED and draft.source:
        form, title = "data-problem", f"{draft.title[:LONGEST]}: "
        fields = {"title": title, "page": _page_name(view), "datum": draft.source}
    elif draft.kind in ASKED:
        form = ASKED[draft.kind]
    else:
        return ""
    target = form_address(view.edition.repository, form, fields)
    if not target:
        return ""
    languages = [*Language] if view.rendition == "zh-en" else [view.language]
    words = " / ".join(language.word("ways-in", form) for language in languages)
    form_link = link(words, target, classes=f".{form}")
    return f'\n<div class="ways-in" markdown="1">\n\n{form_link}\n\n</div>\n'


def form_address(repository: str, form: str, fields: Mapping[str, str]) -> str:
    """Address of an issue form, filled in; empty where the repository is not known."""
    if not address(repository):
        return ""
    query = urlencode({"template": f"{form}.yml", **fields}, quote_via=quote)
    return f"{address(repository)}/issues/new?{query}"


def _page_name(view: View) -> str:
    """The page as a reader knows it: its address if the review has one, else its path."""
    home = address(view.corpus.settings.address("url"))
    return (f"{home.rstrip('/')}/" if home else "") + view.uri.removesuffix(".md") + ".html"
