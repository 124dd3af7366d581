"""Exact confidence interval of a proportion."""

from __future__ import annotations

from functools import cache, partial

from review.keep import Keep, anew

# what knows the limits that other processes reckoned: to load what reckons them takes longer than
# all else that is done about a changed sentence
keep: Keep = anew


@cache
def exact(events: int, n: int, level: float = 95.0) -> tuple[float, float]:
    """Clopper–Pearson interval of ``events``/``n`` in percent, at ``level`` percent.

    Each limit is a quantile of a beta distribution (Clopper CJ, Pearson ES. Biometrika.
    1934;26(4):404-13). Raises ValueError unless 0 ≤ events ≤ n and n > 0."""
    if not 0 <= events <= n or n < 1:
        raise ValueError(f"{events} of {n} is not a proportion")
    return keep("interval", (events, n, level), partial(_limits, events, n, level))


def _limits(events: int, n: int, level: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - level / 100) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, n - events + 1, tail))
    high = 1.0 if events == n else float(betaincinv(events + 1, n - events, 1 - tail))
    return 100 * low, 100 * high
