"""Meta-analysis of the comparisons that a question names: a random-effects pool of two or more,
never of single arms, and only where a person asked for it (``synthesis: meta-analysis``).

The formulas are written out because they are few and because the libraries that have them bring
far more than they save: statsmodels brings pandas (100 MB installed) but neither restricted maximum
likelihood nor a prediction interval. The tests hold this module against statsmodels, against the
library of another author and against published pools.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt
from statistics import NormalDist

from review.evidence.corpus import Corpus
from review.evidence.question import Outcome
from review.evidence.relative_effect import LEVEL, RelativeEffect, relative_effects

META_ANALYSIS = "meta-analysis"
LEAST = 2  # comparisons of a pool
STEPS = 200  # the points, each a ratio beyond the last, between which maxima are looked for
MODEL = (
    "random effects (inverse variance); tau-squared by restricted maximum likelihood; interval by "
    "Hartung-Knapp, its scale not below 1 (of two comparisons: normal); prediction interval by "
    "Higgins-Thompson-Spiegelhalter"
)


@dataclass(frozen=True)
class Contribution:
    """One comparison of a pool: on the scale of the analysis (the logarithm of a ratio) ``effect``
    and ``error``, its standard error; ``weight`` is its share of the pool in percent."""

    source: RelativeEffect
    effect: float
    error: float
    weight: float


@dataclass(frozen=True)
class PooledEstimate:
    """What a pool gives, on the scale of the measure (a hazard ratio is a hazard ratio).

    ``low`` and ``high`` are the limits at ``level`` percent, ``hartung_knapp`` those that Hartung
    and Knapp's method gives (the same, but for two comparisons), ``predicted`` those of the effect
    in a further trial like these (None below three). ``tau2`` is the variance between trials on the
    scale of the analysis, ``i2`` the share of variation beyond chance in percent, ``q`` Cochran's
    statistic with ``freedom`` degrees of freedom and its ``p``.
    """

    measure: str
    unit: str
    estimate: float
    low: float
    high: float
    level: float
    hartung_knapp: tuple[float, float]
    predicted: tuple[float, float] | None
    tau2: float
    i2: float
    q: float
    freedom: int
    p: float
    contributions: tuple[Contribution, ...]
    model: str = MODEL

    @property
    def effect(self) -> RelativeEffect:
        """The pooled estimate as one comparison."""
        return RelativeEffect(
            self.measure, self.estimate, self.low, self.high, self.level, self.unit
        )


def pooled_estimate(outcome: Outcome, corpus: Corpus) -> PooledEstimate | None:
    """The pool that an outcome asks for; None where it asks for none, or its comparisons cannot be
    pooled (the rule ``question-pool`` says why)."""
    if outcome.synthesis != META_ANALYSIS:
        return None
    effects = relative_effects(outcome, corpus)
    return pool(effects) if len(effects) == len(outcome.evidence) and poolable(effects) else None


def poolable(effects: Sequence[RelativeEffect]) -> bool:
    """Whether there are two or more of one measure and unit, each with an interval."""
    alike = len({(effect.measure, effect.unit) for effect in effects}) == 1
    wide = (effect.interval is not None and effect.low != effect.high for effect in effects)
    return len(effects) >= LEAST and alike and all(wide)


def pool(effects: Sequence[RelativeEffect]) -> PooledEstimate:
    """The random-effects pool of comparisons that are ``poolable``; ValueError of others.

    Ratios are pooled as logarithms. With effects y, their variances v and weights w = 1/(v + τ²),
    the estimate is μ = Σwy/Σw. Its variance after Hartung and Knapp is q/Σw with
    q = Σw(y − μ)²/(k − 1), and its interval μ ± t(k−1)·√(q/Σw) (Hartung J, Knapp G. Stat Med.
    2001;20:1771-82 and 3875-89). q below 1 is taken as 1, so that few trials that happen to agree
    do not give an interval narrower than without heterogeneity (Röver C, Knapp G, Friede T. BMC
    Med Res Methodol. 2015;15:99). Of two comparisons that interval says nothing, for t(1) is 12.7
    (Bender R et al. Res Synth Methods. 2018;9:382-92): theirs is μ ± z/√Σw, and the other is told
    beside it. The prediction interval is μ ± t(k−2)·√(τ² + q/Σw) (Higgins JPT, Thompson SG,
    Spiegelhalter DJ. J R Stat Soc A. 2009;172:137-59; with this variance: Partlett C, Riley RD.
    Stat Med. 2017;36:301-17).
    """
    if not poolable(effects):
        raise ValueError("these comparisons cannot be pooled")
    first, k = effects[0], len(effects)
    y = [_scaled(effect, effect.estimate) for effect in effects]
    v = [_error(effect) ** 2 for effect in effects]
    tau2 = between_variance(y, v)
    w = _weights(v, tau2)
    mean, spread = _mean(y, w), hartung_knapp(y, w)

    def interval(width: float) -> tuple[float, float]:
        return _natural(first, mean - width), _natural(first, mean + width)

    adjusted = interval(_t(k - 1) * sqrt(spread))
    q = _spread(y, [1 / variance for variance in v])
    return PooledEstimate(
        first.measure,
        first.unit,
        _natural(first, mean),
        *(adjusted if k > LEAST else interval(_z(LEVEL) / sqrt(fsum(w)))),
        level=LEVEL,
        hartung_knapp=adjusted,
        predicted=interval(_t(k - 2) * sqrt(tau2 + spread)) if k > LEAST else None,
        tau2=tau2,
        i2=inconsistency(tau2, v),
        q=q,
        freedom=k - 1,
        p=_tail(q, k - 1),
        contributions=tuple(map(Contribution, effects, y, map(sqrt, v), _shares(w))),
    )


def between_variance(y: Sequence[float], v: Sequence[float]) -> float:
    """τ², the variance between trials with effects ``y`` and variances ``v``, by restricted maximum
    likelihood (Viechtbauer W. J Educ Behav Stat. 2005;30:261-93). Where trials disagree, the
    likelihood may have more than one maximum, 0 among them: of those between STEPS the largest is
    taken, each where the derivative passes zero. From ``top`` the likelihood falls."""
    spread = (max(y) - min(y)) ** 2
    bottom, top = min(v) / 1000, 10 * (spread + max(v))
    steps = [0.0, *(bottom * (top / bottom) ** (step / STEPS) for step in range(STEPS + 1))]
    rises = [_slope(step, y, v) > 0 for step in steps]
    maxima = [0.0]
    for at in range(len(steps) - 1):
        if rises[at] and not rises[at + 1]:
            maxima.append(_maximum(steps[at], steps[at + 1], y, v))
    return max(maxima, key=lambda tau2: _likelihood(tau2, y, v))


def _maximum(low: float, high: float, y: Sequence[float], v: Sequence[float]) -> float:
    """τ² between two bounds where the derivative passes zero, by bisection, which cannot
    diverge."""
    for _ in range(100):  # halves the bracket below the precision of a float
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(middle, y, v) > 0 else (low, middle)
    return (low + high) / 2


def hartung_knapp(y: Sequence[float], w: Sequence[float]) -> float:
    """The variance of the pooled effect, its scale not below 1; see ``pool``."""
    return max(1.0, _spread(y, w) / (len(y) - 1)) / fsum(w)


def inconsistency(tau2: float, v: Sequence[float]) -> float:
    """I², the share of the variation that is beyond chance, in percent: τ²/(τ² + s²), where
    s² = (k − 1)Σw/((Σw)² − Σw²) with w = 1/v is the typical variance within a trial (Higgins JPT,
    Thompson SG. Stat Med. 2002;21:1539-58)."""
    w = [1 / variance for variance in v]
    typical = (len(v) - 1) * fsum(w) / (fsum(w) ** 2 - fsum(weight * weight for weight in w))
    return 100 * tau2 / (tau2 + typical)


def _likelihood(tau2: float, y: Sequence[float], v: Sequence[float]) -> float:
    """The restricted log-likelihood, ½·(Σln w − ln Σw − Σw(y − μ)²) with w = 1/(v + τ²)."""
    w = _weights(v, tau2)
    return (fsum(map(log, w)) - log(fsum(w)) - _spread(y, w)) / 2


def _slope(tau2: float, y: Sequence[float], v: Sequence[float]) -> float:
    """Its derivative, ½·(Σw²(y − μ)² − Σw + Σw²/Σw), twice."""
    w = _weights(v, tau2)
    squares = [weight * weight for weight in w]
    return _spread(y, squares, _mean(y, w)) - fsum(w) + fsum(squares) / fsum(w)


def _weights(v: Sequence[float], tau2: float) -> list[float]:
    return [1 / (variance + tau2) for variance in v]


def _shares(w: Sequence[float]) -> list[float]:
    """Weights in percent of all."""
    return [100 * weight / fsum(w) for weight in w]


def _mean(y: Sequence[float], w: Sequence[float]) -> float:
    return fsum(weight * effect for weight, effect in zip(w, y)) / fsum(w)


def _spread(y: Sequence[float], w: Sequence[float], mean: float | None = None) -> float:
    """Σw(y − μ)², about the weighted mean where no other is given."""
    middle = _mean(y, w) if mean is None else mean
    return fsum(weight * (effect - middle) ** 2 for weight, effect in zip(w, y))


def _error(effect: RelativeEffect) -> float:
    """The standard error on the scale of the analysis: the width of the interval over twice the
    normal quantile of its level (Cochrane Handbook, section 6.3)."""
    low, high = (_scaled(effect, limit) for limit in effect.interval or ())
    return (high - low) / (2 * _z(effect.level))


def _scaled(effect: RelativeEffect, value: float) -> float:
    return log(value) if effect.ratio else value


def _natural(effect: RelativeEffect, value: float) -> float:
    return exp(value) if effect.ratio else value


def _z(level: float) -> float:
    """The normal quantile that an interval at ``level`` percent needs."""
    return NormalDist().inv_cdf(0.5 + level / 200)


def _t(freedom: int) -> float:
    """The quantile of Student's t that an interval at LEVEL needs."""
    from scipy.special import stdtrit  # a review without pools need not load it

    return float(stdtrit(freedom, 0.5 + LEVEL / 200))


def _tail(q: float, freedom: int) -> float:
    """The upper tail of the chi-squared distribution."""
    from scipy.special import chdtrc

    return float(chdtrc(freedom, q))
