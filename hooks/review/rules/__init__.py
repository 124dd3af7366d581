"""The rules: generators of Problems, each told by its docstring; examples in ``hooks/examples``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from review.dates import today
from review.evidence.corpus import REFERENCES, Corpus, Progress
from review.figures.coverage import Shares, share, shares
from review.keep import Keep, Task, anew, in_turn
from review.problem import Problem
from review.rules import allowance, bibliography_rules
from review.rules.all_rules import IDS, OF_OUTLINES, OF_PARTS, OF_TABLES, RULES
from review.rules.bound_figure_rules import figures_bound, is_below
from review.rules.cached_by_part import Digests, Part, digests, longest, parts
from review.rules.outline import outlines
from review.rules.pair_rules import link_differently
from review.rules.record_rules import reference_record
from review.rules.rule import Rule, independent, name
from review.time_limit import in_time

__all__ = ["IDS", "RULES", "Rule", "check", "judged", "name"]

Judged = tuple[list[Problem], Shares]
Do = Callable[[Sequence[Task[Judged]]], list[Judged]]
LATE = "source-time"


def check(
    corpus: Corpus, progress: Progress = lambda text: None, keep: Keep = anew
) -> list[Problem]:
    """Every problem in file order: those of reading and those of the rules, allowances applied."""
    return judged(corpus, progress, keep)[0]


def judged(
    corpus: Corpus, progress: Progress = lambda text: None, keep: Keep = anew, do: Do = in_turn
) -> Judged:
    """Every problem of a review, and the share of its figures that are bound to data. ``do`` gives
    what tasks give that ask ``keep``, in their order."""
    progress("texts")
    tasks = [partial(_of_part, part, keep) for part in parts(corpus, keep)]
    tasks += [partial(_of_entries, corpus, keep), partial(_of_outlines, corpus, keep)]
    *of_parts, (of_entries, _), (of_outlines, _) = do(tasks)
    found, total = [*corpus.problems, *of_entries], shares([])
    for problems, bound in of_parts:
        found += problems
        total = {language: total[language] + bound[language] for language in total}
    found += [one for one in of_outlines if one.rule != LATE or one not in found]
    if is_below(total, corpus.settings.bound):
        found += figures_bound(corpus)
    remaining = allowance.apply(independent(found, corpus), corpus, IDS, keep)
    return sorted(remaining, key=lambda problem: problem.order), total


def _of_entries(corpus: Corpus, keep: Keep) -> Judged:
    """What is wrong with references."""

    def make() -> Judged:
        entries = bibliography_rules.entry_problems(corpus.bibliography)
        return [*entries, *reference_record(corpus)], shares([])

    lock = corpus.reference_lock and corpus.reference_lock.digest
    made_from = (digests(corpus, [REFERENCES]), lock, str(today()))
    return _in_time(REFERENCES, make, kept=partial(keep, "entries", made_from))


def _of_part(part: Part, keep: Keep) -> Judged:
    def make() -> Judged:
        corpus = part.corpus
        found = [problem for rule in OF_PARTS for problem in rule(corpus)]
        if (tables := part.tables(corpus)) is not None:
            found += [problem for rule in OF_TABLES for problem in rule(tables)]
        return found, share(corpus)

    return _in_time(part.longest, make, kept=partial(keep, "problems", part.made_from))


def _of_outlines(corpus: Corpus, keep: Keep) -> Judged:
    longest_text = longest(corpus, (*corpus.sections, *corpus.records))
    make = partial(_on_outlines, corpus, keep)
    return _in_time(longest_text, lambda: (make(), shares([])), files=len(corpus.sources))


def _in_time(path: str, make: Task[Judged], **limits: Any) -> Judged:
    found = in_time(path, make, **limits)
    return ([found], shares([])) if isinstance(found, Problem) else found


def _on_outlines(corpus: Corpus, keep: Keep) -> list[Problem]:
    """What rules on the whole review find. What they found in a file stands where it stood only as
    long as the file is the same; where the languages of a pair link differently, any figure may
    explain it."""

    def make() -> tuple[list[Problem], Digests]:
        found = [problem for rule in OF_OUTLINES for problem in rule(corpus)]
        places = {problem.place.path for problem in found}
        return found, digests(
            corpus, corpus.sources if link_differently(corpus) else sorted(places)
        )

    made_from = outlines(corpus, keep)
    found, files = keep("outlines", made_from, make)
    if files == digests(corpus, [path for path, _ in files]):
        return found
    return keep("outlines", (made_from, digests(corpus, corpus.sources)), make)[0]
