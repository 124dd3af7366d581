"""Words with counterparts in the other language, from ``hooks/grammar/counterparts.yml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from review.sources.declared import declared
from review.sources.prose import LANGUAGES

Side = tuple[int, int]  # which opposites, and which side of them


def _grammar() -> Any:
    return declared("grammar/counterparts")


@cache
def _opposites(language: str) -> re.Pattern[str]:
    """A pattern with a group for each side of each opposites."""
    groups = {
        f"side_{number}_{side}": words[language]
        for number, sides in enumerate(_grammar()["opposites"])
        for side, words in enumerate(sides)
    }
    return _pattern(groups, language)


def _pattern(groups: dict[str, list[str]], language: str) -> re.Pattern[str]:
    """A pattern of words with a named group for each list of them; what begins no word is passed
    over at once."""
    first = "".join(sorted({word[0] for words in groups.values() for word in words}))
    named = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in groups.items())
    if language == LANGUAGES[0]:
        return re.compile(f"(?=[{first}])(?:{named})")
    return re.compile(rf"\b(?=[{first}])(?:{named})\b", re.I)


def opposites(text: str, language: str) -> dict[Side, list[str]]:
    """The words of a text that stand on a side of the opposites."""
    found: dict[Side, list[str]] = {}
    for match in _opposites(language).finditer(text):
        _, number, side = str(match.lastgroup).split("_")
        found.setdefault((int(number), int(side)), []).append(match[0])
    return found


def denies(text: str, language: str) -> str:
    """The first word of a text that surely denies something; empty where there is none."""
    match = _denials("denies", language).search(text)
    return match[0] if match else ""


def may_deny(text: str, language: str) -> bool:
    """Whether something in a text may stand for a denial of the other language."""
    return _denials("any", language).search(text) is not None


@cache
def _denials(kind: str, language: str) -> re.Pattern[str]:
    return _pattern({kind: _grammar()["denials"][language][kind]}, language)


def effect(text: str, language: str) -> tuple[str, str] | None:
    """Whether a text tells of fewer or of more events, and in which words; None where it tells of
    both or of neither, or leaves it open."""
    found = {
        match.lastgroup: match[0]
        for match in _pattern_of_effects(language).finditer(text)
        if match.lastgroup
    }
    if len(found) != 1 or "open" in found:
        return None
    return next(iter(found.items()))


@cache
def _pattern_of_effects(language: str) -> re.Pattern[str]:
    return _pattern(_grammar()["effects"][language], language)
