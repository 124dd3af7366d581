"""How wide the columns of a table are: none narrower than its longest word, and of what is left
each em to the column whose cells it lowers most.

Widths are in ems of the table's type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.book import literal

LINE = 54.0  # on a line of the page
CLOSER = {63.0: 0.86, 70.0: 0.77}  # on a line of smaller type, and its size
WIDE = 92.0  # of the first of these on a page turned by a quarter
GAP = 1.1  # of a column's own edges
HIGH = 14.0  # lines of a table, beyond which smaller type may be worth it
# of its height, to which smaller type must bring it; plain prose comes to 0.74, for it fills fewer
# and lower lines
LOWER = 0.62
SHORT = (9.0, 7.5, 6.0, 4.2)  # of lines that stay whole, the longest that there is room for
NARROW = 5.2  # of a column of longer ones, at least
ROOM = 0.8  # of a line, which these leave to the rest
FILLED = 1.06  # of its width that a line of words takes up, because words end where they end
STEP = 0.75
HIGHEST = 4  # power of a norm: the highest cell of a row counts most, the others a little


@dataclass(frozen=True)
class Need:
    """What a cell needs: the widths of its ``lines``, one for each break, and of the widest
    ``piece`` that no line parts."""

    lines: tuple[float, ...]
    piece: float

    def height(self, width: float) -> float:
        """Lines it takes in a column of this width, about."""
        inner = width - GAP + 1e-6  # a line that fits exactly fits
        return sum(1.0 if line <= inner else FILLED * line / inner + 0.4 for line in self.lines)


@dataclass(frozen=True)
class Columns:
    """Column widths as a Typst ``array``, the ``line`` they are for (LINE, one of CLOSER, or WIDE),
    and about how many lines high the table gets."""

    array: str
    line: float
    height: float


def columns(rows: Sequence[Mapping[int, Need]], count: int) -> Columns:
    """The columns of a table. ``rows`` hold what the cells need, by their column."""
    needs = [[row[at] for row in rows if at in row] for at in range(count)]
    most = [
        GAP + max((line for need in column for line in need.lines), default=0.0) for column in needs
    ]
    if sum(most) <= LINE:
        return Columns(
            literal.array(
                "1fr" if wide == max(most) and sum(most) > 0.8 * LINE else "auto" for wide in most
            ),
            LINE,
            _height(rows, most),
        )
    lines = [line for line in (LINE, *CLOSER) if sum(_least(needs, SHORT[-1])) <= line] or [WIDE]
    tried = [_fitted(rows, needs, most, line) for line in lines[:2]]
    worth = (
        len(tried) == 2
        and lines[0] == LINE
        and tried[0].height > HIGH
        and tried[1].height * CLOSER[lines[1]] < LOWER * tried[0].height
    )
    return tried[1] if worth else tried[0]


def _fitted(
    rows: Sequence[Mapping[int, Need]],
    needs: Sequence[Sequence[Need]],
    most: Sequence[float],
    line: float,
) -> Columns:
    least = next(
        (found for short in SHORT if sum(found := _least(needs, short)) <= ROOM * line),
        _least(needs, SHORT[-1]),
    )
    shares = _spread(rows, least, most, line)
    return Columns(literal.array(f"{share:.2f}fr" for share in shares), line, _height(rows, shares))


def _height(rows: Sequence[Mapping[int, Need]], shares: Sequence[float]) -> float:
    return sum(
        max((need.height(shares[at]) for at, need in row.items()), default=0.0) for row in rows
    )


def _least(needs: Sequence[Sequence[Need]], short: float) -> list[float]:
    """For each column its longest unparted piece, or its longest line of those that are
    ``short``."""
    whole = (
        (
            max(
                min(max(need.lines), NARROW),
                need.piece,
                *(line for line in need.lines if line <= short),
            )
            for need in column
        )
        for column in needs
    )
    return [GAP + max(column, default=0.0) for column in whole]


def _spread(
    rows: Sequence[Mapping[int, Need]], least: Sequence[float], most: Sequence[float], line: float
) -> list[float]:
    """What is left of the line, step by step, to the column that lowers the table most; none is
    made wider than its longest line."""
    shares, left = list(least), line - sum(least)
    powers = [{at: need.height(shares[at]) ** HIGHEST for at, need in row.items()} for row in rows]
    while left > 0 and (open_ := [at for at, share in enumerate(shares) if share < most[at]]):
        tries = {
            at: [row[at].height(shares[at] + STEP) ** HIGHEST if at in row else 0.0 for row in rows]
            for at in open_
        }
        sums = [sum(row.values()) for row in powers]
        best = min(
            open_,
            key=lambda at: sum(
                (total - row.get(at, 0.0) + new) ** (1 / HIGHEST)
                for total, row, new in zip(sums, powers, tries[at])
            ),
        )
        shares[best] += STEP
        left -= STEP
        for row, new in zip(powers, tries[best]):
            if best in row:
                row[best] = new
    return shares
