"""Whether the numbers of a text are those of a datum: each is compared with the figures that have
its role, at its printed precision."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from review.evidence.trial import BETWEEN, NOT_REACHED, Datum, Figure, Trial
from review.figures import figure_grammar
from review.figures.expression import LIMITS, Part, parts
from review.figures.rounding import COMPARABLE, fine, right
from review.sources.numeral import Numeral, decimal

ENDS = frozenset(f"{name}.{side}" for name in LIMITS for side in ("low", "high"))
RELATIVE = frozenset({"reduction", "increase"})
SIDES = frozenset({"low", "high", "limit"})
PROPORTION = frozenset({"events", "n"})


@dataclass(frozen=True)
class Mismatch:
    """A numeral that its datum does not hold. ``right`` is what it must read, where that is
    certain; ``sign`` stands before it, as in P>0.05. ``part`` is None for words: not reached."""

    numeral: Numeral
    candidates: tuple[Figure, ...]
    right: str | None
    sign: str = ""
    part: Part | None = None


@dataclass(frozen=True)
class Span:
    """The numbers of a text that stand in one link, from ``start`` to ``end``. ``found`` are all
    numbers of the text, those with a place from ``first`` to before ``last`` touch the link."""

    start: int
    end: int
    found: tuple[Part, ...]
    first: int
    last: int

    def within(self, part: Part) -> bool:
        """Whether a number stands in the link as a whole."""
        return self.start <= part.numeral.start and part.numeral.end <= self.end

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.found[self.first : self.last]

    def mate(self, part: Part, role: str) -> Part | None:
        """The number with ``role`` in the phrase of another."""
        place = part.mate(role)
        return None if place is None else self.found[place]


def span(text: str, start: int, end: int) -> Span:
    """The numbers of the link that stands in a text from ``start`` to ``end``."""
    found = parts(text)
    return Span(
        start,
        end,
        found,
        bisect_right(found, start, key=lambda part: part.numeral.end),
        bisect_left(found, end, key=lambda part: part.numeral.start),
    )


def unparsed(text: str, start: int, end: int) -> list[Part]:
    """The numbers of a link that no form of the grammar holds."""
    return [part for part in span(text, start, end).parts if not part.roles]


def mismatches(
    text: str, datum: Datum, start: int = 0, end: int | None = None
) -> Iterator[Mismatch]:
    """What contradicts the datum between ``start`` and ``end`` of a text: in a link's text, judged
    by what stands around it as well. Numbers without a form are left out."""
    link = span(text, start, len(text) if end is None else end)
    crossed = _crossed(link, datum)
    for part in link.parts:
        if not link.within(part):  # a link round half a number
            yield Mismatch(part.numeral, datum.figures, None)
        elif part.roles:
            wrong = _mismatch(link, part, datum)
            if wrong is None and part.numeral.start in crossed:
                wrong = Mismatch(part.numeral, datum.figures, None, part=part)
            if wrong is not None:
                yield wrong
    yield from _unreached(text, datum, link.start, link.end)


def siblings(trial: Trial, datum: Datum, text: str, start: int, end: int) -> list[str]:
    """Other addresses of a table that fit the text of a link as it stands: the link may lead to the
    wrong arm or row. The nearest come first; a row is not named beside its arms."""
    if unparsed(text, start, end):
        return []
    data = (trial.datum(address) for address in trial.addresses())
    others = [other for other in data if other and other.address != datum.address]
    fitting = [other for other in others if _fits(other, text, start, end)]
    named = {other.address for other in fitting}
    whole = {other.address for other in fitting if named & set(_narrower(other))}
    head, _, arm = datum.address.partition(".")
    nearest = sorted(
        fitting,
        key=lambda other: (
            other.address.partition(".")[0] != head,
            other.address.partition(".")[2] != arm,
        ),
    )
    return [other.address for other in nearest if other.address not in whole]


def _narrower(datum: Datum) -> Iterator[str]:
    """The addresses of the arms and the comparison of a whole row."""
    if datum.row is not None and datum.address == datum.row.id:
        yield from (f"{datum.address}.{name}" for name in (*datum.row.cells, BETWEEN))


def _fits(datum: Datum, text: str, start: int, end: int) -> bool:
    """Whether a datum holds all that a link says."""
    if _reached_words(text, start, end):
        holds = any(cell.get("median") == NOT_REACHED for cell in _cells(datum))
        holds = holds or bool(_unbounded(datum))
    else:
        holds = bool(datum.figures)
    return holds and not any(mismatches(text, datum, start, end))


def _mismatch(link: Span, part: Part, datum: Datum) -> Mismatch | None:
    candidates = _candidates(link, part, datum)
    if any(_equal(part, figure, datum) for figure in candidates) and _ordered(link, part, datum):
        return None
    digits = right(part.numeral, candidates) if _certain(part) else None
    return Mismatch(part.numeral, candidates or datum.figures, digits, part.sign, part)


def _candidates(link: Span, part: Part, datum: Datum) -> tuple[Figure, ...]:
    """The figures of a datum that a number may be. Of a ratio, a number that is called a reduction
    is that and nothing else."""
    roles = _roles(link, part, datum)
    if part.role in RELATIVE and ratio(datum) is not None:
        return tuple(figure for figure in _relative(datum) if _may_be(part, figure, roles))
    return tuple(figure for figure in datum.figures if _may_be(part, figure, roles))


def ratio(datum: Datum) -> Figure | None:
    """The estimate of a datum that is a ratio."""
    return next(
        (f for f in datum.figures if f.role == "estimate" and f.measure in COMPARABLE), None
    )


def _relative(datum: Datum) -> Iterator[Figure]:
    """What a ratio says of a risk, in percent: HR 0.69 is a reduction by 31%, HR 1.2 an increase by
    20%."""
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
    lacks = part.role in PROPORTION and not _named(datum, part.role)
    if lacks and any(not link.within(link.found[number]) for _, number in part.mates):
        return _bare(part.numeral)  # of one link to another: events may be the n of an arm
    return roles


def _bare(numeral: Numeral) -> frozenset[str]:
    """The roles of a number that stands alone."""
    kind = "percent" if numeral.percent else "time" if numeral.unit else "number"
    return figure_grammar.roles()[kind]


def _may_be(part: Part, figure: Figure, roles: frozenset[str]) -> bool:
    numeral = part.numeral
    role = figure.measure if figure.measure == "difference" else figure.role
    if figure.role not in roles and role not in roles:
        return False
    named = part.measure if part.role == "estimate" and figure.role == "estimate" else ""
    if named and figure.measure != named:
        return False
    if figure.finer is not None and numeral.quantum >= figure.finer:
        return False
    if figure.percent is not None and figure.percent != numeral.percent and figure.role != "level":
        return False
    return numeral.unit is None or _same_unit(numeral.unit, figure.unit or "")


def _same_unit(unit: str, known: str) -> bool:
    """Whether a unit of prose is that of a table, which may add a time: mg/m2 and mg/m2/day."""
    return unit == known or known.startswith(f"{unit}/")


def _equal(part: Part, figure: Figure, datum: Datum) -> bool:
    """Whether a number is the figure, and what stands before it says no more or less than the
    datum: P<0.001 is not P=0.001."""
    # a value may be a threshold (after more than 21 days), and others are compared with an arm's
    # figure (higher than 33%)
    if figure.role == "p":
        judged = True
        if part.sided and not _sided(part.sided, datum):
            return False
    else:
        threshold = figure.role in ("value", "timepoint")
        judged = part.signed == "sign" or part.signed == "bound" and not threshold
    if part.sign != figure.sign and (judged or not part.signed):
        return False
    numeral = part.numeral
    return fine(numeral, figure) and numeral.matches(figure.value, figure.quantum)


def _sided(sided: str, datum: Datum) -> bool:
    """Whether a test may be called one-sided (``1``) or two-sided (``2``)."""
    between = datum.row.between if datum.row else None
    one = between is not None and str(between.get("sided")) == "1"
    return one == (sided == "1")


def _ordered(link: Span, part: Part, datum: Datum) -> bool:
    """Whether a range is the low and high limit of one interval, in this order; and one with an
    open end has the low limit of such an interval."""
    if part.open_ended:
        return any(part.numeral.matches(*low) for low in _unbounded(datum))
    low, high = link.mate(part, "low"), link.mate(part, "high")
    if part.role != "low" or low is None or high is None:
        return True
    kinds = [role.removesuffix(".low") for role in low.roles]
    pairs = [
        (first, second)
        for kind in kinds
        for first in _named(datum, f"{kind}.low")
        for second in _named(datum, f"{kind}.high")
    ]
    if pairs and not any(_is(high, second) for _, second in pairs):
        return True  # the other limit is wrong, and named
    return not datum.figures or any(
        _is(low, first) and _is(high, second) for first, second in pairs
    )


def _is(part: Part, figure: Figure) -> bool:
    return part.numeral.matches(figure.value, figure.quantum)


def _certain(part: Part) -> bool:
    """Whether what a number speaks of is beyond doubt; a range without the name of an interval may
    be one of anything."""
    kinds = {role.partition(".")[0] for role in part.roles & ENDS}
    return len(part.mates) == 1 or len(kinds) < len(LIMITS)


def _crossed(link: Span, datum: Datum) -> set[int]:
    """Where numerals start that make a proportion of two arms or rows: the events of one, the n of
    the other."""
    cells = [(data.get("events"), data.get("n")) for data in _cells(datum)]
    crossed: set[int] = set()
    for part in link.parts if cells else ():
        if part.role not in PROPORTION:
            continue
        events, n = link.mate(part, "events"), link.mate(part, "n")
        if events is None or n is None or not _named(datum, part.role):
            continue
        whole = link.within(events) and link.within(n)
        if whole and datum.arm is not None:
            continue  # within one link a cell is judged figure by figure
        pair = (events.numeral.value, n.numeral.value)
        if not any(_agree(pair, cell) for cell in cells):
            crossed.add(part.numeral.start)
    return crossed


def _agree(pair: tuple[Decimal, Decimal], cell: tuple[Any, Any]) -> bool:
    """Whether a proportion in prose is that of a cell, as far as the cell says."""
    return all(number in (None, value) for value, number in zip(pair, cell))


def _cells(datum: Datum) -> list[Mapping[str, Any]]:
    """The cells an address speaks of; none for a comparison or a number enrolled."""
    if datum.row is None or datum.path[-1] == BETWEEN:
        return []
    return [cell.data for arm, cell in datum.row.cells.items() if datum.arm in (None, arm)]


def _reached_words(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Where a link says “not reached”, and whether that is the end of a range."""
    if not figure_grammar.unreached().search(text, start, end):
        return []
    found, before = [], ""
    for match in figure_grammar.lexicon().finditer(text, max(start - 8, 0), end):
        kind = figure_grammar.meaning(match[0]).kind
        if kind == "unreached" and match.start() >= start:
            found.append((match.start(), match.end(), before == "to"))
        before = kind
    return found


