"""A row of a trial table: a result, a harm or a fact, with the trial it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from review.evidence.cell import COUNTED, DIFFERENCES, PERCENT, POINTS, Cell
from review.evidence.fields import Field, mapping
from review.problem import Place, Text
from review.sources.prose import Prose
from review.sources.record import Path

if TYPE_CHECKING:
    from review.evidence.trial import Trial

EVERYBODY = "all"
BETWEEN = "between"
# layouts of a trial; in a cluster trial patients, in a cross-over the two treatments are alike
CLUSTER, CROSS_OVER = "cluster", "cross-over"
CORRELATED = frozenset({CLUSTER, CROSS_OVER})
CASES = frozenset({"case-series", "case-report"})  # designs of chosen patients
CONFIRMED = frozenset({"full-text", "abstract", "registry", "label"})


def _name(value: object) -> str | None:
    return value if isinstance(value, str) else None


@dataclass(frozen=True)
class Row:
    """A result, harm or fact of ``trial``. ``kind`` is the name of the block it stands in."""

    trial: Trial = field(repr=False, compare=False)
    kind: str
    id: str
    data: Mapping[str, Any]

    @property
    def path(self) -> Path:
        return (self.kind, self.id)

    endpoint = Field(_name, "endpoint")
    source = Field(_name, "source")  # key of the publication that the figures are from

    def get(self, name: str) -> Any:
        """The value of a field, or None."""
        return self.data.get(name)

    def place(self, *path: str | int) -> Place:
        """Where a field stands in the file."""
        return self.trial.place(*self.path, *path)

    @property
    def key_place(self) -> Place:
        """Where the id stands in the file."""
        return self.trial.record.key_place(*self.path)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Cells by arm id. A fact is a row of one cell, for everybody."""
        if self.kind == "facts":
            return {EVERYBODY: Cell(EVERYBODY, self.data, self.path)}
        sampled = self.trial.layout != CLUSTER and self.trial.design not in CASES
        return {
            arm: Cell(arm, data, (*self.path, "arms", arm), self.counted, sampled)
            for arm, data in mapping(self.get("arms")).items()
            if isinstance(data, dict)
        }

    @property
    def counted(self) -> str:
        """What its counts count, one of COUNTED; empty where that is patients."""
        counted = str(self.data.get("counted"))
        return counted if counted in COUNTED else ""

    @property
    def correlated(self) -> str:
        """Why what is compared is not independent: ``cluster`` or ``cross-over``, the layout of the
        trial, or ``counted`` where a patient may count more than once; empty where it is."""
        layout = self.trial.layout
        return layout if layout in CORRELATED else "counted" if self.counted else ""

    @property
    def medians(self) -> bool:
        """Whether every cell holds a median."""
        return bool(self.cells) and all(cell["median"] is not None for cell in self.cells.values())

    @property
    def proportions(self) -> bool:
        """Whether a cell holds a percentage, or a count beside no other value."""
        return any(
            cell["median"] is None
            and cell["value"] is None
            and (cell["percent"] is not None or cell["events"] is not None)
            for cell in self.cells.values()
        )

    @property
    def between(self) -> Mapping[str, Any] | None:
        """The comparison between arms, where there is one; a difference with its unit, and why what
        it compares is ``correlated``."""
        between = self.data.get(BETWEEN)
        if not isinstance(between, dict):
            return None
        added = {"correlated": self.correlated} if self.correlated else {}
        if str(between.get("measure")) in DIFFERENCES:
            added["unit"] = self.difference_unit
        return {**between, **added} if added else between

    @property
    def difference_unit(self) -> str:
        """What arms differ by: the unit of the row; shares differ by percentage points."""
        unit = self.data.get("unit")
        return POINTS if unit in (None, PERCENT) else str(unit)

    @property
    def ends(self) -> list[str]:
        """The two arms that the comparison is between, as it names them; none without one."""
        between = self.between
        return [] if between is None else [str(between.get(end)) for end in ("of", "versus")]

    @property
    def primary(self) -> bool:
        """Whether the study calls the result primary."""
        return self.data.get("primary") is True

    def text(self, name: str) -> Text | None:
        """The ``{zh, en}`` text of the field ``name``, or None."""
        return self.trial.text(*self.path, name)

    def prose(self, name: str, language: str) -> Prose | None:
        """The text of the field ``name`` as prose of a language, or None."""
        return self.trial.record.prose(language, *self.path, name, language)

    @cached_property
    def diagnoses(self) -> list[str]:
        """The diagnoses it is limited to; none where it is about all patients."""
        return self.trial.ids(*self.path, "diagnoses")

    @property
    def confirmed(self) -> bool:
        """Whether the figures were seen in a publication, a registry or a regulator's document."""
        return self.get("seen") in CONFIRMED
