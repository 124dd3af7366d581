"""A trial table: one study, its arms, and its rows (results, harms, facts) of cells and
comparisons, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from review.evidence.interval import exact
from review.problem import Place, Text
from review.sources.numeral import decimal
from review.sources.record import Path, Record

NOT_REACHED = "not-reached"
EVERYBODY = "all"
BETWEEN = "between"
RESERVED = frozenset({EVERYBODY, BETWEEN})
CONFIRMED = frozenset({"full-text", "abstract", "registry"})
PERCENT_UNITS = frozenset({"percent", "percentage-points"})
READ_AS = {
    "years-of-age": "years"
}  # prose does not tell an age from another number of years: 岁 and years both read as years


@dataclass(frozen=True)
class Figure:
    """One number a datum holds. ``role`` says which; ``quantum`` is the precision it is known to,
    None for a computed one.

    ``finer``, where it is given, is a precision that another figure speaks for: this one holds for
    numbers printed more finely. ``measure`` names what an estimate and its limits are: HR, OR, RR,
    difference."""

    role: str
    value: Decimal
    quantum: Decimal | None
    percent: bool | None = False
    unit: str | None = None
    sign: str = ""
    finer: Decimal | None = None
    measure: str = ""


@dataclass(frozen=True)
class Cell:
    """The values of one arm in one row, as the table holds them."""

    arm: str
    data: Mapping[str, Any]
    path: Path

    def __getitem__(self, name: str) -> Any:
        return self.data.get(name)

    @property
    def proportion(self) -> tuple[int, int] | None:
        """(events, n) where both are given and make a proportion."""
        events, n = self.data.get("events"), self.data.get("n")
        return (
            (events, n)
            if isinstance(events, int) and isinstance(n, int) and 0 <= events <= n and n > 0
            else None
        )


@dataclass(frozen=True)
class Row:
    """A result, harm or fact. ``kind`` is the name of the block it stands in."""

    kind: str
    id: str
    data: Mapping[str, Any]

    @property
    def path(self) -> Path:
        return (self.kind, self.id)

    @property
    def endpoint(self) -> str | None:
        return self.data.get("endpoint")

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Cells by arm id. A fact is a row of one cell, for everybody."""
        if self.kind == "facts":
            return {EVERYBODY: Cell(EVERYBODY, self.data, self.path)}
        arms = self.data.get("arms")
        return (
            {
                arm: Cell(arm, data, (*self.path, "arms", arm))
                for arm, data in arms.items()
                if isinstance(data, dict)
            }
            if isinstance(arms, dict)
            else {}
        )

    @property
    def medians(self) -> bool:
        """Whether every cell holds a median."""
        return bool(self.cells) and all(cell["median"] is not None for cell in self.cells.values())

    @property
    def proportions(self) -> bool:
        """Whether a cell holds a proportion: a percentage, or a count that is no bystander of
        another value."""
        return any(
            cell["median"] is None
            and cell["value"] is None
            and (cell["percent"] is not None or cell["events"] is not None)
            for cell in self.cells.values()
        )

    @property
    def between(self) -> Mapping[str, Any] | None:
        """The comparison between arms, where there is one."""
        between = self.data.get(BETWEEN)
        return between if isinstance(between, dict) else None

    @property
    def confirmed(self) -> bool:
        """Whether the figures were seen in a primary publication, its abstract or a registry."""
        return self.data.get("seen") in CONFIRMED


@dataclass(frozen=True)
class Datum:
    """What an address such as ``os.arm-a`` points to: its figures, and the row and cell they stand
    in."""

    address: str
    figures: tuple[Figure, ...]
    path: Path
    row: Row | None = None
    arm: str | None = None


