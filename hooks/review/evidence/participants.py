"""How many patients and studies the evidence of an outcome is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from review.evidence.corpus import Corpus
from review.evidence.question import Address
from review.evidence.row import BETWEEN, Row
from review.evidence.trial import Trial


@dataclass(frozen=True)
class Participants:
    """Numbers of patients and of studies; ``complete`` where every study says how many patients
    its figure is about, else ``patients`` counts only those that do."""

    patients: int
    studies: int
    complete: bool


def participants(corpus: Corpus, evidence: Iterable[Address]) -> Participants:
    """The patients of each study counted once, however many of its rows are evidence: by the arms
    that these rows compare or describe, by the row that has most."""
    rows: dict[str, dict[str, list[str]]] = {}
    for address in evidence:
        if address.trial in corpus.trials:
            columns = rows.setdefault(address.trial, {}).setdefault(address.row, [])
            columns.append(address.column)
    sizes = [_largest(corpus.trials[id], named) for id, named in rows.items()]
    numbers = [size for size in sizes if size is not None]
    return Participants(sum(numbers), len(sizes), len(numbers) == len(sizes))


def _largest(trial: Trial, named: Mapping[str, list[str]]) -> int | None:
    """Patients of that row of a study which is about most of them; None where none says."""
    rows = ((trial.row(id), columns) for id, columns in named.items())
    sizes = [patients(row, columns) for row, columns in rows if row is not None]
    return max((size for size in sizes if size is not None), default=None)


def patients(row: Row, columns: Iterable[str]) -> int | None:
    """How many patients the cells and comparisons of a row are about, each arm counted once; None
    where it is not known of every arm."""
    columns = list(columns)
    if BETWEEN in columns:
        compared = (row.between or {}).get("n")
        if isinstance(compared, int) and not row.counted:
            return compared
        columns += row.ends
    arms = [arm for arm in dict.fromkeys(columns) if arm != BETWEEN]
    for counts in _counts(row, arms):
        numbers = [number for number in counts if isinstance(number, int)]
        if numbers and len(numbers) == len(counts):
            return row.trial.together(numbers)
    return None


def _counts(row: Row, arms: list[str]) -> Iterator[list[object]]:
    """The ways to count the patients of arms: those analysed in the row, of a row on everybody
    those evaluable and those enrolled."""
    if not row.counted:  # of lesions it is not told how many patients had them
        yield [row.cells[arm]["n"] if arm in row.cells else None for arm in arms]
    limited = row.data.get("population") is not None or bool(row.diagnoses)
    if not row.diagnoses and (row.primary or not limited):
        found = [row.trial.arms.get(arm, {}) for arm in arms]
        yield [arm.get("evaluable") for arm in found]
        yield [arm.get("n") for arm in found]
