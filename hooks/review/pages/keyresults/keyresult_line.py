"""One line of the key results: the study, its design, year, patients and verdict; the comparison
and its figures; a harm beside the benefit; the way to what it does not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from review.edition.view import View
from review.evidence.harm_reporting import harms_of
from review.evidence.trial import EVERYBODY, Cell, Trial
from review.evidence.weighed_evidence import NO_ROWS, harm_rows
from review.markup.escape import link, literal
from review.markup.language import Language
from review.markup.table import BREAK, small
from review.pages.keyresults.keyresult_choice import KeyResult, Subject
from review.pages.study_design import design_words
from review.pages.table_columns import StudyCells, address
from review.wording import values
from review.wording.provenance import Signs
from review.wording.row_words import of_arm
from review.wording.values import Value

FEW = 2  # diagnoses named
ROWS = 4  # results of one study
ARMS = 4
COMPARED = 2  # arms of a harm that can be compared


@dataclass(frozen=True)
class StudyLine:
    """The line of a study in a box about ``subject``; ``signs`` are those of the box, ``told`` the
    ids of rows that the page tells twice already."""

    trial: Trial
    rows: Sequence[KeyResult]
    subject: Subject | None
    view: View
    signs: Signs
    repeated: frozenset[str] = NO_ROWS

    @cached_property
    def cells(self) -> StudyCells:
        """What tables say of the study."""
        return StudyCells(self.trial, self.view, self.signs)

    @property
    def language(self) -> Language:
        return self.view.language

    def markdown(self) -> str:
        """The study with results and a harm, a line of Markdown each, and the way to more."""
        head = [f"**{self.view.trial(self.trial)}**", self._known(), self.cells.status()]
        results = [self._result(result) for result in self.rows[:ROWS]]
        if len(self.rows) > ROWS:
            more = self.view.word("key", "more-results", n=len(self.rows) - ROWS)
            results.append(link(more, self.view.source(self.trial.path)))
        lines = [" · ".join(filter(None, head)), *results, self._harm(), self._limits()]
        return BREAK.join(filter(None, lines))

    def _known(self) -> str:
        """What is known of the study; no diseases where the page is named after these."""
        inferior = self.trial.get("design", "hypothesis") == "non-inferiority"
        diagnoses = set(self.trial.ids("population", "diagnoses"))
        subject = self.subject
        of_page = subject and subject.kind == "diagnoses" and diagnoses == subject.named
        details = [
            design_words(self.trial, self.language),
            self.view.word("hypothesis", "non-inferiority") if inferior else "",
            self.cells.year(),
            "" if of_page else self._diagnoses(),
            self._size(),
        ]
        return small(" · ".join(filter(None, details)), "known")

    def _diagnoses(self) -> str:
        ids = self.trial.ids("population", "diagnoses")
        names = [literal(self.view.name("diagnoses", id)) for id in ids]
        return self.view.language.few(names, "kinds", FEW)

    def _size(self) -> str:
        """The size of the study, with the population it is the size of."""
        name = self.cells.counted
        if not name:
            return ""
        number = values.count(self.cells.sizes[name], self.language)
        return self.view.word("key", "size", kind=self.view.word("enrolled", name), n=number)

    def _result(self, result: KeyResult) -> str:
        """Endpoint, comparison and linked figures; a dagger where they are unconfirmed."""
        row, words = result.row, self.cells.words.row(result.row)
        mixed = self.view.word("key", "mixed") if result.mixed else ""
        name = literal(self.view.bracket(words.specified(), mixed)) + self.language.colon
        prefix = "" if result.primary else self.view.word("key", "secondary")
        target = address(row, [cell.arm for cell in result.cells])
        figures = self.cells.linked(literal(self._figures(result)), target)
        compared = self._compared(result)
        named = name + compared if row.between else compared + name
        return f"{prefix}{named}{figures}{self.cells.dagger(row)}"

    def _compared(self, result: KeyResult) -> str:
        """The comparison, where the figures do not name its arms; or that there is none."""
        row, trial = result.row, self.trial
        if row.between and not {*row.ends} <= {cell.arm for cell in result.cells}:
            return literal(self.cells.words.row(row).comparison) + self.language.comma
        if row.between or _is_uncompared(trial) or _has_control(result):
            return ""
        uncompared = "single-arm" if trial.phase != "none" else "uncontrolled"
        return self.view.word("key", uncompared) + self.language.comma

    def _figures(self, result: KeyResult) -> str:
        """The figures of the arms and of their comparison, with the sizes of the arms; beside an
        estimate of the comparison the arms go without their intervals."""
        words, cells = self.cells.words.row(result.row), result.cells
        estimated = (result.row.between or {}).get("estimate") is not None
        found = [words.value(cell.arm, not result.row.medians) for cell in cells[:ARMS]]
        parts = [self._of_arm(cell, value, estimated) for cell, value in zip(cells, found)]
        if len(cells) > ARMS:
            parts.append(self.view.word("more", "arms", n=len(cells) - ARMS))
        if result.group is None:
            size = words.denominator([cell.arm for cell in cells])
        else:
            size = self.view.word("of-n", n=values.count(result.group, self.language))
        bare = self.view.word("key", "no-interval") if _bare(result, found) else ""
        return self.language.clauses([*parts, words.estimate, size, bare])

    def _of_arm(self, cell: Cell, value: Value, estimated: bool) -> str:
        """A figure after the name of its arm."""
        figure = value.figure if estimated else values.inline(value, self.language)
        if cell.arm == EVERYBODY:
            return figure
        return of_arm(self.cells.words.arm(cell.arm), figure, self.language)

    def _harm(self) -> str:
        """The harm that a question weighs, else the first that the table has of several arms, else
        the first; that none were seen, where the table says so."""
        trial = self.trial
        if trial.get("harms-unseen") is True:
            return small(self.view.word("key", "harms-unseen"), "harm")
        weighed = harm_rows(trial, self.view.corpus)
        row_ids = {result.row.id for result in self.rows[:ROWS]} | self.repeated
        found = harms_of(trial, self.view.corpus.vocabulary)
        harms = [row for row in found if row.id not in row_ids]
        if not harms:
            return ""
        harm = min(harms, key=lambda row: (row.id not in weighed, len(row.cells) < COMPARED))
        name = literal(self.cells.words.row(harm).name)
        text = self.view.word("key", "harm") + self.cells.result(harm, name)
        return small(text, "harm")

    def _limits(self) -> str:
        """The way to what the study does not show, which stands on its own page."""
        if not self.trial.text("appraisal", "limits"):
            return ""
        return link(
            self.view.word("trial", "limits"),
            self.view.to(f"trials/{self.trial.id}.md", "sec-appraisal"),
            classes=".limits",
        )


def _is_uncompared(trial: Trial) -> bool:
    """Whether the head of the line says that the study compares nothing."""
    uncompared = trial.get("design", "comparative") is False and trial.randomised
    return uncompared or trial.design == "single-arm-trial"


def _has_control(result: KeyResult) -> bool:
    """Whether the figures stand beside those of a control."""
    trial, arms = result.row.trial, [cell.arm for cell in result.cells]
    if len(arms) > 1 and trial.randomised:
        return True
    return any(trial.get("arms", arm, "control") is True for arm in arms)


def _bare(result: KeyResult, values: Sequence[Value]) -> bool:
    """Whether a figure that wants an interval has none."""
    comparison = result.row.between or {}
    if comparison.get("estimate") is not None:
        return not comparison.get("ci")
    return any(
        not value.interval and cell["value"] is None for cell, value in zip(result.cells, values)
    )
