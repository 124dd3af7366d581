"""How many clinical questions a review answers, and how sure of it it is."""

from __future__ import annotations

from collections import Counter

from review.evidence.absolute_effect import absolute_effect
from review.evidence.corpus import Corpus
from review.evidence.pooled_estimate import pooled_estimate
from review.evidence.question import LEVELS


def counts(corpus: Corpus) -> dict[str, int]:
    """Questions, and those still judged by the editors alone; outcomes, by level of certainty,
    without evidence, with an absolute effect, pooled."""
    questions = corpus.questions.values()
    outcomes = [outcome for question in questions for outcome in question.outcomes]
    levels = Counter(outcome.level for outcome in outcomes)
    return {
        "questions": len(questions),
        "preliminary": sum(question.preliminary for question in questions),
        "outcomes": len(outcomes),
        **{level: levels[level] for level in LEVELS},
        "unreported": sum(not outcome.evidence for outcome in outcomes),
        "absolute": sum(absolute_effect(one, corpus) is not None for one in outcomes),
        "pooled": sum(pooled_estimate(one, corpus) is not None for one in outcomes),
    }
