"""For whom the verdict of a study holds: the diagnoses whose patients were analysed, by themselves,
for its primary endpoint. One of a mixed population holds for what all its diagnoses have in common,
and for none of them alone."""

from __future__ import annotations

from collections.abc import Iterable

from review.edition.edition import Edition
from review.evidence.row import EVERYBODY, Row
from review.evidence.trial import Trial

PART = "part"  # studied as a part of others, without a verdict of its own
SEVERAL = "mixed"  # the verdict of a study that came out differently in its populations


def verdicts(trial: Trial, edition: Edition) -> dict[str, str]:
    """The diagnoses of a study, each with its verdict, or with ``part``."""
    populations = list(dict.fromkeys(_analysed(trial)))
    status = str(trial.get("status"))
    if status == SEVERAL and len(populations) > 1:
        status = PART  # nobody says which of them it was
    found = {
        diagnosis: status
        for population in populations
        if (diagnosis := common(population, edition)) is not None
    }
    return found | {id: PART for id in trial.diagnoses if id not in found}


def common(diagnoses: Iterable[str], edition: Edition) -> str | None:
    """The one diagnosis, or the narrowest that takes in all of several; None where none does."""
    lineages = [edition.lineage("diagnoses", id) for id in diagnoses]
    if not lineages:
        return None
    first, *further = lineages
    return next((id for id in first if all(id in lineage for lineage in further)), None)


def _analysed(trial: Trial) -> Iterable[tuple[str, ...]]:
    """The populations that the primary results are about."""
    for row in trial.primaries:
        yield from _populations(row)


def _populations(row: Row) -> Iterable[tuple[str, ...]]:
    """That of a row; one for each arm where its arms are cohorts by diagnosis."""
    trial = row.trial
    if row.diagnoses:
        return [tuple(row.diagnoses)]
    cohorts = [tuple(trial.ids("arms", arm, "diagnoses")) for arm in row.cells if arm != EVERYBODY]
    if cohorts and all(cohorts):
        return cohorts
    everybody = trial.ids("population", "every") or trial.ids("population", "diagnoses")
    return [tuple(everybody)]
