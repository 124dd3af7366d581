"""Finds the names of terms in texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from review.sources.wordlist import Wordlist

TermId = tuple[str, str]  # its kind and id
SHORTEST = 2  # characters; one alone may be anything


class Lexicon:
    """The terms of some names, given as names with the id of their term. Capitals make no
    difference, an English name may bear a plural s, and a blank in it be a hyphen."""

    def __init__(self, names: Iterable[tuple[str, TermId]]) -> None:
        self._ids: dict[str, TermId] = {}
        for name, id in names:
            for form in _forms(" ".join(name.lower().split())):
                self._ids.setdefault(form, id)
        self._words = Wordlist(self._ids)

    def named(self, text: str) -> Counter[TermId]:
        """The ids of the terms that a text names, each as often as it does."""
        return Counter(self._ids[word] for _, word in self._words.find(text.lower()))


def _forms(name: str) -> Iterable[str]:
    if len(name) < SHORTEST:
        return
    for form in dict.fromkeys((name, name.replace("-", " "), name.replace(" ", "-"))):
        yield form
        if name.isascii() and name[-1].isalpha():
            yield f"{form}s"
