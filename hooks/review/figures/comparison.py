"""Whether numbers of a text are those of a datum, by role and printed precision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from review.evidence.trial import BETWEEN, OPEN, Datum, Figure, Trial
from review.figures import figure_grammar
from review.figures.candidates import ENDS, PROPORTION, candidates, equal, named
from review.figures.expression import LIMITS, Part
from review.figures.linked_span import Span, span
from review.figures.rounding import repaired_digits
from review.sources.numeral import Numeral, printed


@dataclass(frozen=True)
class Mismatch:
    """A numeral that its datum does not hold. ``right`` is what it must read, where that is
    certain; ``sign`` stands before it, as in P>0.05. ``part`` is None for words: not reached."""

    numeral: Numeral
    candidates: tuple[Figure, ...]
    right: str | None
    sign: str = ""
    part: Part | None = None


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
    for words in _denied(text, datum, link.start, link.end):
        role = f".{words.side}" if words.side else "median"
        yield _endless(text, datum, words.start, words.end, role)


def siblings(trial: Trial, datum: Datum, text: str, start: int, end: int) -> list[str]:
    """Other addresses of a table that fit the text of a link as it stands: the link may lead to the
    wrong arm or row. The nearest come first; a row is not named beside its arms."""
    if unparsed(text, start, end):
        return []
    data = (trial.datum(address) for address in trial.addresses() if address != datum.address)
    fitting = [sibling for sibling in data if sibling and _fits(sibling, text, start, end)]
    addresses = {sibling.address for sibling in fitting}
    narrow = [sibling.address for sibling in fitting if not addresses & set(_narrower(sibling))]
    head, _, arm = datum.address.partition(".")

    def distance(address: str) -> tuple[bool, bool]:
        other_head, _, other_arm = address.partition(".")
        return other_head != head, other_arm != arm

    return sorted(narrow, key=distance)


def _narrower(datum: Datum) -> Iterator[str]:
    """The addresses of the arms and the comparison of a whole row."""
    if datum.row is not None and datum.address == datum.row.id:
        yield from (f"{datum.address}.{name}" for name in (*datum.row.cells, BETWEEN))


def _fits(datum: Datum, text: str, start: int, end: int) -> bool:
    """Whether a datum holds all that a link says."""
    open_end = bool(_unreached(text, start, end))
    holds = _open_ended(datum) if open_end else bool(datum.figures)
    return holds and not any(mismatches(text, datum, start, end))


def _mismatch(link: Span, part: Part, datum: Datum) -> Mismatch | None:
    figures = candidates(link, part, datum)
    if any(equal(part, figure, datum) for figure in figures) and _ordered(link, part, datum):
        return None
    digits = repaired_digits(part.numeral, figures) if _certain(part) else None
    return Mismatch(part.numeral, figures or datum.figures, digits, part.sign, part)


def _endless(text: str, datum: Datum, start: int, end: int, role: str) -> Mismatch:
    """“Not reached” in the place of a number."""
    endless = Decimal("Infinity")
    numeral = Numeral(endless, Decimal(1), False, None, start, end, text[start:end])
    expected = [figure for figure in datum.figures if figure.role.endswith(role)]
    return Mismatch(numeral, tuple(expected) or datum.figures, None)


def _ordered(link: Span, part: Part, datum: Datum) -> bool:
    """Whether a range is the low and high limit of one interval, in this order; and one with an
    open end has the low limit of such an interval."""
    if part.open_ended:
        return any(part.numeral.matches(*low) for low in _unbounded(datum))
    high = link.mate(part, "high")
    if part.role != "low" or high is None or not datum.figures:
        return True
    return _fits_range(part, high, list(_intervals(part, datum)))


def _fits_range(low: Part, high: Part, intervals: list[tuple[Figure, Figure]]) -> bool:
    """Whether a range is one of some intervals, or only its end is none."""
    if intervals and not any(_is(high, figure) for _, figure in intervals):
        return True
    return any(_is(low, first) and _is(high, second) for first, second in intervals)


def _intervals(low: Part, datum: Datum) -> Iterator[tuple[Figure, Figure]]:
    """The limits of a datum's intervals of the kinds that the first number of a range may begin."""
    for role in low.roles & ENDS:
        for first in named(datum, role):
            for second in named(datum, role.replace(".low", ".high")):
                yield first, second


def _is(part: Part, figure: Figure) -> bool:
    return part.numeral.matches(figure.value, figure.quantum)


def _certain(part: Part) -> bool:
    """Whether it is beyond doubt which interval, if any, a number is of."""
    kinds = {role.partition(".")[0] for role in part.roles & ENDS}
    return len(part.mates) == 1 or len(kinds) < len(LIMITS)


