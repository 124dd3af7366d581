"""The real review and the small second one, read once a process and woven once for all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from places import TODAY
from review.edition.edition import Edition
from review.edition.page import Page
from review.evidence import corpus
from review.pages.all_pages import weave
from system import fingerprint, store


@cache
def edition(root: Path) -> Edition:
    """The review below ``root``, which nobody changes, as of TODAY."""
    return Edition(corpus.read(root), TODAY)


@cache
def woven(root: Path) -> list[Page]:
    """All pages of it. What one process has woven the store keeps for the others."""
    kept = store.opened()
    pages = kept("woven", fingerprint.review(root), lambda: weave(edition(root).corpus, TODAY))
    kept.write()
    return pages
