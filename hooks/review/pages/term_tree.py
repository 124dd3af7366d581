"""Terms below what is broader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from review.evidence.vocabulary import Term


def tree(terms: Iterable[Term]) -> Iterator[tuple[Term, int]]:
    """Each term with its depth, narrower ones after each of their broader ones."""
    below: dict[str | None, list[Term]] = {}
    known = {term.id: term for term in terms}
    for term in known.values():
        parents: list[str | None] = [id for id in dict.fromkeys(term.broader) if id in known]
        for parent in parents or [None]:
            below.setdefault(parent, []).append(term)
    return _below(None, 0, below, frozenset())


def _below(
    parent: str | None, depth: int, below: Mapping[str | None, list[Term]], above: frozenset[str]
) -> Iterator[tuple[Term, int]]:
    for term in below.get(parent, ()):
        if term.id not in above:  # ends a circle of broader terms, which the check reports
            yield term, depth
            yield from _below(term.id, depth + 1, below, above | {term.id})


def once(terms: Iterable[Term]) -> list[tuple[Term, int]]:
    """The same with each term only where it comes first."""
    return list({term.id: (term, depth) for term, depth in reversed(list(tree(terms)))}.values())[
        ::-1
    ]
