"""The kinds of change in the order in which they are told (``schema/change_kinds.yml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from review.problem import Text
from review.sources.declared import declared


@dataclass(frozen=True)
class Kind:
    """A kind of change: the group it is told in, and its place among all kinds."""

    group: str
    heading: Text
    name: Text
    order: int


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """All kinds by their ids, as ``result-changed``."""
    found: dict[str, Kind] = {}
    for group, block in declared("schema/change_kinds").items():
        for id, name in block["kinds"].items():
            found[id] = Kind(group, Text(**block["heading"]), Text(**name), len(found))
    return found
