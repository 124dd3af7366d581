"""A comparison that a question rests on, read the way the question asks: the intervention against
its comparator, whichever way round the trial table has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from review.evidence.cell import DIFFERENCES, NOT_REACHED, POINTS, RATIOS
from review.evidence.corpus import Corpus
from review.evidence.fields import ids, mapping
from review.evidence.question import Address, Outcome
from review.evidence.row import BETWEEN, Row
from review.sources.numeral import decimal

LEVEL = 95.0  # the level of an interval that names none, in percent


@dataclass(frozen=True)
class RelativeEffect:
    """An estimate with its interval, of the intervention against the comparator.

    ``measure`` is one of RATIOS or DIFFERENCES; ``unit`` is that of a difference, empty for a
    ratio. ``level`` is in percent. ``turned`` says that the table has the comparison the other way
    round; ``of`` and ``versus`` are the arms as they stand here, the intervention first.
    """

    measure: str
    estimate: float
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    unit: str = ""
    address: Address = Address("", "", BETWEEN)
    of: str = ""
    versus: str = ""
    turned: bool = False

    @property
    def ratio(self) -> bool:
        return self.measure in RATIOS

    @property
    def interval(self) -> tuple[float, float] | None:
        """The limits, where both are known."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def turned_round(self) -> RelativeEffect:
        """The same with the arms changed over: 1/x of a ratio, -x of a difference."""
        return replace(
            self,
            estimate=self._other_way(self.estimate),
            low=None if self.high is None else self._other_way(self.high),
            high=None if self.low is None else self._other_way(self.low),
            of=self.versus,
            versus=self.of,
            turned=not self.turned,
        )

    def _other_way(self, value: float) -> float:
        return 1 / value if self.ratio else -value


def relative_effects(outcome: Outcome, corpus: Corpus) -> tuple[RelativeEffect, ...]:
    """The comparisons among the evidence of an outcome that have a measure and an estimate, in the
    order of the file and the way round that the question asks."""
    found = (
        relative_effect(address, outcome, corpus)
        for address in outcome.evidence
        if address.column == BETWEEN
    )
    return tuple(effect for effect in found if effect is not None)


def relative_effect(address: Address, outcome: Outcome, corpus: Corpus) -> RelativeEffect | None:
    """The comparison at an address, the intervention of the question against its comparator; None
    where there is none, or none with a measure and an estimate that can be computed with."""
    row = row_at(address, corpus)
    effect = None if row is None or row.between is None else _read(row.between, address)
    if row is None or effect is None:
        return None
    return effect.turned_round if backwards(row, (effect.of, effect.versus), outcome) else effect


def row_at(address: Address, corpus: Corpus) -> Row | None:
    """The row of an address; None where the trial or the row does not exist."""
    trial = corpus.trials.get(address.trial)
    return None if trial is None else trial.row(address.row)


def plain(value: object) -> float | None:
    """A number of a table; None for ``not-reached`` and whatever is none."""
    if value is None or isinstance(value, bool) or value == NOT_REACHED:
        return None
    try:
        return float(decimal(value)[0])
    except ArithmeticError:
        return None


def _read(between: Mapping[str, Any], address: Address) -> RelativeEffect | None:
    """A comparison as the table has it."""
    measure, estimate = str(between.get("measure") or ""), plain(between.get("estimate"))
    if estimate is None or measure not in (*RATIOS, *DIFFERENCES):
        return None
    low, high, level = _limits(between.get("ci"))
    if measure in RATIOS and min(estimate, estimate if low is None else low) <= 0:
        return None  # no ratio: a logarithm or a reciprocal of it does not exist
    unit = str(between.get("unit") or POINTS) if measure in DIFFERENCES else ""
    ends = str(between.get("of")), str(between.get("versus"))
    return RelativeEffect(measure, estimate, low, high, level, unit, address, *ends)


def _limits(interval: object) -> tuple[float | None, float | None, float]:
    """The limits of an interval as the table has them, and its level."""
    low, high, level = (plain(mapping(interval).get(name)) for name in ("low", "high", "level"))
    return low, high, level or LEVEL


def backwards(row: Row, arms: tuple[str, str], outcome: Outcome) -> bool:
    """Whether two arms of a row are the question's comparator and its intervention, in this order:
    the second has more of the agents asked about, or the first more of those they are compared
    with. Where agents do not tell the arms apart, the baseline is that of the comparator; without
    one, the control is."""
    first, second = (set(row.trial.ids("arms", arm, "agents")) for arm in arms)
    for role, sign in (("intervention", 1), ("comparator", -1)):
        agents = asked_agents(outcome, role)
        surplus = len(agents & first) - len(agents & second)
        if surplus:
            return sign * surplus < 0
    origin = Address.read(str(outcome.baseline.get("from", "")))
    if origin.trial == row.trial.id and origin.column in arms:
        return origin.column == arms[0]
    controls = [row.trial.arms.get(arm, {}).get("control") is True for arm in arms]
    return controls == [True, False]


def asked_agents(outcome: Outcome, side: str) -> set[str]:
    """Agents that the question names on one side, ``intervention`` or ``comparator``."""
    return set(ids(outcome.record.get(side, "agents")))
