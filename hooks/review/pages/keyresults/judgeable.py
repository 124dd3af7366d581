"""Whether a result can be judged: it has a comparator, or none by design, and a denominator."""

from __future__ import annotations

from review.evidence.row import Row
from review.evidence.selection import size
from review.evidence.trial import Cell, Trial


def compared(row: Row, cells: tuple[Cell, ...]) -> bool:
    """Whether a result has a comparison or second arm, or is of a study that by design has none."""
    comparison = row.between
    if comparison:
        figures = map(comparison.get, ("estimate", "ci", "p"))
        return bool(cells) or any(figure is not None for figure in figures)
    if not cells:
        return False
    uncontrolled = not row.trial.randomised or row.trial.get("design", "comparative") is False
    return len(cells) > 1 or uncontrolled


def counted(row: Row, cells: tuple[Cell, ...]) -> bool:
    """Whether the denominator of a result is known: from its cells, from their arms, or as the size
    of the study where the row is about all of it.

    A number of events says nothing without its own denominator; neither does a cohort by the size
    of the study, nor a limited group."""
    uncounted = [cell for cell in cells if not isinstance(cell["n"], int)]
    if cells and not uncounted:
        return True
    if isinstance(row.trial.get("enrolled", str(row.data.get("among"))), int):
        return True
    bare = any(cell["events"] is not None or _unsized(row.trial, cell) for cell in uncounted)
    return _of_study(row) and not bare


def _of_study(row: Row) -> bool:
    """Whether a row is about all of a study whose size is known. One that is neither primary nor a
    comparison may be about those who were measured."""
    of_all = row.primary or row.between is not None
    return of_all and not _limited(row) and size(row.trial) is not None


def _limited(row: Row) -> bool:
    """Whether a row is about some patients only; that a primary result names those it was analysed
    in does not limit it."""
    everybody = set(row.trial.ids("population", "diagnoses"))
    if row.diagnoses and set(row.diagnoses) != everybody:
        return True
    return bool(row.data.get("population")) and not row.primary


def _unsized(trial: Trial, cell: Cell) -> bool:
    """Whether a cell is about a cohort or subgroup of which nobody says how large it is."""
    arm = trial.arms.get(cell.arm, {})
    return "kind" in arm and not any(isinstance(arm.get(name), int) for name in ("evaluable", "n"))
