"""Fields of a trial as cells, for every table that has a row per trial."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from review.edition.view import View
from review.evidence.trial import Row, Trial
from review.markup.escape import attribute, link, literal
from review.markup.table import BREAK, anchor, small
from review.wording import datum as data
from review.wording import prose_markdown, provenance, values

FEW = 4  # terms a cell shows
ARMS = 4  # arms a cell shows before it refers to the trial's page
COUNTS = (
    "n",
    "randomised",
    "registered",
    "treated",
    "eligible",
    "analysed",
    "evaluable",
    "per-protocol",
    "assessed",
    "planned",
    "studies",
)


def name(trial: Trial, view: View) -> str:
    """The trial as a link, marked where it was added since the predecessor."""
    return view.trial(trial) + (
        " " + since_badge(trial, view) if trial.get("since") == "added" else ""
    )


def headed(trial: Trial, view: View, *more: str) -> str:
    """The trial with phase, number and status in small print below it, so that tables stay narrow
    enough for a phone."""
    number = enrolled(trial, view)
    known = [
        phase(trial, view) if trial.get("design", "phase") != "none" else "",
        *more,
        f"n={number}" if number else "",
        status(trial, view),
    ]
    return name(trial, view) + BREAK + small(" · ".join(each for each in known if each), "headline")


def since_badge(trial: Trial, view: View) -> str:
    """The mark of a trial that the predecessor did not have."""
    title = attribute(since(trial, view))
    return f'<span class="since since-added" title="{title}">{view.word("since", "added-short")}</span>'


def since(trial: Trial, view: View) -> str:
    """Whether the predecessor had the trial, in words."""
    return view.word(
        "since", str(trial.get("since")), predecessor=view.pick(view.corpus.settings.predecessor)
    )


def status(trial: Trial, view: View) -> str:
    """The status as a badge."""
    value = str(trial.get("status"))
    return f'<span class="status status-{attribute(value)}">{literal(view.word("status", verdict(trial)))}</span>'


def verdict(trial: Trial) -> str:
    """The status under the name of its wording: why nothing is compared depends on the design."""
    value = str(trial.get("status"))
    if value != "non-comparative":
        return value
    return (
        f"{value}-randomised"
        if trial.get("design", "kind") == "randomised-trial"
        else f"{value}-alone"
    )


def status_short(trial: Trial, view: View) -> str:
    """The status in a word, its full wording as title."""
    value = str(trial.get("status"))
    full, short = view.word("status", verdict(trial)), view.word("status-short", verdict(trial))
    return f'<span class="status status-{attribute(value)}" title="{attribute(full)}">{literal(short)}</span>'


def phase(trial: Trial, view: View) -> str:
    """``2 期`` or ``phase 2``."""
    value = str(trial.get("design", "phase") or "none")
    return view.word("phase", "none") if value == "none" else view.word("phase", "of", phase=value)


def phase_field(trial: Trial, view: View) -> str:
    """The phase behind the name of that field."""
    value = str(trial.get("design", "phase") or "none")
    return (
        view.word("phase", "field-none")
        if value == "none"
        else view.word("phase", "field", phase=value)
    )


def phase_short(trial: Trial, view: View) -> str:
    """The bare phase, for a column that is headed so."""
    value = str(trial.get("design", "phase") or "none")
    return "–" if value == "none" else literal(value)


def kind(trial: Trial, view: View) -> str:
    """The kind of study."""
    return view.word("kind", str(trial.get("design", "kind")))


def enrolled(trial: Trial, view: View) -> str:
    """The number by which the study counts, with its definition as title."""
    block = trial.get("enrolled")
    known = block if isinstance(block, dict) else {}
    name = next((name for name in COUNTS if isinstance(known.get(name), int)), None)
    if name is None:
        return ""
    return link(
        values.count(known[name], view.language),
        view.source(trial.path, f"enrolled.{name}"),
        view.word("enrolled", name),
        ".datum",
    )


def counts(trial: Trial, view: View) -> str:
    """All numbers enrolled, each with its definition and its anchor."""
    block = trial.get("enrolled")
    known = [
        (name, number)
        for name, number in (block if isinstance(block, dict) else {}).items()
        if isinstance(number, int)
    ]
    said = {
        name: view.bracket(values.count(number, view.language), view.word("enrolled", name))
        for name, number in known
    }
    return view.listed([anchor(f"enrolled.{name}") + each for name, each in said.items()])


def primary(trial: Trial, view: View) -> str:
    """The primary results, a line each: a trial of several cohorts has one for every cohort."""
    names = [
        (row, literal(data.specified(trial, row, view, short=True))) for row in trial.primaries
    ]
    return BREAK.join(result(trial, row, name, view) for row, name in names) or view.word(
        "key", "no-figure"
    )


def result(
    trial: Trial, row: Row, name: str, view: View, only: tuple[str, ...] | None = None
) -> str:
    """A row in one line under ``name``, as a link to it, with a dagger where it is not confirmed;
    of its arms all or ``only`` these."""
    shown = (
        name
        + colon(view)
        + literal(data.line(trial, row, view, ARMS, only) or view.word("key", "no-figure"))
    )
    return linked(shown, trial, address(row, only), view) + dagger(trial, row, view)


def address(row: Row, only: tuple[str, ...] | None) -> str:
    """Where a row is pointed to: itself, or the cell of the one arm of several that is shown."""
    return (
        f"{row.id}.{only[0]}"
        if only and len(only) == 1 < len(row.cells) and not row.between
        else row.id
    )


def linked(shown: str, trial: Trial, address: str, view: View) -> str:
    """Figures as a link to their datum, which says what they are and where they are from to whoever
    rests on it."""
    datum = trial.datum(address)
    return link(
        shown,
        view.source(trial.path, address),
        data.title(trial, datum, view) if datum else "",
        ".datum",
    )


def dagger(trial: Trial, row: Row, view: View) -> str:
    """The dagger of a row that is not confirmed; empty for any other."""
    return "" if row.confirmed else provenance.dagger(provenance.unconfirmed(trial, row, view))


def colon(view: View) -> str:
    """The language's colon with what follows it."""
    return "：" if view.language == "zh" else ": "


