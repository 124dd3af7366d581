"""How many patients a figure is about, where the figure does not say so itself."""
from __future__ import annotations

from ..selection import SIZES
from ..trial import BETWEEN, Datum, Row, Trial
from . import labels, values
from .view import View


def of_datum(trial: Trial, datum: Datum, view: View) -> str:
    """How many patients the figures of a result are about, where they do not say so; the size of the study where nothing else is known."""
    row = datum.row
    assert row is not None
    if row.kind != "results":
        return ""  # harms have a denominator of their own: those treated
    if datum.address.endswith(f".{BETWEEN}"):
        return _of_arms(trial, row, _ends(row), view) or _of_study(trial, row, view)
    arms = [datum.arm] if datum.arm else list(row.cells)
    if arms and _said(row, arms):
        return ""
    return _of_arms(trial, row, arms if datum.arm else _ends(row) or arms, view) or _of_study(trial, row, view)


def of_row(trial: Trial, row: Row, arms: list[str], view: View) -> str:
    """How many patients a row, or what it holds of these arms, is about where its figures do not say so; of a comparison, those of the two arms it
    is between. Empty where that is not known."""
    return "" if arms and _said(row, arms) else _of_arms(trial, row, _ends(row) or arms, view)


def _said(row: Row, arms: list[str]) -> bool:
    return all(isinstance(row.cells[arm]["n"], int) for arm in arms)


def _ends(row: Row) -> list[str]:
    return [str(row.between.get(end)) for end in ("of", "versus")] if row.between else []


def _of_arms(trial: Trial, row: Row, arms: list[str], view: View) -> str:
    """Those analysed, else those of the population that the row names, else those evaluable or enrolled in the arms.

    A row that is limited to some patients or diagnoses is no statement on all whom its arms enrolled.
    """
    found = [("analysed", [row.cells[arm]["n"] if arm in row.cells else None for arm in arms])]
    found += [(among, [trial.get("enrolled", among)])] if isinstance(among := row.data.get("among"), str) else []
    grouped = any("kind" in trial.arms.get(arm, {}) for arm in arms)  # nobody enrols in a cohort or subgroup
    found += [("" if grouped else name, [trial.arms.get(arm, {}).get(name) for arm in arms]) for name in ("evaluable", "n")] if not _limited(trial, row, arms) else []
    return next((_sized(name, numbers, view) for name, numbers in found if numbers and all(isinstance(number, int) for number in numbers)), "")


def _sized(label: str, numbers: list[int], view: View) -> str:
    """Numbers of patients with what they count, where there is a word for it; those of two arms as ``246 v 123``."""
    shown = [values.count(number, view.language) for number in numbers]
    said = view.word("versus", a=shown[0], b=shown[1]) if len(shown) == 2 else view.listed(shown)
    return labels.spaced(view.word("enrolled", label) + " ", said) if label else view.word("of-n", n=said)


def _limited(trial: Trial, row: Row, arms: list[str]) -> bool:
    """Whether a row is about some of the patients of its arms; a primary result that names those it was analysed in is about the arms."""
    diagnoses, of_arms = trial.ids(*row.path, "diagnoses"), [id for arm in arms for id in trial.ids("arms", arm, "diagnoses")]
    named = diagnoses and set(diagnoses) not in (set(trial.ids("population", "diagnoses")), set(of_arms))
    return bool(named or trial.get(*row.path, "population") and row.data.get("primary") is not True)


def _of_study(trial: Trial, row: Row, view: View) -> str:
    """The size of the study, by the first definition it gives, where the row is about all of it."""
    known = next(((name, number) for name in SIZES if isinstance(number := trial.get("enrolled", name), int)), None)
    return _sized(known[0], [known[1]], view) if known and not _limited(trial, row, []) else ""
