"""Numbers written as words that say a result: a share, a multiple, a decimal, a count of patients.

What they look like stands in ``hooks/grammar/spelled_numbers.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from review.sources.record import LOADER

FILE = Path(__file__).resolve().parents[2] / "grammar" / "spelled_numbers.yml"


class Spelled(NamedTuple):
    """A number in words, and where it stands in its text."""

    words: str
    start: int


def spelled_numbers(text: str, language: str) -> list[Spelled]:
    """The numbers in words of a text, in order."""
    hinted = _hints("hints", language).search(text.lower())
    return _found(text, language, "anywhere") if hinted else []


def linked_numbers(text: str, language: str) -> list[Spelled]:
    """The numbers in words of the text of a link to a figure, where any count is written in
    digits."""
    hinted = _hints("linked_hints", language).search(text.lower())
    return _found(text, language, "anywhere", "linked") if hinted else []


def _found(text: str, language: str, *places: str) -> list[Spelled]:
    """Matches of the patterns of some places; of two that overlap the one that begins first."""
    patterns = [pattern for place in places for pattern in _patterns(place, language)]
    spans = sorted(
        (match.start(), -match.end()) for pattern in patterns for match in pattern.finditer(text)
    )
    found: list[Spelled] = []
    position = 0
    for start, end in spans:
        if start >= position:
            found.append(Spelled(text[start:-end], start))
            position = -end
    return found


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=LOADER)
    return loaded


@cache
def _pieces(language: str) -> Mapping[str, str]:
    """The named pieces; one may hold those before it."""
    pieces: dict[str, str] = {}
    for name, piece in _data()["pieces"][language].items():
        pieces[name] = piece.format_map(pieces)
    return pieces


@cache
def _hints(name: str, language: str) -> re.Pattern[str]:
    return re.compile(_data()[name][language].format_map(_pieces(language)))


@cache
def _patterns(where: str, language: str) -> tuple[re.Pattern[str], ...]:
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    forms = _data()[where][language]
    return tuple(re.compile(form.format_map(_pieces(language)), flags) for form in forms)
