"""How far a figure may be rounded in prose, and how it reads unrounded."""

from __future__ import annotations

from decimal import Decimal

from review.evidence.cell import RATIOS
from review.evidence.trial import Figure
from review.sources.numeral import Numeral, rounded

ONE, CUSTOMARY = Decimal(1), Decimal("0.05")


def is_fine_enough(numeral: Numeral, figure: Figure) -> bool:
    """Whether a numeral is printed finely enough to speak for a figure: nothing that is something
    is 0, no ratio comes to or across 1 by rounding, no P value to or across 0.05."""
    if numeral.value == 0 != figure.value:
        return False
    if figure.quantum is None or numeral.quantum <= figure.quantum:
        return True
    several = len(numeral.value.as_tuple().digits) > 1
    if figure.role == "p":
        step = Decimal("0.01") if figure.value >= Decimal("0.01") else Decimal("0.001")
        printed = numeral.quantum <= step or several
        return printed and _same_side(numeral.value, figure.value, CUSTOMARY)
    ratio = figure.measure in RATIOS
    return not ratio or several and _same_side(numeral.value, figure.value, ONE)


def repaired_digits(numeral: Numeral, candidates: tuple[Figure, ...]) -> str | None:
    """The digits that are certainly meant: those of the only figure the numeral can be, printed as
    finely as the numeral where that is possible."""
    reported = [figure for figure in candidates if figure.role != "computed"]
    values = {(figure.value, figure.quantum) for figure in reported or candidates}
    if len(values) != 1:
        return None
    value, quantum = next(iter(values))
    step = quantum if quantum is not None else numeral.quantum
    if numeral.quantum < 1 and not any(map(_exact, candidates)):
        step = max(step, numeral.quantum)
    return f"{rounded(value, step):f}"


def _exact(figure: Figure) -> bool:
    """Whether a figure stands as it is printed: a ratio or a P value."""
    return figure.role == "p" or figure.measure in RATIOS


def _same_side(first: Decimal, second: Decimal, border: Decimal) -> bool:
    return (first > border, first < border) == (second > border, second < border)
