"""Notes of rows, below their table: in a cell they would make a column of single words on a
phone."""

from __future__ import annotations

from collections.abc import Sequence

from review.edition.view import View
from review.evidence.trial import Row, Trial
from review.markup.table import anchor
from review.pages.result_groups import groups
from review.wording import prose_markdown
from review.wording.citation_numbers import letter


def mark(row: Row, trial: Trial) -> str:
    """The letter of a row's note, leading to it; empty where it has none."""
    return (
        f'<sup class="note"><a href="#note-{row.id}">{_letter(row, trial)}</a></sup>'
        if _has(row)
        else ""
    )


def below(table: str, rows: Sequence[Row], trial: Trial, view: View) -> str:
    """A table with the notes of its rows."""
    own = {
        _letter(row, trial): row for row in reversed(rows) if _has(row)
    }  # one note for all rows that have the same: the first of them leads to it
    listed = "\n".join(
        f"- {_note(row, [each for each in rows if _has(each) and _letter(each, trial) == letter], trial, view)}"
        for letter, row in sorted(own.items(), key=lambda item: rows.index(item[1]))
    )
    return f'{table}\n\n<div class="notes" markdown="1">\n\n{listed}\n\n</div>' if listed else table


def _note(row: Row, sharing: Sequence[Row], trial: Trial, view: View) -> str:
    said = prose_markdown.line(view.prose(trial, *row.path, "note"), view)
    return f"{anchor(*(f'note-{each.id}' for each in sharing))}[{_letter(row, trial)}](#{row.id}) {said}"


def _letter(row: Row, trial: Trial) -> str:
    """Letters run through all tables of a kind in the order of reading, so that none stands twice
    in one part of the page for two notes; the same note has the same."""
    read = [
        each
        for group in groups([each for each in trial.rows if each.kind == row.kind])
        for each in group.rows
    ]
    said = dict.fromkeys(str(trial.text(*each.path, "note")) for each in read if _has(each))
    return letter(list(said).index(str(trial.text(*row.path, "note"))))


def _has(row: Row) -> bool:
    return isinstance(row.data.get("note"), dict)
