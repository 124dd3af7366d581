"""The dictionary of jieba in parts: all of it takes longer to load than changes to cut."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import jieba

from review.keep import Keep, anew

PARTS = 1024  # by the first character of a word
Frequencies = dict[str, int]  # of words, and 0 of what only begins some


class SplitDictionary:
    """Frequencies as jieba asks for them: ``own`` before those of the dictionary, of which a part
    is loaded when it is first asked."""

    def __init__(self, frequencies: Frequencies, keep: Keep) -> None:
        self._own, self._keep = frequencies, keep
        self._parts: dict[int, Frequencies] = {}

    def get(self, word: str, default: int | None = None) -> int | None:
        """The frequency of a word."""
        found = self._own.get(word)
        return self._part(word).get(word, default) if found is None else found

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def __getitem__(self, word: str) -> int:
        return self.get(word) or 0  # jieba has asked before whether it is there

    def _part(self, word: str) -> Frequencies:
        number = _number(word)
        if number not in self._parts:
            self._parts[number] = self._keep("dictionary", number, partial(_read, number))
        return self._parts[number]


def whole_dictionary(keep: Keep) -> jieba.Tokenizer:
    """jieba with all of its dictionary, of which ``keep`` has each part from now on."""
    cutter = jieba.Tokenizer()
    cutter.initialize()
    if keep is not anew:
        for number, part in enumerate(_parts(cutter.FREQ)):
            keep("dictionary", number, partial(dict, part))
    return cutter


def split_dictionary(frequencies: Frequencies, total: int, keep: Keep) -> jieba.Tokenizer:
    """jieba with ``frequencies`` words beside its dictionary, and the sum of all frequencies."""
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total, cutter.initialized = SplitDictionary(frequencies, keep), total, True
    return cutter


def beginnings(words: Iterable[str]) -> set[str]:
    """Words, and whatever they begin with: what a dictionary holds of them."""
    return {word[:size] for word in words for size in range(1, len(word) + 1)}


def _read(number: int) -> Frequencies:
    return _parts(whole_dictionary(anew).FREQ)[number]


def _parts(frequencies: Frequencies) -> list[Frequencies]:
    parts: list[Frequencies] = [{} for _ in range(PARTS)]
    for word, frequency in frequencies.items():
        parts[_number(word)][word] = frequency
    return parts


def _number(word: str) -> int:
    return ord(word[0]) % PARTS
