"""Results that the rest of a section's page tells already, in its text, its tables and the head
with the key questions: a third time would not make them truer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from review.edition.edition import Edition
from review.evidence.row import BETWEEN
from review.evidence.selection import ids
from review.pages.answers.best_evidence import best_evidence
from review.pages.stated_results import stated_figures
from review.sources.section import Section

OFTEN = 2


def repeated_rows(section: Section, edition: Edition) -> Mapping[str, frozenset[str]]:
    """Ids of rows with a figure that the page tells twice, by the id of their study."""
    found: dict[str, set[str]] = {}
    for address, number in _counts(section, edition).items():
        if number >= OFTEN:
            trial, _, datum = address.partition("#")
            found.setdefault(trial, set()).add(datum.partition(".")[0])
    return {trial: frozenset(rows) for trial, rows in found.items()}


def _counts(section: Section, edition: Edition) -> Counter[str]:
    """How often the text, its tables and the head tell each figure, by its address."""
    found = stated_figures(section.pairs)
    found.update(_in_tables(section, edition))
    for _, addresses in best_evidence(section, edition):
        found.update(map(str, addresses))
    return found


def _in_tables(section: Section, edition: Edition) -> Iterator[str]:
    """The figures that the tables of the text have a column for."""
    for fence in section.fences:
        if fence.record is None:
            continue
        columns = ids(fence.record.get("columns"))
        for trial in edition.selected(fence.record):
            rows = [row for row in map(trial.row, columns) if row is not None]
            primary = trial.primaries if "primary" in columns else []
            for row in (*rows, *primary):
                yield from (f"{trial.id}#{row.id}.{arm}" for arm in (*row.cells, BETWEEN))
