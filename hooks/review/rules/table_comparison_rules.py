"""Rules on comparisons: P values fit their intervals, patients are those of the arms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import inf, log
from statistics import NormalDist
from typing import Any, NamedTuple

from review.evidence.cell import RATIOS
from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.trial import BETWEEN, Row
from review.messages import problem
from review.problem import Problem
from review.rules.rule import after, of_tables
from review.rules.table_arithmetic_rules import number
from review.rules.table_form_rules import unsound

NORMAL = NormalDist()
# Distances in standard errors, beyond what rounding explains. A log-rank, stratified or adjusted
# test and the interval of a Cox model lie closer together than USUAL in nearly all publications;
# what is more than FAR apart is a slip, or a test of something else.
USUAL, CLOSE, FAR = 0.2, 0.1, 0.75


class Range(NamedTuple):
    """Where a number that was printed rounded may lie."""

    low: float
    high: float

    def gap(self, other: Range) -> float:
        """Distance of two ranges; 0 where they meet."""
        return max(0.0, self.low - other.high, other.low - self.high)

    def opposite(self) -> Range:
        return Range(-self.high, -self.low)

    def size(self) -> Range:
        """Range of the absolute value."""
        if self.low <= 0 <= self.high:
            return Range(0.0, max(-self.low, self.high))
        return self if self.low > 0 else self.opposite()


@of_tables
@after("table-agreement", "table-value")
def table_p_value(corpus: Corpus) -> Iterator[Problem]:
    """The P value of a ratio fits the interval beside it. One that fits only as one-sided says
    its side (sided: 1), or that it is two-sided (sided: 2); one that fits neither way is checked.
    比值的 P 值与其区间相符。只有按单侧才相符的，写明 sided: 1，或写 sided: 2 说明确为双侧；
    两者皆不相符的，核对原文。

    P is recomputed from estimate and limits on the log scale (Altman and Bland, BMJ 2011;343:d2304)
    and compared in standard errors.
    """
    for row, between in comparisons(corpus):
        score, p = _score(between), printed_range(between.get("p"))
        kind = _misfit(between.get("sided"), score, p) if score and p else ""
        if score and kind:
            side, ci = "one-sided" if kind == "one-sided" else "two-sided", between["ci"]
            yield problem(
                row.place(BETWEEN, "p"),
                f"table-p-value/{kind}",
                p=between["p"],
                measure=between["measure"],
                level=ci["level"],
                estimate=between["estimate"],
                low=ci["low"],
                high=ci["high"],
                computed=_computed(score, 1 if side == "one-sided" else 2),
            )


@of_tables
def table_comparison_n(corpus: Corpus) -> Iterator[Problem]:
    """The patients of a comparison (n) are those of its two arms in the same row; in a cross-over
    trial both have the same.
    组间比较的 n 等于该行所比较两组的 n 之和；交叉试验两组为同一批患者。
    """
    for row, between in comparisons(corpus):
        arms = [row.cells.get(end) for end in row.ends]
        counts = [cell["n"] for cell in arms if cell is not None and isinstance(cell["n"], int)]
        n, complete = between.get("n"), len(counts) == len(arms)
        if isinstance(n, int) and complete and (total := row.trial.together(counts)) != n:
            terms = f"{' + '.join(map(str, counts))} = " if total > max(counts) else ""
            yield problem(row.place(BETWEEN, "n"), "table-comparison-n", n=n, sum=f"{terms}{total}")


@of_tables
def table_dependence(corpus: Corpus) -> Iterator[Problem]:
    """A comparison with an interval or P value says whether these allow for what makes its counts
    alike (dependence), in a cluster or cross-over trial and where a row counts no patients
    (counted); no other comparison does.
    整群、交叉试验以及所计不是患者（counted）的行，组间比较有区间或 P 值的，写明是否计入相关性
    （dependence）；其他比较不写。
    """
    for row, between in comparisons(corpus):
        fields = (("design", "layout"), (*row.path, "counted"))
        if any(unsound(row.trial.record, field) for field in fields):
            continue
        judged = row.correlated and {"ci", "p"} & between.keys()
        if judged and "dependence" not in between:
            reason = "counted" if row.correlated == "counted" else "layout"
            yield problem(row.place(BETWEEN), "table-dependence/unsaid", reason=reason)
        elif not row.correlated and "dependence" in between:
            yield problem(row.place(BETWEEN, "dependence"), "table-dependence/idle")


def comparisons(corpus: Corpus) -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """Comparisons whose values can be read; what is wrong with the others is said already."""
    for row in corpus.rows:
        between = row.between
        if between is not None and not unsound(row.trial.record, (*row.path, BETWEEN)):
            yield row, between


def printed_range(value: Any) -> Range | None:
    """What a printed number may stand for; ``<0.001`` from 0, ``>0.99`` up to 1."""
    read = number(value)
    if read is None or not read[0].is_finite():
        return None
    printed, half = float(read[0]), float(read[1]) / 2
    bounds = {"<": Range(0.0, printed), ">": Range(printed, 1.0)}
    return bounds.get(str(value)[:1]) or Range(printed - half, printed + half)


def _score(between: Mapping[str, Any]) -> Range | None:
    """By how many standard errors a ratio differs from 1, on the log scale; or None."""
    if between.get("measure") not in RATIOS:
        return None
    estimate, errors = printed_range(between.get("estimate")), standard_error(between.get("ci"))
    if estimate is None or errors is None or estimate.low <= 0:
        return None
    scores = [log(limit) / error for limit in estimate for error in errors]
    return Range(min(scores), max(scores))


def standard_error(interval: Any) -> Range | None:
    """The standard error of the logarithm that an interval was made with."""
    low, high = (printed_range(mapping(interval).get(end)) for end in ("low", "high"))
    level = number(mapping(interval).get("level"))
    if low is None or high is None or level is None or not 50 < level[0] < 100:
        return None
    if low.low <= 0 or low.high >= high.low:
        return None  # rounded too coarsely, or the wrong way round
    width = 2 * NORMAL.inv_cdf(0.5 + float(level[0]) / 200)
    return Range(log(high.low / low.high) / width, log(high.high / low.low) / width)


def _score_of(p: Range, tails: int) -> Range:
    """The score that a test with this P value had."""
    return Range(*(_quantile(limit / tails) for limit in (p.high, p.low)))


def _quantile(tail: float) -> float:
    if tail <= 0:
        return inf
    return -inf if tail >= 1 else -NORMAL.inv_cdf(tail)


def _misfit(side: Any, score: Range, p: Range) -> str:
    """How a P value misses its interval, as the messages call it; empty where it fits."""
    two_sided = score.size().gap(_score_of(p, 2))
    printed = _score_of(p, 1)
    # a one-sided test may look either way
    one_sided = min(score.gap(printed), score.opposite().gap(printed))
    if side == 1:
        return "one-sided" if one_sided > FAR else ""
    if side is None and two_sided > USUAL and one_sided <= CLOSE:
        return "unsaid"
    return "two-sided" if two_sided > FAR else ""


def _computed(score: Range, tails: int) -> str:
    """The P value that the middle of a score gives, to two digits."""
    middle = abs(score.low + score.high) / 2
    return f"{Decimal(f'{tails * NORMAL.cdf(-middle):.2g}'):f}"
