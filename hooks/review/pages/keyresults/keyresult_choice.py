"""Which results of a study a page may show: those that concern its subject, with a comparator or
none by design, and with a denominator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.evidence.trial import Cell, Row, Trial
from review.pages.keyresults.judgeable import compared, counted
from review.wording.denominator import group

FALLBACK = 1  # results of a study none of whose primary ones can be shown


@dataclass(frozen=True)
class Subject:
    """What a page is about: a kind of term, its ids with all narrower ones, and those that it is
    named after."""

    kind: str
    ids: frozenset[str]
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Chosen:
    """A row, those of its cells that concern the subject, and the size of a limited group where the
    cells do not say it.

    ``mixed`` is a row about patients of several diagnoses, of which the subject takes in only some.
    """

    row: Row
    cells: tuple[Cell, ...]
    group: int | None = None
    primary: bool = True
    mixed: bool = False


def chosen(trial: Trial, subject: Subject | None) -> list[Chosen]:
    """What the page of ``subject`` (None: a page on many) shows of a study: primary results and, of
    a mixed study, the same endpoint in the subject's own patients, these first; where none of these
    can be shown, the first other result that can, marked as not primary."""
    primaries = [row for row in trial.results if row.primary]
    others = [
        row
        for row in trial.results
        if _names(row, subject) or not row.data.get("population") and not _mixed(row, subject)
    ]
    shown = _shown(
        trial,
        _foremost(
            trial, [*_unmixed(trial, primaries, subject), *_own(trial, primaries, subject)], subject
        ),
        subject,
    )
    return (
        shown
        or _shown(trial, sorted(others, key=lambda row: not _names(row, subject)), subject)[
            :FALLBACK
        ]
    )


def relevant(trial: Trial, subject: Subject) -> list[Chosen]:
    """The main results of a study as far as they concern the subject, whether or not they have
    comparator and denominator: for a table of all studies."""
    main = _concerning(
        trial,
        [*_unmixed(trial, trial.primaries, subject), *_own(trial, trial.primaries, subject)],
        subject,
    )
    return main or _concerning(trial, trial.results, subject)[:FALLBACK]


def silence(trial: Trial, subject: Subject | None) -> str:
    """Why a study has nothing to show: ``silent`` where its results lack comparator or denominator,
    else ``elsewhere``, as they concern others."""
    own = any(_names(row, subject) and not _mixed(row, subject) for row in trial.results)
    return "elsewhere" if subject is not None and not own and chosen(trial, None) else "silent"


def _concerning(trial: Trial, rows: list[Row], subject: Subject) -> list[Chosen]:
    found = (_chosen(row, subject) for row in _foremost(trial, rows, subject))
    return [each for each in found if _concerns(each.row, each.cells, subject)]


def _shown(trial: Trial, rows: Iterable[Row], subject: Subject | None) -> list[Chosen]:
    return [found for row in rows if (found := _choose(row, subject))]


def _choose(row: Row, subject: Subject | None) -> Chosen | None:
    """A row as it may be shown; None where it is about others, or lacks comparator or
    denominator."""
    found = _chosen(row, subject)
    if not _concerns(row, found.cells, subject) or found.mixed and not _relative(row):
        return None
    known = found.group is not None or counted(row, found.cells)
    return found if known and compared(row, found.cells) else None


def _chosen(row: Row, subject: Subject | None) -> Chosen:
    """A row with what the subject makes of it."""
    cells = tuple(_concerned(row, subject))
    own = bool(cells) and all(isinstance(cell["n"], int) for cell in cells)
    unmarked = not any(each.primary for each in row.trial.results)
    return Chosen(
        row,
        cells,
        None if own else group(row),
        unmarked or row.primary,
        _mixed(row, subject),
    )


def _names(row: Row, subject: Subject | None) -> bool:
    """Whether a row, or an arm of it, is limited to diagnoses that the subject takes in."""
    if subject is None or subject.kind != "diagnoses":
        return False
    of_arms = (
        [id for arm in row.cells for id in row.trial.ids("arms", arm, "diagnoses")]
        if not whole(row.trial, subject)
        else []
    )
    return bool(subject.ids.intersection([*row.diagnoses, *of_arms]))


def _own(trial: Trial, primaries: list[Row], subject: Subject | None) -> list[Row]:
    """Further rows on the endpoints of the primary ones, in the subject's own patients."""
    endpoints = {row.endpoint for row in primaries}
    return [
        row
        for row in trial.results
        if row not in primaries
        and row.endpoint in endpoints
        and "repeats" not in row.data
        and _names(row, subject)
    ]


