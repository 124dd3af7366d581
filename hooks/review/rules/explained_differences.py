"""What needs no second word: where the two languages differ only because one of them contradicts
the data or leads nowhere, that is told, and the difference is not."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.corpus import Corpus, once
from review.problem import Place
from review.rules.allowance import standing
from review.rules.figure_rules import contradictions, datum_unknown
from review.rules.link_rules import link_dead

Explained = frozenset[Place]


@once
def figures(corpus: Corpus) -> Explained:
    """Where numerals contradict the data; what an allowance excuses explains nothing."""
    return frozenset(
        found.prose.place(start)
        for found in contradictions(corpus)
        if all(standing(corpus, problem.place, problem.rule) for problem in found.problems)
        for start in found.starts
    )


@once
def links(corpus: Corpus) -> Explained:
    """Where the links stand that lead nowhere, or to the wrong arm or row."""
    return frozenset(_links(corpus))


def _links(corpus: Corpus) -> Iterator[Place]:
    for problem in (*datum_unknown(corpus), *link_dead(corpus)):
        if standing(corpus, problem.place, problem.rule):
            yield problem.place
    for found in contradictions(corpus):
        if found.link >= 0 and standing(corpus, found.problems[0].place, found.problems[0].rule):
            yield found.prose.place(found.link)
