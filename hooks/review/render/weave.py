"""The whole review as pages of Markdown, in all renditions and a fixed order."""
from __future__ import annotations

import datetime

from ..change.entries import NOTHING, Log
from ..corpus import Corpus
from . import citations
from .changes.page import changes
from .data import data
from .edition import Edition
from .evidence_map import evidence_map
from .glossary import glossary
from .guide import guide
from .help_wanted import help_wanted
from .indexes import indexes
from .kept import Kept
from .page import Page
from .references import references
from .sections import sections
from .status import status
from .terms import terms
from .timeline import timeline
from .trials import trials


def weave(corpus: Corpus, today: datetime.date, repository: str = "", log: Log = NOTHING, kept: Kept | None = None) -> list[Page]:
    """All pages of the review as of ``today``: those with a source of their own, then the generated ones. ``log`` is what is known of its past,
    ``kept`` the pages of an earlier weave."""
    edition = Edition(corpus, today, repository, log, kept=Kept() if kept is None else kept)
    return [*first(edition), *second(edition)]


def first(edition: Edition) -> list[Page]:
    """The sections and the trials: about half of the work."""
    return [*sections(edition), *trials(edition)]


def second(edition: Edition) -> list[Page]:
    """What is gathered from them, which needs nothing that the first half makes."""
    return [*terms(edition), *indexes(edition), *evidence_map(edition), *timeline(edition), *references(edition), *glossary(edition), *data(edition), *status(edition), *changes(edition), *help_wanted(edition), *guide(edition)]


def resolve(page: Page, corpus: Corpus) -> str:
    """The page's Markdown with every citation as HTML, for generators that know no ``[#n @key]``."""
    return citations.resolved(page, corpus)
