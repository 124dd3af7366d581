"""The last step of every page: citations numbered, the reference list set, the twins named."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.edition.edition import renditions
from review.edition.page import Page
from review.edition.view import View
from review.markup import labels
from review.pages import ways_in
from review.wording import abbreviations, citation_numbers

DEFINED = (
    "references",
    "glossary",
    "agents",
    "diagnoses",
    "endpoints",
    "guide",
    "data",
)  # kinds of pages that quote titles, or list words with their meaning
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
    """The page of a draft."""
    view = draft.view
    shown = draft.markdown if draft.kind in DEFINED else abbreviations.marked(draft.markdown, view)
    markdown, uses = citation_numbers.numbered(shown)
    listed = citation_numbers.reference_list(uses, view)
    block = f"## {_heading(view)} {{#references}}\n\n{listed}" if listed else ""
    whole = markdown.replace(HERE, block) if HERE in markdown else f"{markdown}\n{block}"
    whole = f"{whole.strip()}\n{ways_in.foot(view, draft.kind, draft.title, draft.source)}"
    uris = renditions(view.uri.partition("/")[2], view.edition)
    twins = {uri.partition("/")[0]: uri for uri in uris if uri != view.uri}
    return Page(
        view.uri,
        view.rendition,
        draft.kind,
        draft.title,
        draft.description,
        whole.strip() + "\n",
        draft.source,
        uses,
        twins,
    )


def _heading(view: View) -> str:
    zh, en = (labels.word(language, "page", "references") for language in ("zh", "en"))
    return (
        f'{zh} <span lang="en">{en}</span>'
        if view.rendition == "zh-en"
        else en
        if view.language == "en"
        else zh
    )
