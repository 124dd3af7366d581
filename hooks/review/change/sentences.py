"""The sentences that cite a datum or reference in either version, with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from review.change.wording_distance import similarity
from review.edition.found_change import Sentence
from review.evidence.corpus import Corpus
from review.figures.binding import bindings
from review.markup.escape import plain
from review.problem import Place
from review.sources.prose import Prose
from review.sources.sentence import bounds


class Citing(NamedTuple):
    """A sentence that cites something; ``place`` is where it does."""

    path: str
    language: str
    text: str
    place: Place


class Citations:
    """The sentences of one version by the data and references that they cite."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def _data(self) -> dict[tuple[str, str], list[Citing]]:
        found: dict[tuple[str, str], list[Citing]] = {}
        for binding in bindings(self.corpus):
            if binding.trial is not None:
                sentence = _sentence(binding.prose, binding.link.start)
                found.setdefault((binding.trial.id, binding.link.fragment), []).append(sentence)
        return found

    def of_data(self, trial: str, addresses: Iterable[str]) -> list[Citing]:
        """Sentences that cite one of the addresses of a trial, each once, in file order."""
        return _ordered(
            sentence for address in addresses for sentence in self._data.get((trial, address), [])
        )

    def of_reference(self, key: str) -> list[Citing]:
        """Sentences that cite a reference."""
        return _ordered(
            _sentence(prose, citation.start)
            for _, prose, _, citation in self.corpus.citations.get(key, [])
        )


def compared(before: list[Citing], after: list[Citing]) -> tuple[Sentence, ...]:
    """The same sentence of both versions as one; of the rest, those most alike on one page."""
    removed, added, sentences = [], list(after), []
    for old in before:
        twin = next((new for new in added if new[:3] == old[:3]), None)
        if twin is None:
            removed.append(old)
        else:
            added.remove(twin)
            sentences.append(_pair(old, twin))
    sentences += _most_alike(removed, added)
    return tuple(sorted(sentences, key=lambda item: item.new_place or item.old_place or Place("")))


def _sentence(prose: Prose, offset: int) -> Citing:
    """The sentence of a prose in which ``offset`` lies."""
    start, end = bounds(prose.text, offset)
    text = plain(prose.text[start:end])
    return Citing(prose.source.path, prose.language, text, prose.place(offset))


def _most_alike(removed: list[Citing], added: list[Citing]) -> Iterator[Sentence]:
    unpaired = list(added)
    for old in removed:
        on_page = [new for new in unpaired if new[:2] == old[:2]]
        twin = max(on_page, key=lambda new: similarity(old.text, new.text), default=None)
        if twin is not None:
            unpaired.remove(twin)
        yield _pair(old, twin)
    yield from (_pair(None, new) for new in unpaired)


def _pair(old: Citing | None, new: Citing | None) -> Sentence:
    either = new or old
    return Sentence(
        either.language if either else "",
        old.text if old else None,
        new.text if new else None,
        old.place if old else None,
        new.place if new else None,
    )


def _ordered(sentences: Iterable[Citing]) -> list[Citing]:
    """Sentences in file order, one that cites a thing twice on one line once."""
    once = {(*sentence[:3], sentence.place.line): sentence for sentence in sentences}
    return sorted(once.values(), key=lambda sentence: sentence.place)
