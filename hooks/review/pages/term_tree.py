"""Terms below what is broader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.evidence.vocabulary import Term


def tree(terms: Iterable[Term]) -> Iterator[tuple[Term, int]]:
    """Each term with its depth, narrower ones after each of their broader ones."""
    return _below(None, 0, list(terms), frozenset())


def _below(
    parent: str | None, depth: int, terms: list[Term], above: frozenset[str]
) -> Iterator[tuple[Term, int]]:
    known = {term.id for term in terms}
    for term in terms:
        parents = [id for id in term.broader if id in known]
        # ``above`` ends a circle of broader terms, which the check reports
        if (parent in parents if parent else not parents) and term.id not in above:
            yield term, depth
            yield from _below(term.id, depth + 1, terms, above | {term.id})


def once(terms: Iterable[Term]) -> list[tuple[Term, int]]:
    """The same with each term only where it comes first."""
    return list({term.id: (term, depth) for term, depth in reversed(list(tree(terms)))}.values())[
        ::-1
    ]
