"""The search index of each language as files."""

from __future__ import annotations

from collections.abc import Iterable

from review.edition.edition import Edition
from review.edition.page import Page
from review.search.documents import documents, unsaid
from review.search.postings import postings
from review.search.search_words import segmenter
from review.search.shards import shards
from review.sources.prose import LANGUAGES


def files(edition: Edition, pages: Iterable[Page]) -> dict[str, str]:
    """Files of the index by path, as ``search/zh/index.js``."""
    kept = list(pages)
    cutter = segmenter(
        name for term in edition.corpus.vocabulary for name in [*term.all_names, *unsaid(term)]
    )
    made: dict[str, str] = {}
    for language in LANGUAGES:
        found = documents(edition, kept, language)
        made |= {
            f"search/{language}/{name}": text
            for name, text in shards(found, postings(found, cutter)).items()
        }
    return made
