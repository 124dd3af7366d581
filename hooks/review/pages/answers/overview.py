"""The head of a disease page: for each key question of the section the situation, what is done, how
it stands, the best evidence in one figure, how sure it is, and where it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.edition.view import View
from review.evidence.question import Address, Question
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.markup.table import lines, listing, table
from review.pages.answers import approvals, question_words
from review.pages.answers.best_evidence import best_evidence
from review.pages.answers.evidence_line import EvidenceLine
from review.pages.answers.question_pages import all_of
from review.sources.section import Section
from review.wording.provenance import Signs

COLUMNS = ("situation", "done", "best", "approved")


def overview(section: Section, view: View) -> str:
    """The head of a section's page; empty where it has no key questions."""
    best = list(best_evidence(section, view.edition))
    return Overview(best, section, view).markdown() if best else ""


@dataclass(frozen=True)
class Overview:
    """The key questions of a section with their ``best`` evidence, which may be none."""

    best: Sequence[tuple[Question, tuple[Address, ...]]]
    section: Section
    view: View
    signs: Signs = field(default_factory=Signs)

    def markdown(self) -> str:
        """The table, its legend, and the way to all questions of the section."""
        header = [self.view.word("overview", name) for name in COLUMNS]
        rows, before = [], ""
        for question, addresses in self.best:
            situation = question_words.situation(question, self.view.language)
            rows.append(self._row(question, addresses, situation if situation != before else ""))
            before = situation
        return templates.render(
            "overview.md.j2",
            view=self.view,
            table=listing(table(header, rows), "glance-table"),
            notes=self.signs.below(),
            approved=any(row[-1] for row in rows),
            all=all_of(self.section, self.view),
        )

    def _row(self, question: Question, addresses: Sequence[Address], situation: str) -> list[str]:
        outcome = question_words.leading(question)
        certainty = question_words.certainty(outcome.level if outcome else "", self.view.language)
        return [
            lines(question_words.standing(question, self.view.language), literal(situation)),
            self._intervention(question),
            lines(self._best(addresses), certainty),
            approvals.signs(question, self.view),
        ]

    def _intervention(self, question: Question) -> str:
        """What is done, as a link to the question."""
        name = plain(self.view.pick(question.text("intervention", "description")))
        if self.view.language is Language.EN:
            name = name[:1].upper() + name[1:]
        return question_words.linked(question, self.view, name)

    def _best(self, addresses: Sequence[Address]) -> str:
        """The figure that speaks for a question, and its study; else that there is none."""
        if not addresses:
            return f'<span class="best">{self.view.word("overview", "no-figures")}</span>'
        first, *further = addresses
        trial = self.view.corpus.trials[first.trial]
        figure = EvidenceLine(trial, first, self.view, self.signs).short(further)
        study = self.view.to(f"trials/{trial.id}.md")
        name = link(literal(str(trial.get("acronym") or trial.id)), study)
        return f'<span class="best">{figure} <span class="study">{name}</span></span>'
