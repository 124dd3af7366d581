"""Lists that grow: what one page cannot hold stands on further ones, to which the first leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from review.edition.edition import Edition
from review.edition.list_parts import Parts
from review.edition.page import Page
from review.edition.view import View
from review.markup import templates
from review.markup.escape import link
from review.markup.language import Language
from review.pages.page_finish import Draft, finish

WAYS, NEAR = 40, 10  # other pages that each page leads to; of more, those before and behind it
Named = Callable[[View, list[str]], str]


@dataclass(frozen=True)
class ListPage:
    """One page of a list in one language, of the items whose keys begin so. ``named`` gives the
    Markdown of the words that keys begin with; anchors of places on the first page were ``mark``
    and these words, or where keys have none began as they do."""

    view: View
    parts: Parts
    begin: str
    named: Named
    mark: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the items that stand here."""
        return frozenset(self.parts.shared.get(self.begin, ()))

    def title(self, title: str) -> str:
        """The title of the list, with what the keys begin with."""
        return self.view.bracket(title, self._name(self.begin, "…"))

    def about(self, about: str) -> str:
        """What the list is about, and below it the ways to its other pages, with how many items
        each has; where they are many, all of them on the first page only. By an attribute a script
        leads old addresses on."""
        counts, near = self.parts.counts, self._near
        links = [
            f"{self._way(begin)} <small>{counts[begin]}</small>"
            for begin in near
            if begin != self.begin
        ]
        if near != self._begins:
            all_items = self.view.word("trial", "all", n=sum(counts.values()))
            links.insert(0, link(all_items, self.view.to(self.parts.page)))
        listed = f'<p class="beginnings" markdown="span">{" · ".join(links)}</p>'
        return f"{about}\n\n{listed}" if links else about

    @property
    def _begins(self) -> list[str]:
        return [begin for begin in self.parts.shared if begin]

    @property
    def _near(self) -> list[str]:
        """The beginnings that this page leads to, itself among them."""
        begins = self._begins
        if not self.begin or len(begins) <= WAYS:
            return begins
        place = begins.index(self.begin)
        return begins[max(0, place - NEAR) : place + NEAR + 1]

    def _way(self, begin: str) -> str:
        anchor = self.mark + ("-".join(begin.split("/")[:-1]) or begin)
        target = self.view.to(self.parts.path(begin))
        return link(self._name(begin), target, "", f"data-begins={anchor}")

    def _name(self, begin: str, more: str = "") -> str:
        """A beginning as Markdown: its words, and its letters as capitals."""
        *words, letters = begin.split("/")
        named = self.named(self.view, words) if words else ""
        return " ".join(filter(None, [named, letters and letters.upper() + more]))


def in_parts(
    parts: Parts,
    edition: Edition,
    make: Callable[[ListPage], Page],
    named: Named = lambda _, words: "-".join(words),
    mark: str = "",
) -> list[Page]:
    """The pages of a list in both languages."""
    return [
        make(ListPage(View(edition, f"{language}/{path}", language), parts, begin, named, mark))
        for language in Language
        for path, begin in parts.paths.items()
    ]


def listed(
    part: ListPage,
    kind: str,
    counts: Mapping[str, int] | None = None,
    /,
    caution: str = "",
    **values: object,
) -> Page:
    """A page of a list that is made of the data, as ``generated`` makes one; a ``caution`` stands
    behind what it is about."""
    view = part.view
    title, about = part.title(view.word("page", kind)), view.word("about", kind, **(counts or {}))
    context = {"view": view, "title": title, "about": part.about(about + caution), **values}
    return finish(Draft(view, kind, title, about, templates.render(f"{kind}.md.j2", **context)))
