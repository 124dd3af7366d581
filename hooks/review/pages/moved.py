"""What has moved: at the end of a page the places it had, each with the way to where it is now, and
in the place of a page that is gone one that leads on. Both work without a script; with one a reader
does not notice."""

from __future__ import annotations

import html
from dataclasses import dataclass

from review.edition.edition import Edition
from review.edition.page import RENDITIONS
from review.edition.view import View
from review.evidence import addresses
from review.markup import templates
from review.markup.content_policy import guarded
from review.markup.language import Language

SCRIPT = "assets/javascripts/moved.js"


@dataclass(frozen=True)
class Forward:
    """A former anchor and the present address, as a link from where it stands."""

    anchor: str
    to: str


def places(view: View) -> str:
    """The former places of a page as Markdown; empty where there are none."""
    page = addresses.html(view.uri.partition("/")[2])
    links = [
        Forward(anchor, _to(view, new))
        for anchor, new in view.edition.moved.get(page, {}).items()
        if anchor
    ]
    return templates.render("moved.md.j2", view=view, links=links) if links else ""


def files(edition: Edition) -> dict[str, str]:
    """The pages that lead on, by path within the site."""
    published = addresses.published(edition.corpus)
    return {
        f"{rendition}/{page}": _page(
            View(edition, f"{rendition}/{page}", _language(rendition)), page
        )
        for page in edition.moved
        if page not in published
        for rendition in RENDITIONS
        if rendition != "zh-en" or _parallel(edition, page)
    }


def _parallel(edition: Edition, page: str) -> bool:
    """Whether a page that is gone had a rendition in both languages: if it had a source of its own,
    and what it became has one."""
    new = next(iter(edition.moved[page].values())).partition("#")[0]
    sourced = page.partition("/")[0] not in (*addresses.PAGED, "trials", "questions")
    return sourced and f"{new.removesuffix('.html')}.md" in edition.parallel


def _page(view: View, page: str) -> str:
    targets = view.edition.moved[page]
    target = targets.get("") or next(iter(targets.values())).partition("#")[0]
    root = view.uri.count("/") * "../"
    page_html = templates.render(
        "moved.html.j2",
        view=view,
        lang="en" if view.language == "en" else "zh-CN",
        title=html.escape(view.pick(view.corpus.settings.title)),
        to=_html(_to(view, target)),
        links=[Forward(anchor, _html(_to(view, new))) for anchor, new in targets.items() if anchor],
        script=root + SCRIPT,
    )
    return guarded(page_html)


def _language(rendition: str) -> Language:
    return Language("en" if rendition == "en" else "zh")


def _to(view: View, address: str) -> str:
    page, _, anchor = address.partition("#")
    return view.to(f"{page.removesuffix('.html')}.md", anchor)


def _html(target: str) -> str:
    page, mark, anchor = target.partition("#")
    return page.removesuffix(".md") + ".html" + mark + anchor
