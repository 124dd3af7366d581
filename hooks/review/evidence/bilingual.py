"""Everything that is worded in two languages: pairs of texts, headings and the texts of images. A
reader reads them all, so one rule judges them all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus, once
from review.sources.prose import HAN, LANGUAGES, Pair, Prose
from review.sources.section import Heading
from review.sources.source import Source


@once
def pairs(corpus: Corpus) -> tuple[tuple[str, Pair], ...]:
    """Every zh/en pair, those of headings and images too, with the path of its file."""
    found = list(corpus.pairs)
    found += ((path, pair) for path, prose, _ in corpus.prose for pair in images(prose))
    for path, section in corpus.sections.items():
        for heading in section.headings:
            if heading.text.zh and heading.text.en and _parted(heading, section.source):
                found.append((path, _pair(heading, section.source)))
    return tuple(found)


@once
def texts(corpus: Corpus) -> tuple[tuple[str, Prose], ...]:
    """Every stretch of one language, headings and images too, with the path of its file."""
    return tuple((path, prose) for path, pair in pairs(corpus) for prose in pair.sides)


def images(prose: Prose) -> Iterator[Pair]:
    """The texts of images, ``中文 | English``; none where a half is missing (image-alt)."""
    for link in prose.links if "![" in prose.text else ():
        zh, bar, en = link.text.partition("|")
        if link.image and bar and en.strip() and "|" not in en and re.search(f"[{HAN}]", zh):
            chinese = _half(prose, LANGUAGES[0], zh, link.inner)
            english = _half(prose, LANGUAGES[1], en, link.inner + len(zh) + 1)
            yield Pair(f"image-{link.start}", chinese, english)


def _half(prose: Prose, language: str, text: str, offset: int) -> Prose:
    blank = len(text) - len(text.lstrip())
    start = prose.start + (offset + blank if prose.exact else 0)
    return Prose(language, text.strip(), prose.source, start, prose.exact)


def _parted(heading: Heading, source: Source) -> bool:
    """Whether a bar parts the languages of a heading."""
    line = source.text[source.offset(heading.place.line) :].partition("\n")[0]
    return "|" in line or "｜" in line


def _pair(heading: Heading, source: Source) -> Pair:
    start = source.offset(heading.place.line, heading.place.column)
    zh = Prose(LANGUAGES[0], heading.text.zh, source, source.text.index(heading.text.zh, start))
    # one half may hold the other: the second is sought behind the first
    first, end = zh.start + len(zh.text), source.text.find("\n", start) + 1 or None
    second = source.text.find(heading.text.en, first, end)
    en = Prose(LANGUAGES[1], heading.text.en, source, second if second >= 0 else zh.start)
    return Pair(heading.anchor, zh, en)
