"""The head of a disease page: for each key question of the section the situation, what is done, how
it stands, the best evidence in one figure, how sure it is, and where it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.edition.view import View
from review.evidence.question import Question
from review.evidence.trial import Trial
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.markup.table import lines, listing, table
from review.pages.answers import approvals, question_words
from review.pages.answers.best_evidence import BestEvidence, best_evidence
from review.pages.answers.evidence_line import EvidenceLine
from review.pages.answers.question_pages import of_section
from review.sources.section import Section
from review.wording.provenance import Signs

COLUMNS = ("situation", "done", "best", "approved")


def overview(section: Section, view: View) -> str:
    """The head of a section's page; empty where it has no key questions."""
    found = of_section(section.path, view.edition)
    best = list(best_evidence(section, view.edition))
    return Overview(best, len(found), section, view).markdown() if best else ""


@dataclass(frozen=True)
class Overview:
    """The key questions of a section that has ``number`` in all, with their ``best`` evidence."""

    best: Sequence[BestEvidence]
    number: int
    section: Section
    view: View
    signs: Signs = field(default_factory=Signs)

    def markdown(self) -> str:
        """The table, its legend, and the way to all questions of the section."""
        header = [self.view.word("overview", name) for name in COLUMNS]
        language = self.view.language
        situations = [question_words.situation(best.question, language) for best in self.best]
        before = ["", *situations]
        rows = [
            self._row(best, situation if situation != previous else "")
            for best, situation, previous in zip(self.best, situations, before)
        ]
        anchor = self.section.path.rpartition("/")[2].removesuffix(".md")
        asked = self.view.edition.question_list.to(f"{anchor}/{self.best[0].question.id}")
        return templates.render(
            "overview.md.j2",
            view=self.view,
            table=listing(table(header, rows), "glance-table"),
            notes=self.signs.below(),
            approved=any(row[-1] for row in rows),
            all=self.view.to(asked, anchor),
            number=self.number,
        )

    def _row(self, best: BestEvidence, situation: str) -> list[str]:
        question = best.question
        return [
            lines(question_words.standing(question, self.view.language), literal(situation)),
            self._done(question),
            lines(self._best(best), self._sure(question)),
            approvals.signs(question, self.view),
        ]

    def _done(self, question: Question) -> str:
        """What is done, as a link to the question."""
        done = plain(self.view.pick(question.text("intervention", "description")))
        capital = self.view.language is Language.EN
        return question_words.linked(
            question, self.view, done[:1].upper() + done[1:] if capital else done
        )

    def _sure(self, question: Question) -> str:
        outcome = question_words.leading(question)
        return question_words.certainty(outcome.level if outcome else "", self.view.language)

    def _best(self, best: BestEvidence) -> str:
        """The figure that speaks for the question, and its study; else that there is none."""
        if not best.addresses:
            return f'<span class="best">{self.view.word("overview", "no-figures")}</span>'
        first, *others = best.addresses
        trial = self.view.corpus.trials[first.trial]
        shown = EvidenceLine(trial, first, self.view, self.signs).short(others)
        name = link(literal(str(trial.get("acronym") or trial.id)), self._study(trial))
        return f'<span class="best">{shown} <span class="study">{name}</span></span>'

    def _study(self, trial: Trial) -> str:
        return self.view.to(f"trials/{trial.id}.md")
