"""The evidence that speaks for each key question of a section at its head. The bottom line above it
answers in words: the figure stands here, then where it is discussed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.edition.edition import Edition
from review.evidence.question import Address, Outcome, Question
from review.evidence.row import BETWEEN
from review.pages.answers import question_words
from review.pages.answers.evidence_line import beside
from review.pages.answers.question_pages import of_section
from review.sources.section import Section


@dataclass(frozen=True)
class BestEvidence:
    """The addresses shown for a question: the arms of a row together; none where there is no
    evidence."""

    question: Question
    addresses: tuple[Address, ...] = ()


def best_evidence(section: Section, edition: Edition) -> Iterator[BestEvidence]:
    """For each key question of a section its best evidence, in the order of the page."""
    for question in of_section(section.path, edition):
        if question.key:
            leading = question_words.leading(question)
            yield BestEvidence(question, _addresses(leading, edition))


def _addresses(outcome: Outcome | None, edition: Edition) -> tuple[Address, ...]:
    """The first piece of evidence that there is, with the other arms of its row."""
    trials = edition.corpus.trials
    for address in outcome.evidence if outcome else ():
        trial = trials.get(address.trial)
        if trial is not None and trial.row(address.row) is not None:
            others = [] if address.column == BETWEEN else beside(address, outcome)
            return (address, *others)
    return ()
