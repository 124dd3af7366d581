"""What a rule is: a generator of problems, its id, and what it comes after.

A slip seldom comes alone: a table without its arms names arms that are not there, and a word that
is no id is an unknown id as well. What only follows from another problem is not told, and the rule
whose problems are such says so itself::

    @after("table-value")
    def table_id(corpus): ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from inspect import isfunction
from pathlib import PurePath
from types import ModuleType
from typing import Any, TypeVar

from review.evidence.corpus import TRIALS, Corpus
from review.evidence.on_demand import only
from review.problem import Problem

Rule = Callable[[Corpus], Iterator[Problem]]
Files = Callable[[Corpus], Collection[str]]
AnyRule = TypeVar("AnyRule", bound=Callable[..., Iterator[Problem]])


@dataclass(frozen=True)
class _Cause:
    """What silences a rule: problems of other rules at its place, or files that have a fault."""

    rules: frozenset[str]
    in_file: Files | None
    in_review: Files | None


_causes: dict[str, _Cause] = {}
_of_parts: set[str] = set()
_of_tables: set[str] = set()


def name(rule: Callable[..., object]) -> str:
    """A rule's id, as problems and allowances name it."""
    return rule.__name__.replace("_", "-")


def declared_in(module: ModuleType, form: Mapping[str, str]) -> Iterator[Callable[..., Any]]:
    """The public functions of a module that have the form of a rule: what they take and yield."""
    for id, value in vars(module).items():
        declared_here = isfunction(value) and value.__module__ == module.__name__
        if declared_here and not id.startswith("_") and value.__annotations__ == form:
            yield value


def after(
    *rules: str, in_file: Files | None = None, in_review: Files | None = None
) -> Callable[[AnyRule], AnyRule]:
    """Mark a rule whose problems only follow from others: they are not told at the place of a
    problem of ``rules``, in a file whose path ``in_file`` returns, and nowhere while ``in_review``
    returns any path."""

    def mark(rule: AnyRule) -> AnyRule:
        _causes[name(rule)] = _Cause(frozenset(rules), in_file, in_review)
        return rule

    return mark


def of_parts(rule: AnyRule) -> AnyRule:
    """Mark a rule that judges a text by itself and by the data it links to, part by part. It may
    read words of pages, and must not read the bibliography."""
    _of_parts.add(name(rule))
    return rule


def of_tables(rule: AnyRule) -> AnyRule:
    """Mark a rule that judges tables, each by itself and by the vocabulary. It is given a review
    whose trials are those it judges, so it must look neither at another nor at the bibliography,
    nor ask what day it is."""
    _of_tables.add(name(rule))
    return rule


def judges_parts(rule: Rule) -> bool:
    """Whether a rule is marked as one ``of_parts``."""
    return name(rule) in _of_parts


def judges_tables(rule: Rule) -> bool:
    """Whether a rule is marked as one ``of_tables``."""
    return name(rule) in _of_tables


def independent(found: Collection[Problem], corpus: Corpus) -> list[Problem]:
    """The problems without those that only follow from others."""
    places = {(problem.rule, problem.place) for problem in found}

    def follows(problem: Problem) -> bool:
        cause = _causes.get(problem.rule)
        return cause is not None and (
            any((rule, problem.place) in places for rule in cause.rules)
            or _in_fault(cause, problem, corpus)
        )

    return [problem for problem in found if not follows(problem)]


def _in_fault(cause: _Cause, problem: Problem, corpus: Corpus) -> bool:
    if cause.in_review is not None and cause.in_review(corpus):
        return True
    path = problem.place.path
    return cause.in_file is not None and path in cause.in_file(_with_table(corpus, path))


def _with_table(corpus: Corpus, path: str) -> Corpus:
    """The review with no table but that of a problem of a page or trial: whether such a file has a
    fault is asked of it only, and the others need not be read for it."""
    if path in corpus.sections:
        return replace(corpus, trials={})
    table = path.startswith(f"{TRIALS}/")
    return replace(corpus, trials=only(corpus.trials, [PurePath(path).stem])) if table else corpus
