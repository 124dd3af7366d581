"""Rows of a trial table (results, harms, facts) as tables in which every row and cell has its
anchor.

Rows that report the same few arms share a table with a column per arm; a row with more arms than
that gets one of its own, a line per arm."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.trial import BETWEEN, EVERYBODY, Cell, Row, Trial
from review.markup.escape import attribute, link, literal
from review.markup.table import anchor, lines, small, table
from review.pages import result_notes
from review.pages.result_groups import WIDEST, Group, groups
from review.pages.table_columns import colon
from review.wording import datum, prose_markdown, provenance, values


def results(trial: Trial, view: View) -> list[str]:
    """The tables of the results, in the order of their first rows."""
    return [
        result_notes.below(_table(group, "endpoint", trial, view), group.rows, trial, view)
        for group in groups(trial.results)
    ]


def harms(trial: Trial, view: View) -> list[str]:
    """The tables of the harms."""
    return [
        result_notes.below(_table(group, "harm", trial, view), group.rows, trial, view)
        for group in groups(trial.harms)
    ]


def facts(trial: Trial, view: View) -> str:
    """The table of other figures."""
    header = [view.word("field", name) for name in ("fact", "value", "provenance")]
    rows = [
        [
            _label(row, trial, view, EVERYBODY),
            _value(row.cells[EVERYBODY], row, trial, view),
            provenance.column(trial, row, view),
        ]
        for row in trial.facts
    ]
    return result_notes.below(table(header, rows), trial.facts, trial, view)


def computed(trial: Trial) -> bool:
    """Whether a table shows a figure that was computed, which calls for a legend."""
    return any(
        cell.proportion and (cell["ci"] is None or cell["percent"] is None)
        for row in trial.results
        for cell in row.cells.values()
    )


def _table(group: Group, first: str, trial: Trial, view: View) -> str:
    if len(group.arms) > WIDEST:
        return _long(group.rows[0], first, trial, view)
    names = [literal(datum.arm_name(trial, arm, view)) for arm in group.arms]
    header = [
        view.word("field", first),
        *names,
        view.word("field", "comparison"),
        view.word("field", "provenance"),
    ]
    return table(header, [_wide(row, group.arms, trial, view) for row in group.rows])


def _wide(row: Row, arms: list[str], trial: Trial, view: View) -> list[str]:
    """One row with a column per arm."""
    cells = [_cell(row, arm, trial, view) for arm in arms]
    return [
        _label(row, trial, view),
        *cells,
        _between(row, arms, trial, view),
        provenance.column(trial, row, view),
    ]


def _long(row: Row, first: str, trial: Trial, view: View) -> str:
    """One row with a line per arm; label, comparison and provenance stand in the first line."""
    header = [
        view.word("field", name) for name in (first, "arm", "value", "comparison", "provenance")
    ]
    body = [
        ["", literal(datum.arm_name(trial, arm, view)), _cell(row, arm, trial, view), "", ""]
        for arm in row.cells
    ]
    body[0][0], body[0][3], body[0][4] = (
        _label(row, trial, view),
        _between(row, list(row.cells), trial, view),
        provenance.column(trial, row, view),
    )
    return table(header, body)


def _label(row: Row, trial: Trial, view: View, *cells: str) -> str:
    """What the row is about, and what a reader must know of it."""
    if row.kind == "results":
        name = link(
            literal(datum.row_name(trial, row, view)),
            view.term_target("endpoints", row.endpoint or row.id),
        )
    else:
        name = prose_markdown.line(view.prose(trial, *row.path, "label"), view) or literal(row.id)
    target = anchor(row.id, *(f"{row.id}.{cell}" for cell in cells))
    return lines(
        target + name + result_notes.mark(row, trial),
        *(small(each, kind) for kind, each in _remarks(row, trial, view)),
    )


def _remarks(row: Row, trial: Trial, view: View) -> list[tuple[str, str]]:
    """Primary endpoint, grade, population, assessment, cut-off: each with the class of its line."""
    related = view.word("related") if row.data.get("related") is True else ""
    population = prose_markdown.line(view.prose(trial, *row.path, "population"), view)
    grade = [
        related,
        literal(values.grade(row.data.get("grade"), view.language)),
        literal(str(row.data.get("criteria") or "")),
    ]
    remarks = [
        ("primary", view.word("primary") if row.data.get("primary") is True else ""),
        ("grade", view.listed([each for each in grade if each])),
        ("diagnoses", view.terms("diagnoses", trial.ids(*row.path, "diagnoses"))),
        ("population", view.word("population", text=population) if population else ""),
        ("assessment", prose_markdown.line(view.prose(trial, *row.path, "assessment"), view)),
        ("cutoff", values.cutoff(row, view.language)),
    ]
    return [(name, each) for name, each in remarks if each]


def _cell(row: Row, arm: str, trial: Trial, view: View) -> str:
    return (
        anchor(f"{row.id}.{arm}") + _value(row.cells[arm], row, trial, view)
        if arm in row.cells
        else ""
    )


def _value(cell: Cell, row: Row, trial: Trial, view: View) -> str:
    """A value with its interval below it; what was computed is in italics, how the interval was got
    stands behind it."""
    value = datum.value(
        row, cell.arm, view, row.kind == "results" or not datum.says_median(trial, row, view)
    )
    shown = literal(value.figure)
    if value.computed:
        said = attribute(view.word("computed", ratio=f"{cell['events']}/{cell['n']}"))
        shown = shown.replace(
            value.computed, f'<i class="computed" title="{said}">{value.computed}</i>'
        )
    # an exact interval for every harm would hide the figures it goes with
    interval = value.interval if isinstance(cell["ci"], dict) or row.kind == "results" else ""
    return lines(
        shown, small(view.bracket(literal(interval), value.label), "interval") if interval else ""
    )


def _between(row: Row, columns: list[str], trial: Trial, view: View) -> str:
    """The comparison, and between whom where the columns do not say."""
    if row.between is None:
        p = values.p_value(row.data, view.language)
        return literal(p)
    arms = {row.between.get("of"), row.between.get("versus")}
    who = "" if arms == set(columns) else literal(datum.comparison(trial, row, view)) + colon(view)
    return anchor(f"{row.id}.{BETWEEN}") + who + literal(values.between(row.between, view.language))
