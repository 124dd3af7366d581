"""Rules on the certainty of evidence: its level follows from its reasons, its words fit its level,
and it was judged of the data as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from review.evidence.corpus import Corpus, once
from review.evidence.judged_evidence import digest, judged
from review.evidence.question import DOMAINS, LEVELS, STARTS_LOW, UPGRADES, Outcome, Question
from review.messages import problem, text
from review.problem import Problem, Text
from review.rules.allowance import standing_paths
from review.rules.question_effect_rules import question_baseline, question_measure, question_pool
from review.rules.question_evidence_rules import outcomes, question_evidence, question_fit
from review.rules.question_rules import question_outcome, sound
from review.rules.rule import after, of_parts
from review.sources.declared import declared
from review.sources.prose import LANGUAGES, Prose

DOWN = {"not-serious": 0, "serious": 1, "very-serious": 2}  # levels that a rating lowers by
# whether of randomised trials, words tell
POOLED = frozenset({"meta-analysis", "pooled-analysis", "systematic-review"})  # by words alone
HIGH, LOW, VERY_LOW = "high", "low", "very-low"


@dataclass(frozen=True)
class Hedge:
    """A word of certainty in a text: its level, whether it is the one in use, its offset."""

    word: str
    level: str
    used: bool
    start: int


def hedges(text: str, language: str) -> Iterator[Hedge]:
    """The words of certainty in a text, in order."""
    levels = _levels(language)
    for match in _pattern(language).finditer(text):
        word = match[0].lower()
        if word in levels:
            yield Hedge(word, *levels[word], match.start())


def words(level: str, language: str) -> tuple[str, ...]:
    """The words that a finding of a level has; none of a high one."""
    return tuple(declared("grammar/certainty")["levels"][level]["words"][language])


@cache
def _levels(language: str) -> dict[str, tuple[str, bool]]:
    """The level of each word, and whether it is used."""
    return {
        word: (level, kind == "words")
        for level in LEVELS
        for kind in ("words", "like")
        for word in declared("grammar/certainty")["levels"][level].get(kind, {}).get(language, ())
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Any word of certainty, or a longer one that only holds one."""
    longer = declared("grammar/certainty")["apart"][language]
    found = sorted([*_levels(language), *longer], key=len, reverse=True)
    choice = "|".join(map(re.escape, found))
    return re.compile(choice if language == LANGUAGES[0] else rf"\b(?:{choice})\b", re.IGNORECASE)


@of_parts
def question_certainty(corpus: Corpus) -> Iterator[Problem]:
    """The level of certainty follows from its reasons: it starts high, with non-randomised low;
    serious lowers it by one level, very-serious by two, an upgrade raises non-randomised evidence
    by one. Evidence of trials that are not randomised says non-randomised.
    可信度等级由其理由得出：起点为高，写有 non-randomised 的为低；serious 降一级，
    very-serious 降两级，非随机证据每有一项升级理由升一级。
    证据全部来自非随机研究的，写 non-randomised。
    """
    for _, outcome in outcomes(corpus):
        if not outcome.level:
            continue
        place, level = outcome.place("certainty", "level"), reasoned(outcome)
        if STARTS_LOW not in outcome.certainty and _nowhere_randomised(outcome, corpus):
            yield problem(place, "question-certainty/not-randomised")
        elif level != outcome.level:
            found, right = _name(outcome.level), _name(level)
            yield problem(place, "question-certainty/level", level=found, right=right)
        elif STARTS_LOW not in outcome.certainty and (upgrades := _upgrades(outcome)):
            yield problem(place, "question-certainty/upgrade", names=upgrades)


def reasoned(outcome: Outcome) -> str:
    """The level that the reasons of an outcome give."""
    certainty = outcome.certainty
    start = LEVELS.index(LOW if STARTS_LOW in certainty else HIGH)
    lowered = sum(
        DOWN.get(str(certainty[domain].get("rating")), 0)
        for domain in DOMAINS
        if isinstance(certainty.get(domain), dict)
    )
    raised = len(_upgrades(outcome)) if STARTS_LOW in certainty else 0
    return LEVELS[min(max(start + lowered - raised, 0), len(LEVELS) - 1)]


def _upgrades(outcome: Outcome) -> list[str]:
    return [name for name in UPGRADES if name in outcome.certainty]


