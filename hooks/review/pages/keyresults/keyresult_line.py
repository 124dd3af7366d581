"""One line of the key results: the study, its design, year, patients and verdict; the comparison
and its figures; what it does not show."""

from __future__ import annotations

import re

from review.edition.view import View
from review.evidence.trial import EVERYBODY, Cell, Trial
from review.markup.escape import link, literal
from review.markup.table import BREAK, small
from review.pages import table_columns
from review.pages.design_strength import words
from review.pages.keyresults.keyresult_choice import Chosen, Subject
from review.wording import datum, denominator, prose_markdown, values

TITLE = re.compile(r'(?<=[^\s]) "[^"]*"\)(?=\{\.datum\})')
FEW = 2  # diagnoses named
ROWS = 4  # results of one study
ARMS = 4


def line(trial: Trial, rows: list[Chosen], about: Subject | None, view: View) -> str:
    """The line of a study with its results, as one line of Markdown.

    The diseases are left out where the page is named after just these.
    """
    diagnoses = (
        about is None
        or about.kind != "diagnoses"
        or set(trial.ids("population", "diagnoses")) != about.named
    )
    known = [
        words(trial, view),
        view.word("hypothesis", "non-inferiority")
        if trial.get("design", "hypothesis") == "non-inferiority"
        else "",
        table_columns.year(trial, view),
        _diagnoses(trial, view) if diagnoses else "",
        _size(trial, view),
    ]
    head = " · ".join(
        [
            f"**{view.trial(trial)}**",
            small(" · ".join(each for each in known if each), "known"),
            table_columns.status(trial, view),
        ]
    )
    more = (
        [link(view.word("key", "more-results", n=len(rows) - ROWS), view.source(trial.path))]
        if len(rows) > ROWS
        else []
    )
    results = [_result(trial, each, view) for each in rows[:ROWS]] + more
    return BREAK.join([head, *results])


def _diagnoses(trial: Trial, view: View) -> str:
    ids = trial.ids("population", "diagnoses")
    named = view.listed([literal(view.name("diagnoses", id)) for id in ids[:FEW]])
    return named + (
        view.word("more", "kinds", n=len(ids) - FEW, all=len(ids)) if len(ids) > FEW else ""
    )


def _size(trial: Trial, view: View) -> str:
    """The number by which the study counts, with what it counts."""
    block = trial.get("enrolled")
    known = block if isinstance(block, dict) else {}
    name = next((name for name in table_columns.COUNTS if isinstance(known.get(name), int)), None)
    return (
        view.word(
            "key",
            "size",
            kind=view.word("enrolled", name),
            n=values.count(known[name], view.language),
        )
        if name
        else ""
    )


def _result(trial: Trial, shown: Chosen, view: View) -> str:
    """Endpoint, comparison and figures, these as a link to the row; a dagger where they are not
    confirmed."""
    row = shown.row
    name = literal(
        view.bracket(
            datum.specified(trial, row, view), view.word("key", "mixed") if shown.mixed else ""
        )
    )
    prefix = "" if shown.primary else view.word("key", "secondary")
    figures = table_columns.linked(
        literal(_figures(trial, shown, view)),
        trial,
        table_columns.address(row, tuple(cell.arm for cell in shown.cells)),
        view,
    )
    compared, colon = _compared(trial, shown, view), table_columns.colon(view)
    said = (
        f"{name}{colon}{compared}{figures}" if row.between else f"{compared}{name}{colon}{figures}"
    )
    return f"{prefix}{said}{table_columns.dagger(trial, row, view)}"


def _compared(trial: Trial, shown: Chosen, view: View) -> str:
    """The comparison, where the figures do not name its arms; or that there is none."""
    row, cells = shown.row, shown.cells
    mark = "，" if view.language == "zh" else ", "
    if row.between and not {str(row.between.get(end)) for end in ("of", "versus")} <= {
        cell.arm for cell in cells
    }:
        return literal(datum.comparison(trial, row, view)) + mark
    if (
        trial.get("design", "kind") == "single-arm-trial"
        or trial.get("design", "comparative") is False
        and trial.get("design", "kind") == "randomised-trial"
    ):
        return ""  # the head of the line says so
    if (
        row.between
        or len(cells) > 1
        and trial.get("design", "kind") == "randomised-trial"
        or any(trial.get("arms", cell.arm, "control") is True for cell in cells)
    ):
        return ""
    trialled = str(trial.get("design", "phase") or "none") != "none"
    return view.word("key", "single-arm" if trialled else "uncontrolled") + mark


def _figures(trial: Trial, shown: Chosen, view: View) -> str:
    """The figures of the arms and of their comparison, with the sizes of the arms; beside an
    estimate of the comparison the arms go without their intervals."""
    row, between = shown.row, shown.row.between or {}
    estimated = between.get("estimate") is not None
    found = [datum.value(row, cell.arm, view, not row.medians) for cell in shown.cells[:ARMS]]
    parts = [
        _named(
            trial, cell, value.figure if estimated else values.inline(value, view.language), view
        )
        for cell, value in zip(shown.cells, found)
    ]
    parts += (
        [view.word("more", "arms", n=len(shown.cells) - ARMS)] if len(shown.cells) > ARMS else []
    )
    parts += [values.between(between, view.language)] if between else []
    parts += (
        [view.word("of-n", n=values.count(shown.group, view.language))]
        if shown.group is not None
        else [denominator.of_row(trial, row, [cell.arm for cell in shown.cells], view)]
    )
    bare = (
        not between.get("ci")
        if estimated
        else any(
            not value.interval and cell["value"] is None for cell, value in zip(shown.cells, found)
        )
    )
    parts += [view.word("key", "no-interval")] if bare else []
    return ("；" if view.language == "zh" else "; ").join(part for part in parts if part)


def _named(trial: Trial, cell: Cell, figure: str, view: View) -> str:
    """A figure after the name of its arm."""
    return (
        figure
        if cell.arm == EVERYBODY
        else datum.of_arm(datum.arm_name(trial, cell.arm, view), figure, view)
    )


def limits(trial: Trial, view: View) -> str:
    """What the study does not show, one tap away; the same on all pages from which it is as far."""
    key = (trial.id, view.language, view.source(trial.path))
    if key not in view.edition.limits:
        view.edition.limits[key] = _folded(trial, view)
    return view.edition.limits[key]


def _folded(trial: Trial, view: View) -> str:
    # without the titles of its figures, which the study's page has: they would double the weight of
    # the box
    said = TITLE.sub(")", prose_markdown.line(view.prose(trial, "appraisal", "limits"), view))
    return (
        f'\n\n<details class="limits" markdown="1"><summary>{view.word("trial", "limits")}</summary>\n\n{said}\n\n</details>'
        if said
        else ""
    )
