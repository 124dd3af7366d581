"""Headings as prose: a reader reads them like the text below them, so the rules on wording judge them too."""
from __future__ import annotations

from typing import Iterator

from ..corpus import Corpus
from ..prose import LANGUAGES, Pair, Prose
from ..section import Heading
from ..source import Source


def pairs(corpus: Corpus) -> Iterator[tuple[str, Pair]]:
    """Every zh/en pair of the review, headings included, with the path of its file."""
    yield from corpus.pairs
    for path, section in corpus.sections.items():
        for heading in section.headings:
            if heading.text.zh and heading.text.en:
                yield path, _pair(heading, section.source)


def texts(corpus: Corpus) -> Iterator[tuple[str, Prose]]:
    """Every stretch of Chinese or English, headings included, with the path of its file."""
    return ((path, prose) for path, pair in pairs(corpus) for prose in pair.sides)


def _pair(heading: Heading, source: Source) -> Pair:
    start = source.offset(heading.place.line, heading.place.column)
    zh = Prose(LANGUAGES[0], heading.text.zh, source, source.text.index(heading.text.zh, start))
    # one half may hold the other: the second is sought behind the first; a heading without a bar has the same text for both
    behind = source.text.find(heading.text.en, zh.start + len(zh.text), source.text.find("\n", start) + 1 or None)
    return Pair(heading.anchor, zh, Prose(LANGUAGES[1], heading.text.en, source, behind if behind >= 0 else zh.start))
