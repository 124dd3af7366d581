"""The real review and the small second one, read once a process and woven once for all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from places import TODAY
from review.edition.edition import Edition
from review.edition.page import Page
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.pages.all_pages import weave
from system import fingerprint, store


@cache
def review(root: Path) -> Corpus:
    """The review below ``root``, which nobody changes."""
    return corpus.read(root)


@cache
def edition(root: Path) -> Edition:
    """The same as of TODAY."""
    return Edition(review(root), TODAY)


@cache
def woven(root: Path) -> list[Page]:
    """All pages of it. What one process has woven the store keeps for the others."""
    kept = store.opened()
    pages = kept("woven", fingerprint.review(root), lambda: weave(review(root), TODAY))
    kept.write()
    return pages
