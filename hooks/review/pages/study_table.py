"""The studies of an agent, a diagnosis or an endpoint as a table."""

from __future__ import annotations

from collections.abc import Sequence

from review.edition.view import View
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup.escape import literal
from review.markup.table import lines, listing, table
from review.pages import keyresults
from review.pages.table_columns import COLUMNS, StudyCells

SHOWN = {"agents": ("diagnoses",), "diagnoses": ("agents",), "endpoints": ("agents", "diagnoses")}


def studies(term: Term, trials: Sequence[Trial], view: View) -> str:
    """The trials of a term; for an endpoint what each found, else the main result."""
    columns = SHOWN[term.kind]
    last = "value" if term.kind == "endpoints" else "primary"
    header = [view.word("field", name) for name in ("trial", *columns, last)]
    rows = [
        [cells.headed(), *(COLUMNS[name](cells) for name in columns), _result(term, cells)]
        for cells in (StudyCells(trial, view) for trial in trials)
    ]
    return listing(table(header, rows), "studies")


def _result(term: Term, cells: StudyCells) -> str:
    if term.kind == "agents":
        return cells.primary()
    if term.kind == "diagnoses":
        return _of_disease(term, cells)
    names = cells.words.distinct_names(short=True, median=True)
    lineage = cells.view.edition.lineage
    rows = [
        row
        for row in cells.trial.results
        if row.endpoint and term.id in lineage("endpoints", row.endpoint)
    ]
    return lines(*(cells.result(row, literal(names[row.id])) for row in rows))


def _of_disease(term: Term, cells: StudyCells) -> str:
    """Main results about the disease, its own before those of all patients, so called."""
    view = cells.view
    found = keyresults.relevant(cells.trial, keyresults.subject(term, view.edition))
    if not found:
        return view.word("key", "none" if cells.trial.results else "no-figure")
    results = []
    for result in found:
        name = cells.words.row(result.row).specified(short=True)
        named = literal(view.bracket(name, view.word("key", "mixed") if result.mixed else ""))
        arms = [cell.arm for cell in result.cells]
        results.append(cells.result(result.row, named, arms))
    return lines(*results)