def _crossed(link: Span, datum: Datum) -> set[int]:
    """Where numerals make a proportion of two rows: events of one, n of the other."""
    counts = [(cell.get("events"), cell.get("n")) for cell in _cells(datum)]
    crossed: set[int] = set()
    for part in link.parts if counts else ():
        if part.role in PROPORTION and named(datum, part.role):
            pair = _proportion(link, part, datum)
            if pair is not None and not any(_agree(pair, cell) for cell in counts):
                crossed.add(part.numeral.start)
    return crossed


def _proportion(link: Span, part: Part, datum: Datum) -> tuple[Decimal, Decimal] | None:
    """Events and n of the proportion that a number stands in; None within one link to a cell, which
    is judged figure by figure."""
    events, n = link.mate(part, "events"), link.mate(part, "n")
    if events is None or n is None:
        return None
    in_link = link.within(events) and link.within(n)
    return None if in_link and datum.arm is not None else (events.numeral.value, n.numeral.value)


def _agree(pair: tuple[Decimal, Decimal], cell: tuple[object, object]) -> bool:
    """Whether a proportion in prose is that of a cell, as far as the cell says."""
    return all(number in (None, value) for value, number in zip(pair, cell))


class Unreached(NamedTuple):
    """Where “not reached” or “not estimable”, the ``word`` of a table, stands in a text; ``side``
    is the end of a range that it is, ``low`` or ``high``, empty outside one."""

    start: int
    end: int
    word: str
    side: str


def _unreached(text: str, start: int, end: int) -> list[Unreached]:
    """Where a link from ``start`` to ``end`` says “not reached” or “not estimable”."""
    if not figure_grammar.unreached().search(text, start, end):
        return []
    found, before = [], ""
    for match in figure_grammar.lexicon().finditer(text, max(start - 8, 0), end):
        word = figure_grammar.meaning(match[0])
        if word.kind == "unreached" and match.start() >= start:
            side = "high" if before == "to" else "low" if _begins(text, match.end()) else ""
            found.append(Unreached(match.start(), match.end(), word.value, side))
        before = word.kind
    return found


def _begins(text: str, end: int) -> bool:
    """Whether what ends here begins a range: a word of range follows, and the other limit."""
    dash = figure_grammar.lexicon().match(text, end + (text[end : end + 1] == " "))
    if dash is None or figure_grammar.meaning(dash[0]).kind != "to":
        return False
    following = text[dash.end() :].lstrip()
    limit = figure_grammar.lexicon().match(following)
    return following[:1].isdigit() or bool(
        limit and figure_grammar.meaning(limit[0]).kind == "unreached"
    )


def _denied(text: str, datum: Datum, start: int, end: int) -> Iterator[Unreached]:
    """Where a link says “not reached” or “not estimable” of what the datum has otherwise: of a
    limit in a range, else of a median."""
    medians = [cell["median"] for cell in _cells(datum) if cell.get("median") is not None]
    for found in _unreached(text, start, end):
        values = [block.get(found.side) for block in _blocks(datum)] if found.side else medians
        if found.word not in values and (found.side or medians):
            yield found


def _open_ended(datum: Datum) -> bool:
    """Whether a datum has a median or a limit that was not reached or not estimable."""
    medians = [cell.get("median") for cell in _cells(datum)]
    limits = [block.get(side) for block in _blocks(datum) for side in ("low", "high")]
    return any(str(value) in OPEN for value in (*medians, *limits))


def _cells(datum: Datum) -> list[Mapping[str, Any]]:
    """The cells an address speaks of; none for a comparison or a number enrolled."""
    if datum.row is None or datum.path[-1] == BETWEEN:
        return []
    return [cell.data for arm, cell in datum.row.cells.items() if datum.arm in (None, arm)]


def _unbounded(datum: Datum) -> list[tuple[Decimal, Decimal]]:
    """The low limits, with their precision, of intervals whose high limit is open."""
    return [
        printed(block["low"])[:2]
        for block in _blocks(datum)
        if str(block.get("high")) in OPEN and str(block.get("low")) not in {"None", *OPEN}
    ]


def _blocks(datum: Datum) -> list[Mapping[str, Any]]:
    """The intervals, ranges and quartiles of a datum."""
    between = [datum.row.between] if datum.row and datum.row.between and datum.arm is None else []
    blocks = [data.get(name) for data in (*_cells(datum), *between) for name in LIMITS]
    return [block for block in blocks if isinstance(block, dict)]
