"""What a plot says in words: its title, the label and the value of each line."""

from __future__ import annotations

from collections.abc import Sequence

from review.edition.view import View
from review.evidence.trial import BETWEEN
from review.markup.escape import plain
from review.pages import table_columns
from review.pages.plots.plot_choice import Plot, exactly
from review.pages.plots.point import EXACT, PROPORTION, Point
from review.pages.plots.scale import Tick
from review.wording import datum, names, provenance, values

COUNTED = frozenset(
    {"RR", "OR"}
)  # ratios of whatever a row counts, which need not be harm; a hazard is always one of events
FEW = 2  # diagnoses that a trial's heading names


def title(plot: Plot, view: View) -> str:
    """What is shown: ``Objective response rate (ORR) at 8 weeks``, ``Overall survival (OS): hazard
    ratio, randomised comparisons``."""
    kind = plot.kind
    name = _of_endpoint(plot, view)
    shown = name[:1].upper() + name[1:] if view.language == "en" else name
    if kind.measure == PROPORTION:
        return shown
    design = view.word("plot", "randomised" if kind.randomised else "not-randomised")
    return (
        shown
        + table_columns.colon(view)
        + view.word("plot", "measure", measure=view.word("plot", kind.measure), design=design)
    )


def _of_endpoint(plot: Plot, view: View) -> str:
    """The endpoint of the plot, at its time point by the name of the rate."""
    term = view.corpus.vocabulary.get("endpoints", plot.kind.endpoint)
    name = view.name("endpoints", plot.kind.endpoint)
    if plot.kind.time is None:
        return view.bracket(name, term.abbreviation if term and term.abbreviation != name else "")
    time, about = _time(plot)
    if term and term.rate and plot.kind.measure == PROPORTION:
        return names.rate(term, time, view.language, about=about)
    shown = values.timepoint(time, view.language)
    return view.word(
        "at", name=name, time=view.word("plot", "about", time=shown) if about else shown
    )


def _time(plot: Plot) -> tuple[str, bool]:
    """The time point of the plot: as its rows print it where they agree; else the nearest month,
    and that it is about that."""
    times = sorted({str(point.row.data.get("timepoint")) for point in plot.points})
    exact = len({exactly(time) for time in times}) == 1
    if exact or not isinstance(plot.kind.time, int):
        return times[-1], False  # 24 months and 2 years are the same time
    return f"{plot.kind.time} months", True


def sides(measure: str, view: View) -> tuple[str, str]:
    """What an estimate left and right of 1 says."""
    return (
        (view.word("plot", "lower"), view.word("plot", "higher"))
        if measure in COUNTED
        else (view.word("plot", "fewer"), view.word("plot", "more"))
    )


def description(plot: Plot, ticks: list[Tick], view: View) -> str:
    """What somebody who does not see the plot should know of it."""
    counted = view.word(
        "plot", "lines-one" if len(plot.points) == 1 else "lines", n=len(plot.points)
    )
    if plot.trials > 1:
        counted = view.word("plot", "of-trials", lines=counted, n=plot.trials)
    scale = "percent" if plot.kind.measure == PROPORTION else "logarithmic"
    return view.word(
        "plot",
        "description",
        lines=counted,
        scale=view.word("plot", scale, low=ticks[0].label, high=ticks[-1].label),
    )


def heading(point: Point, said: frozenset[str], view: View) -> str:
    """The study a group of lines is from, with its year, its kind where it is no trial, and in
    whom, unless these are just the diagnoses ``said``."""
    ids = point.trial.ids("population", "diagnoses")
    ids = [] if set(ids) == said else ids
    named = view.listed([plain(view.name("diagnoses", id)) for id in ids[:FEW]]) + (
        view.word("more", "kinds", n=len(ids) - FEW, all=len(ids)) if len(ids) > FEW else ""
    )
    kind = str(point.trial.get("design", "kind"))
    studied = "" if kind.endswith("-trial") else view.word("kind", kind)
    return " · ".join(
        part
        for part in (
            view.trial_name(point.trial),
            table_columns.year(point.trial, view),
            studied,
            named,
        )
        if part
    )


