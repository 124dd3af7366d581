"""Allowances: ``allow RULE: reason`` in a comment excuses problems of one rule on the next line
that holds text. One that excuses nothing is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial

from review.evidence.corpus import Corpus, once
from review.keep import Keep, anew
from review.messages import problem
from review.problem import Place, Problem
from review.sources.section import Allowance
from review.sources.source import Source
from review.suggestion import advice

COMMENT = re.compile(r"(?m)^[ ]*# allow (?P<rule>[a-z0-9-]+): (?P<reason>\S.*?)[ ]*$")
NAMED = re.compile("#[ ]*[aA]")  # a text without this has none
LOOKS_LIKE_ONE = re.compile(r"(?im)^[ ]*#[ ]*allow\b[ ]*(?P<rest>.*)$")


def gather(corpus: Corpus, keep: Keep = anew) -> list[Allowance]:
    """Every allowance of sections and tables."""
    found: list[Allowance] = []
    for path in corpus.sections:
        page = corpus.sources[path]
        if "<!-- allow " in page.text:  # else it need not be read for it
            made_from, make = (path, page.digest), partial(_of_page, corpus, path)
            found += keep("allowances", made_from, make)
    return found + [item for table in _naming(corpus) for item in _of_table(table)]


def _of_page(corpus: Corpus, path: str) -> tuple[Allowance, ...]:
    return corpus.sections[path].allowances


@once
def _naming(corpus: Corpus) -> list[Source]:
    """The tables that have an allowance or what looks like one."""
    tables = (source for path, source in corpus.sources.items() if path.endswith(".yml"))
    return [table for table in tables if "#" in table.text and NAMED.search(table.text)]


@once
def excused(corpus: Corpus) -> frozenset[tuple[str, int, str]]:
    """Path, line and rule of what is excused."""
    return frozenset(map(_key, gather(corpus)))


def standing(corpus: Corpus, place: Place, rule: str) -> bool:
    """Whether no allowance excuses a problem, so that what follows from it need not be told."""
    return (place.path, place.line, rule) not in excused(corpus)


def standing_paths(corpus: Corpus, *rules: Callable[[Corpus], Iterator[Problem]]) -> frozenset[str]:
    """The files with problems of some rules that no allowance excuses."""
    found = (problem for rule in rules for problem in rule(corpus))
    return frozenset(
        problem.place.path for problem in found if standing(corpus, problem.place, problem.rule)
    )


def apply(
    problems: list[Problem], corpus: Corpus, rules: Collection[str], keep: Keep
) -> list[Problem]:
    """The problems that no allowance excuses, and those of the allowances themselves."""
    allowances = gather(corpus, keep)
    allowed = {_key(allowance) for allowance in allowances}
    found = [
        problem for problem in problems if _at(problem) not in allowed or problem.rule not in rules
    ]
    idle = _idle(allowances, problems, corpus)
    return [*found, *allowance_unknown(allowances, corpus, rules), *allowance_unneeded(idle, rules)]


def _idle(allowances: list[Allowance], problems: list[Problem], corpus: Corpus) -> list[Allowance]:
    """The allowances that excuse nothing; what a broken file holds may make one needed."""
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


def allowance_unneeded(idle: list[Allowance], rules: Collection[str]) -> Iterator[Problem]:
    """An allowance excuses a problem that is there.
    allow 所豁免的问题须确实存在。
    """
    for item in idle:
        if item.rule in rules:
            yield problem(item.place, "allowance-unneeded", name=item.rule, line=item.line)


def allowance_unknown(
    allowances: list[Allowance], corpus: Corpus, rules: Collection[str]
) -> Iterator[Problem]:
    """An allowance names a rule and gives its reason.
    allow 写明规则名与理由。
    """
    for allowance in allowances:
        if (name := allowance.rule) not in rules:
            near = advice(name, rules)
            yield problem(allowance.place, "allowance-unknown/unknown", name=name, cure=near)
    for source in _naming(corpus):
        for match in LOOKS_LIKE_ONE.finditer(source.text):
            if not COMMENT.fullmatch(match[0]):
                place, line = source.place(match.start()), match[0].strip()
                yield problem(place, "allowance-unknown/malformed", line=line)


RULES: tuple[Callable[..., Iterator[Problem]], ...] = (allowance_unneeded, allowance_unknown)


def _key(allowance: Allowance) -> tuple[str, int, str]:
    return (allowance.place.path, allowance.line, allowance.rule)


def _of_table(source: Source) -> Iterator[Allowance]:
    for match in COMMENT.finditer(source.text):
        place = source.place(match.start())
        lines = enumerate(source.text[match.end() :].split("\n")[1:], place.line + 1)
        texts = (at for at, line in lines if line.strip() and not line.lstrip().startswith("#"))
        yield Allowance(match["rule"], match["reason"], place, next(texts, place.line + 1))
