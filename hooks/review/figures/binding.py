"""Checked literals: a figure in prose is a link to its datum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.evidence.corpus import TRIALS, Corpus, once
from review.evidence.trial import Datum, Trial
from review.sources.link import Link, target
from review.sources.prose import Pair, Prose
from review.sources.visible_text import Seen, seen


@dataclass(frozen=True)
class Binding:
    """A link from prose to a datum. ``datum`` is None where the table or address does not exist."""

    prose: Prose
    link: Link
    pair: Pair | None
    trial: Trial | None
    datum: Datum | None
    path: str


@once
def bindings(corpus: Corpus) -> list[Binding]:
    """Every link from prose to a datum of a trial table."""
    return [
        binding
        for path, prose, pair in corpus.prose
        for binding in _bindings(corpus, path, prose, pair)
    ]


def _bindings(corpus: Corpus, path: str, prose: Prose, pair: Pair | None) -> Iterator[Binding]:
    for link in prose.links:
        file = target(link, path)
        if file.startswith(f"{TRIALS}/") and link.fragment and not link.image:
            trial = corpus.trial_at(file)
            yield Binding(
                prose, link, pair, trial, trial.datum(link.fragment) if trial else None, path
            )


def shown_text(binding: Binding) -> tuple[Seen, tuple[int, int]]:
    """What is seen around a link to a figure, and where in it the link's text stands."""
    link, view = binding.link, seen(binding.prose, code=True)
    return view, view.span(link.inner, link.inner + len(link.text))
