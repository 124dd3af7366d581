"""Pages of an earlier weave: only what a saved file can have changed is woven anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from review.edition.page import Page
from review.keep import Keep, Shelf, anew
from review.problem import Problem
from review.refusal import Refusal
from review.time_limit import in_time

Made = TypeVar("Made")


class KeptPage(Page):
    """A page whose Markdown is kept apart from the rest and given by ``text`` when it is needed: of
    most pages it is not, and that of all is more than a process should hold."""

    @classmethod
    def of(cls, page: Page) -> KeptPage:
        """The same page."""
        if isinstance(page, cls):
            return page
        copy = cls.__new__(cls)
        vars(copy).update(vars(page))
        return copy

    def __getattr__(self, name: str) -> str:
        if name != "markdown":
            raise AttributeError(name)
        text: str = vars(self)["text"]()
        return text

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in vars(self).items() if k not in ("markdown", "text")}


@dataclass
class Kept:
    """Pages, each with what it was made from. A page made from the same is the same.

    ``keep`` may know pages of other processes, for which ``around`` tells what is the same for all
    pages of this one: the day, the address of the site and the like. ``shelf`` has all of them but
    their Markdown, and what else is small; the Markdown stays with them where ``keep`` is no
    store. Where a page is wanted ``first``, all others stay as they were in the ``last`` weave."""

    keep: Keep = anew
    around: Hashable = ()
    shelf: Shelf = field(default_factory=Shelf)
    first: str = ""
    last: Mapping[str, Page] = field(default_factory=dict)
    _lists: dict[str, list[str]] = field(default_factory=dict)  # of each, the addresses

    def page(self, uri: str, made_from: Hashable, make: Callable[[], Page]) -> Page:
        """The page at ``uri``, made where it is not yet there or was made from something else.
        Raises Refusal where that takes too long."""
        if self.first not in ("", uri) and uri in self.last:
            return self.last[uri]
        [page] = self._pages("page", (uri, self.around, made_from), partial(_alone, uri, make))
        return page

    def together(
        self, name: str, made_from: Hashable, make: Callable[[], list[Page]], files: int = 1
    ) -> list[Page]:
        """Pages made of the same ``files``, as a list is in each language. Raises Refusal where
        that takes too long."""
        anew = partial(woven, name, make, files)
        kept = partial(self._pages, "pages", (name, self.around, made_from), anew)
        return self.listed(name, kept)

    def listed(self, name: str, make: Callable[[], list[Page]]) -> list[Page]:
        """What ``make`` gives, or the pages as they were where none of them is wanted first."""
        uris = self._lists.get(name, [self.first])
        if self.first not in uris and self.first:
            return [self.last[uri] for uri in uris if uri in self.last]
        pages = make()
        self._lists[name] = [page.uri for page in pages]
        return pages

    def gathered(
        self, name: str, made_from: Hashable, make: Callable[[], list[Page]]
    ) -> list[Page]:
        """Pages that are kept one by one, too, where all of them are the same."""
        return self.listed(name, partial(self._gathered, name, made_from, make))

    def _gathered(
        self, name: str, made_from: Hashable, make: Callable[[], list[Page]]
    ) -> list[Page]:
        if self.first:
            made = ((page.uri, page) for page in make())
            return [page if uri == self.first else self.last.get(uri, page) for uri, page in made]
        pages = self.shelf(name, (self.around, made_from), lambda: [*map(KeptPage.of, make())])
        for number, page in enumerate(pages):
            vars(page).setdefault("text", self._text(page, make, number))
        return [*pages]

    def apart(self, make: Callable[[], list[Page]]) -> list[Page]:
        """Pages that are made each time, their Markdown kept apart, too."""
        return self._readable(self._apart(make), make)

    def _pages(self, kind: str, made_from: Hashable, make: Callable[[], list[Page]]) -> list[Page]:
        apart = partial(self._apart, make)
        pages = self.shelf(kind, made_from, partial(self.keep, kind, made_from, apart))
        return self._readable(pages, make)

    def _readable(self, pages: list[KeptPage], make: Callable[[], list[Page]]) -> list[Page]:
        for number, page in enumerate(pages):
            vars(page)["text"] = self._text(page, make, number)
        return [*pages]

    def _apart(self, make: Callable[[], list[Page]]) -> list[KeptPage]:
        """What ``make`` gives, its Markdown in the store."""
        pages = [KeptPage.of(page) for page in make()]
        for page in pages if self.keep is not anew else ():
            self.keep("text", page.digest, partial(vars(page).pop, "markdown"))
        return pages

    def _text(self, page: Page, make: Callable[[], list[Page]], number: int) -> Callable[[], str]:
        """What gives the Markdown of a page; one that the store has lost is made again."""
        return partial(self.keep, "text", page.digest, lambda: make()[number].markdown)


def _alone(uri: str, make: Callable[[], Page]) -> list[Page]:
    return [woven(uri, make)]


def woven(page: str, make: Callable[[], Made], files: int = 1) -> Made:
    """What ``make`` gives of a page or list. Raises Refusal where it takes longer than so many
    files may."""
    result = in_time(page, make, files)
    if isinstance(result, Problem):
        raise Refusal(result.found.zh, result.found.en, page)
    return result
