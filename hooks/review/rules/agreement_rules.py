"""A rule on comparisons: a P value and an interval of one ratio say the same of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.trial import BETWEEN
from review.problem import Problem, Text
from review.rules.table_arithmetic_rules import RATIOS, number

ONE, CUSTOMARY = Decimal(1), Decimal("0.05")
NEAR = Decimal(
    "0.005"
)  # a P value and an interval may come from two methods: at the border they may part


def table_agreement(corpus: Corpus) -> Iterator[Problem]:
    """A ratio with a 95% interval that leaves out 1 has a P value below 0.05, and one whose interval holds 1 has not; a one-sided test (sided: 1) and values at the border are excused.
    比值的 95% 区间不含 1 时 P<0.05，含 1 时不然；单侧检验（sided: 1）与恰在边界的值除外。
    """
    for trial in corpus.trials.values():
        for row in trial.rows:
            between = row.between or {}
            significant, apart = _significant(between), _apart(between)
            if significant is not None and apart is not None and significant != apart:
                ci = between["ci"]
                yield Problem(
                    trial.place(*row.path, BETWEEN, "p"),
                    "table-agreement",
                    Text(
                        f"P 值 {between['p']} 与 95% 区间 {ci['low']}～{ci['high']}",
                        f"a P value of {between['p']} with the 95% interval {ci['low']}–{ci['high']}",
                    ),
                    Text("P<0.05" if apart else "P≥0.05", "P<0.05" if apart else "P≥0.05"),
                    Text(
                        "核对原文；单侧检验写 sided: 1；原文即如此的，在上一行写“# allow table-agreement: 理由”。",
                        "Check the publication; sided: 1 for a one-sided test; where the source has them so, “# allow table-agreement: REASON” on the line above.",
                    ),
                )


def _significant(between: Mapping[str, Any]) -> bool | None:
    """Whether P is below 0.05; None where it does not say, or stands at the border."""
    value = number(between.get("p"))
    if value is None or between.get("sided") == 1:
        return None
    if str(between["p"]).startswith("<"):
        return True if value[0] <= CUSTOMARY else None
    return None if abs(value[0] - CUSTOMARY) <= max(NEAR, value[1] / 2) else value[0] < CUSTOMARY


def _apart(between: Mapping[str, Any]) -> bool | None:
    """Whether 1 lies outside the 95% interval of a ratio; None for anything else, or where a limit may be 1 before rounding."""
    ci = between.get("ci")
    if between.get("measure") not in RATIOS or not isinstance(ci, dict):
        return None
    low, high, level = number(ci.get("low")), number(ci.get("high")), number(ci.get("level"))
    if (
        not low
        or not high
        or level is None
        or level[0] != 95
        or any(abs(limit - ONE) <= quantum / 2 for limit, quantum in (low, high))
    ):
        return None
    return low[0] > ONE or high[0] < ONE
