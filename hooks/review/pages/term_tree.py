"""Terms below what is broader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from review.evidence.vocabulary import Term


def tree(terms: Iterable[Term]) -> Iterator[tuple[Term, int]]:
    """Each term with its depth, narrower ones after each of their broader ones."""
    children: dict[str | None, list[Term]] = {}
    by_id = {term.id: term for term in terms}
    for term in by_id.values():
        parents: list[str | None] = [id for id in dict.fromkeys(term.broader) if id in by_id]
        for parent in parents or [None]:
            children.setdefault(parent, []).append(term)
    return _below(None, 0, children, frozenset())


def _below(
    parent: str | None,
    depth: int,
    children: Mapping[str | None, list[Term]],
    path: frozenset[str],
) -> Iterator[tuple[Term, int]]:
    for term in children.get(parent, ()):
        if term.id not in path:  # ends a circle of broader terms, which the check reports
            yield term, depth
            yield from _below(term.id, depth + 1, children, path | {term.id})


def once(terms: Iterable[Term]) -> list[tuple[Term, int]]:
    """The same with each term only where it comes first."""
    return list({term.id: (term, depth) for term, depth in reversed(list(tree(terms)))}.values())[
        ::-1
    ]
