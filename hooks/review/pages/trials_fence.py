"""A ``trials`` fence as a table: rows are trials, columns fields of theirs or results; no figure
without a way to its datum."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.trial import BETWEEN, EVERYBODY, Row, Trial
from review.markup.escape import link, literal
from review.markup.table import BREAK, table
from review.pages.table_columns import ARMS, COLUMNS, StudyCells
from review.sources.section import Fence
from review.wording import values
from review.wording.provenance import Signs
from review.wording.trial_words import worded

DEFAULT = ["diagnoses", "phase", "n", "status", "primary"]


def markdown(fence: Fence, view: View) -> str:
    """The table of a fence, with sources of its unconfirmed figures; empty without trials."""
    if fence.record is None:
        return ""
    trials = view.edition.selected(fence.record)
    columns = fence.record.get("columns")
    names = [str(name) for name in columns] if isinstance(columns, list) else DEFAULT
    header = [view.word("field", "trial"), *(_header(name, trials, view) for name in names)]
    signs = Signs()
    studies = [StudyCells(trial, view, signs) for trial in trials]
    rows = [[cells.name(), *(_cell(cells, name) for name in names)] for cells in studies]
    parts = [table(header, rows), f"{BREAK}\n".join(signs.below())]
    return "\n\n".join(filter(None, parts))


def _header(name: str, trials: list[Trial], view: View) -> str:
    if name in COLUMNS:
        return view.word("field", name)
    row = next(filter(None, (trial.row(name) for trial in trials)), None)
    if row is None or not row.endpoint:
        return literal(name)
    words = worded(row.trial, view.corpus, view.language).row(row)
    return literal(words.specified(short=True, median=False))


def _cell(cells: StudyCells, name: str) -> str:
    if name in COLUMNS:
        return COLUMNS[name](cells)
    row = cells.trial.row(name)
    return figures(cells, row) if row else ""


def figures(cells: StudyCells, row: Row) -> str:
    """A row's values, each a link to its datum, with a dagger where they are not confirmed."""
    parts = [_figure(cells, row, arm) for arm in list(row.cells)[:ARMS]]
    if len(row.cells) > ARMS:
        more = cells.view.word("more", "arms", n=len(row.cells) - ARMS)
        parts.append(link(more, cells.view.source(row.trial.path, row.id)))
    if row.between:
        estimate = literal(cells.words.row(row).estimate)
        parts.append(cells.linked(estimate, f"{row.id}.{BETWEEN}"))
    return BREAK.join(filter(None, parts)) + cells.dagger(row)


def _figure(cells: StudyCells, row: Row, arm: str) -> str:
    value = values.inline(cells.words.row(row).value(arm), cells.view.language)
    figure = cells.linked(literal(value), f"{row.id}.{arm}")
    # one arm of several is named even where it is the only one with a figure: else its figure would
    # pass for that of the whole study
    if len(row.cells) == 1 and (arm == EVERYBODY or len(row.trial.arms) < 2):
        return figure
    return literal(cells.words.arm(arm)) + cells.view.language.colon + figure
