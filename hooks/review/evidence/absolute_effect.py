"""What a relative effect means among 1,000 patients, from the risk under the comparator; or what
two arms had, where their shares are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from review.evidence.arm_difference import arm_difference, cell_percent
from review.evidence.cell import DIFFERENCE, HAZARDS, PERCENT, POINTS
from review.evidence.corpus import Corpus
from review.evidence.fields import bilingual
from review.evidence.pooled_estimate import META_ANALYSIS, pooled_estimate
from review.evidence.question import Address, Outcome
from review.evidence.relative_effect import RelativeEffect, plain, relative_effects, row_at
from review.evidence.row import Row
from review.evidence.vocabulary import Vocabulary
from review.problem import Text

PER = 1000
EVENT, EVENT_FREE = "event", "event-free"  # what a baseline percentage is of

# why an outcome has no absolute effect; templates word them
NO_COMPARISON = "no-comparison"  # nothing is compared, or the comparison has no estimate
SEVERAL = "several-comparisons"  # more than one, and nobody pooled them
NO_POOL = "no-pool"  # they were to be pooled and cannot be
MEAN = "mean-difference"  # arms differ in a mean, a score or a rate, or count no patients
NO_BASELINE = "no-baseline"  # the risk under the comparator is not known


@dataclass(frozen=True)
class Baseline:
    """The risk under the comparator. ``event`` is a proportion, 0 to 1, of patients with the event;
    ``share`` what the source's percentage is of, ``event`` or ``event-free``. ``timepoint`` is as
    the row has it, ``3 years``; ``time`` as the question words it. ``cell`` is where it is from,
    and ``reference`` the publication where no cell holds it."""

    event: float
    share: str
    timepoint: str = ""
    time: Text | None = None
    cell: Address | None = None
    reference: str = ""


@dataclass(frozen=True)
class AbsoluteEffect:
    """Patients with the event among 1,000, with the comparator and with the intervention.

    ``low`` and ``high`` are what the limits of the relative effect give, the smaller first; None
    where it has no interval. The baseline is taken as certain, as in a GRADE summary of findings.
    Numbers are not rounded. ``observed`` says that both are what two arms of a randomised trial
    had; the interval is then of their difference, whose limits may lie further from the comparator
    than 0 or 1,000, as the share there is uncertain, too.
    """

    relative: RelativeEffect
    baseline: Baseline
    comparator: float
    intervention: float
    low: float | None
    high: float | None
    observed: bool = False

    @property
    def difference(self) -> float:
        """How many more have the event with the intervention; fewer are negative."""
        return self.intervention - self.comparator

    @property
    def difference_low(self) -> float | None:
        return None if self.low is None else self.low - self.comparator

    @property
    def difference_high(self) -> float | None:
        return None if self.high is None else self.high - self.comparator

    @property
    def event_free(self) -> AbsoluteEffect:
        """The same of patients without the event."""
        low, high = (None if limit is None else PER - limit for limit in (self.high, self.low))
        comparator, intervention = PER - self.comparator, PER - self.intervention
        return replace(self, comparator=comparator, intervention=intervention, low=low, high=high)


def absolute_effect(outcome: Outcome, corpus: Corpus) -> AbsoluteEffect | None:
    """Events per 1,000 with and without the intervention; None where that does not follow from the
    evidence, and ``no_absolute_effect`` says why."""
    found = _judged(outcome, corpus)
    return found if isinstance(found, AbsoluteEffect) else None


def no_absolute_effect(outcome: Outcome, corpus: Corpus) -> str | None:
    """Why there is none: NO_COMPARISON, SEVERAL, NO_POOL, MEAN, NO_BASELINE; or None."""
    found = _judged(outcome, corpus)
    return found if isinstance(found, str) else None


def baseline_of(outcome: Outcome, corpus: Corpus) -> Baseline | None:
    """The risk under the comparator that an outcome names: a cell of a trial table, or a percentage
    with its reference. None where it names none, or none between 0 and 100%."""
    data = outcome.baseline
    share, percent = str(data.get("share", "")), plain(data.get("percent"))
    timepoint, cell = "", None
    if data.get("from"):
        cell = Address.read(str(data["from"]))
        row = row_at(cell, corpus)
        found = None if row is None else row.cells.get(cell.column)
        if row is None or found is None:
            return None
        percent = cell_percent(found, row.data.get("unit"))
        timepoint = str(row.data.get("timepoint") or "")
    if percent is None or not 0 <= percent <= 100 or share not in (EVENT, EVENT_FREE):
        return None
    proportion = percent / 100
    event = proportion if share == EVENT else 1 - proportion
    time = bilingual(data.get("time"))
    return Baseline(event, share, timepoint, time, cell, str(data.get("source", "")))


def share_counted(row: Row, vocabulary: Vocabulary) -> str:
    """What a percentage of a row is of, as far as the vocabulary tells: of an endpoint that is a
    time to an event those free of it at a time point, else those with the event; of a harm those
    with it. Empty where only the row's words tell."""
    if row.kind == "harms":
        return EVENT
    term = vocabulary.get("endpoints", str(row.endpoint))
    if term is None or term.events is None:
        return ""
    return EVENT_FREE if row.data.get("timepoint") else EVENT


