"""Pages of an earlier weave: a preview weaves anew only what a saved file can have changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from review.edition.page import Page


@dataclass
class Kept:
    """Pages by uri, each with what it was made from. A page made from the same is the same."""

    pages: dict[str, tuple[Hashable, Page]] = field(default_factory=dict)

    def page(self, uri: str, made_from: Hashable, make: Callable[[], Page]) -> Page:
        """The page at ``uri``, made where it is not yet there or was made from something else."""
        known = self.pages.get(uri)
        if known is None or known[0] != made_from:
            known = self.pages[uri] = (made_from, make())
        return known[1]
