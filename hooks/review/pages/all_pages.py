"""The whole review as pages of Markdown, in all renditions and a fixed order."""

from __future__ import annotations

import datetime
from functools import partial

from review.edition.edition import Edition
from review.edition.log import NOTHING, Log
from review.edition.page import Page
from review.edition.page_store import Kept, woven
from review.evidence.corpus import Corpus
from review.markup import attribute_lists
from review.pages.answers.question_pages import questions
from review.pages.availability_page import availability
from review.pages.changes_page import changes
from review.pages.data_page import data
from review.pages.evidence_map import evidence_map
from review.pages.glossary import glossary
from review.pages.guide_page import guide
from review.pages.help_wanted import help_wanted
from review.pages.indexes import indexes
from review.pages.references_page import references
from review.pages.section_pages import sections
from review.pages.status_page import status
from review.pages.term_pages import terms
from review.pages.timeline import timeline
from review.pages.trial_pages import trials
from review.wording import citation_numbers

LISTS = (
    indexes,
    availability,
    evidence_map,
    timeline,
    references,
    glossary,
    data,
    guide,
    status,
    changes,
)
WITHOUT_RESULTS = frozenset({availability, references, glossary, guide})


def weave(
    corpus: Corpus,
    today: datetime.date,
    repository: str = "",
    log: Log = NOTHING,
    kept: Kept | None = None,
) -> list[Page]:
    """All pages of the review as of ``today``: those with a source of their own, then the generated
    ones. ``log`` is what is known of its past, ``kept`` the pages of an earlier weave."""
    return pages(Edition(corpus, today, repository, log), Kept() if kept is None else kept)


def pages(edition: Edition, kept: Kept) -> list[Page]:
    """All pages of an edition; what is ``kept`` need not be made."""
    files, wanted = len(edition.corpus.sources), partial(help_wanted, edition, kept)
    return [
        *kept.listed("sections", partial(sections, edition, kept)),
        *kept.gathered("gathered", edition.structure, partial(_gathered, edition, kept)),
        *kept.listed(
            "help_wanted", partial(kept.apart, partial(woven, "help_wanted", wanted, files))
        ),
    ]


def _gathered(edition: Edition, kept: Kept) -> list[Page]:
    """The pages on which no word of a section stands."""
    found: list[Page] = []
    for pages_of_each in (trials, questions, terms):
        found += kept.listed(f"of {pages_of_each.__name__}", partial(pages_of_each, edition, kept))
    files = len(edition.corpus.sources)
    for make in LISTS:
        made_from = edition.citations if make in WITHOUT_RESULTS else edition.structure
        found += kept.together(make.__name__, made_from, partial(make, edition), files)
    return found


def resolve(page: Page, corpus: Corpus) -> str:
    """The page's Markdown with citations as HTML, for generators without ``[#n @key]``."""
    return citation_numbers.resolved(page, corpus)


def commonmark(page: Page, corpus: Corpus) -> str:
    """The page's Markdown for any reader of CommonMark, which knows no attribute lists either."""
    return attribute_lists.without(resolve(page, corpus))
