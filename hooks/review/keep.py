"""What was made once need not be made again: who makes something costly asks a Keep for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

Made = TypeVar("Made")


class Keep(Protocol):
    """Gives what was made of the same before, or makes it. ``made_from`` tells all that the making
    depends on besides the program itself, in plain values, in sequences and mappings of such, and
    in dataclasses, of which every field that is compared counts."""

    def __call__(self, kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made: ...


def anew(kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
    """The Keep that keeps nothing."""
    return make()
