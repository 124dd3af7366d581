"""Names of rows and data in words, and what a link to a datum says when a reader rests on it."""
from __future__ import annotations

from dataclasses import replace

from ..trial import BETWEEN, EVERYBODY, Datum, Row, Trial
from ..reference import Reference
from . import labels, provenance, values
from .escape import plain
from .view import View


def row_name(trial: Trial, row: Row, view: View) -> str:
    """Plain name of a result (endpoint and time point), harm or fact."""
    if row.kind != "results":
        return plain(view.pick(trial.text(*row.path, "label")) or row.id)
    return timed(view.name("endpoints", row.endpoint or row.id), row, view)


def timed(name: str, row: Row, view: View) -> str:
    """A name with the time point of the row, where it has one."""
    time = values.timepoint(row.data.get("timepoint"), view.language)
    return view.word("at", name=name, time=time) if time else name


def specified(name: str, trial: Trial, row: Row, view: View) -> str:
    """A name with the time point of the row and, where the row is limited to some diagnoses or patients, to whom."""
    diagnoses = trial.ids(*row.path, "diagnoses")
    limited = [plain(view.pick(view.corpus.vocabulary.name("diagnoses", id))) for id in diagnoses if diagnoses != trial.ids("population", "diagnoses")]
    population = trial.text(*row.path, "population")
    to_whom = view.listed(limited) or (plain(view.pick(population)) if population else "")
    return timed(view.bracket(name, to_whom), row, view)


def arm_name(trial: Trial, arm: str, view: View) -> str:
    """Plain name of an arm."""
    if arm == EVERYBODY:
        return view.word("everybody")
    return plain(view.pick(trial.text("arms", arm, "label")) or arm)


def comparison(trial: Trial, row: Row, view: View) -> str:
    """“a v b”: the two arms a comparison is between."""
    ends = [arm_name(trial, str((row.between or {}).get(end, "?")), view) for end in ("of", "versus")]
    return view.word("versus", a=ends[0], b=ends[1])


def line(trial: Trial, row: Row, view: View, arms: int = 3) -> str:
    """A row in one plain line: each arm's value (the first ``arms`` of them) and the comparison."""
    parts = []
    for arm, cell in list(row.cells.items())[:arms]:
        value = values.inline(values.of_cell(cell, row.data.get("unit"), view.language), view.language)
        parts.append(value if len(row.cells) == 1 else _named(arm_name(trial, arm, view), value, view))
    parts += ["…"] if len(row.cells) > arms else []
    parts += [values.between(row.between, view.language)] if row.between else []
    return ("；" if view.language == "zh" else "; ").join(part for part in parts if part)


def _named(name: str, value: str, view: View) -> str:
    latin = name[-1:].isascii() and value[:1].isascii()
    return f"{name} {value}" if view.language == "en" or latin else labels.spaced(name, value)


def title(trial: Trial, datum: Datum, view: View) -> str:
    """Trial, arm, endpoint, figures, source and provenance of a datum, for the title of its link."""
    key = (trial.id, datum.address, view.language)
    if key not in view.edition.titles:
        view.edition.titles[key] = _title(trial, datum, view)
    return view.edition.titles[key]


def _title(trial: Trial, datum: Datum, view: View) -> str:
    mark = " · "
    if datum.row is None:
        return mark.join([view.trial_name(trial), _count(trial, datum, view)])
    row, parts = datum.row, [view.trial_name(trial)]
    if datum.arm and datum.arm != EVERYBODY:
        parts.append(arm_name(trial, datum.arm, view))
    if datum.address.endswith(f".{BETWEEN}"):
        parts.append(comparison(trial, row, view))
    name = specified(view.name("endpoints", row.endpoint), trial, row, view) if row.endpoint else row_name(trial, row, view)
    parts.append(name + ("：" if view.language == "zh" else ": ") + _figures(trial, datum, view))
    parts += [denominator] if (denominator := _denominator(trial, datum, view)) else []
    source, seen = view.corpus.bibliography.entries.get(str(row.data.get("source"))), provenance.seen(trial, row, view)
    said = view.word("source") + ("：" if view.language == "zh" else ": ") + view.bracket(short(source, view), seen) if source else seen
    return mark.join([*parts, said])


def short(reference: Reference, view: View) -> str:
    """First author and year."""
    people = reference.entry.persons.get("author") or reference.entry.persons.get("editor") or []
    name = plain(" ".join([*people[0].prelast_names, *people[0].last_names]).strip("{}")) if people else reference.title[:40]
    return f"{name} {reference.year}".strip()


def _figures(trial: Trial, datum: Datum, view: View) -> str:
    """The figures of one cell, of the comparison, or of the whole row."""
    row = datum.row
    assert row is not None
    if datum.address.endswith(f".{BETWEEN}"):
        return values.between(row.between or {}, view.language)
    if datum.arm is None:
        return line(trial, row, view)
    value = values.of_cell(row.cells[datum.arm], row.data.get("unit"), view.language)
    exact = view.word("interval", "exact")
    if value.interval and value.label == exact:
        value = replace(value, interval=view.listed([value.interval, exact]) if view.language == "en" else f"{value.interval}，{exact}")
    return values.inline(value, view.language)


def _denominator(trial: Trial, datum: Datum, view: View) -> str:
    """How many patients the figures are about, where they do not say so themselves: those analysed, else those enrolled in the arms.

    A row that is limited to some patients or diagnoses is no statement on all whom its arms enrolled.
    """
    row = datum.row
    assert row is not None
    between = (row.between or {}) if datum.address.endswith(f".{BETWEEN}") else {}
    arms = [str(between.get(end)) for end in ("of", "versus")] if between else [datum.arm] if datum.arm else []
    analysed = [row.cells[arm]["n"] if arm in row.cells else None for arm in arms]
    if row.kind != "results":
        return ""  # harms have a denominator of their own: those treated
    limited = trial.ids(*row.path, "diagnoses") or trial.get(*row.path, "population")
    enrolled = [] if limited else [trial.arms.get(arm, {}).get("n") for arm in arms]
    kind, found = ("analysed", analysed) if all(isinstance(n, int) for n in analysed) else ("n", enrolled)
    if not found or not all(isinstance(n, int) for n in found) or len(arms) == 1 and kind == "analysed":
        return ""
    shown = [values.count(n, view.language) for n in found if isinstance(n, int)]
    return labels.spaced(view.word("enrolled", kind) + " ", view.word("versus", a=shown[0], b=shown[1]) if len(shown) == 2 else shown[0])


def _count(trial: Trial, datum: Datum, view: View) -> str:
    """A number enrolled, in all or in one arm."""
    shown = view.listed([values.count(int(figure.value), view.language) for figure in datum.figures])
    if datum.arm:
        return f"{arm_name(trial, datum.arm, view)} n={shown}"
    return f"{view.word('enrolled', str(datum.path[-1]))} {shown}"
