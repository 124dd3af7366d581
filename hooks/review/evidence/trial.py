"""A trial table: one study, its arms, and its rows (results, harms, facts) of cells and
comparisons, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from review.evidence import cell as figures
from review.evidence.cell import NOT_ESTIMABLE, NOT_REACHED, OPEN, READ_AS, UNBOUNDED, Cell, Figure
from review.evidence.fields import items, mapping
from review.evidence.row import BETWEEN, CONFIRMED, CROSS_OVER, EVERYBODY, Row
from review.problem import Place, Text
from review.sources.record import Path, Record

__all__ = ["BETWEEN", "CONFIRMED", "EVERYBODY", "NOT_ESTIMABLE", "NOT_REACHED", "OPEN", "RESERVED"]
__all__ += ["UNBOUNDED", "Cell", "Datum", "Figure", "Row", "Trial"]

RESERVED = frozenset({EVERYBODY, BETWEEN})


@dataclass(frozen=True)
class Datum:
    """What an address such as ``os.arm-a`` points to: figures with their row and cell."""

    trial: Trial = field(repr=False, compare=False)
    address: str
    reckon: Callable[[], Iterable[Figure]] = field(repr=False, compare=False)
    path: Path
    row: Row | None = None
    arm: str | None = None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Reckoned when somebody asks: of most data a rule only asks whether they are there."""
        return tuple(self.reckon())

    @property
    def compares(self) -> bool:
        """Whether it is the comparison of a row."""
        return self.address.endswith(f".{BETWEEN}")


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

    def report_name(self, id: str) -> Text:
        """Name of a secondary report in both languages; empty where there is none of that id."""
        name = str(self.get("reports", id, "name") or "")
        return self.text("reports", id, "name") or Text(name, name)

    def place(self, *path: str | int) -> Place:
        return self.record.place(*path)

    @cached_property
    def arms(self) -> dict[str, dict[str, Any]]:
        """Arms by id, in file order."""
        return {id: arm for id, arm in mapping(self.get("arms")).items() if isinstance(arm, dict)}

    def ids(self, *path: str | int) -> list[str]:
        """The list of ids at ``path``; empty where there is none."""
        return [id for id in items(self.get(*path)) if isinstance(id, str)]

    @cached_property
    def agents(self) -> list[str]:
        """Agents of all arms, each once, in order."""
        return list(
            dict.fromkeys(agent for id in self.arms for agent in self.ids("arms", id, "agents"))
        )

    @cached_property
    def diagnoses(self) -> list[str]:
        """Diagnoses of the population, its arms and its rows, each once, in order."""
        rows = [diagnosis for row in self.rows for diagnosis in row.diagnoses]
        arms = [diagnosis for id in self.arms for diagnosis in self.ids("arms", id, "diagnoses")]
        return list(dict.fromkeys([*self.ids("population", "diagnoses"), *arms, *rows]))

    @cached_property
    def endpoints(self) -> list[str]:
        """Endpoints of the results, each once, in order."""
        return list(dict.fromkeys(row.endpoint for row in self.results if row.endpoint))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Results, harms and facts, in that order."""
        return tuple(
            Row(self, kind, id, data)
            for kind in ("results", "harms", "facts")
            for id, data in mapping(self.get(kind)).items()
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
    def design(self) -> str:
        """The kind of study, as ``randomised-trial``."""
        return str(self.get("design", "kind"))

    @property
    def randomised(self) -> bool:
        return self.design == "randomised-trial"

    @property
    def layout(self) -> str:
        """``parallel``, ``factorial``, ``cluster`` or ``cross-over``."""
        return str(self.get("design", "layout") or "parallel")

    def together(self, counts: Sequence[int]) -> int:
        """How many patients arms of these sizes have together: in a cross-over, the same ones."""
        return max(counts) if self.layout == CROSS_OVER else sum(counts)

    @property
    def phase(self) -> str:
        """The phase, as ``2`` or ``1/2``; ``none`` where the study has none."""
        return str(self.get("design", "phase") or "none")

    @property
    def primary(self) -> Row | None:
        """The primary result; where none is marked, the first."""
        return next(iter(self.primaries), None)

    @cached_property
    def primaries(self) -> list[Row]:
        """All primary results; where none is marked, the first result."""
        return [row for row in self.results if row.primary] or self.results[:1]

    def row(self, id: str) -> Row | None:
        return next((row for row in self.rows if row.id == id), None)

    @property
    def cited(self) -> list[str]:
        """BibTeX keys this table names, each once, in order."""
        rows = [row.source for row in self.rows if row.source is not None]
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
        if not isinstance(number, int):
            return None
        return Datum(self, address, lambda: [figures.count("n", number)], ("enrolled", kind))

    def _arm(self, address: str, id: str) -> Datum | None:
        arm = self.arms.get(id)
        if arm is None:
            return None
        numbers = [arm[name] for name in ("n", "evaluable") if isinstance(arm.get(name), int)]
        counts = partial(map, partial(figures.count, "n"), numbers)
        return Datum(self, address, counts, ("arms", id), None, id)

    def _row(self, address: str, row: Row, part: str) -> Datum | None:
        """The whole row, its comparison, or one of its cells."""
        reckon = partial(_figures, row, part)
        if not part:
            return Datum(self, address, reckon, row.path, row)
        if part == BETWEEN and row.between is not None:
            return Datum(self, address, reckon, (*row.path, BETWEEN), row)
        cell = row.cells.get(part)
        return None if cell is None else Datum(self, address, reckon, cell.path, row, part)

    def addresses(self) -> Iterator[str]:
        """Every address of this table, for “did you mean”."""
        for row in self.rows:
            yield row.id
            yield from (f"{row.id}.{arm}" for arm in row.cells if row.kind != "facts")
            if row.between is not None:
                yield f"{row.id}.{BETWEEN}"
        yield from (f"enrolled.{kind}" for kind in mapping(self.get("enrolled")))
        yield from (f"arms.{arm}" for arm in self.arms)


def _figures(row: Row, part: str) -> Iterator[Figure]:
    """The figures of a row, or of its comparison or cell ``part``, with its time point."""
    unit = None if row.data.get("unit") is None else str(row.data["unit"])
    unit = READ_AS.get(unit, unit) if unit else unit
    for cell in row.cells.values():
        if part in ("", cell.arm):
            yield from figures.of_cell(cell, unit)
    if part in ("", BETWEEN):
        yield from figures.of_between(row.between)
    if not part:
        yield from figures.of_p(row.data)
    yield from figures.timepoint(row.data.get("timepoint"))
