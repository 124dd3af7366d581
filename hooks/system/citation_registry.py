"""What mkdocs-bibtex asks for the text of a citation, in the place of its own registry."""

from __future__ import annotations

import re
from typing import Any

from review.edition.page import Page
from review.evidence.corpus import Corpus
from review.wording import citation_numbers

NUMBER = re.compile(r"#([1-9][0-9]{0,5})")


class CitationRegistry:
    """The interface of ``mkdocs_bibtex.registry.ReferenceRegistry``."""

    bib_data = None
    footnote_format = "{key}"
    page: Page
    corpus: Corpus

    def read(self, page: Page, corpus: Corpus) -> None:
        """Name the page whose citations the plugin asks about next."""
        self.page, self.corpus = page, corpus

    def validate_citation_blocks(self, citation_blocks: list[Any]) -> None:
        """Nothing left to do: the rules have seen every key."""

    def validate_inline_references(self, inline_references: list[Any]) -> set[Any]:
        """None: ``[@key]`` is the only syntax of a citation."""
        return set()

    def inline_text(self, citation_block: Any) -> str:
        """The marker of the n-th citation, which the woven page names ``[#n @a; @b]``; anything
        else (code) is left as it stands."""
        number = NUMBER.fullmatch(citation_block.citations[0].prefix)
        if number is None or int(number[1]) > len(self.page.citations):
            return str(citation_block)
        return citation_numbers.marker(self.page, int(number[1]), self.corpus)

    def reference_text(self, citation: Any) -> str:
        """Nothing: the woven page has its reference list, and this is never shown."""
        return ""
