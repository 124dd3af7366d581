"""``python hooks judged``: note of which data a question was judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import Command, root_option
from review.refusal import Refusal
from system import files

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus
    from review.evidence.question import Question


@click.command(
    "judged",
    cls=Command,
    help="判断之后记下所据的数据；不写标识则记从未记过的"
    " / after judging: note the data it was made of; without an id, where none were noted yet",
)
@click.argument("ids", nargs=-1, metavar="[ID]…", help="问题的标识 / ids of questions")
@root_option
def judged(ids: tuple[str, ...], root: Path) -> int:
    """Write the digests of the evidence of these questions, and name those whose data changed."""
    from review.drafts.judgement import with_digest
    from review.evidence import corpus, judged_evidence

    read = corpus.read(root)
    if read.partial:
        raise Refusal(
            "有文件读不全，先运行 python hooks check。",
            "Some file cannot be read in full; run python hooks check first.",
        )
    digests = {
        id: judged_evidence.digest(question, read) for id, question in read.questions.items()
    }
    stale = {
        id
        for id, question in read.questions.items()
        if judged_evidence.judged(question) != digests[id]
    }
    for question in _chosen(read, ids):
        if question.id in stale:
            files.replace(root / question.path, with_digest(question, digests[question.id]))
            print(f"已记 / noted: {question.path}")
            stale.remove(question.id)
    for id in sorted(stale):
        print(
            f"数据变过，重新判断后运行 / data changed; judge again, then: python hooks judged {id}"
        )
    return 0


def _chosen(read: Corpus, ids: Sequence[str]) -> list[Question]:
    """The questions that are named, or without names those that have no digest yet and whose
    evidence is in order. Raises Refusal for one that is not there, or is named and is not in
    order."""
    from review.evidence.judged_evidence import judged
    from review.rules.question_certainty_rules import unfit

    faulty = unfit(read)
    if not ids:
        fresh = (question for question in read.questions.values() if not judged(question))
        return [question for question in fresh if question.path not in faulty]
    chosen = [_named(read, id) for id in ids]
    for question in chosen:
        if question.path in faulty:
            raise Refusal(
                f"{question.path} 的证据有误，先运行 python hooks check。",
                f"The evidence of {question.path} is not in order; run python hooks check first.",
            )
    return chosen


def _named(read: Corpus, id: str) -> Question:
    """The question of an id. Raises Refusal where there is none."""
    from review.suggestion import advice

    if id not in read.questions:
        near = advice(id, read.questions)
        raise Refusal(f"没有问题 {id}。{near.zh}", f"There is no question {id}. {near.en}")
    return read.questions[id]
