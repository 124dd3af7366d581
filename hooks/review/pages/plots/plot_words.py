"""What a plot says in words: its title, the label and the value of each line."""

from __future__ import annotations

from collections.abc import Sequence

from review.edition.view import View
from review.evidence.cell import DIFFERENCES, RATIOS
from review.evidence.selection import year
from review.evidence.trial import BETWEEN
from review.markup.escape import plain
from review.markup.language import Language
from review.pages.plots.plot_choice import Plot, exactly
from review.pages.plots.point import EXACT, PROPORTION, Point
from review.pages.plots.scale import Tick
from review.wording import names, values
from review.wording.row_words import RowWords
from review.wording.trial_words import distinguished, worded

# of whatever a row counts or measures, which need not be harm; a hazard is always one of events
COUNTED = frozenset({"RR", "OR", "IRR", *DIFFERENCES})
FEW = 2  # diagnoses that a trial's heading names


def title(plot: Plot, view: View) -> str:
    """What is shown: ``Overall survival (OS): hazard ratio, randomised comparisons``."""
    kind = plot.kind
    name = _of_endpoint(plot, view)
    capitalised = name[:1].upper() + name[1:] if view.language is Language.EN else name
    units = [view.language.counted("", unit).strip() for unit in (kind.counted, kind.unit) if unit]
    if kind.measure == PROPORTION:
        layouts = [view.word("layout", kind.design)] if kind.design else []
        return view.bracket(capitalised, view.language.commas([*units, *layouts]))
    measure = view.bracket(view.word("plot", kind.measure), view.language.commas(units))
    measured = view.word("plot", "measure", measure=measure, design=view.word("plot", kind.design))
    return capitalised + view.language.colon + measured


def _of_endpoint(plot: Plot, view: View) -> str:
    """The endpoint of the plot, at its time point by the name of the rate."""
    term = view.corpus.vocabulary.get("endpoints", plot.kind.endpoint)
    name = view.name("endpoints", plot.kind.endpoint)
    if plot.kind.time is None:
        return view.bracket(name, term.abbreviation if term and term.abbreviation != name else "")
    time, about = _time(plot)
    if term and term.rate and plot.kind.measure == PROPORTION:
        return names.rate(term, time, view.language, approximate=about)
    text = values.timepoint(time, view.language)
    return view.word("at", name=name, time=view.word("plot", "about", time=text) if about else text)


def _time(plot: Plot) -> tuple[str, bool]:
    """The time point of the plot: as its rows print it where they agree; else the nearest month,
    and that it is about that."""
    times = sorted({str(point.row.data.get("timepoint")) for point in plot.points})
    exact = len({exactly(time) for time in times}) == 1
    if exact or not isinstance(plot.kind.time, int):
        return times[-1], False  # 24 months and 2 years are the same time
    return f"{plot.kind.time} months", True


def sides(plot: Plot, view: View) -> tuple[str, str]:
    """What an estimate left and right of 1 says: which arm it favours, by its name where all lines
    compare the same two. A hazard is one of events; of other ratios only what is counted is lower
    or higher."""
    words = [_row(point, view) for point in plot.points]
    named = {tuple(map(row.study.arm, row.row.ends)) for row in words}
    pair = next(iter(named)) if len(named) == 1 else ()
    first, second = pair or (view.word("plot", "first"), view.word("plot", "second"))
    counted = plot.kind.measure in COUNTED
    at_left, at_right = ("lower", "higher") if counted else ("favours", "favours")
    arm_right = first if counted else second
    return (
        f"← {view.word('plot', at_left, arm=first)}",
        f"{view.word('plot', at_right, arm=arm_right)} →",
    )


def note(point: Point, view: View) -> str:
    """How many patients a comparison is about, and how many events each arm had; empty where its
    figures say so themselves."""
    if point.arm != BETWEEN:
        return ""
    words = _row(point, view)
    arms = [arm for arm in point.row.ends if arm in point.row.cells]
    counts = [point.row.cells[arm].proportion for arm in arms]
    events = view.language.listed([f"{pair[0]}/{pair[1]}" for pair in counts if pair])
    events_text = view.word("plot", "events", n=events) if events and all(counts) else ""
    return view.language.clauses([words.denominator(list(point.row.cells)), events_text])


