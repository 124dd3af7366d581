"""How many patients a figure is about, where the figure does not say so itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.evidence.row import CROSS_OVER, Row
from review.evidence.selection import SIZES
from review.evidence.trial import Datum, Trial
from review.markup import labels
from review.markup.language import Language
from review.wording import values

EVERYONE = ("n", "randomised")  # populations that are all whom the arms enrolled

# what numbers of patients count (a word of the interface, or none), and the numbers
Sizes = tuple[str, list[int | None]]


def of_datum(datum: Datum, language: Language) -> str:
    """How many patients the figures of a result are about, where they do not say so; the size of
    the study where nothing else is known, and of patients who are but some of it, that their number
    is not known."""
    row = datum.row
    if row is None or row.kind != "results":
        return ""  # harms have a denominator of their own: those treated
    if datum.compares:
        compared = (row.between or {}).get("n")
        if isinstance(compared, int):
            return _sized("analysed", [compared], language, row.counted)
        found = _of_arms(row, row.ends, language)
    else:
        arms = [datum.arm] if datum.arm else list(row.cells)
        if arms and _printed(row, arms):
            return ""
        found = _of_arms(row, arms if datum.arm else row.ends or arms, language)
    return found or _of_study(row, language)


def of_row(row: Row, arms: Sequence[str], language: Language) -> str:
    """How many patients a row, or what it holds of these arms, is about where its figures do not
    say so; of a comparison, those of the two arms it is between. Empty where that is not known."""
    if arms and _printed(row, arms):
        return ""
    return _of_arms(row, row.ends or arms, language)


def group(row: Row) -> int | None:
    """Size of the subgroup a row is limited to, where it is among the study's arms."""
    trial, diagnoses = row.trial, set(row.diagnoses)
    if not diagnoses or diagnoses == set(trial.ids("population", "diagnoses")):
        return None
    for id, arm in trial.arms.items():
        of_group = set(trial.ids("arms", id, "diagnoses")) == diagnoses
        if "kind" in arm and id not in row.cells and of_group and isinstance(arm.get("n"), int):
            return int(arm["n"])
    return None


def _printed(row: Row, arms: Sequence[str]) -> bool:
    """Whether every figure has its denominator beside it."""
    return all(isinstance(row.cells[arm]["n"], int) for arm in arms)


def _of_arms(row: Row, arms: Sequence[str], language: Language) -> str:
    """The first of the sizes of a row that is known of all its arms."""
    for label, numbers in _sizes(row, arms):
        sizes = [number for number in numbers if isinstance(number, int)]
        if sizes and len(sizes) == len(numbers):
            cross_over = row.trial.layout == CROSS_OVER
            return _sized(label, [max(sizes)] if cross_over else sizes, language, row.counted)
    return ""


def _sizes(row: Row, arms: Sequence[str]) -> Iterator[Sizes]:
    """Those analysed, else those of the population that the row names, else those evaluable or
    enrolled in the arms, else those of the cohort or subgroup that the row is limited to.

    A row that is limited to some patients or diagnoses is no statement on all whom its arms
    enrolled."""
    population = row.data.get("among")
    named: Sizes = (str(population), [row.trial.get("enrolled", str(population))])
    yield "analysed", [row.cells[arm]["n"] if arm in row.cells else None for arm in arms]
    if row.counted:
        return  # all other numbers are of patients
    if population not in EVERYONE:
        yield named
    if population in EVERYONE or not _limited(row, arms):
        yield from _enrolled(row.trial, arms)
    yield named
    yield "", [group(row)]


def _enrolled(trial: Trial, arms: Sequence[str]) -> Iterator[Sizes]:
    """Those evaluable and those enrolled in arms; nobody enrols in a cohort or subgroup."""
    found = [trial.arms.get(arm, {}) for arm in arms]
    yield "evaluable", [arm.get("evaluable") for arm in found]
    grouped = any("kind" in arm for arm in found)
    yield "" if grouped else _counted(trial), [arm.get("n") for arm in found]


def _counted(trial: Trial) -> str:
    """What the sizes of the arms count: that number enrolled to which they add up."""
    sizes = [arm.get("n") for arm in trial.arms.values() if "kind" not in arm]
    numbers = [size for size in sizes if isinstance(size, int)]
    if len(numbers) < len(sizes):
        return "n"
    total = sum(numbers)
    return next((name for name in SIZES if trial.get("enrolled", name) == total), "n")


def _sized(label: str, numbers: Sequence[int], language: Language, unit: str = "") -> str:
    """Numbers of patients, or of what else is counted, with what they are, where there is a word
    for it; those of two arms as ``246 v 123``."""
    counts = [values.count(number, language) for number in numbers]
    if not label:
        return language.word("of-n", n=_side_by_side(counts, language))
    patients = [
        language.counted(number, unit) if unit else language.word("patients", n=number)
        for number in counts
    ]
    named = language.word("enrolled", label)
    return labels.spaced(f"{named} ", _side_by_side(patients, language))


def _side_by_side(numbers: Sequence[str], language: Language) -> str:
    """Numbers of several arms. In Chinese 对比 would read as if they were the result."""
    if len(numbers) == 2 and language is Language.EN:
        return language.word("versus", a=numbers[0], b=numbers[1])
    return language.listed(numbers)


def _limited(row: Row, arms: Sequence[str]) -> bool:
    """Whether a row is about some of the patients of its arms. A primary result that names those it
    was analysed in is about the arms, and so is one on subgroups that says in other words which
    these are."""
    trial = row.trial
    of_arms = {id for arm in arms for id in trial.ids("arms", arm, "diagnoses")}
    everybody = set(trial.ids("population", "diagnoses"))
    if row.diagnoses and set(row.diagnoses) not in (everybody, of_arms):
        return True
    grouped = bool(arms) and all("kind" in trial.arms.get(arm, {}) for arm in arms)
    named = trial.get(*row.path, "population")
    return bool(named) and not row.primary and not grouped


def _of_study(row: Row, language: Language) -> str:
    """The size of the study, by the first definition it gives, where the row is about all of it."""
    if row.counted or _limited(row, []):
        return language.word("no-denominator")
    for name in SIZES:
        number = row.trial.get("enrolled", name)
        if isinstance(number, int):
            return _sized(name, [number], language)
    return language.word("no-denominator")