def _foremost(trial: Trial, rows: list[Row], subject: Subject | None) -> list[Row]:
    """The rows on the subject's own patients before those on all patients."""
    return rows if whole(trial, subject) else sorted(rows, key=lambda row: not _names(row, subject))


def _unmixed(trial: Trial, rows: list[Row], subject: Subject | None) -> list[Row]:
    """Without the rows of other patients: where the subject has a row of its own, one on an unnamed
    group is about somebody else."""
    if not any(_names(row, subject) for row in rows) or whole(trial, subject):
        return rows
    return [row for row in rows if _names(row, subject) or not row.data.get("population")]


def _mixed(row: Row, subject: Subject | None) -> bool:
    """Whether a row is about patients of several diagnoses, of which the subject takes in only
    some."""
    if subject is None or subject.kind != "diagnoses":
        return False
    cells = _concerned(row, subject)
    of_arms = [row.trial.ids("arms", cell.arm, "diagnoses") for cell in cells]
    named = row.diagnoses or [id for ids in of_arms for id in ids if all(of_arms)]
    return not subject.ids.issuperset(named) if named else not whole(row.trial, subject)


def _relative(row: Row) -> bool:
    """Whether a row compares randomised arms. That says something of each disease in a mixed
    population; a rate of all patients says nothing of one."""
    arms = bool(row.between) or len(row.cells) > 1
    return arms and row.trial.randomised and row.trial.get("design", "comparative") is not False


def whole(trial: Trial, subject: Subject | None) -> bool:
    """Whether all patients of a study have a diagnosis that the subject takes in."""
    if subject is None or subject.kind != "diagnoses":
        return False
    return subject.ids.issuperset(trial.ids("population", "diagnoses")) or bool(
        subject.ids.intersection(trial.ids("population", "every"))
    )


def _concerned(row: Row, subject: Subject | None) -> list[Cell]:
    """Cells of a row that concern the subject; a comparator concerns it, too, but not an arm that
    another table reports."""
    cells = [
        cell for cell in row.cells.values() if not row.trial.get("arms", cell.arm, "reported-in")
    ]
    if subject is None or subject.kind == "agents" and _against(row):
        return cells
    if subject.kind == "agents":
        return [cell for cell in cells if _of(row.trial, cell.arm, subject, True)]
    own = [
        cell
        for cell in cells
        if subject.ids.intersection(row.trial.ids("arms", cell.arm, "diagnoses"))
    ]
    return own if own and not whole(row.trial, subject) else cells


def _concerns(row: Row, cells: tuple[Cell, ...], subject: Subject | None) -> bool:
    if subject is None:
        return bool(cells or row.between)
    if subject.kind == "agents":
        arms = [*(cell.arm for cell in cells), *row.ends]
        return any(_of(row.trial, arm, subject, False) for arm in arms)
    named = row.diagnoses or [
        id for cell in cells for id in row.trial.ids("arms", cell.arm, "diagnoses")
    ]
    return bool(subject.ids.intersection(named or row.trial.ids("population", "diagnoses")))


def _of(trial: Trial, arm: str, subject: Subject, loose: bool) -> bool:
    """Whether an arm has an agent of the subject; one without agents of its own (a cohort,
    everybody) has those of the study."""
    agents = trial.ids("arms", arm, "agents")
    return (
        bool(subject.ids.intersection(agents))
        if agents
        else loose or bool(subject.ids.intersection(trial.agents))
    )


def _against(row: Row) -> bool:
    """Whether the arms of a row stand against each other."""
    return (
        bool(row.between)
        or row.trial.randomised
        or any(_control(row.trial, arm) for arm in row.cells)
    )


def _control(trial: Trial, arm: str) -> bool:
    return trial.get("arms", arm, "control") is True
