"""Which results of a study a page may show: those that concern its subject, with a comparator or none by design, and with a denominator."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable

from ...selection import size
from ...trial import Cell, Row, Trial

FALLBACK = 1  # results of a study none of whose primary ones can be shown


@dataclass(frozen=True)
class Subject:
    """What a page is about: a kind of term, and its ids with all narrower ones."""

    kind: str
    ids: frozenset[str]


@dataclass(frozen=True)
class Chosen:
    """A row, those of its cells that concern the subject, and the size of a limited group where the cells do not say it."""

    row: Row
    cells: tuple[Cell, ...]
    group: int | None = None
    primary: bool = True


def chosen(trial: Trial, subject: Subject | None) -> list[Chosen]:
    """What the page of ``subject`` (None: a page on many) shows of a study: primary results and, of a mixed study, the same endpoint in the
    subject's own patients; where none of these can be shown, the first other result that can, marked as not primary."""
    primaries = [row for row in trial.results if row.data.get("primary") is True]
    endpoints = {row.endpoint for row in primaries}
    own = [row for row in trial.results if row not in primaries and row.endpoint in endpoints and _names(trial, row, subject)]
    others = [row for row in trial.results if _names(trial, row, subject) or not trial.get(*row.path, "population") and not _diluted(trial, row, subject)]
    shown = _shown(trial, [*_unmixed(trial, primaries, subject), *own], subject)
    return shown or _shown(trial, sorted(others, key=lambda row: not _names(trial, row, subject)), subject)[:FALLBACK]


def _shown(trial: Trial, rows: Iterable[Row], subject: Subject | None) -> list[Chosen]:
    return [found for row in rows if (found := _choose(trial, row, subject))]


def _choose(trial: Trial, row: Row, subject: Subject | None) -> Chosen | None:
    """A row as it may be shown; None where it is about others, or lacks comparator or denominator."""
    cells = tuple(_concerned(trial, row, subject))
    group = _group(trial, row)
    if not _concerns(trial, row, cells, subject) or not compared(trial, row, cells) or group is None and not _counted(trial, row, cells):
        return None
    counted = bool(cells) and all(isinstance(cell["n"], int) for cell in cells)
    unmarked = not any(each.data.get("primary") is True for each in trial.results)
    return Chosen(row, cells, None if counted else group, unmarked or row.data.get("primary") is True)


def _names(trial: Trial, row: Row, subject: Subject | None) -> bool:
    """Whether a row is limited to diagnoses that the subject takes in."""
    return subject is not None and subject.kind == "diagnoses" and bool(subject.ids.intersection(trial.ids(*row.path, "diagnoses")))


def _unmixed(trial: Trial, rows: list[Row], subject: Subject | None) -> list[Row]:
    """Without the rows of other patients: where the subject has a row of its own, one on an unnamed group is about somebody else."""
    if not any(_names(trial, row, subject) for row in rows) or whole(trial, subject):
        return rows
    return [row for row in rows if _names(trial, row, subject) or not trial.get(*row.path, "population")]


def _diluted(trial: Trial, row: Row, subject: Subject | None) -> bool:
    """Whether a row is about patients of several diagnoses, of which the subject takes in only some."""
    limited = any(trial.ids("arms", arm, "diagnoses") for arm in row.cells)
    return subject is not None and subject.kind == "diagnoses" and not limited and not whole(trial, subject)


def whole(trial: Trial, subject: Subject | None) -> bool:
    """Whether all patients of a study have a diagnosis that the subject takes in."""
    return subject is not None and subject.kind == "diagnoses" and subject.ids.issuperset(trial.ids("population", "diagnoses"))


def _concerned(trial: Trial, row: Row, subject: Subject | None) -> Iterable[Cell]:
    """Cells of a row that concern the subject; a comparator concerns it, too."""
    if subject is None:
        return row.cells.values()
    if subject.kind == "agents":
        return row.cells.values() if _against(trial, row) else (cell for cell in row.cells.values() if _of(trial, cell.arm, subject, True))
    own = [cell for cell in row.cells.values() if subject.ids.intersection(trial.ids("arms", cell.arm, "diagnoses"))]
    limited = any(trial.ids("arms", cell.arm, "diagnoses") for cell in row.cells.values())
    return own if own and limited and not whole(trial, subject) else row.cells.values()


def _concerns(trial: Trial, row: Row, cells: tuple[Cell, ...], subject: Subject | None) -> bool:
    if subject is None:
        return bool(cells or row.between)
    if subject.kind == "agents":
        ends = [str((row.between or {}).get(end)) for end in ("of", "versus")] if row.between else []
        return any(_of(trial, arm, subject, False) for arm in [*(cell.arm for cell in cells), *ends])
    named = trial.ids(*row.path, "diagnoses") or [id for cell in cells for id in trial.ids("arms", cell.arm, "diagnoses")]
    return bool(subject.ids.intersection(named or trial.ids("population", "diagnoses")))


def _of(trial: Trial, arm: str, subject: Subject, loose: bool) -> bool:
    """Whether an arm has an agent of the subject; one without agents of its own (a cohort, everybody) has those of the study."""
    agents = trial.ids("arms", arm, "agents")
    return bool(subject.ids.intersection(agents)) if agents else loose or bool(subject.ids.intersection(trial.agents))


def _against(trial: Trial, row: Row) -> bool:
    """Whether the arms of a row stand against each other."""
    return bool(row.between) or trial.get("design", "kind") == "randomised-trial" or any(_control(trial, arm) for arm in row.cells)


def _control(trial: Trial, arm: str) -> bool:
    return trial.get("arms", arm, "control") is True


def compared(trial: Trial, row: Row, cells: tuple[Cell, ...]) -> bool:
    """Whether a result has its comparator: a comparison, a second arm, or a study that by design has none."""
    if row.between:
        return bool(cells) or any(row.between.get(name) is not None for name in ("estimate", "ci", "p"))
    return bool(cells) and (len(cells) > 1 or trial.get("design", "kind") != "randomised-trial")


def _group(trial: Trial, row: Row) -> int | None:
    """Size of the cohort or subgroup a row is limited to, where the study lists it among its arms."""
    wanted = set(trial.ids(*row.path, "diagnoses"))
    if not wanted or wanted == set(trial.ids("population", "diagnoses")):
        return None
    sizes = [arm.get("n") for id, arm in trial.arms.items() if "kind" in arm and set(trial.ids("arms", id, "diagnoses")) == wanted and id not in row.cells]
    return next((n for n in sizes if isinstance(n, int)), None)


def _counted(trial: Trial, row: Row, cells: tuple[Cell, ...]) -> bool:
    """Whether the denominator of a result is known: from its cells, or as the size of the study where the row is about all of it.

    A number of events says nothing without its own denominator; neither does a cohort by the size of the study, nor a limited group.
    """
    if cells and all(isinstance(cell["n"], int) for cell in cells):
        return True
    named = trial.ids(*row.path, "diagnoses")
    limited = named and set(named) != set(trial.ids("population", "diagnoses")) or trial.get(*row.path, "population") and row.data.get("primary") is not True
    bare = any(cell["events"] is not None or "kind" in trial.arms.get(cell.arm, {}) for cell in cells if not isinstance(cell["n"], int))
    whole = row.data.get("primary") is True or row.between is not None  # any other row may be about those who were measured
    return whole and not limited and not bare and size(trial) is not None