def inner(point: Point, view: View) -> bool:
    """Whether a line is about a part of its study: limited to some patients, or to a subgroup."""
    arm = point.trial.arms.get(point.arm, {})
    return bool(_row(point, view).population) or arm.get("kind") == "subgroup"


def count(plot: Plot, view: View) -> str:
    """The number of lines, and of studies where there are several."""
    number = len(plot.points)
    text = view.word("plot", "lines-one" if number == 1 else "lines", n=number)
    if plot.trials < 2:
        return text
    return view.word("plot", "of-trials", lines=text, n=plot.trials)


def description(plot: Plot, ticks: list[Tick], view: View) -> str:
    """What somebody who does not see the plot should know of it."""
    linear = "linear" if plot.kind.measure in DIFFERENCES else "logarithmic"
    scale = "percent" if plot.kind.measure == PROPORTION else linear
    return view.word(
        "plot",
        "description",
        lines=count(plot, view),
        scale=view.word("plot", scale, low=ticks[0].label, high=ticks[-1].label),
    )


def heading(point: Point, diagnoses: frozenset[str], view: View) -> str:
    """The study a group of lines is from, with its year, its kind where it is no trial, and in
    whom, unless these are just ``diagnoses``."""
    ids = point.trial.ids("population", "diagnoses")
    ids = [] if set(ids) == diagnoses else ids
    named = view.language.few([plain(view.name("diagnoses", id)) for id in ids], "kinds", FEW)
    kind = str(point.trial.get("design", "kind"))
    studied = "" if kind.endswith("-trial") else view.word("kind", kind)
    return " · ".join(
        part
        for part in (
            view.trial_name(point.trial),
            year(point.trial, view.corpus),
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
    words = [_row(point, view) for point in points]
    marks = [
        [row.assessment for row in words],
        [row.cutoff for row in words],
        [row.adjustment for row in words],
        [plain(row.report) or row.source for row in words],
    ]
    return distinguished([_label(item, timed, view) for item in points], marks, view.language)


def value(point: Point, view: View) -> tuple[str, ...]:
    """The figures of a line, its interval and how it was got; a dagger if unconfirmed."""
    words = _row(point, view)
    if point.arm == BETWEEN:
        figures = [words.estimate]
    else:
        value = words.value(point.arm)
        figures = [value.figure, value.interval and view.bracket(value.interval, value.label)]
    figures += [] if point.interval else [view.word("plot", "no-interval")]
    *before, last = filter(None, figures)
    dagger = "" if point.row.confirmed else "†"
    return (*(figure + view.language.comma for figure in before), last + dagger)


def legend(points: list[Point], reasons: Sequence[str], view: View) -> str:
    """How to read the plots of a page: the labels of ``reasons``, and the signs that occur."""
    notes = {
        **{name: True for name in reasons},
        "read-proportions": any(point.measure == PROPORTION for point in points),
        "read-exact": any(point.how == EXACT for point in points),
        "read-ratios": any(point.measure in RATIOS for point in points),
        "read-differences": any(point.measure in DIFFERENCES for point in points),
        "read-unsized": any(point.size is None for point in points),
        "read-unconfirmed": not all(point.row.confirmed for point in points),
    }
    return view.language.gap.join(
        view.word("plot", name) for name, occurs in notes.items() if occurs
    )


def _row(point: Point, view: View) -> RowWords:
    return worded(point.trial, view.corpus, view.language).row(point.row)


def _label(point: Point, timed: bool, view: View) -> str:
    """Arm or comparison, what limits the row, and its time point."""
    words = _row(point, view)
    arms = words.comparison if point.arm == BETWEEN else words.study.arm(point.arm)
    limited = "" if words.population in arms else words.population
    of_what = words.assessment if point.measure in COUNTED else ""
    parts = (arms, limited, of_what, words.timepoint if timed else "")
    return " · ".join(filter(None, parts))
