"""How many clinical questions a review answers, and how sure of it it is."""

from __future__ import annotations

from collections import Counter

from review.evidence.absolute_effect import absolute_effect
from review.evidence.corpus import Corpus
from review.evidence.pooled_estimate import pooled_estimate
from review.evidence.question import LEVELS
from review.problem import Text


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


def line(found: dict[str, int], side: int) -> str:
    """The counts in one language; ``side`` is that of a Text."""
    return Text(
        "临床问题 {questions} 个，其中编者的初步判断 {preliminary}；结局 {outcomes} 项："
        "可信度高 {high}、中 {moderate}、低 {low}、极低 {very-low}，未见报告 {unreported}；"
        "有绝对效应 {absolute}，合并 {pooled}",
        "clinical questions: {questions}, judged by the editors alone {preliminary}; outcomes: "
        "{outcomes}, of high certainty {high}, moderate {moderate}, low {low}, very low "
        "{very-low}, not reported {unreported}; with an absolute effect {absolute}, pooled "
        "{pooled}",
    )[side].format(**found)
