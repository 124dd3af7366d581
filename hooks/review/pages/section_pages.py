"""Pages that have a source of their own: sections of the review, home, about, corrections."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from review.edition.edition import Edition
from review.edition.mention import page_of
from review.edition.page import RENDITIONS, Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.pages import (
    disease_part,
    home,
    home_news,
    keyresults,
    side_by_side,
    status_page,
    trials_fence,
)
from review.pages.answers import question_pages
from review.pages.answers.overview import overview
from review.pages.currency import notice
from review.pages.page_finish import Draft, finish
from review.pages.side_by_side import Side
from review.problem import Text
from review.sources.prose import Pair
from review.sources.section import Fence, Heading, Section, Shared
from review.wording import prose_markdown

LONGEST = 200  # characters of a description
ABOUT = "about.md"  # a review need not have it


def sections(edition: Edition, store: Kept) -> list[Page]:
    """All sections in all renditions, in the order of reading."""
    made_from: dict[str, Hashable] = {}
    for section in edition.sections:
        inputs = (edition.citations, section.path)  # of its words these are no part
        ids, spoken_of = store.shelf("shown", inputs, partial(_shown, section, edition))
        tables = edition.tables_of(ids)
        made_from[section.path] = (edition.frame, tables, spoken_of, section.source.digest)
    return [
        store.page(
            f"{rendition}/{page_of(section.path)}",
            made_from[section.path],
            partial(page, section, rendition, edition),
        )
        for section in edition.sections
        for rendition in RENDITIONS
    ]


def _shown(section: Section, edition: Edition) -> tuple[list[str], Hashable]:
    """Ids of the trials that a section's page shows: those it speaks of, those its fences select,
    those that its questions rest on and those of its disease; and where these are spoken of."""
    items = [item for part in section.parts for item in part.items]
    fences = [item.record for item in items if isinstance(item, Fence) and item.record is not None]
    selected = [trial for record in fences for trial in edition.selected(record)]
    weighed = [
        trial
        for question in question_pages.of_section(section.path, edition)
        for trial in question_pages.studies(question, edition)
    ]
    concerned, spoken_of = disease_part.shown(section, edition)
    found = [*selected, *weighed, *concerned, *edition.spoken_of_in(section)]
    return [*dict.fromkeys(trial.id for trial in found)], spoken_of


def page(section: Section, rendition: str, edition: Edition) -> Page:
    """The section in one rendition."""
    uri = f"{rendition}/{page_of(section.path)}"
    languages = [*Language] if rendition == "zh-en" else [Language(rendition)]
    section_page = SectionPage(section, [View(edition, uri, language) for language in languages])
    return finish(section_page.draft())


@dataclass(frozen=True)
class SectionPage:
    """A page with a source of its own, in one language or in two side by side."""

    section: Section
    views: Sequence[View]

    @property
    def view(self) -> View:
        """The view in which the interface speaks."""
        return self.views[0]

    @property
    def kind(self) -> str:
        """``home``, ``section`` of the review, or any other ``page``."""
        if page_of(self.section.path) == "index.md":
            return "home"
        return "section" if self.section.path.startswith("docs/review/") else "page"

    def draft(self) -> Draft:
        """The page with its blocks put together."""
        parts = [
            {
                "heading": self._heading(part.heading),
                "blocks": [self._block(item) for item in part.items],
            }
            for part in self.section.parts
        ]
        markdown = templates.render(
            "section.md.j2",
            parts=parts,
            notice=self._in_languages("currency-dates", partial(notice, self.section)),
            opening=self._opening(),
            opening_after=self._opening_after(),
            closing=self._closing(),
        )
        title, source = self._title(), self.section.path
        return Draft(self.view, self.kind, title, self._description(), markdown, source)

    def _opening_after(self) -> int | None:
        """The number of the part behind which the generated opening stands: on the home page its
        first chapter, and in a section that begins with its bottom line that; None before all
        text."""
        if self.kind == "home":
            chapters = [at for at, part in enumerate(self.section.parts) if part.heading.level == 2]
            return chapters[1] - 1 if len(chapters) > 1 else 0
        return 1 if self.section.bottom_line else None

    def _opening(self) -> str:
        """What a page opens with: the home page with the ways in, a section of the review with its
        answers to its key questions and its key results."""
        if self.kind == "section":
            head = self._in_languages("overview", partial(overview, self.section))
            return f"{head}\n\n{keyresults.of_section(self.section, self.views)}"
        if self.kind == "page":
            return ""
        ways_in = [
            self._in_languages("currency-dates", status_page.line),
            self._in_languages("newest", home_news.news),
            self._in_languages("picks", home.picks),
        ]
        return "\n\n".join(ways_in)

    def _closing(self) -> str:
        """What a page ends with: that about the review with the state of all sections, a section
        that is the page of a diagnosis with all there is on it."""
        if page_of(self.section.path) != ABOUT:
            return disease_part.of_section(self.section, self.views)
        title = Text(*(language.word("living", "sections") for language in Language))
        heading = side_by_side.heading(2, title, "sections", self.views)
        return f"{heading}\n\n{self._in_languages('states', _states)}"

    def _heading(self, heading: Heading) -> str:
        """A heading with its anchor; in the parallel rendition in both languages."""
        return side_by_side.heading(heading.level, heading.text, heading.anchor, self.views)

    def _title(self) -> str:
        zh, en = (plain(half) for half in self.section.title.text)
        return f"{zh} {en}" if len(self.views) > 1 else self.view.language.half((zh, en))

    def _description(self) -> str:
        """The review's description for its home page, else the section's first sentence."""
        if self.section.path == "docs/index.md":
            return self.view.pick(self.view.corpus.settings.description)
        texts = (pair[self.view.language] for pair in self.section.pairs)
        prose = next(filter(None, texts), None)
        opening = plain(prose.text).removeprefix("- ") if prose else ""
        stops = [opening.find(mark) + 1 for mark in ("。", ". ") if opening.find(mark) > 0]
        first = opening[: min(stops, default=len(opening))].strip()
        short = re.match(rf"(.{{1,{LONGEST}}})[\s，；]", first) if len(first) > LONGEST else None
        return f"{short[1]}…" if short else first

    def _block(self, item: Pair | Shared | Fence) -> str:
        """A pair, table or shared text."""
        if isinstance(item, Pair):
            return self._pair(item)
        if isinstance(item, Fence):
            return self._in_languages("fence", partial(trials_fence.markdown, item))
        return prose_markdown.markdown(item.prose, self.view)

    def _pair(self, pair: Pair) -> str:
        sides = [Side(view.language, self._side(pair, view)) for view in self.views]
        if not any(side.markdown for side in sides):
            return ""
        return templates.render("pair.md.j2", id=pair.id, classes="pair", lang="", sides=sides)

    def _side(self, pair: Pair, view: View) -> str:
        markdown = _side(pair, view)
        return home.with_questions(markdown, view) if self.kind == "home" else markdown

    def _in_languages(self, name: str, make: Callable[[View], str]) -> str:
        """A block made for each language; side by side where there are two."""
        return side_by_side.block(name, make, self.views)


def _states(view: View) -> str:
    """The state of all sections, and the way to that of the whole review."""
    status_link = link(view.word("page", "status"), view.to(status_page.NAME))
    return f"{status_page.section_table(view)}\n\n{status_link}"


def _side(pair: Pair, view: View) -> str:
    """The pair's text in the view's language, or a notice and the other language's."""
    prose = pair[view.language]
    if prose is not None:
        return prose_markdown.markdown(prose, view)
    side = next(iter(pair.sides), None)
    if side is None:
        return ""
    if view.rendition == "zh-en":
        return _todo(view, side.source.path)
    text = prose_markdown.markdown(side, View(view.edition, view.uri, Language(side.language)))
    return templates.render(
        "todo.md.j2",
        view=view,
        missing=view.language,
        edit=_edit(view, side.source.path),
        lang=side.language,
        text=text,
    )


def _todo(view: View, path: str) -> str:
    """The notice alone: on the parallel page the other language stands beside it."""
    notice = f"{view.word('todo-alone', view.language)} {_edit(view, path)}"
    return f'<div class="todo" markdown="1">\n\n{notice}\n\n</div>'


def _edit(view: View, path: str) -> str:
    """A link to where the file can be edited; empty where the repository is not known."""
    target = view.edit(path)
    return link(view.word("edit"), target) if target else literal(path)
