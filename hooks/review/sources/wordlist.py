"""Finds any of many wordings in texts. They are looked up by their first two letters: a pattern of
all of them would take longer to make than most texts take to read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

LETTER = "A-Za-z0-9"
LETTERS = re.compile(f"[{LETTER}]")
BLANKS = re.compile(r"\s+")
UNUSUAL = re.compile(r"[^\S ]|  ")  # white space but for one blank


class Wordlist:
    """Wordings, of which a text is said to hold, at each place, the longest. Latin ends stand on
    word boundaries, a blank may be any white space."""

    def __init__(self, words: Collection[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in sorted({" ".join(wording.split()) for wording in words} - {""}, key=len)[::-1]:
            self._words.setdefault(word[:2], []).append(word)
        first, second = ({re.escape(start[at:][:1]) for start in self._words} for at in (0, 1))
        after = "" if "" in second else f"[{''.join(sorted(second))}]"
        # no place amid a Latin word, and only those where two letters begin some wording
        self._places = re.compile(
            rf"(?:(?<![{LETTER}])|(?![{LETTER}]))(?=[{''.join(sorted(first))}]{after})"
            if first
            else "(?!)"
        )

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a wording begins, and the wording, in order; none begins within another."""
        plain, origins = _squeezed(text)
        end = 0
        for place in self._places.finditer(plain):
            start = place.start()
            if start >= end and (word := self._at(plain, start)):
                end = start + len(word)
                yield origins[start], word

    def _at(self, text: str, start: int) -> str:
        """The longest wording that begins here; empty where none does."""
        for size in (2, 1):
            for word in self._words.get(text[start : start + size], ()):
                if text.startswith(word, start) and not _goes_on(text, start + len(word)):
                    return word
        return ""


def _goes_on(text: str, end: int) -> bool:
    """Whether a Latin word goes on at ``end``."""
    return bool(LETTERS.match(text, end - 1) and LETTERS.match(text, end))


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """A text with one blank for any white space, and where each of its letters stood before."""
    if not UNUSUAL.search(text):
        return text, range(len(text))
    plain = BLANKS.sub(" ", text)
    if len(plain) == len(text):
        return plain, range(len(text))
    follows = [letter.isspace() and text[at - 1 : at].isspace() for at, letter in enumerate(text)]
    return plain, [at for at, squeezed in enumerate(follows) if not squeezed]
