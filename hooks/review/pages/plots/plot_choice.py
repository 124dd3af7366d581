"""Which estimates stand in one plot, and which plots a page has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from review.edition.edition import Edition
from review.evidence.cell import HAZARDS
from review.evidence.corpus import Corpus
from review.evidence.pooled_estimate import META_ANALYSIS
from review.evidence.row import CORRELATED, CROSS_OVER
from review.evidence.trial import BETWEEN, EVERYBODY, Trial
from review.evidence.vocabulary import Term
from review.pages.plots.point import PROPORTION, Point

IN_MONTHS = {"days": 12 / 365.25, "weeks": 84 / 365.25, "months": 1.0, "years": 12.0}
RANDOMISED = "randomised-trial"
LINES = 100  # of all plots on one page
ALLOCATED = frozenset({"arm", "pooled"})  # kinds of arm that chance made; subgroups it did not

About = Callable[[Point], bool]


@dataclass(frozen=True)
class Kind:
    """What all lines of a plot have in common. ``time`` is a number of months, or the time point
    itself where it is no such number.

    ``design`` tells comparisons of ``randomised`` arms from an association (``not-randomised``),
    from those of a ``cluster`` and of a ``cross-over`` trial, and from what a ``meta-analysis``
    pooled; they never share a plot. Empty for proportions, but for those of a cross-over, whose
    patients stand in both arms. ``unit`` is that of a difference, ``counted`` what is counted where
    not patients."""

    measure: str
    endpoint: str
    time: int | str | None
    design: str
    unit: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Plot:
    """The estimates of one kind, in the order they are drawn."""

    kind: Kind
    points: tuple[Point, ...]

    @property
    def trials(self) -> int:
        """Number of trials."""
        return len({point.trial.id for point in self.points})


def plots(points: Iterable[Point], fewest: int) -> list[Plot]:
    """The plots of a page with intervals and ``fewest`` trials or more; most trials first."""
    kinds: dict[Kind, list[Point]] = {}
    for point in points:
        kinds.setdefault(_kind(point), []).append(point)
    found = [Plot(kind, tuple(group)) for kind, group in kinds.items()]
    shown_plots = [
        plot
        for plot in found
        if plot.trials >= fewest and any(point.interval for point in plot.points)
    ]
    return sorted(shown_plots, key=lambda plot: (-plot.trials, plot.kind.measure == PROPORTION))


def repeated(point: Point) -> bool:
    """Whether the same patients stand in another line: the row is another analysis of a leading
    one, or the arm is reported in another table."""
    return "repeats" in point.row.data or bool(point.trial.get("arms", point.arm, "reported-in"))


def on_pages(found: Iterable[Plot]) -> list[list[Plot]]:
    """Plots in pages of at most ``LINES`` lines. One that fits a page stands on one; a longer one
    goes on, trial by trial."""
    pages: list[list[Plot]] = []
    room = 0
    for plot in found:
        for piece in _pieces(plot):
            if len(piece.points) > room or pages[-1][-1].kind == piece.kind:
                pages.append([])
                room = LINES
            pages[-1].append(piece)
            room -= len(piece.points)
    return pages


def _pieces(plot: Plot) -> Iterator[Plot]:
    """A plot in pieces that fit a page, of whole trials where one trial does."""
    piece: tuple[Point, ...] = ()
    for _, group in groupby(plot.points, key=lambda point: point.trial.id):
        lines = tuple(group)
        if piece and len(piece) + len(lines) > LINES:
            yield Plot(plot.kind, piece)
            piece = ()
        piece += lines
        while len(piece) > LINES:
            yield Plot(plot.kind, piece[:LINES])
            piece = piece[LINES:]
    yield Plot(plot.kind, piece)


def narrower(term: Term, corpus: Corpus) -> list[Term]:
    """The diagnoses right below a diagnosis; none of another term."""
    found = corpus.vocabulary.narrower(term.kind, term.id)
    return found if term.kind == "diagnoses" else []


def about(term: Term, edition: Edition) -> About:
    """Which estimates concern a term."""
    if term.kind == "agents":
        return lambda point: _with_agent(point, term.id)
    if term.kind == "diagnoses":
        return lambda point: _only_in(point, term.id, edition)
    return lambda point: term.id in edition.lineage("endpoints", point.row.endpoint or "")


def months(timepoint: object) -> int | str | None:
    """A time point as the nearest month, so that 24 weeks and 6 months share a plot."""
    number = exactly(timepoint)
    return (round(number) if number else 0) or (str(timepoint) if timepoint else None)


def exactly(timepoint: object) -> float | None:
    """A time point in months; None where it is no such time."""
    number, _, unit = str(timepoint or "").partition(" ")
    try:
        return float(number) * IN_MONTHS[unit]
    except (ValueError, KeyError):
        return None


def _kind(point: Point) -> Kind:
    row, compares = point.row, point.arm == BETWEEN
    # a ratio is about the whole course, whatever time its row names for the proportions
    untimed = compares and point.measure in HAZARDS
    return Kind(
        point.measure,
        row.endpoint or row.id,
        None if untimed else months(row.data.get("timepoint")),
        _design(point),
        str((row.between or {}).get("unit") or "") if compares else "",
        row.counted,
    )


def _design(point: Point) -> str:
    layout = point.trial.layout
    if point.arm != BETWEEN:
        return layout if layout == CROSS_OVER else ""
    if point.trial.design == META_ANALYSIS:
        return META_ANALYSIS  # of trials that may have been randomised, each by itself
    if not _randomised(point):
        return "not-randomised"
    return layout if layout in CORRELATED else "randomised"


def _randomised(point: Point) -> bool:
    """Whether the two groups were made by chance: arms of a randomised trial, pooled or not, or
    parts of them that differ in treatment."""
    arms = _sides(point)
    if point.trial.get("design", "kind") != RANDOMISED or not all(arms):
        return False
    by_treatment = point.trial.ids("arms", arms[0], "agents") != point.trial.ids(
        "arms", arms[1], "agents"
    )
    return by_treatment or all(
        point.trial.arms.get(arm, {}).get("kind", "arm") in ALLOCATED for arm in arms
    )


def _with_agent(point: Point, agent: str) -> bool:
    """An arm with the agent or randomised against it; a comparison with it on one side only."""
    trial = point.trial
    if point.arm == BETWEEN:
        first, second = (agent in _agents(trial, arm) for arm in _sides(point))
        return first != second
    compared = point.row.cells if trial.get("design", "kind") == RANDOMISED else [point.arm]
    return any(agent in _agents(trial, arm) for arm in compared)


def _agents(trial: Trial, arm: str) -> list[str]:
    """Agents of an arm; of one without any, those common to all arms with agents."""
    agents_of_arm = trial.ids("arms", arm, "agents")
    if agents_of_arm:
        return agents_of_arm
    named = [set(agents) for id in trial.arms if (agents := trial.ids("arms", id, "agents"))]
    return sorted(set.intersection(*named)) if named else []


def _only_in(point: Point, diagnosis: str, edition: Edition) -> bool:
    """Whether every patient behind the estimate has the diagnosis: a figure of a mixed population
    says nothing about one of its parts."""
    found, trial = _limited_to(point), point.trial
    if not found and any(
        diagnosis in edition.lineage("diagnoses", studied)
        for studied in trial.ids("population", "every")
    ):
        return True
    found = found or trial.ids("population", "diagnoses")
    return bool(found) and all(
        diagnosis in edition.lineage("diagnoses", studied) for studied in found
    )


def _limited_to(point: Point) -> list[str]:
    """Diagnoses of the row, else of its arms; none where it is about all patients."""
    diagnoses = point.trial.ids(*point.row.path, "diagnoses")
    arms = _sides(point) if point.arm == BETWEEN else [point.arm]
    of_arms = [point.trial.ids("arms", arm, "diagnoses") for arm in arms if arm != EVERYBODY]
    return diagnoses or ([id for ids in of_arms for id in ids] if of_arms and all(of_arms) else [])


def _sides(point: Point) -> list[str]:
    return [str((point.row.between or {}).get(side) or "") for side in ("of", "versus")]
