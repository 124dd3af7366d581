"""Which figures of a datum a number of prose may be, and whether it is one of them."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.cell import DIFFERENCE, DIFFERENCES, RATIOS
from review.evidence.trial import Datum, Figure
from review.figures import figure_grammar
from review.figures.expression import LIMITS, SIDES, Part
from review.figures.linked_span import Span
from review.figures.rounding import is_fine_enough
from review.sources.numeral import POINTS, SCORE, Numeral

ENDS = frozenset(f"{name}.{side}" for name in LIMITS for side in ("low", "high"))
RELATIVE = frozenset({"reduction", "increase"})
PROPORTION = frozenset({"events", "n"})
THRESHOLDS = frozenset({"value", "timepoint"})


def candidates(link: Span, part: Part, datum: Datum) -> tuple[Figure, ...]:
    """The figures that a number may be; one called a reduction of a ratio is that alone."""
    roles = _roles(link, part, datum)
    if part.role in RELATIVE and ratio(datum) is not None:
        return tuple(figure for figure in _relative(datum) if _may_be(part, figure, roles))
    return tuple(figure for figure in datum.figures if _may_be(part, figure, roles))


def ratio(datum: Datum) -> Figure | None:
    """The estimate of a datum that is a ratio."""
    return next((f for f in datum.figures if f.role == "estimate" and f.measure in RATIOS), None)


def _relative(datum: Datum) -> Iterator[Figure]:
    """What a ratio says of a risk: HR 0.69 a reduction by 31%, HR 1.2 an increase by 20%."""
    estimate = ratio(datum)
    if estimate is not None and estimate.quantum is not None:
        role = "reduction" if estimate.value < 1 else "increase"
        yield Figure(role, abs(1 - estimate.value).scaleb(2), estimate.quantum.scaleb(2), True)


def _roles(link: Span, part: Part, datum: Datum) -> frozenset[str]:
    """The roles of a number in its link. Where words of its form stand outside, and the datum has
    no such figure, the number may be one of another form."""
    roles = part.roles
    if part.form.inside and part.phrase < link.start:
        return _bare(part.numeral)
    if part.role in SIDES and not any(figure.role in ENDS for figure in datum.figures):
        return roles | {"value"}  # a fact may be one limit and nothing else
    lacks = part.role in PROPORTION and not named(datum, part.role)
    if lacks and any(not link.within(link.found[number]) for _, number in part.mates):
        return _bare(part.numeral)  # of one link to another: events may be the n of an arm
    return roles


def _bare(numeral: Numeral) -> frozenset[str]:
    """The roles of a number that stands alone."""
    kind = "percent" if numeral.percent else "time" if numeral.unit else "number"
    return figure_grammar.roles()[kind]


def _may_be(part: Part, figure: Figure, roles: frozenset[str]) -> bool:
    """Whether a figure has a role, a measure, a unit and a precision that a number may have."""
    return _plays(figure, part, roles) and _same_kind(part.numeral, figure)


def _plays(figure: Figure, part: Part, roles: frozenset[str]) -> bool:
    """Whether a figure has one of some roles, and the measure that the words name."""
    measure = DIFFERENCE if figure.measure in DIFFERENCES else figure.measure
    if figure.role not in roles and measure not in roles:
        return False
    named = part.measure if part.role == "estimate" and figure.role == "estimate" else ""
    # a mean difference is a difference, an incidence rate ratio a rate ratio
    wide = {measure, "RR"} if figure.measure == "IRR" else {measure}
    return not named or named == figure.measure or named in wide


def _same_kind(numeral: Numeral, figure: Figure) -> bool:
    """Whether both are shares or none is, with the same unit; a figure that another one speaks for
    is that only for numbers printed more finely."""
    if figure.finer is not None and numeral.quantum >= figure.finer:
        return False
    share = figure.role == "level" or figure.percent in (None, numeral.percent)
    return share and (numeral.unit is None or _same_unit(numeral.unit, figure.unit or ""))


def _same_unit(unit: str, expected: str) -> bool:
    """Whether a unit of prose is that of a table, which may add a time: mg/m2 and mg/m2/day."""
    if unit == SCORE and expected == POINTS:
        return True  # English says points of both
    return unit == expected or expected.startswith(f"{unit}/")


def equal(part: Part, figure: Figure, datum: Datum) -> bool:
    """Whether a number is the figure, and what stands round it says no more or less than the datum:
    P<0.001 is not P=0.001, lesions are no patients."""
    agree = _signed(part, figure) and _sides(part, figure, datum) and _of_whom(part, figure, datum)
    numeral = part.numeral
    if not agree or figure.role.startswith("range.") and numeral.censored != figure.censored:
        return False  # 17.4+ was still going on, 17.4 had ended
    return is_fine_enough(numeral, figure) and numeral.matches(figure.value, figure.quantum)


def _signed(part: Part, figure: Figure) -> bool:
    return part.sign == figure.sign or bool(part.signed) and not _judged(part, figure)


def _sides(part: Part, figure: Figure, datum: Datum) -> bool:
    """Whether a test, or an interval whose level is told, may be called one-sided or not."""
    if figure.role == "p":
        return not part.sided or _sided(part.sided, datum)
    levelled = figure.role.startswith("ci.") and part.mate("level") is not None
    return not levelled or figure.alone == (part.sided == "1")


def _of_whom(part: Part, figure: Figure, datum: Datum) -> bool:
    """Whether a number counts what the datum counts, as far as a fact says that."""
    if part.whom is None or figure.role not in PROPORTION:
        return True
    row = datum.row
    unsaid = row is None or row.kind == "facts" or row.counted != str(row.data.get("counted") or "")
    return part.whom == (figure.unit or "") or unsaid and not figure.unit


def _judged(part: Part, figure: Figure) -> bool:
    """Whether a sign before a number is one of the datum. A value may be a threshold (after more
    than 21 days), and other numbers are compared with the figure of an arm (higher than 33%)."""
    if figure.role == "p" or part.signed == "sign":
        return True
    return part.signed == "bound" and figure.role not in THRESHOLDS


def _sided(sided: str, datum: Datum) -> bool:
    """Whether a test may be called one-sided (``1``) or two-sided (``2``)."""
    between = datum.row.between if datum.row else None
    is_one_sided = between is not None and str(between.get("sided")) == "1"
    return is_one_sided == (sided == "1")


def named(datum: Datum, role: str) -> list[Figure]:
    return [figure for figure in datum.figures if figure.role == role]
