"""The timeline: every study under the year of its first publication, and above them a strip that
shows how many each year had."""

from __future__ import annotations

from review.edition.page import Page
from review.edition.view import View
from review.evidence.selection import year
from review.evidence.trial import Trial
from review.markup.table import small
from review.pages.page_finish import generated, in_both
from review.pages.study_design import design_words, rank
from review.pages.table_columns import StudyCells

TALLEST = 6.0  # rem, of the bar of the fullest year

Year = tuple[str, list[Trial]]


@in_both("timeline.md")
def timeline(view: View) -> Page:
    """The timeline."""
    years = _years(view)
    known = [(year, trials) for year, trials in years if year]
    most = max((len(trials) for _, trials in known), default=1)
    bars = [
        (year, len(trials), f"{TALLEST * len(trials) / most:.2f}")
        for year, trials in _without_gaps(known)
    ]
    groups = [(year, [_line(trial, view) for trial in trials]) for year, trials in years]
    counts = {"n": len(view.corpus.trials)}
    return generated(view, "timeline", counts, bars=bars, groups=groups)


def _years(view: View) -> list[Year]:
    """Studies by year, the newest first, then the strongest; those without a year last."""
    found: dict[str, list[Trial]] = {}
    for trial in sorted(view.corpus.trials.values(), key=lambda trial: rank(trial, view.corpus)):
        published = year(trial, view.corpus)
        found.setdefault(published if published.isdigit() else "", []).append(trial)
    return sorted(found.items(), key=lambda item: -int(item[0] or 0))


def _without_gaps(years: list[Year]) -> list[Year]:
    """From the last year back to the first, without jumps."""
    if not years:
        return []
    known = dict(years)
    return [
        (str(year), known.get(str(year), []))
        for year in range(int(years[0][0]), int(years[-1][0]) - 1, -1)
    ]


def _line(trial: Trial, view: View) -> str:
    cells = StudyCells(trial, view)
    diagnoses = cells.few("diagnoses", trial.ids("population", "diagnoses"))
    known = filter(None, [design_words(trial, view.language), diagnoses])
    return " · ".join([cells.name(), small(" · ".join(known), "known"), cells.status_short()])
