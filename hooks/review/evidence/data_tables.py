"""The tables of the open data and their columns, from ``schema/tables.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from review.problem import Text
from review.sources.declared import declared


@dataclass(frozen=True)
class Column:
    """A column: its name, its type as Table Schema names it, and what it means."""

    name: str
    type: str
    about: Text


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


def _columns(
    blocks: list[dict[str, Any]], groups: Mapping[str, dict[str, Any]]
) -> Iterator[Column]:
    for block in blocks:
        columns = groups[block["group"]] if isinstance(block.get("group"), str) else block
        yield from (
            Column(name, column["type"], Text(column["zh"], column["en"]))
            for name, column in columns.items()
        )
