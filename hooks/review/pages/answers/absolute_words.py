"""What an absolute effect says: how many more or fewer of 1,000, from how many to how many, at what
time, and where the baseline is from; or why there is none."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.absolute_effect import (
    EVENT_FREE,
    NO_BASELINE,
    PER,
    AbsoluteEffect,
    absolute_effect,
    no_absolute_effect,
)
from review.evidence.cell import DIFFERENCE, POINTS
from review.evidence.pooled_estimate import pooled_estimate
from review.evidence.question import Outcome
from review.evidence.relative_effect import LEVEL, relative_effects
from review.markup.escape import literal, plain
from review.markup.table import lines, small
from review.pages.table_columns import StudyCells
from review.wording import values
from review.wording.citation_numbers import cite
from review.wording.provenance import Signs


def absolute(outcome: Outcome, view: View, signs: Signs) -> str:
    """The cell of an outcome: the difference, below it both numbers and the baseline."""
    effect = absolute_effect(outcome, view.corpus)
    if effect is None:
        return _direct(outcome, view) or small(
            view.word("absolute", str(no_absolute_effect(outcome, view.corpus)))
        )
    free = effect.baseline.share == EVENT_FREE
    shown_effect = effect.event_free if free else effect
    numbers = view.word(
        "absolute",
        "both",
        comparator=_number(shown_effect.comparator, view),
        intervention=_number(shown_effect.intervention, view),
    )
    return lines(
        f"**{difference(shown_effect, 'free' if free else 'event', view)}**",
        small(view.language.clauses([numbers, _baseline(effect, outcome, view, signs)])),
    )


def difference(effect: AbsoluteEffect, label: str, view: View) -> str:
    """``36 more free of the event (5 fewer to 80 more)``; ``label`` is ``free`` or ``event``."""
    limits = effect.difference_low, effect.difference_high
    return _in_words(effect.difference, limits, effect.relative.level, label, view)


def _in_words(
    number: float,
    limits: tuple[float | None, float | None],
    level: float,
    label: str,
    view: View,
) -> str:
    """So many more or fewer, and from how many to how many; the level where it is not the usual."""
    low, high = limits
    named = view.word("absolute", label, change=_change(number, view))
    if low is None or high is None:
        return view.bracket(named, view.word("absolute", "no-interval"))
    spread = view.word("absolute", "from-to", low=_change(low, view), high=_change(high, view))
    if level != LEVEL:
        spread = view.word("absolute", "level", level=f"{level:g}", spread=spread)
    return view.bracket(named, spread)


def _direct(outcome: Outcome, view: View) -> str:
    """A difference in percentage points among 1,000; empty for any other effect."""
    effects = relative_effects(outcome, view.corpus)
    pool = pooled_estimate(outcome, view.corpus)
    found = pool.effect if pool else effects[0] if len(effects) == 1 else None
    if found is None or found.measure != DIFFERENCE or found.unit != POINTS:
        return ""
    if no_absolute_effect(outcome, view.corpus) != NO_BASELINE:
        return ""
    low, high = (None if limit is None else PER / 100 * limit for limit in (found.low, found.high))
    text = _in_words(PER / 100 * found.estimate, (low, high), found.level, "event", view)
    return lines(f"**{text}**", small(view.word("absolute", "direct")))


def _change(number: float, view: View) -> str:
    """A number of patients as so many more or fewer."""
    rounded = round(number)
    if rounded == 0:
        return view.word("absolute", "same")
    return view.word("absolute", "more" if rounded > 0 else "fewer", n=_number(abs(number), view))


def _number(number: float, view: View) -> str:
    return values.count(round(number), view.language)


def _baseline(effect: AbsoluteEffect, outcome: Outcome, view: View, signs: Signs) -> str:
    """Where the risk under the comparator is from, and about what time it is."""
    baseline = effect.baseline
    time = plain(view.pick(baseline.time)) or values.timepoint(baseline.timepoint, view.language)
    time = view.word("absolute", "time", time=time) if time else ""
    in_evidence = baseline.cell in outcome.evidence
    source = view.word("absolute", "beside") if in_evidence else _source(effect, view, signs)
    return view.language.clauses([time, source])


def _source(effect: AbsoluteEffect, view: View, signs: Signs) -> str:
    cell = effect.baseline.cell
    trial = view.corpus.trials.get(cell.trial) if cell else None
    row = trial.row(cell.row) if trial and cell else None
    if trial is None or cell is None or row is None:
        reference = effect.baseline.reference
        return view.word("absolute", "cited") + cite(reference) if reference else ""
    cells = StudyCells(trial, view, signs)
    figure = literal(str(cells.words.row(row).value(cell.column)))
    linked = cells.linked(figure, cell.datum) + cells.dagger(row)
    return f"{view.word('absolute', 'baseline')}{view.trial(trial)} {linked}"
