"""Interface words in both languages, from ``templates/labels*.yml``; in Chinese a value goes in
with the blank that its neighbours ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from review.sources.prose import HAN
from review.sources.record import LOADER

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SLOT = re.compile(r"([ ]?\{[a-z]+\}[ ]?)")
WIDE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uff60“”‘’…—]")
HAN_START = re.compile(rf"[{HAN}]")
WORD_START, WORD_END = re.compile(r"[A-Za-z0-9=<>≥≤−(]"), re.compile(r"[A-Za-z0-9%)²+°]")
MARKUP = re.compile(r"<[^<>]*>|\[(?!#)|\]\([^()]*\)|\{[.#][^{}]*\}|\*+")


def word(language: str, /, *path: str, **values: object) -> str:
    """The word at ``path`` in ``language``; its last step itself where there is none. In English
    one of something (``n``) may have a word of its own."""
    found = entry(path)
    text = found[language] if found else path[-1]
    if found and language == "en" and values.get("n") == 1:
        text = found.get("one", text)
    if "{" not in text:
        return text
    return _filled(text, language, tuple((name, str(value)) for name, value in values.items()))


def fill(text: str, language: str, values: Mapping[str, object]) -> str:
    """``text`` with its slots filled. Blanks round a slot of a Chinese text are set anew by what a
    reader sees there."""
    if language != "zh":
        return re.sub(r"\{([a-z]+)\}", lambda match: str(values[match[1]]), text)
    written, spaced = "", False
    for index, piece in enumerate(SLOT.split(text)):
        slot = index % 2 == 1
        value = str(values[piece.strip(" {}")]) if slot else piece
        spaced = spaced or slot and piece.startswith(" ")
        if value:
            written = _join(written, value, spaced)
            spaced = slot and piece.endswith(" ")
    return written


@lru_cache(maxsize=1 << 14)
def _filled(text: str, language: str, values: tuple[tuple[str, str], ...]) -> str:
    """``fill``, remembered: the same few words go round every figure of the review."""
    return fill(text, language, dict(values))


def spaced(*pieces: str) -> str:
    """Chinese pieces in one line: a blank between Han and Latin, none anywhere else."""
    text = ""
    for piece in pieces:
        text = _join(text, piece, False)
    return text


def _join(before: str, after: str, spaced: bool) -> str:
    """Two pieces, with a blank between Han and Latin, and between Latin and Latin where it is
    wanted."""
    left, right = MARKUP.sub("", before)[-1:], MARKUP.sub("", after)[:1]
    mixed = WORD_END.match(left) and HAN_START.match(right)
    mixed = mixed or HAN_START.match(left) and WORD_START.match(right)
    latin = spaced and not WIDE.match(left) and not WIDE.match(right)
    return before + (" " if left and right and (mixed or latin) else "") + after


@cache
def entry(path: tuple[str, ...]) -> Mapping[str, str] | None:
    """The word at ``path`` in all its forms; None where there is none."""
    value: Any = _labels()
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) and isinstance(value.get("zh"), str) else None


@cache
def _labels() -> Mapping[str, Any]:
    # plain scalars stay text: "yes" and "no" are words here
    words: dict[str, Any] = {}
    for file in sorted(TEMPLATES.glob("labels*.yml")):
        words |= yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
    return words
