"""Rules at work, file by file where they judge a text by itself, and none longer than a file may
take: that one does is its problem, and the others are judged all the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from review.evidence.corpus import SETTINGS, Corpus, Progress
from review.keep import Keep, anew
from review.problem import Problem
from review.rules.part import Part, parts
from review.rules.rule import Rule, name
from review.time_limit import in_time


def of_parts(rules: Sequence[Rule], corpus: Corpus, keep: Keep) -> Iterator[Problem]:
    """The problems of rules that judge a text by itself and by the data it links to."""
    for path, make in parts(corpus, keep):
        yield from _of_part(rules, path, make, keep)


def _of_part(
    rules: Sequence[Rule], path: str, make: Callable[[], Part], keep: Keep
) -> list[Problem]:
    def judged() -> list[Problem]:
        part = make()
        judge = partial(_judged, rules, part.corpus)
        return keep("problems", part.made_from, judge)

    found = in_time(path, judged)
    if not isinstance(found, Problem):
        return found
    if path:
        return [found]
    rest = make().corpus  # which of its files it is, each by itself tells
    return [
        problem
        for each, record in rest.records.items()
        for problem in _of_part(
            rules, each, partial(Part, replace(rest, records={each: record}), each), anew
        )
    ]


def _judged(rules: Sequence[Rule], corpus: Corpus) -> list[Problem]:
    return [problem for rule in rules for problem in rule(corpus)]


def of_whole(
    rules: Sequence[Rule], corpus: Corpus, found: Collection[Problem], progress: Progress
) -> Iterator[Problem]:
    """The problems of rules that look at all files at once, but for those of which is already
    ``found`` that they take too long. Where a rule still does, the longest file is at fault as a
    rule."""
    late = {problem.place.path for problem in found if problem.rule == "source-time"}
    whole = _without(corpus, late) if late else corpus
    read = {path: len(corpus.sources[path].text) for path in (*whole.sections, *whole.records)}
    longest = max(read, key=lambda path: read[path], default=SETTINGS)
    for rule in rules:
        progress(name(rule))
        problems = in_time(longest, partial(_judged, [rule], whole))
        if isinstance(problems, Problem):
            yield problems
            return
        yield from problems


def _without(corpus: Corpus, paths: Collection[str]) -> Corpus:
    """A review without the texts of some files."""
    return replace(
        corpus,
        sections={path: each for path, each in corpus.sections.items() if path not in paths},
        records={path: each for path, each in corpus.records.items() if path not in paths},
    )
