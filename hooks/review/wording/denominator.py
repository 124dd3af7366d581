"""How many patients a figure is about, where the figure does not say so itself."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.selection import SIZES
from review.evidence.trial import BETWEEN, Datum, Row, Trial
from review.markup import labels
from review.wording import values

EVERYONE = ("n", "randomised")  # populations that are all whom the arms enrolled


def of_datum(trial: Trial, datum: Datum, view: View) -> str:
    """How many patients the figures of a result are about, where they do not say so; the size of
    the study where nothing else is known, and of patients who are but some of it, that their number
    is not known."""
    row = datum.row
    assert row is not None
    if row.kind != "results":
        return ""  # harms have a denominator of their own: those treated
    if datum.address.endswith(f".{BETWEEN}"):
        if row.between and isinstance(row.between.get("n"), int):
            return _sized("analysed", [row.between["n"]], view)
        return _of_arms(trial, row, _ends(row), view) or _of_study(trial, row, view)
    arms = [datum.arm] if datum.arm else list(row.cells)
    if arms and _said(row, arms):
        return ""
    return _of_arms(trial, row, arms if datum.arm else _ends(row) or arms, view) or _of_study(
        trial, row, view
    )


def of_row(trial: Trial, row: Row, arms: list[str], view: View) -> str:
    """How many patients a row, or what it holds of these arms, is about where its figures do not
    say so; of a comparison, those of the two arms it is between. Empty where that is not known."""
    return "" if arms and _said(row, arms) else _of_arms(trial, row, _ends(row) or arms, view)


def group(trial: Trial, row: Row) -> int | None:
    """Size of the cohort or subgroup a row is limited to, where the study lists it among its
    arms."""
    wanted = set(trial.ids(*row.path, "diagnoses"))
    if not wanted or wanted == set(trial.ids("population", "diagnoses")):
        return None
    sizes = [
        arm.get("n")
        for id, arm in trial.arms.items()
        if "kind" in arm
        and set(trial.ids("arms", id, "diagnoses")) == wanted
        and id not in row.cells
    ]
    return next((n for n in sizes if isinstance(n, int)), None)


def _said(row: Row, arms: list[str]) -> bool:
    return all(isinstance(row.cells[arm]["n"], int) for arm in arms)


def _ends(row: Row) -> list[str]:
    return [str(row.between.get(end)) for end in ("of", "versus")] if row.between else []


def _of_arms(trial: Trial, row: Row, arms: list[str], view: View) -> str:
    """Those analysed, else those of the population that the row names, else those evaluable or
    enrolled in the arms, else those of the cohort or subgroup that the row is limited to.

    A row that is limited to some patients or diagnoses is no statement on all whom its arms
    enrolled."""
    among = row.data.get("among")
    grouped = any(
        "kind" in trial.arms.get(arm, {}) for arm in arms
    )  # nobody enrols in a cohort or subgroup
    named = [(str(among), [trial.get("enrolled", str(among))])]
    label = {"evaluable": "evaluable", "n": "" if grouped else _counted(trial)}
    of_arms = [
        (label[name], [trial.arms.get(arm, {}).get(name) for arm in arms])
        for name in ("evaluable", "n")
    ]
    analysed = ("analysed", [row.cells[arm]["n"] if arm in row.cells else None for arm in arms])
    found = [
        analysed,
        *(of_arms if among in EVERYONE else named),
        *([] if _limited(trial, row, arms) else of_arms),
        *named,
        ("", [group(trial, row)]),
    ]
    return next(
        (
            _sized(name, numbers, view)
            for name, numbers in found
            if numbers and all(isinstance(number, int) for number in numbers)
        ),
        "",
    )


def _counted(trial: Trial) -> str:
    """What the sizes of the arms count: that number enrolled to which they add up."""
    sizes = [arm.get("n") for arm in trial.arms.values() if "kind" not in arm]
    total = sum(sizes) if all(isinstance(size, int) for size in sizes) else None
    return next(
        (name for name in SIZES if total is not None and trial.get("enrolled", name) == total), "n"
    )


def _sized(label: str, numbers: list[int], view: View) -> str:
    """Numbers of patients with what they count, where there is a word for it; those of two arms as
    ``246 v 123``."""
    shown = [values.count(number, view.language) for number in numbers]
    if not label:
        return view.word("of-n", n=_each(shown, view))
    return labels.spaced(
        view.word("enrolled", label) + " ",
        _each([view.word("patients", n=each) for each in shown], view),
    )


def _each(shown: list[str], view: View) -> str:
    """In Chinese 对比 would read as if the numbers were the result."""
    return (
        view.word("versus", a=shown[0], b=shown[1])
        if len(shown) == 2 and view.language == "en"
        else view.listed(shown)
    )


def _limited(trial: Trial, row: Row, arms: list[str]) -> bool:
    """Whether a row is about some of the patients of its arms. A primary result that names those it
    was analysed in is about the arms, and so is one on subgroups that says in other words which
    these are."""
    diagnoses, of_arms = (
        trial.ids(*row.path, "diagnoses"),
        [id for arm in arms for id in trial.ids("arms", arm, "diagnoses")],
    )
    named = diagnoses and set(diagnoses) not in (
        set(trial.ids("population", "diagnoses")),
        set(of_arms),
    )
    grouped = bool(arms) and all("kind" in trial.arms.get(arm, {}) for arm in arms)
    return bool(
        named
        or trial.get(*row.path, "population")
        and row.data.get("primary") is not True
        and not grouped
    )


def _of_study(trial: Trial, row: Row, view: View) -> str:
    """The size of the study, by the first definition it gives, where the row is about all of it."""
    known = next(
        (
            (name, number)
            for name in SIZES
            if isinstance(number := trial.get("enrolled", name), int)
        ),
        None,
    )
    return (
        _sized(known[0], [known[1]], view)
        if known and not _limited(trial, row, [])
        else view.word("no-denominator")
    )