def per_thousand(relative: RelativeEffect, baseline: Baseline) -> AbsoluteEffect:
    """Events per 1,000 for a relative effect at a baseline; see ``risk_with`` for the formulas."""
    estimate, *limits = (
        PER * risk_with(relative.measure, value, baseline.event, baseline.share)
        for value in (relative.estimate, *(relative.interval or ()))
    )
    low, high = sorted(limits) if limits else (None, None)
    return AbsoluteEffect(relative, baseline, PER * baseline.event, estimate, low, high)


def risk_with(measure: str, value: float, risk: float, share: str = EVENT) -> float:
    """The proportion with the event under the intervention, 0 to 1, where it is ``risk`` under the
    comparator.

    - HR: 1 − (1 − risk)^HR, for S₁(t) = S₀(t)^HR under proportional hazards (Altman DG, Andersen
      PK. BMJ. 1999;319:1492-5; GRADE guidelines 27: Skoetz N et al. J Clin Epidemiol.
      2020;118:124-31). sHR: the same of the cumulative incidence, whose hazard it is (Fine JP,
      Gray RJ. J Am Stat Assoc. 1999;94:496-509).
    - OR: OR·risk/(1 − risk + OR·risk); RR: RR·risk (Cochrane Handbook, chapter 15, computing
      absolute effects; chapter 14, summary of findings).
    - difference: risk + the difference in percentage points, which counts what ``share`` says; of
      an event-free share it is taken from the risk.

    A result beyond 0 or 1, which a ratio or a difference can give at an extreme baseline, is held
    there."""
    if measure in HAZARDS:
        found = 1 - float((1 - risk) ** value)
    elif measure == "OR":
        found = value * risk / (1 - risk + value * risk)
    elif measure == "RR":
        found = value * risk
    else:
        found = risk + (value if share == EVENT else -value) / 100
    return min(1.0, max(0.0, found))


def _judged(outcome: Outcome, corpus: Corpus) -> AbsoluteEffect | str:
    """The absolute effect, or why there is none."""
    relative = _relative(outcome, corpus)
    if relative is None:
        return _observed(outcome, corpus) or NO_COMPARISON
    if isinstance(relative, str):
        return relative
    if not _of_shares(relative) or any(
        _no_patients(address, relative, corpus) for address in outcome.evidence
    ):
        return MEAN
    baseline = baseline_of(outcome, corpus)
    return NO_BASELINE if baseline is None else per_thousand(relative, baseline)


def _of_shares(relative: RelativeEffect) -> bool:
    """Whether a measure compares shares of patients, as a rate ratio or a mean does not."""
    shares = (*HAZARDS, "OR", "RR")
    points = relative.measure == DIFFERENCE and relative.unit == POINTS
    return points or relative.measure in shares


def _no_patients(address: Address, relative: RelativeEffect, corpus: Corpus) -> bool:
    """Whether what is compared is no share of patients: lesions counted, or points by which values
    of the arms differ, as a score or a range of motion in percent of the norm."""
    row = row_at(address, corpus)
    if row is None or row.counted:
        return row is not None
    values = any(cell["value"] is not None for cell in row.cells.values())
    return values and relative.measure == DIFFERENCE and row.data.get("unit") != PERCENT


def _relative(outcome: Outcome, corpus: Corpus) -> RelativeEffect | str | None:
    """The one relative effect, or why there is none; None where nothing is compared."""
    if outcome.synthesis == META_ANALYSIS:
        pooled = pooled_estimate(outcome, corpus)
        return NO_POOL if pooled is None else pooled.effect
    effects = relative_effects(outcome, corpus)
    if len(effects) == 1:
        return effects[0]
    return SEVERAL if effects else None


def _observed(outcome: Outcome, corpus: Corpus) -> AbsoluteEffect | None:
    """What two arms of a randomised trial had: no model, but the shares themselves."""
    found = arm_difference(outcome, corpus)
    row = None if found is None else row_at(found.address, corpus)
    if found is None or row is None:
        return None
    percent = cell_percent(row.cells[found.versus], row.data.get("unit")) or 0.0
    share = share_counted(row, corpus.vocabulary) or EVENT
    event = percent / 100 if share == EVENT else 1 - percent / 100
    timepoint = str(row.data.get("timepoint") or "")
    baseline = Baseline(event, share, timepoint, cell=Address(row.trial.id, row.id, found.versus))
    sign = PER / 100 if share == EVENT else -PER / 100
    comparator = PER * event
    estimate, *limits = (
        comparator + sign * points for points in (found.estimate, *(found.interval or ()))
    )
    low, high = sorted(limits) if limits else (None, None)
    return AbsoluteEffect(found, baseline, comparator, estimate, low, high, observed=True)
