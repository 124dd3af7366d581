"""What the home page has of its own: the ways in (by disease, by drug, all questions, all trials,
map, timeline); behind the answer on each disease, which is the text of the page, a fold with its
first questions, how sure each is, and the way to all."""

from __future__ import annotations

import re
from functools import partial

from review.edition.mention import page_of
from review.edition.view import View
from review.evidence.page_names import EVIDENCE
from review.evidence.question import Question
from review.markup import templates
from review.markup.escape import link, literal
from review.pages.answers.question_pages import all_of, lines, of_section
from review.pages.study_design import most_studied, tested
from review.sources.section import Section

ASKED = 3  # questions in a fold
ENTRY = re.compile(r"^- \[[^\]\n]*\]\(([^)\s#]+)\).*$", re.MULTILINE)
SIGHT = 8  # links in sight; all others one tap away
MOST = 300  # links of one kind
WAYS = (
    "questions/index.md",
    "trials/index.md",
    "availability.md",
    "evidence-map.md",
    "timeline.md",
    "changes.md",
)  # as far as the navigation has them


def picks(view: View) -> str:
    """Two lists of links with their counts, most studied first, and the other ways in."""
    kinds = {kind: _counted(kind, view) for kind in ("diagnoses", "agents")}
    groups = [
        (view.word("pick", kind), found[:SIGHT], _rest(kind, found, view), len(found) - SIGHT)
        for kind, found in kinds.items()
        if found
    ]
    links = [
        link(literal(view.word("page", EVIDENCE[page])), view.to(page))
        for page in WAYS
        if page in EVIDENCE
    ]
    return templates.render("picks.md.j2", view=view, groups=groups, links=links) if groups else ""


def _rest(kind: str, found: list[str], view: View) -> list[str]:
    """The links that are not in sight; of many the first, and the way to all."""
    all_link = link(literal(view.word("page", kind)), view.to(f"{kind}/index.md"))
    return [*found[SIGHT:MOST], *([all_link] if len(found) > MOST else [])]


def _counted(kind: str, view: View) -> list[str]:
    """Terms as links with the numbers of their studies, of agents those put to the test."""
    under_test = {agent for trial in view.corpus.trials.values() for agent in tested(trial)}
    terms = [
        term
        for term in most_studied(kind, view.edition)
        if kind != "agents" or term.id in under_test
    ]
    return [
        f"{view.term(kind, term.id)} <small>{len(view.edition.studied[kind, term.id])}</small>"
        for term in terms
    ]


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
    further = [all_of(section, view)] if len(questions) > len(first) else []
    items = " ".join(f"<li>{line}</li>" for line in [*lines(first, view), *further])
    summary = view.word("home", "questions", n=len(questions))
    return f'<details class="rest asked"><summary>{summary}</summary><ul>{items}</ul></details>'