def labels(points: list[Point], timed: bool, view: View) -> list[str]:
    """The labels of one trial's lines, each told apart from the others; with their time points
    where the title has none (``timed``).

    Of what could tell lines of one name apart, the first that differs between them is said of each;
    their numbers where nothing does."""
    shown = [_label(point, timed, view) for point in points]
    for label in dict.fromkeys(label for label in shown if shown.count(label) > 1):
        same = [index for index, each in enumerate(shown) if each == label]
        said = [
            [more(points[index], view) for index in same]
            for more in (_assessment, _cutoff, _adjusted, _source)
        ]
        told = [
            next((each[place] for each in said if each[place] and each.count(each[place]) == 1), "")
            for place in range(len(same))
        ]
        for number, (index, inner) in enumerate(zip(same, told), 1):
            shown[index] = view.bracket(label, inner or (str(number) if told.count("") > 1 else ""))
    return shown


def value(point: Point, view: View) -> tuple[str, ...]:
    """The figures of a line; its interval and how that was got; a dagger where they are not
    confirmed."""
    if point.arm == BETWEEN:
        figures = [values.between(point.row.between or {}, view.language)]
    else:
        shown = datum.value(point.row, point.arm, view)
        figures = [
            shown.figure,
            view.bracket(shown.interval, shown.label) if shown.interval else "",
        ]
    figures += [] if point.interval else [view.word("plot", "no-interval")]
    parts = [each for each in figures if each]
    comma, dagger = "，" if view.language == "zh" else ", ", "" if point.row.confirmed else "†"
    return tuple(
        each + (comma if number < len(parts) else dagger) for number, each in enumerate(parts, 1)
    )


def legend(points: list[Point], chosen: Sequence[str], view: View) -> str:
    """How to read the plots of a page: what was ``chosen`` for them, and the signs that occur in
    them."""
    said = {
        **{name: True for name in chosen},
        "read-proportions": any(point.measure == PROPORTION for point in points),
        "read-exact": any(point.how == EXACT for point in points),
        "read-ratios": any(point.measure != PROPORTION for point in points),
        "read-unsized": any(point.size is None for point in points),
        "read-unconfirmed": not all(point.row.confirmed for point in points),
    }
    return ("" if view.language == "zh" else " ").join(
        view.word("plot", name) for name, wanted in said.items() if wanted
    )


def _label(point: Point, timed: bool, view: View) -> str:
    """Arm or comparison, what limits the row, and its time point."""
    who = (
        datum.comparison(point.trial, point.row, view)
        if point.arm == BETWEEN
        else datum.arm_name(point.trial, point.arm, view)
    )
    time = values.timepoint(point.row.data.get("timepoint"), view.language) if timed else ""
    of_what = _assessment(point, view) if point.measure in COUNTED else ""
    limited = _limited(point, view)
    return " · ".join(
        part for part in (who, "" if limited in who else limited, of_what, time) if part
    )


def _limited(point: Point, view: View) -> str:
    """To which diagnoses or patients the row is limited."""
    ids = point.trial.ids(*point.row.path, "diagnoses")
    if ids and ids != point.trial.ids("population", "diagnoses"):
        return view.listed([plain(view.name("diagnoses", id)) for id in ids])
    return plain(view.pick(point.trial.text(*point.row.path, "population")))


def _assessment(point: Point, view: View) -> str:
    return plain(view.pick(point.trial.text(*point.row.path, "assessment")))


def _cutoff(point: Point, view: View) -> str:
    return values.cutoff(point.row, view.language)


def _source(point: Point, view: View) -> str:
    """Who prints the figure."""
    reference = view.corpus.bibliography.entries.get(str(point.row.data.get("source")))
    return plain(provenance.report_name(point.trial, point.row, view)) or (
        datum.short(reference, view) if reference else ""
    )


def _adjusted(point: Point, view: View) -> str:
    """Whether a comparison is adjusted."""
    known = (point.row.between or {}).get("adjusted")
    return (
        "" if known is None else view.word("adjusted" if known in (True, "true") else "unadjusted")
    )
