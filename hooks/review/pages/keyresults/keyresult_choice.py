"""Which results of a study a page may show: those that concern its subject, with a comparator or
none by design, and with a denominator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.evidence.selection import size
from review.evidence.trial import Cell, Row, Trial
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
    primaries = [row for row in trial.results if row.data.get("primary") is True]
    others = [
        row
        for row in trial.results
        if _names(trial, row, subject)
        or not trial.get(*row.path, "population")
        and not _mixed(trial, row, subject)
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
        or _shown(trial, sorted(others, key=lambda row: not _names(trial, row, subject)), subject)[
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
    own = any(
        _names(trial, row, subject) and not _mixed(trial, row, subject) for row in trial.results
    )
    return "elsewhere" if subject is not None and not own and chosen(trial, None) else "silent"


def _concerning(trial: Trial, rows: list[Row], subject: Subject) -> list[Chosen]:
    found = (_chosen(trial, row, subject) for row in _foremost(trial, rows, subject))
    return [each for each in found if _concerns(trial, each.row, each.cells, subject)]


def _shown(trial: Trial, rows: Iterable[Row], subject: Subject | None) -> list[Chosen]:
    return [found for row in rows if (found := _choose(trial, row, subject))]


def _choose(trial: Trial, row: Row, subject: Subject | None) -> Chosen | None:
    """A row as it may be shown; None where it is about others, or lacks comparator or
    denominator."""
    found = _chosen(trial, row, subject)
    if not _concerns(trial, row, found.cells, subject) or found.mixed and not _relative(trial, row):
        return None
    known = found.group is not None or counted(trial, row, found.cells)
    return found if known and compared(trial, row, found.cells) else None


def _chosen(trial: Trial, row: Row, subject: Subject | None) -> Chosen:
    """A row with what the subject makes of it."""
    cells = tuple(_concerned(trial, row, subject))
    own = bool(cells) and all(isinstance(cell["n"], int) for cell in cells)
    unmarked = not any(each.data.get("primary") is True for each in trial.results)
    return Chosen(
        row,
        cells,
        None if own else group(trial, row),
        unmarked or row.data.get("primary") is True,
        _mixed(trial, row, subject),
    )


def _names(trial: Trial, row: Row, subject: Subject | None) -> bool:
    """Whether a row, or an arm of it, is limited to diagnoses that the subject takes in."""
    if subject is None or subject.kind != "diagnoses":
        return False
    of_arms = (
        [id for arm in row.cells for id in trial.ids("arms", arm, "diagnoses")]
        if not whole(trial, subject)
        else []
    )
    return bool(subject.ids.intersection([*trial.ids(*row.path, "diagnoses"), *of_arms]))


def _own(trial: Trial, primaries: list[Row], subject: Subject | None) -> list[Row]:
    """Further rows on the endpoints of the primary ones, in the subject's own patients."""
    endpoints = {row.endpoint for row in primaries}
    return [
        row
        for row in trial.results
        if row not in primaries
        and row.endpoint in endpoints
        and "repeats" not in row.data
        and _names(trial, row, subject)
    ]


def _foremost(trial: Trial, rows: list[Row], subject: Subject | None) -> list[Row]:
    """The rows on the subject's own patients before those on all patients."""
    return (
        rows
        if whole(trial, subject)
        else sorted(rows, key=lambda row: not _names(trial, row, subject))
    )


def _unmixed(trial: Trial, rows: list[Row], subject: Subject | None) -> list[Row]:
    """Without the rows of other patients: where the subject has a row of its own, one on an unnamed
    group is about somebody else."""
    if not any(_names(trial, row, subject) for row in rows) or whole(trial, subject):
        return rows
    return [
        row for row in rows if _names(trial, row, subject) or not trial.get(*row.path, "population")
    ]


def _mixed(trial: Trial, row: Row, subject: Subject | None) -> bool:
    """Whether a row is about patients of several diagnoses, of which the subject takes in only
    some."""
    if subject is None or subject.kind != "diagnoses":
        return False
    cells = _concerned(trial, row, subject)
    of_arms = [trial.ids("arms", cell.arm, "diagnoses") for cell in cells]
    named = trial.ids(*row.path, "diagnoses") or [
        id for ids in of_arms for id in ids if all(of_arms)
    ]
    return not subject.ids.issuperset(named) if named else not whole(trial, subject)


def _relative(trial: Trial, row: Row) -> bool:
    """Whether a row compares randomised arms. That says something of each disease in a mixed
    population; a rate of all patients says nothing of one."""
    arms = bool(row.between) or len(row.cells) > 1
    return (
        arms
        and trial.get("design", "kind") == "randomised-trial"
        and trial.get("design", "comparative") is not False
    )


