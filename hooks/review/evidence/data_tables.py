"""The tables of the open data and their columns, from ``schema/tables.yml``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from review.problem import Text
from review.sources.declared import declared


@dataclass(frozen=True)
class Column:
    """A column: its name, its type as Table Schema names it, what it means, and the path of the
    field that it holds, where it holds one."""

    name: str
    type: str
    about: Text
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its name, what it holds, the columns that name a row, and all columns in order."""

    name: str
    about: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def tables() -> tuple[Table, ...]:
    """All tables in order."""
    found = declared("schema/tables")
    return tuple(
        Table(
            name,
            Text(**table["about"]),
            tuple(table["key"]),
            tuple(_columns(table["columns"], found["groups"])),
        )
        for name, table in found["tables"].items()
    )


def fields(table: str, get: Callable[..., Any]) -> dict[str, Any]:
    """The columns of a table that hold fields, which ``get`` gives; several ids are one value."""
    values = ((name, get(*path)) for name, path in _paths(table))
    return {
        name: ";".join(map(str, value)) if isinstance(value, list) else value
        for name, value in values
    }


@cache
def _paths(table: str) -> list[tuple[str, tuple[str, ...]]]:
    columns = next(table_found.columns for table_found in tables() if table_found.name == table)
    return [(column.name, column.path) for column in columns if column.path]


def _columns(
    blocks: list[dict[str, Any]], groups: Mapping[str, dict[str, Any]]
) -> Iterator[Column]:
    for block in blocks:
        columns = groups[block["group"]] if isinstance(block.get("group"), str) else block
        for name, column in columns.items():
            path = tuple(filter(None, column.get("field", "").split(".")))
            yield Column(name, column["type"], Text(column["zh"], column["en"]), path)
