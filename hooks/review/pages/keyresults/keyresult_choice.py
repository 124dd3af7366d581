"""Which results of a study a page may show: those that concern its subject, with a comparator or
none by design, and with a denominator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from review.evidence.row import Row
from review.evidence.trial import Cell, Trial
from review.pages.keyresults.judgeable import compared, counted
from review.wording.denominator import group

SURVIVAL = "os"  # the endpoint that is shown whatever was primary
BESIDE = 2  # results shown beside the primary ones
FALLBACK = 1  # results of a study none of whose primary ones can be shown


@dataclass(frozen=True)
class Subject:
    """What a page is about: a kind of term, its ids and narrower ones, those it is named after."""

    kind: str
    ids: frozenset[str]
    named: frozenset[str] = frozenset()

    def among(self, ids: Iterable[str]) -> bool:
        """Whether the subject takes in one of the ids."""
        return not self.ids.isdisjoint(ids)

    def has_agent(self, trial: Trial, arm: str, by_study: bool) -> bool:
        """Whether an arm has an agent of the subject. One without agents of its own (a cohort,
        everybody) has those of the study where these count (``by_study``), else it may have any."""
        agents = trial.ids("arms", arm, "agents")
        if agents:
            return self.among(agents)
        return not by_study or self.among(trial.agents)


@dataclass(frozen=True)
class KeyResult:
    """A row, those of its cells that concern the subject, and the size of a limited group where the
    cells do not say it.

    ``mixed`` is a row about patients of several diagnoses, of which the subject takes in only some.
    """

    row: Row
    cells: tuple[Cell, ...]
    group: int | None = None
    primary: bool = True
    mixed: bool = False


def key_results(
    trial: Trial, subject: Subject | None, weighed: frozenset[str] = frozenset()
) -> list[KeyResult]:
    """What the page of ``subject`` (None: a page on many) shows of a study: primary results and, of
    a mixed study, the same endpoint in the subject's own patients, these first; then overall
    survival and the rows ``weighed`` by a question, marked as not primary. Where no primary result
    can be shown, the first other that can."""
    return _Study(trial, subject, weighed).key_results()


def relevant(trial: Trial, subject: Subject) -> list[KeyResult]:
    """The main results of a study as far as they concern the subject, whether or not they have
    comparator and denominator: for a table of all studies."""
    return _Study(trial, subject).relevant()


def silence(trial: Trial, subject: Subject | None) -> str:
    """Why a study has nothing to show: ``silent`` where its results lack comparator or denominator,
    else ``elsewhere``, as they concern others."""
    if subject is None or not key_results(trial, None):
        return "silent"
    has_own = any(row.own and not row.mixed for row in _Study(trial, subject).results)
    return "silent" if has_own else "elsewhere"


def concerns_all(trial: Trial, subject: Subject | None) -> bool:
    """Whether all patients of a study have a diagnosis that the subject takes in."""
    if subject is None or subject.kind != "diagnoses":
        return False
    all_in = subject.ids.issuperset(trial.ids("population", "diagnoses"))
    return all_in or subject.among(trial.ids("population", "every"))


@dataclass(frozen=True)
class _Study:
    """A study as it is seen from a subject."""

    trial: Trial
    subject: Subject | None
    weighed: frozenset[str] = frozenset()

    @cached_property
    def results(self) -> list[_Result]:
        return [_Result(row, self.subject) for row in self.trial.results]

    def key_results(self) -> list[KeyResult]:
        primaries = [result for result in self.results if result.row.primary]
        main = [result.key_result for result in self._main(primaries) if result.showable]
        if main:
            return [*main, *self._secondary({line.row.id for line in main})]
        # a row on an unnamed group, or on a mixed one, is about somebody else
        results = [result for result in self.results if result.own or result.general]
        ranked = sorted(results, key=lambda result: not result.own)
        return [result.key_result for result in ranked if result.showable][:FALLBACK]

    def _secondary(self, row_ids: set[str]) -> list[KeyResult]:
        """What is shown beside primary results: what a question weighs, and overall survival."""
        found = [
            result
            for result in self.results
            if result.row.id not in row_ids
            and (result.row.id in self.weighed or result.row.endpoint == SURVIVAL)
            and (result.own or result.on_all)
            and "repeats" not in result.row.data
            and result.showable
        ]
        ranked = sorted(found, key=lambda result: result.row.id not in self.weighed)
        return [result.key_result for result in ranked[:BESIDE]]

    def relevant(self) -> list[KeyResult]:
        primaries = {row.id for row in self.trial.primaries}
        main = self._main([result for result in self.results if result.row.id in primaries])
        found = [result.key_result for result in main if result.concerns]
        if found:
            return found
        results = self._foremost(self.results)
        return [result.key_result for result in results if result.concerns][:FALLBACK]

    def _main(self, primaries: list[_Result]) -> list[_Result]:
        """Primary results, and further ones on their endpoints in the subject's own patients."""
        endpoints = {result.row.endpoint for result in primaries}
        ids = {result.row.id for result in primaries}
        further = [
            result
            for result in self.results
            if result.own
            and result.row.id not in ids
            and result.row.endpoint in endpoints
            and "repeats" not in result.row.data
        ]
        return self._foremost([*self._unmixed(primaries), *further])

    def _foremost(self, results: list[_Result]) -> list[_Result]:
        """The rows on the subject's own patients before those on all patients."""
        if concerns_all(self.trial, self.subject):
            return results
        return sorted(results, key=lambda result: not result.own)

    def _unmixed(self, results: list[_Result]) -> list[_Result]:
        """Without the rows of other patients: where the subject has a row of its own, one on an
        unnamed group is about somebody else."""
        if concerns_all(self.trial, self.subject) or not any(result.own for result in results):
            return results
        return [result for result in results if result.own or not result.limited]


