"""The plots of a page: drawn, explained, and with their figures as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from review.edition.view import View
from review.evidence.selection import year
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import link, literal
from review.markup.table import anchor, table
from review.pages.plots import plot_words
from review.pages.plots.drawing import Drawing, Entry, Mark, draw
from review.pages.plots.paper_data import paper_data
from review.pages.plots.plot_choice import Plot, about, exactly, narrower, plots, repeated
from review.pages.plots.point import PROPORTION, Point, estimates
from review.pages.plots.scale import scale
from review.pages.table_columns import StudyCells

MOST = 40  # lines of a plot that are seen at once; the others unfold
ANCHORED = {"randomised": "", "not-randomised": "association"}  # designs, in the anchor of a plot
OPEN = 6  # plots of a page that are seen at once


@dataclass(frozen=True)
class Part:
    """A drawing with what it is called; ``summary`` where it unfolds, ``data`` for who draws it
    on paper, empty on a page that no book holds."""

    id: str
    title: str
    description: str
    drawing: Drawing
    summary: str
    data: str


@dataclass(frozen=True)
class Figure:
    """A plot in its parts, and its table."""

    id: str
    title: str
    parts: list[Part]
    table: str


def of_trial(trial: Trial, view: View) -> str:
    """The plots of a trial's own page, whose tables above them hold the same figures; where there
    is nothing to plot, why."""
    found = plots(estimates(view.edition.corpus)[trial.id], 1)
    if not found:
        return _reason(estimates(view.edition.corpus)[trial.id], "trial", view)
    return _render(
        found,
        [_figure(plot, _entries(plot, None, view), "", view, on_paper=True) for plot in found],
        "same",
        (),
        view,
    )


def of_studies(term: Term, trials: Sequence[Trial], view: View) -> list[Plot]:
    """The plots of a term: what two trials or more report, or else what one reports."""
    points = _points(term, trials, view)
    return plots(points, 2) or plots(points, 1)


def missing(term: Term, trials: Sequence[Trial], view: View) -> str:
    """Why a term with trials has no plot."""
    return _reason(_points(term, trials, view), term.kind, view) if trials else ""


def drawn(term: Term, found: Sequence[Plot], view: View) -> str:
    """Plots of a term, with their tables."""
    diagnoses = frozenset({term.id}) if term.kind == "diagnoses" else frozenset()
    lines = [(plot, _entries(plot, diagnoses, view)) for plot in found]
    several = any(plot.trials > 1 for plot in found)
    return _render(
        found,
        [_figure(plot, entries, _table(entries, view), view) for plot, entries in lines],
        "unpooled" if several else "single",
        ("chosen" if several else "chosen-alone", f"chosen-{term.kind}"),
        view,
    )


def links(pages: Sequence[tuple[str, Sequence[Plot]]], view: View) -> str:
    """A list of plots on pages of their own, given with paths, each at its former address."""
    first: dict[str, str] = {}
    for path, found in pages:
        for plot in found:
            id, title = _id(plot), plot_words.title(plot, view)
            count = plot_words.count(plot, view)
            named = link(literal(title), view.to(path, id))
            first.setdefault(id, f"- {anchor(id)}{named} <small>{literal(count)}</small>")
    return "\n".join(first.values())


def _points(term: Term, trials: Sequence[Trial], view: View) -> list[Point]:
    """Estimates that concern a term, those of the newest trial first, each patient once; of a
    diagnosis those that no narrower one has to itself, whose page shows them."""
    concerns, by_trial = about(term, view.edition), estimates(view.corpus)
    narrower_ones = [about(child, view.edition) for child in narrower(term, view.corpus)]
    newest = sorted(trials, key=lambda trial: year(trial, view.corpus), reverse=True)
    points = (point for trial in newest for point in by_trial[trial.id])
    return [
        point
        for point in points
        if concerns(point)
        and not repeated(point)
        and not any(concerned(point) for concerned in narrower_ones)
    ]


def _reason(estimates: Sequence[Point], page: str, view: View) -> str:
    """Why a page has no plot: no intervals, or nothing that a plot could place."""
    return view.word("plot", "no-intervals" if estimates else f"nothing-{page}")


def _render(
    found: Sequence[Plot], figures: list[Figure], note: str, reasons: Sequence[str], view: View
) -> str:
    if not figures:
        return ""
    legend = plot_words.legend([point for plot in found for point in plot.points], reasons, view)
    return templates.render(
        "plot.section.md.j2",
        view=view,
        figures=figures,
        open=OPEN,
        note=view.word("plot", note),
        legend=legend,
    )


def _figure(
    plot: Plot, entries: list[Entry], table: str, view: View, on_paper: bool = False
) -> Figure:
    id, title, measured = _id(plot), plot_words.title(plot, view), scale(plot.points)
    largest = max((point.size for point in plot.points if point.size), default=0.0)
    sides = None if plot.kind.measure == PROPORTION else plot_words.sides(plot, view)
    described = plot_words.description(plot, measured.ticks(), view)
    parts, first = [], 1
    for number, page in enumerate(_pages(entries), 1):
        last = first + len(page) - 1
        summary = (
            view.word("plot", "rows", first=first, last=last, n=len(entries)) if number > 1 else ""
        )
        drawing = draw(page, measured, largest, sides)
        parts.append(
            Part(
                f"{id}-{number}",
                view.bracket(title, summary),
                described,
                drawing,
                summary,
                paper_data(drawing) if on_paper else "",
            )
        )
        first = last + 1
    return Figure(id, title, parts, table)


def _entries(plot: Plot, diagnoses: frozenset[str] | None, view: View) -> list[Entry]:
    """The lines of a plot, trial by trial, each headed by its trial and whom that studied, unless
    these are just ``diagnoses``, which the page is about; without heads (None) on a
    trial's own page."""
    timed = (
        plot.kind.time is not None
        and len({exactly(point.row.data.get("timepoint")) for point in plot.points}) > 1
    )
    entries = []
    for _, group in groupby(plot.points, key=lambda point: point.trial.id):
        points = list(group)
        heads = [
            plot_words.heading(points[0], diagnoses, view) if diagnoses is not None else "",
            *[""] * len(points),
        ]
        labels = plot_words.labels(points, timed, view)
        entries += [
            _entry(point, label, head, view) for point, label, head in zip(points, labels, heads)
        ]
    return entries


