"""A pooled estimate in words: estimate and interval, what further trials may find, how much the
trials differ."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.pooled_estimate import PooledEstimate
from review.evidence.relative_effect import RelativeEffect
from review.markup.language import Language
from review.wording import values


def figure(number: float) -> str:
    """A computed estimate as it is printed: two places, and no more than it bears."""
    return f"{number:.2f}".replace("-", "−")


def effect(found: RelativeEffect, language: Language) -> str:
    """A computed comparison as ``HR 0.82 (95% CI 0.70–0.96)``."""
    shown = figure(found.estimate)
    if found.unit:
        shown = language.counted(shown, found.unit)
    named = f"{language.word('measure', found.measure)} {shown}"
    if found.interval is None:
        return named
    low, high = (figure(limit) for limit in found.interval)
    inner = values.interval({"low": low, "high": high, "level": f"{found.level:g}"}, language)
    return language.word("bracket", text=named, inner=inner)


def heterogeneity(pool: PooledEstimate, view: View) -> str:
    """``I² 12%; prediction interval 0.55–1.20``; of two trials their interval by Hartung–Knapp."""
    parts = [view.word("pool", "i2", n=f"{pool.i2:.0f}")]
    if pool.predicted is not None:
        parts.append(view.word("pool", "predicted", span=_span(pool.predicted, view)))
    else:
        parts.append(view.word("pool", "hartung-knapp", span=_span(pool.hartung_knapp, view)))
    return view.language.clauses(parts)


def _span(limits: tuple[float, float], view: View) -> str:
    low, high = map(figure, limits)
    return values.span({"low": low, "high": high}, view.language)
