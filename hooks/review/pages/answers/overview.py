"""The head of a disease page: for each key question of the section the situation, what is done, how
it stands, the best evidence in one figure, how sure it is, and where it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.edition.view import View
from review.evidence.question import Question
from review.markup import templates
from review.markup.escape import literal, plain
from review.markup.table import listing, table
from review.pages.answers import approvals, question_words
from review.pages.answers.evidence_line import EvidenceLine
from review.pages.answers.question_pages import INDEX, of_section
from review.sources.section import Section
from review.wording.provenance import Signs

COLUMNS = ("situation", "done", "standing", "best", "certainty", "approved")


def overview(section: Section, view: View) -> str:
    """The head of a section's page; empty where it has no key questions."""
    found = of_section(section.path, view.edition)
    keys = [question for question in found if question.key]
    return Overview(keys, len(found), section, view).markdown() if keys else ""


@dataclass(frozen=True)
class Overview:
    """The key ``questions`` of a section that has ``number`` in all."""

    questions: Sequence[Question]
    number: int
    section: Section
    view: View
    signs: Signs = field(default_factory=Signs)

    def markdown(self) -> str:
        """The table, its legend, and the way to all questions of the section."""
        header = [self.view.word("overview", name) for name in COLUMNS]
        situations = [
            question_words.situation(each, self.view.language) for each in self.questions
        ]
        before = ["", *situations]
        rows = [
            self._row(question, situation if situation != previous else "")
            for question, situation, previous in zip(self.questions, situations, before)
        ]
        anchor = self.section.path.rpartition("/")[2].removesuffix(".md")
        return templates.render(
            "overview.md.j2",
            view=self.view,
            table=listing(table(header, rows), "overview"),
            notes=self.signs.below(),
            approved=any(row[-1] for row in rows),
            all=self.view.to(INDEX, anchor),
            number=self.number,
        )

    def _row(self, question: Question, situation: str) -> list[str]:
        outcome = question_words.leading(question)
        level = outcome.level if outcome else ""
        return [
            literal(situation),
            self._done(question),
            question_words.standing(question, self.view.language),
            self._best(question),
            question_words.certainty(level, self.view.language),
            approvals.signs(question, self.view),
        ]

    def _done(self, question: Question) -> str:
        """What is done, as a link to the question."""
        done = plain(self.view.pick(question.text("intervention", "description")))
        return question_words.linked(question, self.view, done)

    def _best(self, question: Question) -> str:
        """The first piece of evidence of the outcome that speaks for the question."""
        outcome = question_words.leading(question)
        for address in outcome.evidence if outcome else ():
            trial = self.view.corpus.trials.get(address.trial)
            if trial is not None and (row := trial.row(address.row)) is not None:
                shown = EvidenceLine(trial, address, self.view, self.signs).short()
                return f"{shown} {self.view.trial(trial, row.id)}" if shown else ""
        return ""
