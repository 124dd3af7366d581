"""What lists are made from: all but the words of the sections."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from review.edition.edition import Edition
from review.sources.prose import Prose


def structure(edition: Edition) -> str:
    """A digest of all sources but sections, and of what their paragraphs link to and cite."""
    corpus, sections = edition.corpus, edition.sections
    others = [corpus.sources[path].digest for path in corpus.sources if path not in corpus.sections]
    paragraphs = []
    for mention in (mention for section in sections for mention in edition.pairs_of(section)):
        page, heading, pair = mention.page, mention.heading, mention.pair
        place = (page, heading.text, heading.anchor, pair.id, pair.todo)
        paragraphs += [(*place, *found) for found in map(_named, pair.sides)]
    fences = [
        str(fence.record and fence.record.data)
        for section in edition.sections
        for fence in section.fences
    ]
    made_from = repr((edition.frame, others, paragraphs, fences))
    return hashlib.sha256(made_from.encode(errors="surrogatepass")).hexdigest()


def _named(prose: Prose) -> Iterator[tuple[str, ...]]:
    """What a text links to, and what it cites."""
    yield tuple(link.target for link in prose.links)
    yield from (citation.keys for citation in prose.citations)
