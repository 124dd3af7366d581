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
        known = self.pages.get(uri)
        if known is None or known[0] != made_from:
            anew = partial(self.keep, "page", (uri, self.around, made_from), make)
            page = woven(uri, anew)
            known = self.pages[uri] = (made_from, page)
        return known[1]

    def together(
        self, name: str, made_from: Hashable, make: Callable[[], list[Page]], files: int = 1
    ) -> list[Page]:
        """Pages that are made of the same ``files``, as a list is in each language. Raises Refusal
        where that takes too long."""
        known = self.lists.get(name)
        if known is None or known[0] != made_from:
            anew = partial(self.keep, "pages", (name, self.around, made_from), make)
            known = self.lists[name] = (made_from, woven(name, anew, files))
        return known[1]


def woven(page: str, make: Callable[[], Made], files: int = 1) -> Made:
    """What ``make`` gives of a page or a list of that name. Raises Refusal where it takes longer
    than so many files may."""
    made = in_time(page, make, files)
    if isinstance(made, Problem):
        raise Refusal(made.found.zh, made.found.en, page)
    return made
