"""Checked literals: a figure in prose is a link to its datum, and its numerals must say what the
datum holds.

What stands around a numeral, inside its link and outside, tells which of the datum's figures it
speaks of (its roles): ``17/26`` events and n, ``P=`` the P value, ``HR`` the estimate of that
measure, a range the limits of one interval, weeks or months a time. It must equal one of those at
its printed precision."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from review.evidence.corpus import TRIALS, Corpus, once
from review.evidence.trial import BETWEEN, NOT_REACHED, Datum, Figure, Trial
from review.figures.context import (
    AROUND,
    BARE,
    CHANGE,
    ENDS,
    FEWER,
    INTERVAL,
    LEVEL,
    LIMITS,
    MEAN,
    MOMENT,
    OPEN_END,
    OPENING,
    P_VALUE,
    RATIOS,
    SHARE,
    SYMBOLS,
    TIME,
    TIMES,
    UNREACHED,
    kinds,
    limit,
    measure,
    sides,
    sign,
)
from review.figures.rounding import fine, right
from review.sources.link import Link, target
from review.sources.numeral import RANGE, Numeral, decimal, numerals
from review.sources.prose import Pair, Prose

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True)
class Binding:
    """A link from prose to a datum. ``datum`` is None where the table or address does not exist."""

    prose: Prose
    link: Link
    pair: Pair | None
    trial: Trial | None
    datum: Datum | None
    path: str


@dataclass(frozen=True)
class Mismatch:
    """A numeral that its datum does not hold. ``right`` is what it must read, where that is
    certain; ``sign`` stands before it, as in P>0.05."""

    numeral: Numeral
    candidates: tuple[Figure, ...]
    right: str | None
    sign: str = ""


@once
def bindings(corpus: Corpus) -> list[Binding]:
    """Every link from prose to a datum of a trial table."""
    return [
        binding
        for path, prose, pair in corpus.prose
        for binding in _bindings(corpus, path, prose, pair)
    ]


def _bindings(corpus: Corpus, path: str, prose: Prose, pair: Pair | None) -> Iterator[Binding]:
    for link in prose.links:
        file = target(link, path)
        if file.startswith(f"{TRIALS}/") and link.fragment and not link.image:
            trial = corpus.trial_at(file)
            yield Binding(
                prose, link, pair, trial, trial.datum(link.fragment) if trial else None, path
            )


def mismatches(
    text: str, datum: Datum, start: int = 0, end: int | None = None
) -> Iterator[Mismatch]:
    """What contradicts the datum between ``start`` and ``end`` of a text: in a link's text, judged
    by what stands around it as well."""
    end = len(text) if end is None else end
    found = numerals(text)
    crossed = _crossed(text, found, datum, start, end)
    for index in range(
        bisect_right(found, start, key=lambda numeral: numeral.end),
        bisect_left(found, end, key=lambda numeral: numeral.start),
    ):
        numeral = found[index]
        if start <= numeral.start and numeral.end <= end:
            if (
                wrong := _mismatch(text, found, index, datum, (start, end))
            ) or numeral.start in crossed:
                yield wrong or Mismatch(numeral, datum.figures, None)
        else:  # a link round half a number
            yield Mismatch(numeral, datum.figures, None)
    yield from _unreached(text, datum, start, end)


def siblings(trial: Trial, datum: Datum, text: str, start: int, end: int) -> list[str]:
    """Other addresses of a table that fit the text of a link as it stands: the link may lead to the
    wrong arm or row. The nearest come first; a row is not named beside its arms."""
    fitting = [
        other
        for address in trial.addresses()
        if address != datum.address
        and (other := trial.datum(address))
        and _fits(other, text, start, end)
    ]
    named = {other.address for other in fitting}
    several = {
        other.address
        for other in fitting
        if other.row is not None
        and other.address == other.row.id
        and any(f"{other.address}.{part}" in named for part in (*other.row.cells, BETWEEN))
    }
    head, _, arm = datum.address.partition(".")
    nearest = sorted(
        fitting,
        key=lambda other: (
            other.address.partition(".")[0] != head,
            other.address.partition(".")[2] != arm,
        ),
    )
    return [other.address for other in nearest if other.address not in several]


def _fits(datum: Datum, text: str, start: int, end: int) -> bool:
    """Whether a datum holds all that a link says."""
    open_ended = any(cell.get("median") == NOT_REACHED for cell in _cells(datum)) or bool(
        _unbounded(datum)
    )
    held = open_ended if UNREACHED.search(text, start, end) else bool(datum.figures)
    return held and not any(mismatches(text, datum, start, end))


def _mismatch(
    text: str, found: Sequence[Numeral], index: int, datum: Datum, span: tuple[int, int]
) -> Mismatch | None:
    numeral = found[index]
    roles = _ratio_roles(text, datum, span).get(numeral.start) or _roles(text, found, index, span)
    if roles <= ENDS and not any(figure.role in ENDS for figure in datum.figures):
        roles |= {"value"}  # a fact may be one limit and nothing else
    named = measure(_before(text, numeral))
    candidates = tuple(
        figure
        for figure in datum.figures
        if _may_be(numeral, figure, roles) and (named is None or figure.measure == named)
    )
    if not candidates and numeral.percent and named is None:
        candidates = tuple(
            _named(datum, "level")
        )  # “at the [90%] level” of a datum that holds no share
    if any(_equal(text, numeral, figure) for figure in candidates) and _ordered(
        text, found, index, datum, span
    ):
        return None
    digits = right(numeral, candidates) if _certain(text, found, index, span) else None
    return Mismatch(numeral, candidates or datum.figures, digits, sign(_before(text, numeral))[1])


def _before(text: str, numeral: Numeral) -> str:
    return text[max(numeral.start - AROUND, 0) : numeral.start]


@lru_cache(maxsize=1 << 10)
def _ratios(text: str) -> tuple[tuple[int, int], ...]:
    """Where events and n of each “a of b” start."""
    return tuple(
        (match.start("events"), match.start("n"))
        for pattern in RATIOS
        for match in pattern.finditer(text)
    )


def _ratio_roles(text: str, datum: Datum, span: tuple[int, int]) -> dict[int, frozenset[str]]:
    """Roles of numerals that stand in “a of b”. Where a and b are links of their own, a may be the
    n of an arm."""
    roles: dict[int, frozenset[str]] = {}
    for pair in _ratios(text):
        whole = all(span[0] <= start < span[1] for start in pair)
        for start, role in zip(pair, ("events", "n")):
            if whole or _named(datum, role):
                roles.setdefault(start, frozenset({role}))
    return roles


def _crossed(text: str, found: Sequence[Numeral], datum: Datum, start: int, end: int) -> set[int]:
    """Where numerals start that make a proportion of two arms or rows: the events of one, the n of
    the other."""
    held = [(data.get("events"), data.get("n")) for data in _cells(datum)]
    pairs = (
        [pair for pair in _ratios(text) if any(start <= place < end for place in pair)]
        if held
        else []
    )
    values = {numeral.start: numeral.value for numeral in found} if pairs else {}
    crossed: set[int] = set()
    for pair in pairs:
        within = {place for place in pair if start <= place < end}
        # within one link a cell is judged figure by figure
        if (len(within) == 1 or datum.arm is None) and not any(
            _agree(pair, cell, values) for cell in held
        ):
            crossed |= within
    return crossed


def _agree(pair: tuple[int, int], cell: tuple[Any, Any], values: Mapping[int, Decimal]) -> bool:
    """Whether a proportion in prose is that of a cell, as far as the cell says."""
    return all(number in (None, values.get(start)) for start, number in zip(pair, cell))


def _cells(datum: Datum) -> list[Mapping[str, Any]]:
    """The cells an address speaks of; none for a comparison or a number enrolled."""
    if datum.row is None or datum.path[-1] == BETWEEN:
        return []
    return [cell.data for arm, cell in datum.row.cells.items() if datum.arm in (None, arm)]


def _unreached(text: str, datum: Datum, start: int, end: int) -> Iterator[Mismatch]:
    """“Not reached” within the stretch where the datum has a number: for a high limit after a
    range, else for a median."""
    medians = [cell.get("median") for cell in _cells(datum) if cell.get("median") is not None]
    for match in UNREACHED.finditer(text, start, end):
        ranged = OPENING.search(text[max(match.start() - AROUND, 0) : match.start()])
        if not _unbounded(datum) if ranged else medians and NOT_REACHED not in medians:
            numeral = Numeral(
                Decimal("Infinity"), Decimal(1), False, None, match.start(), match.end(), match[0]
            )
            wanted = [
                figure
                for figure in datum.figures
                if figure.role.endswith(".high" if ranged else "median")
            ]
            yield Mismatch(numeral, tuple(wanted) or datum.figures, None)


def _unbounded(datum: Datum) -> list[tuple[Decimal, Decimal]]:
    """The low limits, each with its precision, of the datum's intervals whose high limit was not
    reached."""
    between = [datum.row.between] if datum.row and datum.row.between and datum.arm is None else []
    blocks = [
        data[name]
        for data in (*_cells(datum), *between)
        for name in LIMITS
        if isinstance(data.get(name), dict)
    ]
    return [
        decimal(block["low"])
        for block in blocks
        if block.get("high") == NOT_REACHED and block.get("low") not in (None, NOT_REACHED)
    ]


def _roles(
    text: str, found: Sequence[Numeral], index: int, span: tuple[int, int]
) -> frozenset[str]:
    """Roles the words around a numeral leave open. A limit stands in a range or is called one:
    elsewhere it would pass for the estimate."""
    numeral = found[index]
    before, after = _before(text, numeral), text[numeral.end : numeral.end + AROUND]
    if P_VALUE.search(before):
        return frozenset({"p"})
    if LEVEL.match(after):
        return frozenset({"level"})
    if measure(before):
        return frozenset({"estimate"})
    if both := _sides(text, found, index, span):
        return both
    if OPEN_END.match(after):
        return sides(kinds(before), "low")
    if called := limit(before, text[max(span[0], numeral.start - AROUND) : numeral.start]):
        return called
    if numeral.percent:
        return SHARE
    if MOMENT.search(before):
        return frozenset({"timepoint"})
    roles = TIME if numeral.unit in TIMES else BARE
    return roles - {"median"} if MEAN.search(before) else roles


def _sides(
    text: str, found: Sequence[Numeral], index: int, span: tuple[int, int]
) -> frozenset[str]:
    """Roles of a numeral that stands in a range: low limits for the first, high limits for the
    second; none outside a range."""
    low = (
        sides(kinds(_before(text, found[index])), "low")
        if _opens(text, found, index, span)
        else frozenset()
    )
    return low | (
        sides(kinds(_before(text, found[index - 1])), "high")
        if _opens(text, found, index - 1, span)
        else frozenset()
    )


def _opens(text: str, found: Sequence[Numeral], index: int, span: tuple[int, int]) -> bool:
    """Whether a numeral and the next make a range. What rose from one link's figure to another's
    makes none."""
    if not 0 <= index < len(found) - 1:
        return False
    first, second = found[index], found[index + 1]
    apart = first.start < span[0] or second.start >= span[1]
    return bool(RANGE.match(text[first.end : second.start])) and not (
        apart and CHANGE.search(_before(text, first))
    )


def _certain(text: str, found: Sequence[Numeral], index: int, span: tuple[int, int]) -> bool:
    """Whether what a numeral speaks of is beyond doubt; a range without the name of an interval may
    be one of anything."""
    first = index - 1 if _opens(text, found, index - 1, span) else index
    return not _opens(text, found, first, span) or bool(
        INTERVAL.search(_before(text, found[first]))
    )


def _may_be(numeral: Numeral, figure: Figure, roles: frozenset[str]) -> bool:
    if figure.role not in roles:
        return False
    if figure.finer is not None and numeral.quantum >= figure.finer:
        return False
    if figure.percent is not None and figure.percent != numeral.percent and figure.role != "level":
        return False
    return not (numeral.unit and figure.unit and numeral.unit != figure.unit)


def _equal(text: str, numeral: Numeral, figure: Figure) -> bool:
    """Whether a numeral is the figure, and what stands before it says no more or less than the
    datum: P<0.001 is not P=0.001."""
    said, meant = sign(_before(text, numeral))
    # a value may be a threshold (after more than 21 days), and others are compared with an arm's
    # figure (higher than 33%)
    judged = (
        figure.role == "p"
        or said in SYMBOLS
        or said in FEWER
        and figure.role not in ("value", "timepoint")
    )
    return (
        (not judged and bool(said) or meant == figure.sign)
        and fine(numeral, figure)
        and numeral.matches(figure.value, figure.quantum)
    )


def _ordered(
    text: str, found: Sequence[Numeral], index: int, datum: Datum, span: tuple[int, int]
) -> bool:
    """Whether a range is the low and high limit of one interval, in this order; and one with an
    open end has the low limit of such an interval."""
    numeral = found[index]
    if OPEN_END.match(text, numeral.end):
        return any(numeral.matches(*low) for low in _unbounded(datum))
    if not _opens(text, found, index, span):
        return True
    names = kinds(_before(text, numeral))
    several = [
        (low, high)
        for name in names
        for low in _named(datum, f"{name}.low")
        for high in _named(datum, f"{name}.high")
    ]
    if several and not any(
        found[index + 1].matches(high.value, high.quantum) for _, high in several
    ):
        return True  # the other limit is wrong, and named
    return not datum.figures or any(
        numeral.matches(low.value, low.quantum)
        and found[index + 1].matches(high.value, high.quantum)
        for low, high in several
    )


def _named(datum: Datum, role: str) -> list[Figure]:
    return [figure for figure in datum.figures if figure.role == role]
