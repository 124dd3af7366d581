"""Rows of the open data on clinical questions: the questions, their outcomes with what is computed
from the evidence, and the input of each pool."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from review.evidence.absolute_effect import (
    AbsoluteEffect,
    Baseline,
    absolute_effect,
    baseline_of,
    no_absolute_effect,
)
from review.evidence.corpus import Corpus
from review.evidence.data_tables import fields
from review.evidence.flat_figures import Values, both, listed
from review.evidence.pooled_estimate import PooledEstimate, pooled_estimate
from review.evidence.question import DOMAINS, STARTS_LOW, UPGRADES, Outcome
from review.evidence.relative_effect import RelativeEffect, relative_effects
from review.sources.record import Path, Record
from review.sources.visible_text import OBJECT, seen

DECIMALS = 4  # of what is computed on the scale of the analysis
EVENTS = 1  # decimals of events per 1,000
Limits = tuple[float | None, float | None]
GAP = re.compile(rf"[ ]*{OBJECT}|[ ]+(?=[.,;:])")  # what a citation leaves before the stop


def questions(corpus: Corpus) -> Iterator[Values]:
    """One row a question."""
    for question in corpus.questions.values():
        yield {
            "question": question.id,
            **fields("questions", question.get),
            "rank": question.rank,
            "key": question.key,
            **_text(question.record, "answer"),
            **_text(question.record, "unknown"),
            "preliminary": question.preliminary,
        }


def outcomes(corpus: Corpus) -> Iterator[Values]:
    """One row an outcome."""
    for question in corpus.questions.values():
        for outcome in question.outcomes:
            yield {
                "question": question.id,
                "outcome": outcome.number + 1,
                **fields("outcomes", outcome.get),
                "harm": outcome.harm,
                **_effects(outcome, corpus),
                **_certainty(outcome),
                **_text(outcome.record, *outcome.path, "finding"),
            }


def pools(corpus: Corpus) -> Iterator[Values]:
    """One row a comparison of a pool: the input of the model."""
    for question in corpus.questions.values():
        for outcome in question.outcomes:
            pooled = pooled_estimate(outcome, corpus)
            for item in pooled.contributions if pooled else ():
                yield {
                    "question": question.id,
                    "outcome": outcome.number + 1,
                    "address": str(item.source.address),
                    "trial": item.source.address.trial,
                    **_effect(item.source),
                    "turned": item.source.turned,
                    "analysed": _rounded(item.effect),
                    "error": _rounded(item.error),
                    "weight": _rounded(item.weight),
                }


def _effects(outcome: Outcome, corpus: Corpus) -> Values:
    """The relative effect, what a pool adds, and the absolute effect or why there is none."""
    pooled = pooled_estimate(outcome, corpus)
    found = relative_effects(outcome, corpus)
    single = found[0] if len(found) == 1 else None
    relative = pooled.effect if pooled else single
    absolute = absolute_effect(outcome, corpus)
    return {
        **(_effect(relative) if relative else {}),
        **(_pool(pooled) if pooled else {}),
        **_baseline(absolute.baseline if absolute else baseline_of(outcome, corpus)),
        **_absolute(absolute),
        "no_absolute": no_absolute_effect(outcome, corpus) if outcome.evidence else None,
    }


def _effect(relative: RelativeEffect) -> Values:
    return {
        "measure": relative.measure,
        "unit": relative.unit,
        "estimate": _short(relative.estimate),
        **_ends("ci", relative.interval, _short),
        "ci_level": None if relative.interval is None else _short(relative.level),
    }


def _pool(pooled: PooledEstimate) -> Values:
    return {
        "pooled": len(pooled.contributions),
        **_ends("hartung_knapp", pooled.hartung_knapp, _short),
        **_ends("predicted", pooled.predicted, _short),
        **{name: _rounded(getattr(pooled, name)) for name in ("tau2", "i2", "q")},
        "q_p": _rounded(pooled.p),
        "model": pooled.model,
    }


def _baseline(baseline: Baseline | None) -> Values:
    if baseline is None:
        return {}
    return {
        "baseline": "" if baseline.cell is None else str(baseline.cell),
        "baseline_source": baseline.reference,
        "baseline_share": baseline.share,
        "timepoint": baseline.timepoint,
        **both("time", baseline.time),
    }


def _absolute(absolute: AbsoluteEffect | None) -> Values:
    if absolute is None:
        return {}
    names = ("comparator", "intervention", "difference")
    # what two arms had: the interval is of the difference
    limits = None if absolute.observed else (absolute.low, absolute.high)
    return {
        **{f"{name}_per_1000": _events(getattr(absolute, name)) for name in names},
        **_ends("intervention", limits, _events),
        **_ends("difference", (absolute.difference_low, absolute.difference_high), _events),
        "observed": absolute.observed,
    }


def _ends(name: str, limits: Limits | None, written: Callable[[float | None], Any]) -> Values:
    """Both limits of an interval, as ``written`` has them."""
    low, high = limits or (None, None)
    return {f"{name}_low": written(low), f"{name}_high": written(high)}


def _certainty(outcome: Outcome) -> Values:
    """The level, how each domain was rated, and what raised or lowered its start."""
    certainty = outcome.certainty
    ratings = {
        domain.replace("-", "_"): certainty[domain].get("rating")
        for domain in DOMAINS
        if isinstance(certainty.get(domain), dict)
    }
    return {
        "certainty": outcome.level,
        "non_randomised": STARTS_LOW in certainty if outcome.level else None,
        **ratings,
        "upgrades": listed(name for name in UPGRADES if name in certainty),
    }


def _text(record: Record, *path: str | int) -> Values:
    """A text as a reader sees it, without links and citations."""
    return {
        f"{path[-1]}_{language}": text
        for language in ("zh", "en")
        if (text := _plain(record, language, (*path, language)))
    }


def _plain(record: Record, language: str, path: Path) -> str:
    prose = record.prose(language, *path)
    return GAP.sub("", seen(prose).text).strip() if prose is not None else ""


def _short(value: float | None) -> str | None:
    """A number with the digits that a reader needs, and none that rounding left."""
    return None if value is None else f"{value:.{DECIMALS}g}"


def _rounded(value: float | None, decimals: int = DECIMALS) -> str | None:
    return None if value is None else f"{value:.{decimals}f}"


_events = partial(_rounded, decimals=EVENTS)
