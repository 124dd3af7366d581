"""The rules: generators of Problems, each told by its docstring; examples in ``hooks/examples``."""

from __future__ import annotations

from functools import partial

from review.dates import today
from review.evidence.corpus import REFERENCES, Corpus, Progress
from review.figures.coverage import Shares, share, shares
from review.keep import Keep, anew
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


def check(
    corpus: Corpus, progress: Progress = lambda text: None, keep: Keep = anew
) -> list[Problem]:
    """Every problem in file order: those of reading and those of the rules, allowances applied."""
    return judged(corpus, progress, keep)[0]


def judged(
    corpus: Corpus, progress: Progress = lambda text: None, keep: Keep = anew
) -> tuple[list[Problem], Shares]:
    """Every problem of a review, and the share of its figures that are bound to data."""
    lock = corpus.reference_lock and corpus.reference_lock.digest
    entries = (digests(corpus, [REFERENCES]), lock, str(today()))
    found, total = [*corpus.problems], shares([])
    kept = partial(keep, "entries", entries)
    of_entries = in_time(REFERENCES, partial(_of_entries, corpus), kept=kept)
    found += [of_entries] if isinstance(of_entries, Problem) else of_entries
    progress("texts")
    for part in parts(corpus, keep):
        kept = partial(keep, "problems", part.made_from)
        of_part = in_time(part.longest, partial(_of_part, part), kept=kept)
        problems, bound = ([of_part], shares([])) if isinstance(of_part, Problem) else of_part
        found += problems
        total = {language: total[language] + bound[language] for language in total}
    progress("outlines")
    make = partial(_of_outlines, corpus, keep)
    whole = longest(corpus, (*corpus.sections, *corpus.records))
    of_outlines = in_time(whole, make, len(corpus.sources))
    found += {of_outlines}.difference(found) if isinstance(of_outlines, Problem) else of_outlines
    if is_below(total, corpus.settings.bound):
        found += figures_bound(corpus)
    remaining = allowance.apply(independent(found, corpus), corpus, IDS)
    return sorted(remaining, key=lambda problem: problem.order), total


def _of_entries(corpus: Corpus) -> list[Problem]:
    entries = bibliography_rules.entry_problems(corpus.bibliography)
    return [*entries, *reference_record(corpus)]


def _of_part(part: Part) -> tuple[list[Problem], Shares]:
    found = [problem for rule in OF_PARTS for problem in rule(part.corpus)]
    if part.tables is not None:
        found += [problem for rule in OF_TABLES for problem in rule(part.tables)]
    return found, share(part.corpus)


def _of_outlines(corpus: Corpus, keep: Keep) -> list[Problem]:
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
