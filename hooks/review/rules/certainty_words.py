"""How certain a sentence sounds, by the words in ``grammar/certainty.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from review.evidence.question import LEVELS
from review.sources.declared import declared
from review.sources.prose import LANGUAGES


@dataclass(frozen=True)
class Hedge:
    """A word of certainty in a text: its level, whether it is the one in use, its offset."""

    word: str
    level: str
    used: bool
    start: int


def hedges(text: str, language: str) -> Iterator[Hedge]:
    """The words of certainty in a text, in order."""
    levels = _levels(language)
    for match in _pattern(language).finditer(text):
        word = match[0].lower()
        if word in levels:
            yield Hedge(word, *levels[word], match.start())


def words(level: str, language: str) -> tuple[str, ...]:
    """The words that a finding of a level has; none of a high one."""
    return tuple(declared("grammar/certainty")["levels"][level]["words"][language])


@cache
def _levels(language: str) -> dict[str, tuple[str, bool]]:
    """The level of each word, and whether it is used."""
    return {
        word: (level, kind == "words")
        for level in LEVELS
        for kind in ("words", "like")
        for word in declared("grammar/certainty")["levels"][level].get(kind, {}).get(language, ())
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Any word of certainty, or a longer one that only holds one."""
    apart = declared("grammar/certainty")["apart"][language]
    found = sorted([*_levels(language), *apart], key=len, reverse=True)
    choice = "|".join(map(re.escape, found))
    return re.compile(choice if language == LANGUAGES[0] else rf"\b(?:{choice})\b", re.IGNORECASE)
