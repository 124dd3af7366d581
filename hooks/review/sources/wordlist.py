"""Finds any of many wordings in texts, all in one pass (Aho AV, Corasick MJ. Commun ACM.
1975;18(6):333-40)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import ahocorasick

LETTER = "A-Za-z0-9"
LETTERS = re.compile(f"[{LETTER}]")
BLANKS = re.compile(r"\s+")
UNUSUAL = re.compile(r"[^\S ]|  ")  # white space but for one blank


class Wordlist:
    """Wordings, of which a text is said to hold, at each place, the longest. Latin ends stand on
    word boundaries, a blank may be any white space."""

    def __init__(self, words: Collection[str]) -> None:
        self._wordings = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for word in {" ".join(wording.split()) for wording in words} - {""}:
            self._wordings.add_word(word)
        self._wordings.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a wording begins, and the wording, in order; none begins within another."""
        plain, origins = _squeezed(text)
        met = [(last + 1 - length, last + 1) for last, length in self._met(plain)]
        end = 0
        # of those that begin at one place the longest comes first
        for start, stop in sorted(met, key=lambda span: (span[0], -span[1])) if met else ():
            if start >= end and not _amid(plain, start) and not _amid(plain, stop):
                end = stop
                yield origins[start], plain[start:stop]

    def _met(self, text: str) -> Iterator[tuple[int, int]]:
        """The last letter and the length of each wording, wherever it stands."""
        return self._wordings.iter(text) if len(self._wordings) else iter(())


def _amid(text: str, place: int) -> bool:
    """Whether a place is amid a Latin word."""
    return bool(place and LETTERS.match(text, place - 1) and LETTERS.match(text, place))


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """A text with one blank for any white space, and where each of its letters stood before."""
    if not UNUSUAL.search(text):
        return text, range(len(text))
    plain = BLANKS.sub(" ", text)
    if len(plain) == len(text):
        return plain, range(len(text))
    follows = [letter.isspace() and text[at - 1 : at].isspace() for at, letter in enumerate(text)]
    return plain, [at for at, squeezed in enumerate(follows) if not squeezed]
