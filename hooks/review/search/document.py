"""A document: what one line of a result list leads to, with the words it is found by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

# How much a page of a kind is worth where the words are the same: pages about a thing before pages
# that mention it.
PAGE_WEIGHTS = {
    "diagnosis": 1.0,
    "agent": 1.0,
    "question": 0.9,
    "trial": 0.9,
    "endpoint": 0.85,
    "class": 0.85,
    "term": 0.8,
    "section": 0.7,
    "list": 0.5,
    "reference": 0.25,
}


@dataclass(frozen=True)
class Document:
    """``address`` is relative to the language's folder. ``names`` are whole names with how surely
    they mean this page (1 to 63); ``see`` is the term it is about, as ``agents#aspirin``;
    ``digest`` is the same for the same document only."""

    kind: str
    address: str
    title: str
    place: str = ""  # the page a heading stands on
    names: tuple[tuple[str, int], ...] = ()
    lead: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    excerpt: tuple[str, ...] = field(default=(), repr=False)  # whole sentences a result may show
    see: str = ""
    own_weight: float = 0.0  # what it is worth where not just what its kind is
    digest: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        content = f"{self!r}{(self.lead, self.body, self.excerpt)}".encode(errors="surrogatepass")
        object.__setattr__(self, "digest", hashlib.sha256(content).hexdigest())

    @property
    def page_weight(self) -> float:
        """How much the page is worth, up to 1."""
        return self.own_weight or PAGE_WEIGHTS.get(self.kind, PAGE_WEIGHTS["list"])
