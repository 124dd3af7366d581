"""How the review is kept alive: the state of each section, the studies and when they came in, and
what the settings say of the living mode.

The fields are those that PRISMA-LSR, the extension of PRISMA 2020 for living systematic reviews,
asks for beyond PRISMA 2020 (Akl EA, et al. BMJ. 2024;387:e079183). A review need not be a
systematic one to tell them; what nobody recorded is said to be unrecorded."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from review.edition.edition import Edition
from review.edition.log import SECTION, TRIAL
from review.evidence import fields
from review.figures.coverage import REVIEW
from review.pages.currency import Currency, currency
from review.sources.section import Section

GUIDELINE = "https://doi.org/10.1136/bmj-2024-079183"


@dataclass(frozen=True)
class State:
    """A section on the day of the edition. ``status`` is ``current``, ``overdue``, ``retired`` or
    ``undated``; ``previous`` the day of the review before the last, None where it is not known."""

    section: Section
    dates: Currency
    status: str
    previous: datetime.date | None


@dataclass(frozen=True)
class Studies:
    """How many studies the review includes, how many of them its predecessor had, and how many came
    since its first edition (None where the history at hand does not reach back to that); ``newest``
    are the ids of those that came last, on the day ``day``."""

    total: int
    predecessor: int
    since_first: int | None
    newest: tuple[str, ...] = ()
    day: datetime.date | None = None

    @property
    def added(self) -> int:
        """Studies that the predecessor did not have."""
        return self.total - self.predecessor


def states(edition: Edition) -> list[State]:
    """The state of every section of the review, in the order of reading."""
    found = []
    for section in edition.sections:
        if section.path.startswith(REVIEW):
            dates, earlier = currency(section, edition.corpus), _reviews(section, edition)
            found.append(State(section, dates, dates.status(edition.today), next(earlier, None)))
    return found


def _reviews(section: Section, edition: Edition) -> Iterator[datetime.date]:
    """Days of earlier reviews of a section, the latest first."""
    for entry in edition.log.of(SECTION, section.path):
        details = (detail for change in entry.changes for detail in change.details)
        for detail in details:
            if detail.key == "reviewed" and detail.old and (day := fields.day(detail.old.en)):
                yield day


def studies(edition: Edition) -> Studies:
    """The studies of the edition."""
    trials, dated = edition.corpus.trials, _additions(edition)
    day = dated[0][0] if dated else None
    return Studies(
        len(trials),
        sum(trial.get("since") == "predecessor" for trial in trials.values()),
        len({id for _, id in dated}) if edition.log.first else None,
        tuple(id for added, id in dated if added == day),
        day,
    )


def _additions(edition: Edition) -> list[tuple[datetime.date, str]]:
    """Studies added since the first edition and still there, with days, the newest first."""
    return [
        (entry.day, entry.subject)
        for entry in edition.log.entries
        if entry.kind == TRIAL
        and entry.subject in edition.corpus.trials
        and entry.changes[0].kind == "trial-added"
    ]


def last_change(edition: Edition) -> datetime.date | None:
    """The day of the last change that readers are told of; None where none is known."""
    log = edition.log
    return log.entries[0].day if log.entries else log.first.day if log.first else None


def intervals(found: list[State]) -> dict[str, int]:
    """Planned intervals of review, each with the number of sections that are kept up at it."""
    kept_up = (state.section for state in found if state.status != "retired")
    planned = (section.metadata.get("interval") for section in kept_up)
    return Counter(str(interval) for interval in planned if interval)
