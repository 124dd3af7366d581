"""What the fields of a record hold, whatever a contributor wrote there: one that is missing or of
another kind than it should be is empty, for the schema speaks of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from review.problem import Place, Text
from review.sources.record import Path, Record

Value = TypeVar("Value")


class Readable(Protocol):
    """What has fields by name or path."""

    def get(self, *path: Any) -> Any: ...


class Field(Generic[Value]):
    """An attribute that is a field, read by ``read`` whenever it is asked for."""

    def __init__(self, read: Callable[[Any], Value], *path: str) -> None:
        self.read, self.path = read, path

    def __get__(self, owner: Readable, kind: object = None) -> Value:
        return self.read(owner.get(*self.path))


@dataclass(frozen=True)
class Block:
    """The fields of a record below ``path``."""

    record: Record = field(repr=False)
    path: Path = ()

    @property
    def data(self) -> Mapping[str, Any]:
        return mapping(self.get())

    def get(self, *path: str | int) -> Any:
        """The value of a field, or None."""
        return self.record.get(*self.path, *path)

    def ids(self, *path: str | int) -> tuple[str, ...]:
        """A list of ids."""
        return ids(self.get(*path))

    def text(self, *path: str | int) -> Text | None:
        """A field in both languages."""
        return bilingual(self.get(*path))

    def place(self, *path: str | int) -> Place:
        """Where a field stands in the file."""
        return self.record.place(*self.path, *path)


def word(value: object) -> str:
    """A scalar as text."""
    return "" if value is None else str(value)


def flag(value: object) -> bool:
    """Whether a field says yes; a vocabulary may quote it."""
    return value in (True, "true")


def mapping(value: object) -> Mapping[str, Any]:
    """Fields of a block by name."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """The items of a list."""
    return value if isinstance(value, list) else []


def ids(value: object) -> tuple[str, ...]:
    """The ids of a list."""
    return tuple(map(str, items(value)))


def bilingual(value: object) -> Text | None:
    """A ``{zh, en}`` text, either of which may be missing."""
    texts = mapping(value)
    return Text(word(texts.get("zh")), word(texts.get("en"))) if texts else None


def day(value: object) -> datetime.date | None:
    """A day of ISO 8601."""
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None