def _unreached(text: str, datum: Datum, start: int, end: int) -> Iterator[Mismatch]:
    """“Not reached” within the stretch where the datum has a number: for a high limit after a
    range, else for a median."""
    medians = [cell.get("median") for cell in _cells(datum) if cell.get("median") is not None]
    for first, last, ranged in _reached_words(text, start, end):
        if not _unbounded(datum) if ranged else medians and NOT_REACHED not in medians:
            endless = Decimal("Infinity")
            numeral = Numeral(endless, Decimal(1), False, None, first, last, text[first:last])
            role = ".high" if ranged else "median"
            expected = [figure for figure in datum.figures if figure.role.endswith(role)]
            yield Mismatch(numeral, tuple(expected) or datum.figures, None)


def _unbounded(datum: Datum) -> list[tuple[Decimal, Decimal]]:
    """The low limits, each with its precision, of the datum's intervals whose high limit was not
    reached."""
    between = [datum.row.between] if datum.row and datum.row.between and datum.arm is None else []
    blocks = [data.get(name) for data in (*_cells(datum), *between) for name in LIMITS]
    return [
        decimal(block["low"])
        for block in blocks
        if isinstance(block, dict)
        and block.get("high") == NOT_REACHED
        and block.get("low") not in (None, NOT_REACHED)
    ]


def _named(datum: Datum, role: str) -> list[Figure]:
    return [figure for figure in datum.figures if figure.role == role]
