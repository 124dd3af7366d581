"""One piece of evidence in a line: a comparison, or what one arm had, as a link to its datum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from review.edition.view import View
from review.evidence.cell import DIFFERENCES
from review.evidence.question import Address, Outcome
from review.evidence.relative_effect import relative_effect
from review.evidence.row import BETWEEN, EVERYBODY, Row
from review.evidence.trial import Trial
from review.markup.escape import literal
from review.markup.table import lines, small
from review.pages.answers import pool_words
from review.pages.table_columns import StudyCells
from review.wording import names, values
from review.wording.provenance import Signs
from review.wording.row_words import RowWords, of_arm


@dataclass(frozen=True)
class EvidenceLine:
    """A datum of a trial as evidence on the page of ``view``; ``signs`` are those of the block."""

    trial: Trial
    address: Address
    view: View
    signs: Signs

    @cached_property
    def cells(self) -> StudyCells:
        return StudyCells(self.trial, self.view, self.signs)

    @property
    def row(self) -> Row | None:
        return self.trial.row(self.address.row)

    def figures(self, outcome: Outcome, named: bool) -> str:
        """The figures as a link, behind the name of the study where several are listed; the way
        round that the question asks. Empty where the address leads nowhere."""
        if self.row is None:
            return ""
        words = self.cells.words.row(self.row)
        estimate = self._behind_arms(words, words.estimate)
        figure = estimate if self.address.column == BETWEEN else self._of_arm(words)
        trial = self.view.trial(self.trial) + self.view.language.colon if named else ""
        trial += self._row_name(outcome, words)
        effect = relative_effect(self.address, outcome, self.view.corpus)
        linked = self._linked(figure, self.row)
        if effect is None or not effect.turned or self.address.column != BETWEEN:
            return trial + linked
        printed = self.view.word("pool", "turned", printed=linked)
        computed = pool_words.effect(effect, self.view.language)
        return trial + lines(f'<i class="computed">{computed}</i>', small(printed))

    def short(self, addresses: Iterable[Address] = ()) -> str:
        """Endpoint and figure in as few words as can be: ``PFS HR 0.30, 95% CI 0.21–0.44``; where
        it is the figure of an arm, those of ``addresses`` in the same row with it, of two
        randomised arms as ``66% v 17%``."""
        row = self.row
        if row is None:
            return ""
        words = self.cells.words.row(row)
        medians = row.medians and not _estimated(row)
        name = literal(self._short_name(words, medians))
        if self._compares(row):
            return f"{name} {self._linked(self._estimate(words), row)}"
        arms = [self, *(replace(self, address=address) for address in addresses)]
        if len(arms) == 2 and self.trial.randomised:
            figures = [words.value(arm.address.column, not medians).figure for arm in arms]
            first, second = (arm._linked(figure, row) for arm, figure in zip(arms, figures))
            return f"{name} {self.view.word('versus', a=first, b=second)}"
        name += self.view.language.colon
        if len(arms) == 1 and self._several:  # on a narrow screen the end is cut off
            figure = values.inline(words.value(self.address.column, not medians), words.language)
            named = literal(self.cells.words.arm(self.address.column))
            return f"{name}{self._linked(figure, row)} · {named}"
        linked = [arm._linked(arm._of_arm(words, medians), row) for arm in arms]
        return name + self.view.language.commas(linked)

    def _short_name(self, words: RowWords, medians: bool) -> str:
        """The name of the row, abbreviated; of medians it says so where no estimate does."""
        row, vocabulary = words.row, self.view.corpus.vocabulary
        if row.kind != "results":
            return words.name
        return names.result(row, vocabulary, self.view.language, short=True, median=medians)

    def _row_name(self, outcome: Outcome, words: RowWords) -> str:
        """What was counted, where the outcome has figures of arms in several rows of the study."""
        rows = {address.row for address in outcome.evidence if address.trial == self.trial.id}
        if self.address.column == BETWEEN or len(rows) == 1:
            return ""
        return literal(words.name) + self.view.language.colon

    def _compares(self, row: Row) -> bool:
        return self.address.column == BETWEEN and row.between is not None

    def _estimate(self, words: RowWords) -> str:
        """Measure, estimate and interval with what both arms had, or that alone."""
        comparison = words.row.between or {}
        if _estimated(words.row):
            without_p = {name: value for name, value in comparison.items() if name != "p"}
            return self._behind_arms(words, values.between(without_p, self.view.language))
        return self.view.language.clauses([self._arms(words, words.row.medians), words.estimate])

    def _behind_arms(self, words: RowWords, estimate: str) -> str:
        """An estimate, behind what the arms had where it is only by what they differ."""
        differs = (words.row.between or {}).get("measure") in DIFFERENCES
        return self.view.language.clauses([self._arms(words) if differs else "", estimate])

    def _arms(self, words: RowWords, medians: bool = False) -> str:
        """What the two arms of a comparison had, as ``39% v 8%``; empty where one is not given.
        The name says already of ``medians`` that they are."""
        row = words.row
        found = [words.value(arm, not medians) for arm in row.ends if arm in row.cells]
        return self.view.word("versus", a=found[0], b=found[1]) if len(found) == 2 else ""

    def _of_arm(self, words: RowWords, medians: bool = False) -> str:
        """What the arm had, behind its name where the study has several."""
        column = self.address.column
        if column not in words.row.cells:
            return ""
        figure = values.inline(words.value(column, not medians), self.view.language)
        if not self._several:
            return figure
        return of_arm(self.cells.words.arm(column), figure, self.view.language)

    @property
    def _several(self) -> bool:
        """Whether the arm of the address is one of several."""
        return self.address.column != EVERYBODY and len(self.trial.arms) > 1

    def _linked(self, figure: str, row: Row) -> str:
        if not figure:
            return ""
        return self.cells.linked(literal(figure), self.address.datum) + self.cells.dagger(row)


def arms_beside(address: Address, outcome: Outcome | None) -> list[Address]:
    """The other arms of the row of ``address`` that are evidence, too: what one arm had says
    nothing without them; none beside a comparison."""
    if address.column == BETWEEN:
        return []
    return [
        arm
        for arm in (outcome.evidence if outcome else ())
        if (arm.trial, arm.row) == (address.trial, address.row)
        and arm.column not in (address.column, BETWEEN)
    ]


def _estimated(row: Row) -> bool:
    """Whether the row has an estimate of its comparison, or the interval of one."""
    return not {"estimate", "ci"}.isdisjoint(row.between or {})
