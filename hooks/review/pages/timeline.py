"""The timeline: every study under the year of its first publication, and above them a strip that
shows how many each year had."""

from __future__ import annotations

from functools import partial

from review.edition.edition import Edition
from review.edition.list_parts import parts
from review.edition.page import Page
from review.edition.view import View
from review.evidence.corpus import Corpus
from review.evidence.selection import year
from review.evidence.trial import Trial
from review.markup.table import small
from review.pages.list_pages import ListPage, in_parts, listed
from review.pages.study_design import design_words, rank
from review.pages.table_columns import StudyCells

MOST = 400  # studies on one page
UNKNOWN = "unknown"  # in the place of a year, in an address
TALLEST = 6.0  # rem, of the bar of the fullest year

Year = tuple[str, list[Trial]]


def timeline(edition: Edition) -> list[Page]:
    """The timeline in both languages."""
    years = _years(edition.corpus)
    keys = (f"{year or UNKNOWN}/{trial.id}" for year, trials in years for trial in trials)
    shared = parts("timeline.md", keys, MOST)
    return in_parts(shared, edition, partial(page, years), _named, "y")


def page(years: list[Year], part: ListPage) -> Page:
    """One page in one language; above the first the strip."""
    view, keys = part.view, part.keys
    dated = [] if part.begin else [(year, trials) for year, trials in years if year]
    largest = max((len(trials) for _, trials in dated), default=1)
    bars = [
        (year, len(trials), f"{TALLEST * len(trials) / largest:.2f}", _target(year, part))
        for year, trials in _without_gaps(dated)
    ]
    found = {
        year: [_line(trial, view) for trial in trials if f"{year or UNKNOWN}/{trial.id}" in keys]
        for year, trials in years
    }
    groups = [(year, lines) for year, lines in found.items() if lines]
    return listed(part, "timeline", {"n": len(view.corpus.trials)}, bars=bars, groups=groups)


def _named(view: View, words: list[str]) -> str:
    return words[0].replace(UNKNOWN, view.word("timeline", "unknown"))


def _target(year: str, part: ListPage) -> str:
    """Where the studies of a year stand: on the page of the strip, or the first that holds any."""
    keys = (key for key in part.parts.shared if key.startswith(f"{year}/"))
    return part.view.to(part.parts.path(next(keys, "")), f"y{year}")


def _years(corpus: Corpus) -> list[Year]:
    """Studies by year, the newest first, then the strongest; those without a year last."""
    found: dict[str, list[Trial]] = {}
    for trial in sorted(corpus.trials.values(), key=lambda trial: rank(trial, corpus)):
        published = year(trial, corpus)
        found.setdefault(published if published.isdigit() else "", []).append(trial)
    return sorted(found.items(), key=lambda item: -int(item[0] or 0))


def _without_gaps(years: list[Year]) -> list[Year]:
    """From the last year back to the first, without jumps."""
    if not years:
        return []
    by_year = dict(years)
    return [
        (str(year), by_year.get(str(year), []))
        for year in range(int(years[0][0]), int(years[-1][0]) - 1, -1)
    ]


def _line(trial: Trial, view: View) -> str:
    cells = StudyCells(trial, view)
    diagnoses = cells.few("diagnoses", trial.ids("population", "diagnoses"))
    details = filter(None, [design_words(trial, view.language), diagnoses])
    return " · ".join([cells.name(), small(" · ".join(details), "known"), cells.status_short()])
