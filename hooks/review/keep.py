"""What was made once need not be made again: who makes something costly asks a Keep for it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Protocol, TypeVar

Made = TypeVar("Made")

SEQUENCES = (tuple, list)
PLAIN = (str, bytes, int, float, datetime.date, type(None))


class Keep(Protocol):
    """Gives what was made of the same before, or makes it. ``made_from`` tells all that the making
    depends on besides the program itself, in plain values, in sequences and mappings of such, and
    in dataclasses, of which every field that is compared counts."""

    def __call__(self, kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made: ...


Task = Callable[[], Made]


def in_turn(tasks: Sequence[Task[Made]]) -> list[Made]:
    """What the tasks give, done one after another."""
    return [task() for task in tasks]


def anew(kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
    """The Keep that keeps nothing."""
    return make()


class Shelf:
    """A Keep of small values of which a run asks for nearly all, so that they are stored in one
    piece. None is not kept."""

    def __init__(self) -> None:
        self.values: dict[bytes, Any] = {}
        self._asked: set[bytes] = set()

    def __call__(self, kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of the same before, or what ``make`` gives."""
        key = digest(kind, made_from)
        self._asked.add(key)
        found: Any = self.values.get(key)
        if found is None and (found := make()) is not None:
            self.values[key] = found
        made: Made = found
        return made

    def tidy(self) -> None:
        """Let go what nobody has asked for since this was done before, once that is the most."""
        if len(self.values) > 2 * len(self._asked):
            self.values = {key: self.values[key] for key in self._asked & self.values.keys()}
        self._asked = set()


def digest(kind: str, made_from: Hashable) -> bytes:
    """The same for the same only."""
    return hashlib.sha256(repr((kind, _plain(made_from))).encode(errors="surrogatepass")).digest()


def _plain(value: Any) -> Any:
    """A value as its ``repr`` tells the whole of it. Raises TypeError for one that hides what it
    holds, or that has no order."""
    if isinstance(value, SEQUENCES):  # first, for most are such, and most of texts
        return tuple([item if type(item) is str else _plain(item) for item in value])
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, dict):
        return tuple((_plain(key), _plain(item)) for key, item in value.items())
    if is_dataclass(value):
        values = [_plain(getattr(value, item.name)) for item in fields(value) if item.compare]
        return type(value).__qualname__, *values
    raise TypeError(f"a {type(value).__name__} does not tell what it is made from")
