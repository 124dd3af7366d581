"""A ``trials`` fence as a table: rows are trials, columns fields of theirs or results; no figure
without a way to its datum."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.selection import select
from review.evidence.trial import BETWEEN, EVERYBODY, Row, Trial
from review.markup.escape import link, literal
from review.markup.table import table
from review.pages import table_columns
from review.sources.section import Fence
from review.wording import datum, provenance, provenance_signs, values

DEFAULT = ["diagnoses", "phase", "n", "status", "primary"]


def markdown(fence: Fence, view: View) -> str:
    """The table of a fence; empty where it selects nothing."""
    if fence.record is None:
        return ""
    trials = select(fence.record, view.corpus)
    chosen = fence.record.get("columns")
    names = [str(name) for name in chosen] if isinstance(chosen, list) else DEFAULT
    rows = [
        [table_columns.name(trial, view), *(_cell(trial, name, view) for name in names)]
        for trial in trials
    ]
    header = [view.word("field", "trial"), *(_header(name, trials, view) for name in names)]
    notes = _notes(trials, names, view)
    return "\n\n".join(
        part
        for part in [
            provenance_signs.told_apart(table(header, rows), notes),
            "<br>\n".join(provenance_signs.below(notes)),
        ]
        if part
    )


def _header(name: str, trials: list[Trial], view: View) -> str:
    if name in table_columns.COLUMNS:
        return view.word("field", name)
    trial, row = next(((trial, row) for trial in trials if (row := trial.row(name))), (None, None))
    return (
        literal(datum.specified(trial, row, view, short=True, median=False))
        if trial and row and row.endpoint
        else literal(name)
    )


def _cell(trial: Trial, name: str, view: View) -> str:
    if name in table_columns.COLUMNS:
        return table_columns.COLUMNS[name](trial, view)
    row = trial.row(name)
    return figures(trial, row, view) if row else ""


def figures(trial: Trial, row: Row, view: View) -> str:
    """A row's values, each a link to its datum, with a dagger where they are not confirmed."""
    parts = [_figure(trial, row, arm, view) for arm in list(row.cells)[: table_columns.ARMS]]
    parts += (
        [
            link(
                view.word("more", "arms", n=len(row.cells) - table_columns.ARMS),
                view.source(trial.path, row.id),
            )
        ]
        if len(row.cells) > table_columns.ARMS
        else []
    )
    if row.between:
        parts.append(
            table_columns.linked(
                literal(values.between(row.between, view.language)),
                trial,
                f"{row.id}.{BETWEEN}",
                view,
            )
        )
    return "<br>".join(part for part in parts if part) + table_columns.dagger(trial, row, view)


def _figure(trial: Trial, row: Row, arm: str, view: View) -> str:
    value = values.inline(datum.value(row, arm, view), view.language)
    shown = table_columns.linked(literal(value), trial, f"{row.id}.{arm}", view)
    # one arm of several is named even where it is the only one with a figure: else its figure would
    # pass for that of the whole study
    alone = len(row.cells) == 1 and (arm == EVERYBODY or len(trial.arms) < 2)
    return (
        shown
        if alone
        else f"{literal(datum.arm_name(trial, arm, view))}{table_columns.colon(view)}{shown}"
    )


def _notes(trials: list[Trial], names: list[str], view: View) -> list[str]:
    """What the daggers of the table mean, each note once."""
    shown = [
        (trial, row)
        for trial in trials
        for name in names
        for row in (trial.primaries if name == "primary" else [trial.row(name)])
    ]
    return list(
        dict.fromkeys(
            provenance.unconfirmed(trial, row, view)
            for trial, row in shown
            if row and not row.confirmed
        )
    )
