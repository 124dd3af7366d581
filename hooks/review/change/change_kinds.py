"""The kinds of change, in the order in which they are told, under their headings, from
``schema/change_kinds.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from review.problem import Text
from review.sources.record import LOADER

DECLARED = Path(__file__).resolve().parents[2] / "schema/change_kinds.yml"


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
    declared = yaml.load(DECLARED.read_text(encoding="utf-8"), Loader=LOADER)
    found: dict[str, Kind] = {}
    for group, block in declared.items():
        for id, name in block["kinds"].items():
            found[id] = Kind(group, Text(**block["heading"]), Text(**name), len(found))
    return found