@dataclass(frozen=True)
class Trial:
    """One trial table. ``id`` is the file's name."""

    id: str
    record: Record = field(repr=False)

    @property
    def path(self) -> str:
        return self.record.source.path

    def get(self, *path: str | int) -> Any:
        """The value at ``path``, or None."""
        return self.record.get(*path)

    def text(self, *path: str | int) -> Text | None:
        """The ``{zh, en}`` text at ``path``, or None."""
        zh, en = self.get(*path, "zh"), self.get(*path, "en")
        return Text(zh, en) if isinstance(zh, str) and isinstance(en, str) else None

    def place(self, *path: str | int) -> Place:
        return self.record.place(*path)

    @cached_property
    def arms(self) -> dict[str, dict[str, Any]]:
        """Arms by id, in file order."""
        arms = self.get("arms")
        return (
            {id: arm for id, arm in arms.items() if isinstance(arm, dict)}
            if isinstance(arms, dict)
            else {}
        )

    def ids(self, *path: str | int) -> list[str]:
        """The list of ids at ``path``; empty where there is none."""
        value = self.get(*path)
        return [id for id in value if isinstance(id, str)] if isinstance(value, list) else []

    @cached_property
    def agents(self) -> list[str]:
        """Agents of all arms, each once, in order."""
        return list(
            dict.fromkeys(agent for id in self.arms for agent in self.ids("arms", id, "agents"))
        )

    @cached_property
    def diagnoses(self) -> list[str]:
        """Diagnoses of the population, its arms and its rows, each once, in order."""
        rows = [diagnosis for row in self.rows for diagnosis in self.ids(*row.path, "diagnoses")]
        arms = [diagnosis for id in self.arms for diagnosis in self.ids("arms", id, "diagnoses")]
        return list(dict.fromkeys([*self.ids("population", "diagnoses"), *arms, *rows]))

    @cached_property
    def endpoints(self) -> list[str]:
        """Endpoints of the results, each once, in order."""
        return list(dict.fromkeys(row.endpoint for row in self.results if row.endpoint))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Results, harms and facts, in that order."""
        blocks = ((kind, self.get(kind)) for kind in ("results", "harms", "facts"))
        return tuple(
            Row(kind, id, data)
            for kind, block in blocks
            if isinstance(block, dict)
            for id, data in block.items()
            if isinstance(data, dict)
        )

    @cached_property
    def results(self) -> list[Row]:
        return [row for row in self.rows if row.kind == "results"]

    @cached_property
    def harms(self) -> list[Row]:
        return [row for row in self.rows if row.kind == "harms"]

    @cached_property
    def facts(self) -> list[Row]:
        return [row for row in self.rows if row.kind == "facts"]

    @property
    def primary(self) -> Row | None:
        """The primary result; where none is marked, the first."""
        return next(iter(self.primaries), None)

    @cached_property
    def primaries(self) -> list[Row]:
        """All primary results, one a cohort or co-primary endpoint; where none is marked, the first
        result."""
        return [row for row in self.results if row.data.get("primary") is True] or self.results[:1]

    def row(self, id: str) -> Row | None:
        return next((row for row in self.rows if row.id == id), None)

    @property
    def cited(self) -> list[str]:
        """BibTeX keys this table names, each once, in order."""
        rows = [row.data["source"] for row in self.rows if isinstance(row.data.get("source"), str)]
        return list(dict.fromkeys([*self.ids("sources"), *rows]))

    def datum(self, address: str) -> Datum | None:
        """What ``address`` points to: ``RESULT``, ``RESULT.ARM``, ``RESULT.between``,
        ``enrolled.KIND`` or ``arms.ARM``; None if nothing."""
        if address not in self._found:  # rules and pages ask for the same datum again and again
            self._found[address] = self._datum(address)
        return self._found[address]

    @cached_property
    def _found(self) -> dict[str, Datum | None]:
        return {}

    def _datum(self, address: str) -> Datum | None:
        head, _, tail = address.partition(".")
        if head == "enrolled":
            return self._enrolled(address, tail)
        if head == "arms":
            return self._arm(address, tail)
        row = self.row(head)
        return None if row is None else self._row(address, row, tail)

    def _enrolled(self, address: str, kind: str) -> Datum | None:
        number = self.get("enrolled", kind)
        return (
            Datum(address, (_count("n", number),), ("enrolled", kind))
            if isinstance(number, int)
            else None
        )

    def _arm(self, address: str, id: str) -> Datum | None:
        arm = self.arms.get(id)
        if arm is None:
            return None
        numbers = [arm[name] for name in ("n", "evaluable") if isinstance(arm.get(name), int)]
        return Datum(
            address, tuple(_count("n", number) for number in numbers), ("arms", id), None, id
        )

    def _row(self, address: str, row: Row, tail: str) -> Datum | None:
        unit, timepoint = (
            READ_AS.get(row.data.get("unit"), row.data.get("unit")),
            tuple(_timepoint(row.data.get("timepoint"))),
        )
        if not tail:
            figures = [figure for cell in row.cells.values() for figure in _cell(cell, unit)]
            return Datum(
                address,
                (*figures, *_between(row.between), *_p(row.data), *timepoint),
                row.path,
                row,
            )
        if tail == BETWEEN and row.between is not None:
            return Datum(address, (*_between(row.between), *timepoint), (*row.path, BETWEEN), row)
        if (cell := row.cells.get(tail)) is not None:
            return Datum(address, (*_cell(cell, unit), *timepoint), cell.path, row, tail)
        return None

    def addresses(self) -> Iterator[str]:
        """Every address of this table, for “did you mean”."""
        for row in self.rows:
            yield row.id
            yield from (f"{row.id}.{arm}" for arm in row.cells if row.kind != "facts")
            if row.between is not None:
                yield f"{row.id}.{BETWEEN}"
        enrolled = self.get("enrolled")
        yield from (f"enrolled.{kind}" for kind in (enrolled if isinstance(enrolled, dict) else ()))
        yield from (f"arms.{arm}" for arm in self.arms)


def _count(role: str, number: int) -> Figure:
    return Figure(role, Decimal(number), Decimal(1))


def _number(
    role: str, text: Any, percent: bool | None = False, unit: str | None = None
) -> Iterator[Figure]:
    """The figure a scalar holds; nothing for ``not-reached`` or a slip (the schema reports
    that)."""
    if text is None or isinstance(text, bool) or text == NOT_REACHED:
        return
    try:
        value, quantum = decimal(text)
    except ArithmeticError:
        return
    yield Figure(role, value, quantum, percent, unit, "<" if str(text).startswith("<") else "")


def _timepoint(text: Any) -> Iterator[Figure]:
    if isinstance(text, str) and " " in text:
        number, unit = text.split(" ", 1)
        yield from _number("timepoint", number, False, unit)


def _limits(data: Any, name: str, percent: bool | None, unit: str | None) -> Iterator[Figure]:
    if isinstance(data, dict):
        yield from _number(f"{name}.low", data.get("low"), percent, unit)
        yield from _number(f"{name}.high", data.get("high"), percent, unit)
        yield from _number("level", data.get("level"), None)


def _cell(cell: Cell, unit: str | None) -> Iterator[Figure]:
    """The figures of a cell: as printed, and computed from events and n."""
    for name in ("events", "n"):
        if isinstance(cell[name], int):
            yield _count(name, cell[name])
    yield from _number("percent", cell["percent"], True)
    yield from _number("median", cell["median"], unit in PERCENT_UNITS, unit)
    yield from _number("value", cell["value"], None if unit in PERCENT_UNITS else False, unit)
    proportion = cell["median"] is None and cell["value"] is None
    for name in ("ci", "range", "iqr"):
        yield from _limits(
            cell[name], name, None if proportion else False, None if proportion else unit
        )
    yield from _computed(cell)


def _computed(cell: Cell) -> Iterator[Figure]:
    if cell.proportion is None:
        return
    events, n = cell.proportion
    # where a percentage was printed, the computed one only tells further digits: 12.5% printed as
    # 13% is not 12%
    printed = next(_number("percent", cell["percent"]), None)
    yield Figure(
        "computed",
        Decimal(100 * events) / n,
        None,
        True,
        finer=printed.quantum if printed else None,
    )
    # an interval in prose is the reported one where there is one; only without it is the exact one
    # computed
    if cell["ci"] is None:
        low, high = exact(events, n)
        yield Figure("exact.low", Decimal(str(low)), None, None)
        yield Figure("exact.high", Decimal(str(high)), None, None)
        yield Figure("level", Decimal(95), Decimal(1), None)


def _between(between: Mapping[str, Any] | None) -> Iterator[Figure]:
    if between is None:
        return
    if isinstance(between.get("n"), int):
        yield _count("n", between["n"])
    measure = str(between.get("measure") or "")
    percent = None if measure == "difference" else False
    for figure in (
        *_number("estimate", between.get("estimate"), percent),
        *_limits(between.get("ci"), "ci", percent, None),
    ):
        yield replace(figure, measure=measure)
    yield from _p(between)


def _p(data: Mapping[str, Any]) -> Iterator[Figure]:
    yield from _number("p", data.get("p"), False)