def design(trial: Trial, view: View) -> str:
    """Kind of study and blinding."""
    parts = [kind(trial, view)]
    blinding = str(trial.get("design", "blinding") or "none")
    parts += [view.word("blinding", blinding)] if blinding != "none" else []
    return view.listed(parts)


def year(trial: Trial, view: View) -> str:
    """Year of the first source."""
    reference = view.corpus.bibliography.entries.get(next(iter(trial.ids("sources")), ""))
    return reference.year if reference else ""


def few(kind: str, ids: list[str], trial: Trial, view: View) -> str:
    """The first terms of a list as links; the trial's page has them all."""
    more = (
        link(view.word("more", "kinds", n=len(ids) - FEW, all=len(ids)), view.source(trial.path))
        if len(ids) > FEW
        else ""
    )
    return view.terms(kind, ids[:FEW]) + more


def prose(trial: Trial, view: View, *path: str) -> str:
    """A text of the table in one line."""
    return prose_markdown.line(view.prose(trial, *path), view)


COLUMNS: Mapping[str, Callable[[Trial, View], str]] = {
    "phase": phase_short,
    "n": enrolled,
    "status": status_short,
    "design": design,
    "line": lambda trial, view: prose(trial, view, "population", "line"),
    "comparator": lambda trial, view: prose(trial, view, "design", "comparator"),
    "agents": lambda trial, view: few("agents", trial.agents, trial, view),
    "diagnoses": lambda trial, view: few(
        "diagnoses", trial.ids("population", "diagnoses"), trial, view
    ),
    "endpoints": lambda trial, view: few("endpoints", trial.endpoints, trial, view),
    "setting": lambda trial, view: view.word("setting", str(trial.get("population", "setting"))),
    "since": lambda trial, view: view.word("since", f"{trial.get('since')}-short"),
    "year": year,
    "primary": primary,
}
