"""``python hooks judged``: note of which data a question was judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import Command, root_option
from commands.whole_review import refuse_absent, whole_review
from review.messages import refusal
from review.problem import Text
from system import files

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus
    from review.evidence.question import Question


@click.command("judged", cls=Command)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@root_option
def judged(ids: tuple[str, ...], root: Path) -> int:
    """Write the digests of the evidence of these questions, and name those whose data changed."""
    from review.drafts.judgement import with_digest
    from review.evidence import judged_evidence

    read = whole_review(root)
    digests = {
        id: judged_evidence.digest(question, read) for id, question in read.questions.items()
    }
    stale = {
        id
        for id, question in read.questions.items()
        if judged_evidence.judged(question) != digests[id]
    }
    for question in _named_questions(read, ids):
        if question.id in stale:
            files.replace(root / question.path, with_digest(question, digests[question.id]))
            print(f"已记 / noted: {question.path}")
            stale.remove(question.id)
    for id in sorted(stale):
        print(
            f"数据变过，重新判断后运行 / data changed; judge again, then: python hooks judged {id}"
        )
    return 0


def _named_questions(read: Corpus, ids: Sequence[str]) -> list[Question]:
    """The questions that are named, or without names those that have no digest yet and whose
    evidence is in order. Raises Refusal for one that is not there, or is named and is not in
    order."""
    from review.evidence.judged_evidence import judged
    from review.rules.question_certainty_rules import unfit

    faulty = unfit(read)
    if not ids:
        fresh = (question for question in read.questions.values() if not judged(question))
        return [question for question in fresh if question.path not in faulty]
    for id in ids:
        refuse_absent(Text("问题", "question"), id, read.questions)
    questions = [read.questions[id] for id in ids]
    for question in questions:
        if question.path in faulty:
            raise refusal("command/evidence", path=question.path)
    return questions
