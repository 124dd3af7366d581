"""Names of rows and data in words, and what a link to a datum says when a reader rests on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from review.edition.view import View
from review.evidence.reference import Reference
from review.evidence.trial import BETWEEN, EVERYBODY, Datum, Row, Trial
from review.markup import labels
from review.markup.escape import plain
from review.wording import denominator, names, provenance, values


def row_name(trial: Trial, row: Row, view: View) -> str:
    """Plain name of a result (endpoint and time point), harm or fact."""
    if row.kind != "results":
        return plain(view.pick(trial.text(*row.path, "label")) or row.id)
    return names.result(row, view.corpus.vocabulary, view.language)


def specified(trial: Trial, row: Row, view: View, short: bool = False, median: bool = True) -> str:
    """Plain name of a result, how it was assessed where the row says so, and to which diagnoses or
    patients it is limited. ``short`` takes abbreviations; with ``median`` the name says of medians
    that they are, and ``value`` need not."""
    diagnoses = trial.ids(*row.path, "diagnoses")
    limited = [
        plain(view.pick(view.corpus.vocabulary.name("diagnoses", id)))
        for id in diagnoses
        if diagnoses != trial.ids("population", "diagnoses")
    ]
    population = trial.text(*row.path, "population")
    to_whom = view.listed(limited) or (plain(view.pick(population)) if population else "")
    inner = [said for said in (to_whom, _assessed(trial, row, view)) if said]
    return view.bracket(
        names.result(row, view.corpus.vocabulary, view.language, short, median),
        ("；" if view.language == "zh" else "; ").join(inner),
    )


def distinct_names(
    trial: Trial, view: View, short: bool = False, median: bool = False
) -> dict[str, str]:
    """Names of all rows by id, no two the same: by whom they are limited to, else by assessment,
    grade, data cut-off, adjustment or arms; numbered where nothing differs."""
    named = {
        row.id: specified(trial, row, view, short, median)
        if row.kind == "results"
        else row_name(trial, row, view)
        for row in trial.rows
    }
    doubled = [
        name for name in dict.fromkeys(named.values()) if list(named.values()).count(name) > 1
    ]
    for name in doubled:
        rows = [row for row in trial.rows if named[row.id] == name]
        ways = [
            [way(trial, row, view) for row in rows]
            for way in (_assessed, _grade, _cutoff, _adjusted, _arm if short else _arms)
        ]
        for place, row in enumerate(rows):
            said = next(
                (each[place] for each in ways if each[place] and each.count(each[place]) == 1), ""
            )
            unsaid = sum(
                not any(each[at] and each.count(each[at]) == 1 for each in ways)
                for at in range(len(rows))
            )
            named[row.id] = view.bracket(name, said or (str(place + 1) if unsaid > 1 else ""))
    return named


def _assessed(trial: Trial, row: Row, view: View) -> str:
    return plain(view.pick(trial.text(*row.path, "assessment")))


def _grade(trial: Trial, row: Row, view: View) -> str:
    return values.grade(row.data.get("grade"), view.language)


def _cutoff(trial: Trial, row: Row, view: View) -> str:
    return values.cutoff(row, view.language)


def _adjusted(trial: Trial, row: Row, view: View) -> str:
    known = (row.between or {}).get("adjusted")
    return (
        "" if known is None else view.word("adjusted" if known in (True, "true") else "unadjusted")
    )


def _arms(trial: Trial, row: Row, view: View) -> str:
    """The arms that a row is about; the comparison where it has nothing else."""
    return _arm(trial, row, view) or view.listed([arm_name(trial, arm, view) for arm in row.cells])


def _arm(trial: Trial, row: Row, view: View) -> str:
    """The one arm or the comparison that a row is about, which figures in one line leave out;
    several they name."""
    if row.between and not row.cells:
        return comparison(trial, row, view)
    return arm_name(trial, next(iter(row.cells)), view) if len(row.cells) == 1 else ""


def value(row: Row, arm: str, view: View, median: bool = True) -> values.Value:
    """What an arm has in a row, its counts by what they count; ``median`` says of a median that it
    is one."""
    events = names.events(row, view.corpus.vocabulary, view.language)
    return values.of_cell(row.cells[arm], row.data.get("unit"), view.language, events, median)


def arm_name(trial: Trial, arm: str, view: View) -> str:
    """Plain name of an arm."""
    if arm == EVERYBODY:
        return view.word("everybody")
    return plain(view.pick(trial.text("arms", arm, "label")) or arm)


def comparison(trial: Trial, row: Row, view: View) -> str:
    """“a v b”: the two arms a comparison is between; what both names begin with, up to commas, is
    said once: “subgroup: a v b”."""
    ends = [
        arm_name(trial, str((row.between or {}).get(end, "?")), view) for end in ("of", "versus")
    ]
    comma, colon = ("，", "：") if view.language == "zh" else (", ", ": ")
    pieces = [end.split(comma) for end in ends]
    shared = [
        a
        for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(pieces[0][:-1], pieces[1][:-1]))
    ]
    a, b = (comma.join(each[len(shared) :]) for each in pieces)
    return (comma.join(shared) + colon if shared else "") + view.word("versus", a=a, b=b)


def says_median(trial: Trial, row: Row, view: View) -> bool:
    """Whether the name of a row, as ``specified`` or its label has it, says already that its
    figures are medians."""
    return (
        row.medians
        if row.kind == "results"
        else view.word("median", value="").strip() in row_name(trial, row, view).lower()
    )


def line(
    trial: Trial, row: Row, view: View, arms: int = 3, only: tuple[str, ...] | None = None
) -> str:
    """A row in one plain line, behind a name that says of medians that they are: each arm's value
    (the first ``arms`` of them, or of those in ``only``) and the comparison."""
    parts, wanted = [], list(row.cells if only is None else only)
    for arm in wanted[:arms]:
        shown = values.inline(
            value(row, arm, view, not says_median(trial, row, view)), view.language
        )
        parts.append(
            shown if len(row.cells) == 1 else of_arm(arm_name(trial, arm, view), shown, view)
        )
    parts += [view.word("more", "arms", n=len(wanted) - arms)] if len(wanted) > arms else []
    parts += [values.between(row.between, view.language)] if row.between else []
    return ("；" if view.language == "zh" else "; ").join(part for part in parts if part)


def of_arm(name: str, shown: str, view: View) -> str:
    """An arm with its value. Two words that would run together are parted by a comma."""
    if shown[:1].isalpha() and (view.language == "en" or not shown[:1].isascii()):
        return name + ("，" if view.language == "zh" else ", ") + shown
    return labels.fill("{name} {value}", view.language, {"name": name, "value": shown})


def title(trial: Trial, datum: Datum, view: View) -> str:
    """Trial, arm, endpoint, figures, source and provenance of a datum, for the title of its
    link."""
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
    compared = datum.address.endswith(f".{BETWEEN}")  # its figures are no medians
    name = (
        specified(trial, row, view, median=not compared)
        if row.kind == "results"
        else row_name(trial, row, view)
    )
    parts.append(name + ("：" if view.language == "zh" else ": ") + _figures(trial, datum, view))
    parts += [said] if (said := denominator.of_datum(trial, datum, view)) else []
    source, seen = (
        view.corpus.bibliography.entries.get(str(row.data.get("source"))),
        provenance.seen(trial, row, view),
    )
    said = (
        view.word("source")
        + ("：" if view.language == "zh" else ": ")
        + view.bracket(short(source, view), seen)
        if source
        else seen
    )
    return mark.join([*parts, said])


def short(reference: Reference, view: View) -> str:
    """First author and year."""
    people = reference.entry.persons.get("author") or reference.entry.persons.get("editor") or []
    name = (
        plain(" ".join([*people[0].prelast_names, *people[0].last_names]).strip("{}"))
        if people
        else reference.title[:40]
    )
    return f"{name} {reference.year}".strip()


def _figures(trial: Trial, datum: Datum, view: View) -> str:
    """The figures of one cell, of the comparison, or of the whole row."""
    row = datum.row
    assert row is not None
    if datum.address.endswith(f".{BETWEEN}"):
        return values.between(row.between or {}, view.language)
    if datum.arm is None:
        return line(trial, row, view)
    shown, exact = (
        value(row, datum.arm, view, not says_median(trial, row, view)),
        view.word("interval", "exact"),
    )
    if shown.interval and shown.label == exact:
        shown = replace(
            shown,
            interval=view.listed([shown.interval, exact])
            if view.language == "en"
            else f"{shown.interval}，{exact}",
        )
    return values.inline(shown, view.language)


def _count(trial: Trial, datum: Datum, view: View) -> str:
    """A number enrolled, in all or in one arm."""
    shown = view.listed(
        [values.count(int(figure.value), view.language) for figure in datum.figures]
    )
    if datum.arm:
        return f"{arm_name(trial, datum.arm, view)} n={shown}"
    return f"{view.word('enrolled', str(datum.path[-1]))} {shown}"