def _nowhere_randomised(outcome: Outcome, corpus: Corpus) -> bool:
    trials = [corpus.trials.get(address.trial) for address in outcome.evidence]
    return bool(trials) and all(
        trial is not None and not trial.randomised and trial.design not in POOLED
        for trial in trials
    )


@once
def misjudged(corpus: Corpus) -> frozenset[str]:
    """Files with a level that does not follow from its reasons: words are not judged by it."""
    return standing_paths(corpus, question_certainty)


@of_parts
@after(in_file=misjudged)
def question_wording(corpus: Corpus) -> Iterator[Problem]:
    """The words of a finding fit the certainty, in both languages: of high certainty the verb
    alone, of moderate `probably`, of low `may`, of very low `very uncertain`; so does an answer
    with its first critical outcome.
    结果的用词与可信度相符，两种语言都是：高用动词本身，中用“很可能”，低用“可能”，极低用“很不确定”；
    答案的用词与第一个关键结局相符。
    """
    for question in sound(corpus):
        for outcome in question.outcomes:
            for prose in _sides(question, *outcome.path, "finding") if outcome.level else ():
                yield from _finding(prose, outcome.level)
    for question in sound(corpus):
        for prose in _sides(question, "answer"):
            yield from _answer(prose, question)


def _sides(question: Question, *path: str | int) -> tuple[Prose, ...]:
    pair = question.record.pair(*path)
    return pair.sides if pair else ()


def _name(level: str) -> Text:
    return text(f"certainty-level/{level}", "found")


def _finding(prose: Prose, level: str) -> Iterator[Problem]:
    """What in a finding sounds like another level, or that nothing sounds like its own."""
    # “may …, but the evidence is very uncertain” is of very low certainty
    yield from _unlike(prose, level, {level, LOW} if level == VERY_LOW else {level})


def _answer(prose: Prose, question: Question) -> Iterator[Problem]:
    """What in an answer sounds like a level that no outcome has, or that nothing sounds like that
    of the first critical one."""
    judged = [outcome for outcome in question.outcomes if outcome.level]
    first = next((outcome.level for outcome in judged if outcome.critical), HIGH)
    levels = {outcome.level for outcome in judged}
    yield from _unlike(prose, first, levels | {LOW} if VERY_LOW in levels else levels)


def _unlike(prose: Prose, level: str, allowed: Collection[str]) -> Iterator[Problem]:
    """The first word of a level that is not allowed; else that there is none of ``level``."""
    found = list(hedges(prose.plain, prose.language))
    wrong = [hedge for hedge in found if not hedge.used or hedge.level not in allowed]
    if wrong:
        yield _worded(prose, wrong[0], level)
    elif level != HIGH and not any(hedge.level == level for hedge in found):
        yield _worded(prose, None, level)


def _worded(prose: Prose, hedge: Hedge | None, level: str) -> Problem:
    """A text that sounds more or less certain than its evidence is."""
    usual = words(level, prose.language)
    found = Text(*[f"“{hedge.word}”"] * 2) if hedge else text("question-wording", "found")
    place, kind = prose.place(hedge.start if hedge else 0), "level" if usual else "high"
    return problem(
        place,
        f"question-wording/{kind}",
        word=usual[0] if usual else "",
        level=_name(level),
        found=found,
    )


@once
def unfit(corpus: Corpus) -> frozenset[str]:
    """Files whose evidence is not what it ought to be: they are judged once it is."""
    of_evidence = (question_outcome, question_evidence, question_fit)
    return standing_paths(corpus, *of_evidence, question_measure, question_pool, question_baseline)


@of_parts
@after(in_file=unfit)
def question_rejudge(corpus: Corpus) -> Iterator[Problem]:
    """A question is judged of the data as they are: when those change, it is judged again. The
    command judged notes the data it was judged of.
    问题的判断依据现有数据：数据变了，要重新判断。判断所依据的数据由 judged 命令记录。
    """
    for question in sound(corpus):
        if (recorded := judged(question)) != digest(question, corpus):
            place, kind = question.record.place("judged", "evidence"), "unrecorded"
            kind = "changed" if recorded else kind
            yield problem(place, f"question-rejudge/{kind}", id=question.id)
