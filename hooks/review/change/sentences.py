"""The sentences that cite a datum or a reference, in either version, each with the file and line
where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from review.change.wording_distance import alike
from review.edition.change import Sentence
from review.evidence.corpus import Corpus
from review.figures.binding import bindings
from review.markup.escape import plain
from review.problem import Place
from review.sources.prose import Prose
from review.sources.sentence import bounds

Found = tuple[str, str, str, Place]  # file, language, sentence, place


class Speakers:
    """Who speaks of what in one version."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def _data(self) -> dict[tuple[str, str], list[Found]]:
        found: dict[tuple[str, str], list[Found]] = {}
        for each in bindings(self.corpus):
            if each.trial is not None:
                found.setdefault((each.trial.id, each.link.fragment), []).append(
                    spoken(each.prose, each.link.start)
                )
        return found

    def of_data(self, trial: str, addresses: Iterable[str]) -> list[Found]:
        """Sentences that cite one of the addresses of a trial, each once, in file order."""
        return _ordered(
            each for address in addresses for each in self._data.get((trial, address), [])
        )

    def of_reference(self, key: str) -> list[Found]:
        """Sentences that cite a reference."""
        return _ordered(
            spoken(prose, citation.start)
            for _, prose, _, citation in self.corpus.citations.get(key, [])
        )


def spoken(prose: Prose, offset: int) -> Found:
    """The sentence of a prose in which ``offset`` lies."""
    start, end = bounds(prose.text, offset)
    return (prose.source.path, prose.language, plain(prose.text[start:end]), prose.place(offset))


def compared(before: list[Found], after: list[Found]) -> tuple[Sentence, ...]:
    """The same sentence of both versions as one; of the rest, those most alike within a file and
    language."""
    left, waiting, sentences = [], list(after), []
    for each in before:
        twin = next((other for other in waiting if other[:3] == each[:3]), None)
        if twin is None:
            left.append(each)
        else:
            waiting.remove(twin)
            sentences.append(_pair(each, twin))
    return tuple(sorted([*sentences, *_paired(left, waiting)], key=_place))


def _paired(before: list[Found], after: list[Found]) -> Iterator[Sentence]:
    waiting = list(after)
    for each in before:
        twin = max(
            (other for other in waiting if other[:2] == each[:2]),
            key=lambda other: alike(each[2], other[2]),
            default=None,
        )
        if twin is not None:
            waiting.remove(twin)
        yield _pair(each, twin)
    yield from (_pair(None, other) for other in waiting)


def _pair(old: Found | None, new: Found | None) -> Sentence:
    language = (new or old or ("", "", ""))[1]
    return Sentence(
        language,
        old[2] if old else None,
        new[2] if new else None,
        old[3] if old else None,
        new[3] if new else None,
    )


def _ordered(found: Iterable[Found]) -> list[Found]:
    return sorted(
        {(each[0], each[1], each[2], each[3].line): each for each in found}.values(),
        key=lambda each: each[3],
    )


def _place(sentence: Sentence) -> Place:
    place = sentence.new_place or sentence.old_place
    assert place is not None
    return place
