"""The documents of references, found by their authors, titles and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from review.edition.edition import Edition
from review.edition.page import Page
from review.search.document import Document
from review.search.plain_text import plain

KINDS = ("references", "bibliography")  # of pages that hold references
ENTRY = re.compile(r'(?s)<li id="([^"]+)"[^>]*>\s*(.*?)(?=<small class="cited">|</li>)')


def references(edition: Edition, pages: Mapping[str, Page]) -> Iterator[Document]:
    """A document for each reference on the pages of one language."""
    entries = edition.corpus.bibliography.entries
    for page in (page for page in pages.values() if page.kind in KINDS):
        for key, markdown in ENTRY.findall(page.markdown):
            if key not in entries:
                continue
            reference, text = entries[key], " ".join(plain(markdown).split())
            names = [reference.doi, reference.pmid, reference.pmcid, key, reference.title]
            yield Document(
                "reference",
                f"{page.uri.partition('/')[2].removesuffix('.md')}.html#{key}",
                text,
                "",
                tuple((name, 45) for name in names if name),
            )
