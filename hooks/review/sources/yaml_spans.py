"""Where each value of a YAML file stands, held in few bytes: most are never asked for, and as
tuples in a dictionary they would take twice the room of the values."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

Path = tuple[str | int, ...]


class Span(NamedTuple):
    """Offsets of a key (where there is one) and its value in the source."""

    key: int
    start: int
    end: int
    raw: bool  # the value stands in the source letter by letter at ``start``


class Spans(Mapping[Path, Span]):
    """Places by path, as ``("arms", "placebo", "n")``."""

    def __init__(self, spans: Mapping[Path, Span]) -> None:
        numbers = array("l", chain.from_iterable(spans.values()))
        self._packed = pickle.dumps((tuple(spans), numbers), pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, path: Path) -> Span:
        return _unpacked(self._packed)[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(_unpacked(self._packed))

    def __len__(self) -> int:
        return len(_unpacked(self._packed))


@lru_cache(maxsize=1 << 6)
def _unpacked(packed: bytes) -> dict[Path, Span]:
    paths, numbers = pickle.loads(packed)
    found = zip(numbers[::4], numbers[1::4], numbers[2::4], map(bool, numbers[3::4]))
    return dict(zip(paths, map(Span._make, found)))
