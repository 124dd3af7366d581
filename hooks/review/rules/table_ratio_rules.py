"""Rules on ratios: the interval lies evenly about one, medians differ as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log
from typing import Any

from review.evidence.cell import RATIOS
from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.relative_effect import plain
from review.evidence.trial import BETWEEN, Row
from review.messages import problem
from review.problem import Problem
from review.rules.rule import after, of_tables
from review.rules.table_arithmetic_rules import number
from review.rules.table_comparison_rules import Range, comparisons, printed_range, standard_error

UNEVEN = 0.05  # standard errors beyond what rounding explains; of 145 published ratios none is so
FACTOR = 2.5  # the most that medians and a hazard ratio part by in 67 publications is 1.8


@of_tables
@after("table-interval", "table-agreement", "table-value")
def table_symmetric(corpus: Corpus) -> Iterator[Problem]:
    """A ratio is the geometric middle of its interval, as far as rounding lets it.
    比值是其区间上下限的几何平均数，舍入所致的差别除外。

    An interval of a Cox or logistic model is even on the log scale (Altman and Bland, BMJ
    2011;343:d2304); one that is not has a slip in one of its three numbers.
    """
    for row, between in comparisons(corpus):
        ci, estimate = mapping(between.get("ci")), printed_range(between.get("estimate"))
        middle, error = _middle(ci), standard_error(ci)
        if between.get("measure") not in RATIOS or estimate is None or estimate.low <= 0:
            continue
        if middle is None or error is None:
            continue
        if middle.gap(Range(log(estimate.low), log(estimate.high))) > UNEVEN * error.high:
            root = (float(ci["low"]) * float(ci["high"])) ** 0.5
            yield problem(
                row.place(BETWEEN, "estimate"),
                "table-symmetric",
                low=ci["low"],
                high=ci["high"],
                middle=f"{root:.2g}",
                given=f"{between['measure']} {between['estimate']}",
            )


@of_tables
def table_medians(corpus: Corpus) -> Iterator[Problem]:
    """Two medians of a time to an event stand to each other about as the inverse of the hazard
    ratio: within a factor of 2.5, and on its side of 1 where its interval leaves out 1.
    两组事件时间的中位数之比约为风险比的倒数：相差不超过 2.5 倍；风险比的区间不含 1 时，方向也一致。

    With constant hazards the median is log 2 divided by the hazard, so that the ratio of medians
    is 1/HR (Machin et al., Survival Analysis, 2nd ed., Wiley 2006, chapter 4).
    """
    for row, between in comparisons(corpus):
        estimate, medians = number(between.get("estimate")), _medians(row)
        if between.get("measure") != "HR" or not estimate or not medians or estimate[0] <= 0:
            continue
        of, versus = medians
        if _against(of / versus, float(estimate[0]), between):
            yield problem(
                row.place(BETWEEN, "estimate"),
                "table-medians",
                of=f"{of:g}",
                versus=f"{versus:g}",
                ratio=f"{versus / of:.2g}",
                estimate=between["estimate"],
            )


def _middle(interval: Mapping[str, Any]) -> Range | None:
    """Where the logarithm of the geometric middle of an interval may lie."""
    low, high = (printed_range(interval.get(end)) for end in ("low", "high"))
    if low is None or high is None or min(low.low, high.low) <= 0:
        return None
    return Range((log(low.low) + log(high.low)) / 2, (log(low.high) + log(high.high)) / 2)


def _medians(row: Row) -> tuple[float, float] | None:
    """The medians of the two arms compared, in the order of the comparison; None where one is not
    there, not reached, a bound or 0."""
    cells = [row.cells.get(end) for end in row.ends]
    found = [plain(cell["median"]) for cell in cells if cell is not None]
    values = [median for median in found if median is not None]
    return (values[0], values[1]) if len(values) == 2 and min(values) > 0 else None


def _against(ratio: float, estimate: float, between: Mapping[str, Any]) -> bool:
    """Whether a ratio of medians and a hazard ratio (of/versus both) contradict each other."""
    if abs(log(ratio * estimate)) > log(FACTOR):
        return True
    low, high = (number(mapping(between.get("ci")).get(end)) for end in ("low", "high"))
    apart = low is not None and high is not None and (high[0] < 1 or low[0] > 1)
    return apart and log(ratio) * log(estimate) > 0
