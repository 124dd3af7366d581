"""Pages of an earlier weave: only what a saved file can have changed is woven anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from review.edition.page import Page
from review.keep import Keep, anew
from review.problem import Problem
from review.refusal import Refusal
from review.time_limit import in_time

Made = TypeVar("Made")


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
        found = self.pages.get(uri)
        if found is None or found[0] != made_from:
            anew = partial(self.keep, "page", (uri, self.around, made_from), make)
            found = self.pages[uri] = (made_from, woven(uri, anew))
        return found[1]

    def together(
        self, name: str, made_from: Hashable, make: Callable[[], list[Page]]
    ) -> list[Page]:
        """Pages made of the same, as a list. Raises Refusal where that takes too long."""
        found = self.lists.get(name)
        if found is None or found[0] != made_from:
            anew = partial(self.keep, "pages", (name, self.around, made_from), make)
            found = self.lists[name] = (made_from, woven(name, anew))
        return found[1]


def woven(page: str, make: Callable[[], Made]) -> Made:
    """What ``make`` gives of a page or list. Raises Refusal where it takes too long."""
    made = in_time(page, make)
    if isinstance(made, Problem):
        raise Refusal(made.found.zh, made.found.en, page)
    return made
