"""The real review and the small second one, read once a process and woven once for all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from built import BUILT
from places import TODAY
from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.page_store import Kept
from review.evidence import corpus
from review.evidence.corpus import Corpus
from system import git, store
from system.site_contents import SiteContents


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
    """All pages of it, as the built site has them: what its build has woven the store keeps."""
    kept = store.opened()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in BUILT.items():
            patch.setenv(name, value)
        contents = SiteContents(review(root), git.log(review(root), kept), "", Kept(keep=kept))
    kept.write()
    return [*contents.pages.values()]