@dataclass(frozen=True)
class _Result:
    """A result as it is seen from a subject."""

    row: Row
    subject: Subject | None

    @property
    def _trial(self) -> Trial:
        return self.row.trial

    @property
    def limited(self) -> bool:
        """Whether the row is about a group that has only a description."""
        return bool(self.row.data.get("population"))

    @property
    def general(self) -> bool:
        """Whether the row is about all patients, and the subject takes in all of them."""
        return not self.limited and not self.mixed

    @property
    def on_all(self) -> bool:
        """Whether the row is about all patients of the study."""
        everybody = self._trial.ids("population", "diagnoses")
        return self.general and set(self.row.diagnoses) in (set(), set(everybody))

    @cached_property
    def own(self) -> bool:
        """Whether the row, or an arm of it, is limited to diagnoses that the subject takes in."""
        subject = self.subject
        if subject is None or subject.kind != "diagnoses":
            return False
        if subject.among(self.row.diagnoses):
            return True
        return not concerns_all(self._trial, subject) and any(
            subject.among(self._trial.ids("arms", arm, "diagnoses")) for arm in self.row.cells
        )

    @cached_property
    def mixed(self) -> bool:
        """Whether the row is about several diagnoses, some of them outside the subject."""
        subject = self.subject
        if subject is None or subject.kind != "diagnoses":
            return False
        of_arms = [self._trial.ids("arms", cell.arm, "diagnoses") for cell in self.cells]
        named = self.row.diagnoses
        if not named and all(of_arms):
            named = [id for ids in of_arms for id in ids]
        return not (subject.ids.issuperset(named) if named else concerns_all(self._trial, subject))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Cells that concern the subject, or a comparator that no other table reports."""
        trial, subject = self._trial, self.subject
        cells = self._reported
        if subject is None or subject.kind == "agents" and self._against:
            return cells
        if subject.kind == "agents":
            return tuple(cell for cell in cells if subject.has_agent(trial, cell.arm, False))
        of_subject = tuple(
            cell for cell in cells if subject.among(trial.ids("arms", cell.arm, "diagnoses"))
        )
        return cells if not of_subject or concerns_all(trial, subject) else of_subject

    @property
    def _reported(self) -> tuple[Cell, ...]:
        """Cells without those of arms that another table reports."""
        cells = self.row.cells.values()
        return tuple(cell for cell in cells if not self._trial.get("arms", cell.arm, "reported-in"))

    @property
    def _against(self) -> bool:
        """Whether the arms of the row stand against each other."""
        if self.row.between or self._trial.randomised:
            return True
        return any(self._trial.get("arms", arm, "control") is True for arm in self.row.cells)

    @cached_property
    def concerns(self) -> bool:
        """Whether the row is about the subject at all."""
        trial, subject = self._trial, self.subject
        arms = [cell.arm for cell in self.cells]
        if subject is None:
            return bool(arms or self.row.between)
        if subject.kind == "agents":
            return any(subject.has_agent(trial, arm, True) for arm in [*arms, *self.row.ends])
        named = self.row.diagnoses or [
            id for arm in arms for id in trial.ids("arms", arm, "diagnoses")
        ]
        return subject.among(named or trial.ids("population", "diagnoses"))

    @property
    def _relative(self) -> bool:
        """Whether the row compares randomised arms. That says something of each disease in a mixed
        population; a rate of all patients says nothing of one."""
        arms = bool(self.row.between) or len(self.row.cells) > 1
        compared = self._trial.get("design", "comparative") is not False
        return arms and compared and self._trial.randomised

    @cached_property
    def showable(self) -> bool:
        """Whether the row is about the subject, with comparator and denominator."""
        if not self.concerns or self.mixed and not self._relative:
            return False
        sized = self.key_result.group is not None or counted(self.row, self.cells)
        return sized and compared(self.row, self.cells)

    @cached_property
    def key_result(self) -> KeyResult:
        """The row with what the subject makes of it."""
        has_numbers = bool(self.cells) and all(isinstance(cell["n"], int) for cell in self.cells)
        unmarked = not any(row.primary for row in self._trial.results)
        size = None if has_numbers else group(self.row)
        return KeyResult(self.row, self.cells, size, unmarked or self.row.primary, self.mixed)
