"""A pooled estimate in words: interval, what further trials may find, how trials differ."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.pooled_estimate import PooledEstimate
from review.evidence.relative_effect import RelativeEffect
from review.markup.language import Language
from review.wording import values


def figure(number: float, ratio: bool = True) -> str:
    """A computed estimate as it is printed: a ratio to two places, a difference to one."""
    return f"{number:.{2 if ratio else 1}f}".replace("-", "−")


def effect(found: RelativeEffect, language: Language) -> str:
    """A computed comparison as ``HR 0.82 (95% CI 0.70–0.96)``."""
    estimate = figure(found.estimate, found.ratio)
    if found.unit:
        estimate = language.counted(estimate, found.unit)
    words = language.estimate(found.measure, estimate)
    if found.interval is None:
        return words
    low, high = (figure(limit, found.ratio) for limit in found.interval)
    inner = values.interval({"low": low, "high": high, "level": f"{found.level:g}"}, language)
    return language.word("bracket", text=words, inner=inner)


def heterogeneity(pool: PooledEstimate, view: View) -> str:
    """``I² 12%; prediction interval 0.55–1.20``; of two trials their interval by Hartung–Knapp."""
    parts = [view.word("pool", "i2", n=f"{pool.i2:.0f}")]
    if pool.predicted is not None:
        parts.append(view.word("pool", "predicted", span=_span(pool.predicted, pool, view)))
    else:
        parts.append(view.word("pool", "hartung-knapp", span=_span(pool.hartung_knapp, pool, view)))
    return view.language.clauses(parts)


def _span(limits: tuple[float, float], pool: PooledEstimate, view: View) -> str:
    low, high = (figure(limit, pool.effect.ratio) for limit in limits)
    return values.span({"low": low, "high": high}, view.language)
