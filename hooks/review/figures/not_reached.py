"""“Not reached”: where prose says it, and where a datum has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from review.evidence.trial import BETWEEN, NOT_REACHED, Datum
from review.figures import figure_grammar
from review.figures.expression import LIMITS
from review.sources.numeral import decimal


class Unreached(NamedTuple):
    """Where “not reached” stands in a text; ``ranged`` says that it is the end of a range."""

    start: int
    end: int
    ranged: bool


def unreached(text: str, start: int, end: int) -> list[Unreached]:
    """Where a link that stands in a text from ``start`` to ``end`` says “not reached”."""
    if not figure_grammar.unreached().search(text, start, end):
        return []
    found, before = [], ""
    for match in figure_grammar.lexicon().finditer(text, max(start - 8, 0), end):
        kind = figure_grammar.meaning(match[0]).kind
        if kind == "unreached" and match.start() >= start:
            found.append(Unreached(match.start(), match.end(), before == "to"))
        before = kind
    return found


def contradicted(text: str, datum: Datum, start: int, end: int) -> Iterator[Unreached]:
    """Where a link says “not reached” of a number: of a high limit after a range, else of a
    median."""
    medians = [cell["median"] for cell in cells(datum) if cell.get("median") is not None]
    numbered = bool(medians) and NOT_REACHED not in medians
    for found in unreached(text, start, end):
        if numbered if not found.ranged else not unbounded(datum):
            yield found


def open_ended(datum: Datum) -> bool:
    """Whether a datum has a median or a limit that was not reached."""
    medians = [cell.get("median") for cell in cells(datum)]
    return NOT_REACHED in medians or bool(unbounded(datum))


def cells(datum: Datum) -> list[Mapping[str, Any]]:
    """The cells an address speaks of; none for a comparison or a number enrolled."""
    if datum.row is None or datum.path[-1] == BETWEEN:
        return []
    return [cell.data for arm, cell in datum.row.cells.items() if datum.arm in (None, arm)]


def unbounded(datum: Datum) -> list[tuple[Decimal, Decimal]]:
    """The low limits, each with its precision, of the datum's intervals whose high limit was not
    reached."""
    between = [datum.row.between] if datum.row and datum.row.between and datum.arm is None else []
    blocks = [data.get(name) for data in (*cells(datum), *between) for name in LIMITS]
    return [
        decimal(block["low"])
        for block in blocks
        if isinstance(block, dict)
        and block.get("high") == NOT_REACHED
        and block.get("low") not in (None, NOT_REACHED)
    ]
