"""The questions of each disease on the home page: at the end of its answer a fold with the first of
them, how sure each is, and the way to all."""

from __future__ import annotations

import re
from functools import partial

from review.edition.edition import page_of
from review.edition.view import View
from review.evidence.question import Question
from review.markup.escape import link
from review.pages.answers import question_words
from review.pages.answers.question_pages import INDEX, of_section
from review.sources.section import Section

ASKED = 3  # questions in a fold
ENTRY = re.compile(r"^- \[[^\]\n]*\]\(([^)\s#]+)\).*$", re.MULTILINE)


def with_questions(markdown: str, view: View) -> str:
    """The lists of the home page; an entry that begins with the link to a section ends with the
    questions of that section."""
    sections = {view.to(page_of(section.path)): section for section in view.edition.sections}
    return ENTRY.sub(partial(_entry, sections, view), markdown)


def _entry(sections: dict[str, Section], view: View, entry: re.Match[str]) -> str:
    section = sections.get(entry[1])
    questions = of_section(section.path, view.edition) if section else []
    return f"{entry[0]} {_fold(section, questions, view)}" if section and questions else entry[0]


def _fold(section: Section, questions: list[Question], view: View) -> str:
    """The key questions first, in one line, as a list needs it."""
    first = sorted(questions, key=lambda question: not question.key)[:ASKED]
    number = len(questions)
    lines = [
        f"{question_words.linked(question, view)} {_sure(question, view)}" for question in first
    ]
    if number > len(first):
        anchor = section.path.rpartition("/")[2].removesuffix(".md")
        lines.append(link(view.word("overview", "all", n=number), view.to(INDEX, anchor)))
    items = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f'<details class="rest asked"><summary>{view.word("home", "questions", n=number)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _sure(question: Question, view: View) -> str:
    outcome = question_words.leading(question)
    return question_words.certainty(outcome.level if outcome else "", view.language)