def _entry(point: Point, label: str, head: str, view: View) -> Entry:
    """The line of an estimate."""
    return Entry(
        Mark(point.estimate, point.interval, point.size),
        label,
        plot_words.value(point, view),
        head,
        plot_words.note(point, view),
        plot_words.inner(point, view),
        point.row.confirmed,
        f"{point.trial.id}#{point.address}",
    )


def _pages(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Lines in pages of about ``MOST``; a trial goes on the next page rather than on two, unless it
    fills more than one."""
    page: list[Entry] = []
    for _, lines in groupby(entries, key=_study):
        group = list(lines)
        if page and len(page) + len(group) > MOST:
            yield page
            page = []
        while len(group) > MOST:
            yield group[:MOST]
            group = group[MOST:]
        page += group
    if page:
        yield page


def _study(entry: Entry) -> str:
    """The id of the study that a line is from."""
    return entry.datum.partition("#")[0]


def _table(entries: list[Entry], view: View) -> str:
    """The figures of a plot, each as a link to its row, which says where it was seen."""
    header = [view.word("field", name) for name in ("trial", "arm", "value")]
    return table(header, [_row(entry, view) for entry in entries])


def _row(entry: Entry, view: View) -> list[str]:
    id, _, address = entry.datum.partition("#")
    trial = view.corpus.trials[id]
    figure = StudyCells(trial, view).linked(literal("".join(entry.value)), address)
    return [literal(view.trial_name(trial)), literal(entry.label), figure]


def _id(plot: Plot) -> str:
    """An anchor that stays when figures are added, as ``plot-hr-os``."""
    kind = plot.kind
    parts = [
        "plot",
        kind.measure,
        kind.endpoint,
        *([str(kind.time)] if kind.time else []),
        ANCHORED.get(kind.design, kind.design),
        kind.unit,
        kind.counted,
    ]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, parts)).lower())
