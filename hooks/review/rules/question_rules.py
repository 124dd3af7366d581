"""Rules on clinical questions: whose they are, what they must say, and who judged them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from review.dates import past
from review.evidence.corpus import Corpus
from review.evidence.question import NOT_REPORTED, Outcome, Question
from review.evidence.relative_effect import row_at
from review.figures.coverage import REVIEW
from review.messages import problem
from review.problem import Problem
from review.rules import table_form_rules
from review.rules.rule import after, of_parts
from review.suggestion import advice

SOURCED = frozenset({"standard", "option", "not-used"})  # somebody must be seen to say so


def sound(corpus: Corpus) -> Iterator[Question]:
    """Questions that keep their schema; in the others nobody knows what is meant."""
    return table_form_rules.sound(corpus.questions.values(), "question")


@of_parts
@after("table-value")
def question_id(corpus: Corpus) -> Iterator[Problem]:
    """The id of a question is its file name.
    问题的 id 就是文件名。
    """
    for file, question in corpus.questions.items():
        if (id := question.get("id")) not in (None, file):
            yield problem(question.record.place("id"), "question-id", id=str(id), file=file)


def question_section(corpus: Corpus) -> Iterator[Problem]:
    """The section of a question is a page of docs/review, by its file name without ending.
    问题的 section 是 docs/review 中的一页，写不带后缀的文件名。
    """
    pages = [PurePosixPath(path).stem for path in corpus.sections if path.startswith(REVIEW)]
    for question in sound(corpus):
        section = question.section
        if not corpus.is_page(f"{REVIEW}{section}.md"):
            place, near = question.record.place("section"), advice(section, pages)
            yield problem(place, "question-section", section=section, cure=near)


@of_parts
def question_practice(corpus: Corpus) -> Iterator[Problem]:
    """That something is standard, an option or not used is said by sources that practice names.
    “标准”“选择之一”“不采用”都须有 practice 的 sources 所列文献为据。
    """
    for question in sound(corpus):
        standing = question.standing
        if standing in SOURCED and not question.ids("practice", "sources"):
            place = question.record.place("practice", "standing")
            yield problem(place, "question-practice", standing=standing)


@of_parts
def question_harm(corpus: Corpus) -> Iterator[Problem]:
    """A harm is among the outcomes of a question; where none was seen reported, an outcome with
    synthesis none and harm true says so.
    结局中要有危害；所见资料没有报告的，以 synthesis: none、harm: true 的结局写明。
    """
    for question in sound(corpus):
        if not any(is_harm(outcome, corpus) for outcome in question.outcomes):
            yield problem(question.record.key_place("outcomes"), "question-harm")


def question_date(corpus: Corpus) -> Iterator[Problem]:
    """The day of a judgement exists and is not in the future.
    判断的日期存在，且不在将来。
    """
    for question in sound(corpus):
        if not past(day := str(question.get("judged", "on"))):
            yield problem(question.record.place("judged", "on"), "question-date", day=day)


@of_parts
@after("table-value")
def question_outcome(corpus: Corpus) -> Iterator[Problem]:
    """An outcome has an endpoint or a label. It has evidence, a finding and a certainty, unless its
    synthesis is none, which has neither evidence nor certainty nor baseline.
    结局要有 endpoint 或 label，并有 evidence、finding 与 certainty；synthesis 为 none 的，
    没有 evidence、certainty 和 baseline。
    """
    for question in sound(corpus):
        for outcome in question.outcomes:
            yield from _outcome_faults(outcome)


def _outcome_faults(outcome: Outcome) -> Iterator[Problem]:
    if not outcome.endpoint and outcome.text("label") is None:
        yield _lacking(outcome, ["endpoint / label"])
    if outcome.synthesis == NOT_REPORTED:
        for name in ("evidence", "certainty", "baseline"):
            if name in outcome.data:
                place = outcome.record.key_place(*outcome.path, name)
                yield problem(place, "question-outcome/beside-none", name=name)
    else:
        required = ("evidence", "finding", "certainty")
        if missing := [name for name in required if name not in outcome.data]:
            yield _lacking(outcome, missing)


def is_harm(outcome: Outcome, corpus: Corpus) -> bool:
    """Whether an outcome is a harm: by its own word, its endpoint, or the rows of its evidence."""
    term = corpus.vocabulary.get("endpoints", outcome.endpoint)
    rows = (row_at(address, corpus) for address in outcome.evidence)
    return (
        outcome.harm
        or (term is not None and term.harm)
        or any(row is not None and row.kind == "harms" for row in rows)
    )


def _lacking(outcome: Outcome, names: list[str]) -> Problem:
    return problem(outcome.place(), "question-outcome/lacking", missing=names)
