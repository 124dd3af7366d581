"""Summary of findings, as guideline authors know it: a row for each outcome with patients, relative
and absolute effect, certainty, and what happens in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from review.edition.view import View
from review.evidence.participants import participants
from review.evidence.pooled_estimate import pooled_estimate
from review.evidence.question import (
    DOMAINS,
    NOT_REPORTED,
    STARTS_LOW,
    UPGRADES,
    Address,
    Outcome,
    Question,
)
from review.evidence.row import BETWEEN
from review.evidence.trial import Trial
from review.markup.escape import literal
from review.markup.table import BREAK, lines, listing, small, table
from review.pages.answers import pool_words, question_words
from review.pages.answers.absolute_words import absolute
from review.pages.answers.evidence_line import EvidenceLine
from review.wording import prose_markdown, values
from review.wording.provenance import Signs

COLUMNS = ("outcome", "participants", "relative", "absolute", "certainty", "plain")
REASONS = (STARTS_LOW, *DOMAINS, *UPGRADES)


@dataclass(frozen=True)
class Findings:
    """The summary of findings of a question on the page of ``view``."""

    question: Question
    view: View
    signs: Signs = field(default_factory=Signs)

    def table(self) -> str:
        """A row for each outcome; below it where unconfirmed figures were seen."""
        header = [self.view.word("findings", name) for name in COLUMNS]
        rows = [self._row(outcome) for outcome in self.question.outcomes]
        markdown = listing(table(header, rows), "findings")
        return "\n\n".join(
            [markdown, *(["<br>\n".join(self.signs.below())] if self.signs.notes else [])]
        )

    def _row(self, outcome: Outcome) -> list[str]:
        if outcome.synthesis == NOT_REPORTED or not outcome.evidence:
            finding = self._finding(outcome) or self.view.word("findings", "none")
            return [self._outcome(outcome), "", "", "", "", finding]
        cells = {
            "participants": self._participants(outcome),
            "relative": self._relative(outcome),
            "absolute": absolute(outcome, self.view, self.signs),
            "certainty": question_words.certainty(outcome.level, self.view.language),
        }
        # on a phone the cells stand one below the other, without the head of their column
        named = [self._labelled(name, text) for name, text in cells.items()]
        return [self._outcome(outcome), *named, self._finding(outcome)]

    def _labelled(self, name: str, text: str) -> str:
        label = self.view.word("findings", name)
        return f'<small class="body">{label}</small> {text}' if text else ""

    def _outcome(self, outcome: Outcome) -> str:
        importance = self.view.word("findings", "critical" if outcome.critical else "important")
        harm = self.view.word("findings", "harm") if self._harms(outcome) else ""
        remarks = small(" · ".join(filter(None, [importance, harm])), "importance")
        heading = literal(question_words.outcome_heading(outcome, self.view))
        return lines(f'<span id="{question_words.anchor(outcome)}">{heading}</span>', remarks)

    def _harms(self, outcome: Outcome) -> bool:
        row = question_words.first_row(outcome, self.view)
        return outcome.harm or row is not None and row.kind == "harms"

    def _participants(self, outcome: Outcome) -> str:
        found = participants(self.view.corpus, outcome.evidence)
        if not found.patients:
            return self.view.word("findings", "uncounted", studies=found.studies)
        number = values.count(found.patients, self.view.language)
        word = "count" if found.complete else "least"
        return self.view.word("findings", word, n=number, studies=found.studies)

    def _relative(self, outcome: Outcome) -> str:
        """The pool, then the effect of each comparison, or else what each arm had."""
        found = list(self._evidence(outcome))
        several = len({trial.id for trial, _ in found}) > 1
        effects = [
            EvidenceLine(trial, address, self.view, self.signs).figures(outcome, named=several)
            for trial, address in found
        ]
        compared = any(address.column == BETWEEN for _, address in found)
        note = "" if compared else small(self.view.word("findings", "no-relative"))
        return BREAK.join(filter(None, [*self._pooled(outcome), *effects, note]))

    def _pooled(self, outcome: Outcome) -> list[str]:
        pool = pooled_estimate(outcome, self.view.corpus)
        if pool is None:
            return []
        named = self.view.word("pool", "pooled") + self.view.language.colon
        estimate = pool_words.effect(pool.effect, self.view.language)
        return [f"**{named}{estimate}**", small(pool_words.heterogeneity(pool, self.view))]

    def _evidence(self, outcome: Outcome) -> Iterator[tuple[Trial, Address]]:
        for address in outcome.evidence:
            trial = self.view.corpus.trials.get(address.trial)
            if trial is not None and trial.datum(address.datum) is not None:
                yield trial, address

    def _finding(self, outcome: Outcome) -> str:
        return question_words.finding(outcome, self.view, self.signs)

    def reasons(self) -> list[tuple[str, list[str]]]:
        """For each outcome whose certainty has reasons its heading, and the reasons."""
        found = [
            (self._judged(outcome), list(self._domains(outcome)))
            for outcome in self.question.outcomes
        ]
        return [(heading, reasons) for heading, reasons in found if reasons]

    def _judged(self, outcome: Outcome) -> str:
        name = literal(question_words.outcome_heading(outcome, self.view))
        return f"{name} {question_words.certainty(outcome.level, self.view.language)}"

    def _domains(self, outcome: Outcome) -> Iterator[str]:
        """The domains of a judgement, each with its rating and the reason."""
        language, colon = self.view.language, self.view.language.colon
        for domain in REASONS:
            block = outcome.certainty.get(domain)
            if not isinstance(block, dict):
                continue
            rating = block.get("rating")
            rated = self.view.word("rating", str(rating)) if rating else ""
            path = ("outcomes", outcome.number, "certainty", domain, "reason", language)
            reason = prose_markdown.line(outcome.record.prose(language, *path), self.view)
            yield self.view.word("domain", domain) + colon + language.clauses([rated, reason])
