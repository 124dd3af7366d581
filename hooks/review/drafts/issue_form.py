"""An issue form as GitHub writes it into the body of an issue: ``### label``, a blank line, the
answer.

Answers are Markdown of strangers and may hold ``###`` lines of their own; only a label that the
form has, and only once, begins an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.problem import Text

HEADING = re.compile(r"###[ \t]+(?P<label>.+?)[ \t]*\Z")
FENCE = re.compile(r"\A(?P<ticks>`{3,})[^\n`]*\n(?P<inner>.*)\n(?P=ticks)[ \t]*\Z", re.DOTALL)
NOTHING = ("_No response_", "None", "")
LONGEST = 100_000  # characters of a body; GitHub takes 65,536

Answers = Mapping[str, str]  # by the id of their question


@dataclass(frozen=True)
class Question:
    """One field of the form: its id, and its label in both languages."""

    id: str
    label: Text

    def asks(self, heading: str) -> bool:
        """Whether a heading is this label, in both languages with a bar or slash, or in one."""
        return heading.rstrip("*：: ").casefold() in {
            form.casefold()
            for form in (
                f"{self.label.zh} | {self.label.en}",
                f"{self.label.zh} / {self.label.en}",
                *self.label,
            )
        }


def answers(body: str, questions: Sequence[Question]) -> dict[str, str]:
    """Answers by the id of their question; those left empty are not there."""
    parts = _parts(body[:LONGEST], questions)
    found = {id: _value("\n".join(lines)) for id, lines in parts.items()}
    return {id: value for id, value in found.items() if value not in NOTHING}


def _parts(body: str, questions: Sequence[Question]) -> dict[str, list[str]]:
    """The lines below the label of a question, by its id."""
    parts: dict[str, list[str]] = {}
    current: list[str] = []  # what stands before the first label answers nothing
    for line in body.replace("\r\n", "\n").split("\n"):
        question = _question_of(line, questions)
        if question is None or question.id in parts:
            current.append(line)
        else:
            current = parts[question.id] = []
    return parts


def _question_of(line: str, questions: Sequence[Question]) -> Question | None:
    """The question whose label a line is."""
    heading = HEADING.match(line)
    if heading is None:
        return None
    return next((question for question in questions if question.asks(heading["label"])), None)


def _value(text: str) -> str:
    """An answer without the blank lines round it and the fence of a rendered text area."""
    stripped = text.strip()
    fence = FENCE.match(stripped)
    return fence["inner"].strip() if fence else stripped


def lines(value: str) -> list[str]:
    """The lines of an answer without list marks and check boxes; an unticked box is no answer."""
    items = (
        re.sub(r"^[-*+]\s+(\[[xX]\]\s+)?", "", line.strip())
        for line in value.split("\n")
        if not re.match(r"\s*[-*+]\s+\[ \]", line)
    )
    return [item for item in items if item]
