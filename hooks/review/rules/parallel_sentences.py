"""The sentences of a pair beside each other, and their clauses: what stands in one language is
compared with what stands at the same place in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from review.sources.prose import Pair, Prose
from review.sources.visible_text import seen

# not within quotation marks, not behind an initial; x alone is code, which may begin a sentence
SENTENCE = {
    "zh": re.compile("[。！？](?!”)|\\n"),
    "en": re.compile(r"(?:(?<![ .][A-Z])\.|[!?])(?=\s+(?:[^\sa-z]|x\b))|\n"),
}
# between clauses, not in brackets
CLAUSE = {"zh": re.compile("[；：](?![^（）]*）)"), "en": re.compile(r"[;:](?![^()]*\))")}


class Stretch(NamedTuple):
    """What is seen of a stretch of prose, and where in the prose it begins."""

    text: str
    start: int


class Beside(NamedTuple):
    """A Chinese stretch and the English one that stands at its place."""

    pair: Pair
    zh: Stretch
    en: Stretch


def sentences(prose: Prose) -> list[Stretch]:
    """The sentences of a prose as they are seen."""
    view = seen(prose)
    return [
        Stretch(text, view.starts[start + len(text) - len(text.lstrip())])
        for start, text in _split(view.text, SENTENCE[prose.language])
    ]


def beside(pair: Pair) -> Iterator[Beside]:
    """The clauses of both sides at the same place; where the languages have not as many sentences,
    or clauses of a sentence, the whole of it."""
    if pair.zh is None or pair.en is None:
        return
    zh, en = sentences(pair.zh), sentences(pair.en)
    if len(zh) != len(en):
        zh, en = [Stretch(seen(pair.zh).text, 0)], [Stretch(seen(pair.en).text, 0)]
    for one, other in zip(zh, en, strict=True):
        clauses = [_split(one.text, CLAUSE["zh"]), _split(other.text, CLAUSE["en"])]
        if len(clauses[0]) == len(clauses[1]) > 1:
            for (_, chinese), (_, english) in zip(*clauses, strict=True):
                yield Beside(pair, Stretch(chinese, one.start), Stretch(english, other.start))
        else:
            yield Beside(pair, one, other)


def _split(text: str, end: re.Pattern[str]) -> list[tuple[int, str]]:
    """The parts of a text between ends, each with where it begins; blank ones left out."""
    parts, start = [], 0
    for match in [*end.finditer(text), None]:
        part = text[start : match.start() if match else len(text)]
        if part.strip():
            parts.append((start, part))
        start = match.end() if match else start
    return parts
