"""Pages that have a source of their own: sections of the review, home, about, corrections."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

from review.edition.edition import Edition, page_of
from review.edition.page import RENDITIONS, Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence.selection import select
from review.markup import templates
from review.markup.escape import harmless, link, literal, plain
from review.markup.language import Language
from review.pages import home, keyresults, status_page, trials_fence
from review.pages.currency import notice
from review.pages.page_finish import Draft, finish
from review.problem import Text
from review.sources.prose import Pair
from review.sources.section import Fence, Heading, Section, Shared
from review.wording import prose_markdown

LONGEST = 200  # characters of a description
ABOUT = "about.md"  # a review need not have it


@dataclass(frozen=True)
class Side:
    """One language of a pair."""

    lang: str
    markdown: str


def page(section: Section, rendition: str, edition: Edition) -> Page:
    """The section in one rendition."""
    uri = f"{rendition}/{page_of(section.path)}"
    languages = [*Language] if rendition == "zh-en" else [Language(rendition)]
    views = [View(edition, uri, language) for language in languages]
    kind = _kind(section)
    parts = [
        {
            "heading": _heading(part.heading, views),
            "blocks": [
                _block(item, views, kind == "home" and part.heading.level > 2)
                for item in part.items
            ],
        }
        for part in section.parts
    ]
    markdown = templates.render(
        "section.md.j2",
        parts=parts,
        notice=_both(views, "currency-dates", lambda view: notice(section, view)),
        opening=_opening(section, views),
        introduced=kind == "home",
        closing=_closing(section, views),
    )
    return finish(
        Draft(
            views[0],
            kind,
            _title(section.title, rendition),
            _description(section, views[0]),
            markdown,
            section.path,
        )
    )


def _kind(section: Section) -> str:
    return (
        "home"
        if page_of(section.path) == "index.md"
        else "section"
        if section.path.startswith("docs/review/")
        else "page"
    )


def _opening(section: Section, views: list[View]) -> str:
    """What a page opens with: the home page with the ways in, a section of the review with its key
    results."""
    kind = _kind(section)
    if kind == "home":
        return "\n\n".join(
            [
                _both(views, "currency-dates", status_page.line),
                _both(views, "newest", home.news),
                _both(views, "picks", home.picks),
            ]
        )
    return keyresults.of_section(section, views) if kind == "section" else ""


def _closing(section: Section, views: list[View]) -> str:
    """What the page about the review ends with: the state of all sections."""
    if page_of(section.path) != ABOUT:
        return ""
    heading = Heading(
        2,
        Text(*(language.word("living", "sections") for language in Language)),
        "sections",
        section.title.place,
    )
    made = _both(
        views,
        "states",
        lambda view: (
            f"{status_page.section_table(view)}\n\n{link(view.word('page', 'status'), view.to(status_page.NAME))}"
        ),
    )
    return f"{_heading(heading, views)}\n\n{made}"


def _heading(heading: Heading, views: list[View]) -> str:
    """A heading with its anchor; in the parallel rendition in both languages."""
    zh, en = (harmless(half) for half in heading.text)
    words = (
        f'{zh} <span lang="en">{en}</span>'
        if len(views) > 1
        else views[0].pick(heading.text._replace(zh=zh, en=en))
    )
    return f"{'#' * heading.level} {words} {{#{heading.anchor}}}"


def _title(heading: Heading, rendition: str) -> str:
    zh, en = plain(heading.text.zh), plain(heading.text.en)
    return f"{zh} {en}" if rendition == "zh-en" else zh if rendition == "zh" else en


def _description(section: Section, view: View) -> str:
    """The review's own description for its home page, else the first sentence of the section."""
    if section.path == "docs/index.md":
        return view.pick(view.corpus.settings.description)
    prose = next((pair[view.language] for pair in section.pairs if pair[view.language]), None)
    said = plain(prose.text).removeprefix("- ") if prose else ""
    end = min((at + 1 for mark in ("。", ". ") if (at := said.find(mark)) > 0), default=len(said))
    return said[:end].strip()[:LONGEST]


def _block(item: Pair | Shared | Fence, views: list[View], fold: bool = False) -> str:
    """A pair, table or shared text; with ``fold`` the rest of a long list is one tap away."""
    if isinstance(item, Pair):
        return _pair(item, views, fold)
    if isinstance(item, Fence):
        return _both(views, "fence", lambda view: trials_fence.markdown(item, view))
    return prose_markdown.markdown(item.prose, views[0])


def _pair(pair: Pair, views: list[View], fold: bool) -> str:
    sides = [
        Side(view.language, home.folded(_side(pair, view), view) if fold else _side(pair, view))
        for view in views
    ]
    return (
        templates.render("pair.md.j2", id=pair.id, classes="pair", lang="", sides=sides)
        if any(side.markdown for side in sides)
        else ""
    )


def _side(pair: Pair, view: View) -> str:
    """The pair's text in the language of the view; where it is still to be written a notice and the
    other language's text."""
    if (prose := pair[view.language]) is not None:
        return prose_markdown.markdown(prose, view)
    other = next(iter(pair.sides), None)
    if other is None:
        return ""
    if view.rendition == "zh-en":
        return _todo(view, other.source.path)
    shown = prose_markdown.markdown(other, View(view.edition, view.uri, Language(other.language)))
    return templates.render(
        "todo.md.j2",
        view=view,
        missing=view.language,
        edit=_edit(view, other.source.path),
        lang=other.language,
        text=shown,
    )


def _todo(view: View, path: str) -> str:
    """The notice alone: on the parallel page the other language stands beside it."""
    return f'<div class="todo" markdown="1">\n\n{view.word("todo-alone", view.language)} {_edit(view, path)}\n\n</div>'


def _edit(view: View, path: str) -> str:
    """A link to where the file can be edited; empty where the repository is not known."""
    target = view.edit(path)
    return link(view.word("edit"), target) if target else literal(path)


def _both(views: list[View], name: str, make: Callable[[View], str]) -> str:
    """A block made for each language; side by side where there are two."""
    made = [Side(view.language, make(view)) for view in views]
    if len(made) == 1 or not any(side.markdown for side in made):
        return made[0].markdown
    return templates.render("both.md.j2", name=name, sides=made)


def sections(edition: Edition, kept: Kept) -> list[Page]:
    """All sections in all renditions, in the order of reading."""
    return [
        kept.page(
            f"{rendition}/{page_of(section.path)}",
            (edition.frame, _shown(section, edition), section.source.text),
            partial(page, section, rendition, edition),
        )
        for section in edition.sections
        for rendition in RENDITIONS
    ]


def _shown(section: Section, edition: Edition) -> Hashable:
    """The tables that a section's page is made from: those it speaks of, and those its fences
    select."""
    fences = [item for part in section.parts for item in part.items if isinstance(item, Fence)]
    records = [fence.record for fence in fences if fence.record is not None]
    selected = (trial for record in records for trial in select(record, edition.corpus))
    spoken_of = (
        trial
        for trial in edition.corpus.trials.values()
        if any(mention.section is section for mention in edition.mentions.get(trial.path, []))
    )
    return edition.tables(*selected, *spoken_of)
