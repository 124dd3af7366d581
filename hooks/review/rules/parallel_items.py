"""Which items of one language have no counterpart in the other: the two lists are laid beside each
other with as few differences as can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

LARGEST = 250_000  # comparisons; of longer lists the last item is taken


class Item(NamedTuple):
    """What is compared, how it is written, and where it stands in its prose."""

    key: Hashable
    words: str
    offset: int


def extra(items: list[Item], other_items: list[Item]) -> list[Item]:
    """Items the other side lacks. Of one that stands there too seldom, those that stand beside
    nothing like them; else the last."""
    keys, twins = [item.key for item in items], [item.key for item in other_items]
    spare = Counter(keys) - Counter(twins)
    if not spare:
        return []
    paired = _beside(keys, twins) if len(keys) * len(twins) <= LARGEST else set()
    chosen = set()
    for index in sorted(range(len(items)), key=lambda index: (index in paired, -index)):
        if spare[keys[index]] > 0:
            spare[keys[index]] -= 1
            chosen.add(index)
    return [item for index, item in enumerate(items) if index in chosen]


def _beside(keys: Sequence[Hashable], twins: Sequence[Hashable]) -> set[int]:
    """Places of the keys that stand beside their like, the first where several may; one in the
    place of another is one difference, as one left out is."""
    # from the end, so that the way back begins with the first
    costs = _costs(keys[::-1], twins[::-1])
    found, row, column = set(), len(keys), len(twins)
    while row and column:
        equal = keys[-row] == twins[-column]
        if costs[row][column] == costs[row - 1][column - 1] + (not equal):
            if equal:
                found.add(len(keys) - row)
            row, column = row - 1, column - 1
        elif costs[row][column] == costs[row - 1][column] + 1:
            row -= 1
        else:
            column -= 1
    return found


def _costs(keys: Sequence[Hashable], twins: Sequence[Hashable]) -> list[list[int]]:
    """The least number of differences between the first keys and the first twins."""
    costs = [list(range(len(twins) + 1))]
    for row, key in enumerate(keys, 1):
        upper, line = costs[-1], [row]
        for column, twin in enumerate(twins, 1):
            line.append(min(upper[column - 1] + (key != twin), upper[column] + 1, line[-1] + 1))
        costs.append(line)
    return costs
