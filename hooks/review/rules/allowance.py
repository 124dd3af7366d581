"""Allowances: ``allow RULE: reason`` in a comment excuses problems of one rule on the next line
that holds text. One that excuses nothing is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from review.evidence.corpus import Corpus, once
from review.messages import problem
from review.problem import Place, Problem
from review.sources.section import Allowance
from review.sources.source import Source
from review.suggestion import advice

COMMENT = re.compile(r"(?m)^[ ]*# allow (?P<rule>[a-z0-9-]+): (?P<reason>\S.*?)[ ]*$")
LOOKS_LIKE_ONE = re.compile(r"(?im)^[ ]*#[ ]*allow\b[ ]*(?P<rest>.*)$")


def gather(corpus: Corpus) -> list[Allowance]:
    """Every allowance of sections and tables."""
    # a page without the word need not be read for it
    sections = [
        allowance
        for path in corpus.sections
        if "<!-- allow " in corpus.sources[path].text
        for allowance in corpus.sections[path].allowances
    ]
    tables = [
        allowance
        for path, source in corpus.sources.items()
        if path.endswith(".yml")
        for allowance in _of_table(source)
    ]
    return sections + tables


@once
def excused(corpus: Corpus) -> frozenset[tuple[str, int, str]]:
    """Path, line and rule of what is excused."""
    return frozenset(map(_key, gather(corpus)))


def standing(corpus: Corpus, place: Place, rule: str) -> bool:
    """Whether a problem at a place is not excused, so that what follows from it need not be
    told."""
    return (place.path, place.line, rule) not in excused(corpus)


def apply(problems: list[Problem], corpus: Corpus, known: Collection[str]) -> list[Problem]:
    """The problems that no allowance excuses, and those of the allowances themselves."""
    allowances = gather(corpus)
    given = {_key(allowance) for allowance in allowances}
    left = [
        problem for problem in problems if _at(problem) not in given or problem.rule not in known
    ]
    idle = _idle(allowances, problems, corpus)
    return [*left, *allowance_unknown(allowances, corpus, known), *allowance_unneeded(idle, known)]


def _idle(allowances: list[Allowance], problems: list[Problem], corpus: Corpus) -> list[Allowance]:
    """The allowances that excuse nothing; a file that could not be read may hold what makes one
    needed."""
    if corpus.unread:
        return []
    found = {_at(problem) for problem in problems}
    broken = {problem.place.path for problem in corpus.problems}
    return [
        allowance
        for allowance in allowances
        if _key(allowance) not in found and allowance.place.path not in broken
    ]


def _at(problem: Problem) -> tuple[str, int, str]:
    return (problem.place.path, problem.place.line, problem.rule)


def allowance_unneeded(idle: list[Allowance], known: Collection[str]) -> Iterator[Problem]:
    """An allowance excuses a problem that is there.
    allow 所豁免的问题须确实存在。
    """
    for allowance in idle:
        if allowance.rule in known:
            yield problem(
                allowance.place, "allowance-unneeded", name=allowance.rule, line=allowance.line
            )


def allowance_unknown(
    allowances: list[Allowance], corpus: Corpus, known: Collection[str]
) -> Iterator[Problem]:
    """An allowance names a rule and gives its reason.
    allow 写明规则名与理由。
    """
    for allowance in allowances:
        if allowance.rule not in known:
            yield problem(
                allowance.place,
                "allowance-unknown/unknown",
                name=allowance.rule,
                cure=advice(allowance.rule, known),
            )
    for path, source in corpus.sources.items():
        for match in LOOKS_LIKE_ONE.finditer(source.text) if path.endswith(".yml") else ():
            if not COMMENT.fullmatch(match[0]):
                yield problem(
                    source.place(match.start()),
                    "allowance-unknown/malformed",
                    line=match[0].strip(),
                )


RULES: tuple[Callable[..., Iterator[Problem]], ...] = (allowance_unneeded, allowance_unknown)


def _key(allowance: Allowance) -> tuple[str, int, str]:
    return (allowance.place.path, allowance.line, allowance.rule)


def _of_table(source: Source) -> Iterator[Allowance]:
    for match in COMMENT.finditer(source.text):
        place = source.place(match.start())
        lines = source.text[match.end() :].split("\n")[1:]
        skipped = next(
            (
                index
                for index, line in enumerate(lines)
                if line.strip() and not line.lstrip().startswith("#")
            ),
            0,
        )
        yield Allowance(match["rule"], match["reason"], place, place.line + 1 + skipped)
