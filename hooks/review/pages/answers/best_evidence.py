"""The evidence that speaks for each key question of a section at its head. The bottom line above it
answers in words: the figure stands here, then where it is discussed."""

from __future__ import annotations

from collections.abc import Iterator

from review.edition.edition import Edition
from review.evidence.question import Address, Question
from review.pages.answers import question_words
from review.pages.answers.evidence_line import arms_beside
from review.pages.answers.question_pages import of_section
from review.sources.section import Section


def best_evidence(
    section: Section, edition: Edition
) -> Iterator[tuple[Question, tuple[Address, ...]]]:
    """Each key question of a section, in the order of the page, with the first piece of evidence
    that there is and the other arms of its row; without any where none is held."""
    trials = edition.corpus.trials
    for question in of_section(section.path, edition):
        if question.key:
            outcome = question_words.leading(question)
            found = (
                (address, *arms_beside(address, outcome))
                for address in (outcome.evidence if outcome else ())
                if address.trial in trials and trials[address.trial].row(address.row) is not None
            )
            yield question, next(found, ())