def whole(trial: Trial, subject: Subject | None) -> bool:
    """Whether all patients of a study have a diagnosis that the subject takes in."""
    if subject is None or subject.kind != "diagnoses":
        return False
    return subject.ids.issuperset(trial.ids("population", "diagnoses")) or bool(
        subject.ids.intersection(trial.ids("population", "every"))
    )


def _concerned(trial: Trial, row: Row, subject: Subject | None) -> list[Cell]:
    """Cells of a row that concern the subject; a comparator concerns it, too, but not an arm that
    another table reports."""
    cells = [cell for cell in row.cells.values() if not trial.get("arms", cell.arm, "reported-in")]
    if subject is None or subject.kind == "agents" and _against(trial, row):
        return cells
    if subject.kind == "agents":
        return [cell for cell in cells if _of(trial, cell.arm, subject, True)]
    own = [
        cell for cell in cells if subject.ids.intersection(trial.ids("arms", cell.arm, "diagnoses"))
    ]
    return own if own and not whole(trial, subject) else cells


def _concerns(trial: Trial, row: Row, cells: tuple[Cell, ...], subject: Subject | None) -> bool:
    if subject is None:
        return bool(cells or row.between)
    if subject.kind == "agents":
        ends = (
            [str((row.between or {}).get(end)) for end in ("of", "versus")] if row.between else []
        )
        return any(
            _of(trial, arm, subject, False) for arm in [*(cell.arm for cell in cells), *ends]
        )
    named = trial.ids(*row.path, "diagnoses") or [
        id for cell in cells for id in trial.ids("arms", cell.arm, "diagnoses")
    ]
    return bool(subject.ids.intersection(named or trial.ids("population", "diagnoses")))


def _of(trial: Trial, arm: str, subject: Subject, loose: bool) -> bool:
    """Whether an arm has an agent of the subject; one without agents of its own (a cohort,
    everybody) has those of the study."""
    agents = trial.ids("arms", arm, "agents")
    return (
        bool(subject.ids.intersection(agents))
        if agents
        else loose or bool(subject.ids.intersection(trial.agents))
    )


def _against(trial: Trial, row: Row) -> bool:
    """Whether the arms of a row stand against each other."""
    return (
        bool(row.between)
        or trial.get("design", "kind") == "randomised-trial"
        or any(_control(trial, arm) for arm in row.cells)
    )


def _control(trial: Trial, arm: str) -> bool:
    return trial.get("arms", arm, "control") is True


def compared(trial: Trial, row: Row, cells: tuple[Cell, ...]) -> bool:
    """Whether a result has its comparator: a comparison, a second arm, or a study that by design
    has none."""
    if row.between:
        return bool(cells) or any(
            row.between.get(name) is not None for name in ("estimate", "ci", "p")
        )
    return bool(cells) and (
        len(cells) > 1
        or trial.get("design", "kind") != "randomised-trial"
        or trial.get("design", "comparative") is False
    )


def counted(trial: Trial, row: Row, cells: tuple[Cell, ...]) -> bool:
    """Whether the denominator of a result is known: from its cells, from their arms, or as the size
    of the study where the row is about all of it.

    A number of events says nothing without its own denominator; neither does a cohort by the size
    of the study, nor a limited group."""
    if (
        cells
        and all(isinstance(cell["n"], int) for cell in cells)
        or isinstance(trial.get("enrolled", str(row.data.get("among"))), int)
    ):
        return True
    bare = any(
        cell["events"] is not None or _unsized(trial, cell)
        for cell in cells
        if not isinstance(cell["n"], int)
    )
    whole = (
        row.data.get("primary") is True or row.between is not None
    )  # any other row may be about those who were measured
    return whole and not _limited(trial, row) and not bare and size(trial) is not None


def _limited(trial: Trial, row: Row) -> bool:
    """Whether a row is about some patients only; that a primary result names those it was analysed
    in does not limit it."""
    named = trial.ids(*row.path, "diagnoses")
    return bool(
        named
        and set(named) != set(trial.ids("population", "diagnoses"))
        or trial.get(*row.path, "population")
        and row.data.get("primary") is not True
    )


def _unsized(trial: Trial, cell: Cell) -> bool:
    """Whether a cell is about a cohort or subgroup of which nobody says how large it is."""
    arm = trial.arms.get(cell.arm, {})
    return "kind" in arm and not any(isinstance(arm.get(name), int) for name in ("evaluable", "n"))
