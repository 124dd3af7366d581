"""Notes of rows, below their table: in a cell they would make a column of single words on a phone."""
from __future__ import annotations

from typing import Sequence

from ..trial import Row, Trial
from . import text
from .citations import letter
from .table import anchor
from .view import View


def mark(row: Row, trial: Trial) -> str:
    """The letter of a row's note, leading to it; empty where it has none."""
    return f'<sup class="note"><a href="#note-{row.id}">{_letter(row, trial)}</a></sup>' if _has(row) else ""


def below(table: str, rows: Sequence[Row], trial: Trial, view: View) -> str:
    """A table with the notes of its rows."""
    listed = "\n".join(f"- {_note(row, trial, view)}" for row in rows if _has(row))
    return f'{table}\n\n<div class="notes" markdown="1">\n\n{listed}\n\n</div>' if listed else table


def _note(row: Row, trial: Trial, view: View) -> str:
    said = text.line(view.prose(trial, *row.path, "note"), view)
    return f"{anchor(f'note-{row.id}')}[{_letter(row, trial)}](#{row.id}) {said}"


def _letter(row: Row, trial: Trial) -> str:
    """Letters run through all rows of a kind, so that no letter stands twice in one part of the page."""
    return letter([each.id for each in trial.rows if each.kind == row.kind and _has(each)].index(row.id))


def _has(row: Row) -> bool:
    return isinstance(row.data.get("note"), dict)
