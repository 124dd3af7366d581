"""Which rows of a trial share a table: those whose arms are the same, or some of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.evidence.trial import Row

WIDEST = 3  # arms that fit beside each other on a phone


@dataclass
class Group:
    """Rows that share a table; ``arms`` are its columns."""

    arms: list[str]
    rows: list[Row]

    def takes(self, arms: list[str]) -> bool:
        """Whether a row with these arms fits without the table growing beyond recognition."""
        nested = set(arms) <= set(self.arms) or set(arms) >= set(self.arms)
        return nested and max(len(arms), len(self.arms)) <= WIDEST

    def add(self, row: Row) -> None:
        """Put a row in, and its arms among the columns."""
        self.rows.append(row)
        self.arms += [arm for arm in row.cells if arm not in self.arms]


def groups(rows: Sequence[Row]) -> list[Group]:
    """Rows whose arms are the same, or some of the same, together; a row with many arms alone."""
    found: list[Group] = []
    for row in rows:
        group = next((group for group in found if group.takes(list(row.cells))), None)
        if group is None:
            found.append(group := Group([], []))
        group.add(row)
    return found
