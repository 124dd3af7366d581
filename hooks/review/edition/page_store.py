"""Pages of an earlier weave: only what a saved file can have changed is woven anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial

from review.edition.page import Page
from review.keep import Keep, anew
from review.problem import Problem
from review.refusal import Refusal
from review.time_limit import in_time


@dataclass
class Kept:
    """Pages by uri, each with what it was made from. A page made from the same is the same.

    ``keep`` may know pages of other processes, for which ``around`` tells what is the same for all
    pages of this one: the day, the address of the site and the like."""

    pages: dict[str, tuple[Hashable, Page]] = field(default_factory=dict)
    lists: dict[str, tuple[Hashable, list[Page]]] = field(default_factory=dict)
    keep: Keep = anew
    around: Hashable = ()

    def page(self, uri: str, made_from: Hashable, make: Callable[[], Page]) -> Page:
        """The page at ``uri``, made where it is not yet there or was made from something else.
        Raises Refusal where that takes too long."""
        known = self.pages.get(uri)
        if known is None or known[0] != made_from:
            page = in_time(uri, partial(self.keep, "page", (uri, self.around, made_from), make))
            if isinstance(page, Problem):
                raise Refusal(page.found.zh, page.found.en, uri)
            known = self.pages[uri] = (made_from, page)
        return known[1]

    def together(
        self, name: str, made_from: Hashable, make: Callable[[], list[Page]]
    ) -> list[Page]:
        """Pages that are made of the same, as a list is in each language."""
        known = self.lists.get(name)
        if known is None or known[0] != made_from:
            pages = self.keep("pages", (name, self.around, made_from), make)
            known = self.lists[name] = (made_from, pages)
        return known[1]
