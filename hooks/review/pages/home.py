"""What the home page has of its own: the answers by disease, the ways in (by disease, by drug, all
trials, map, timeline), and lists of which the rest is one tap away."""

from __future__ import annotations

import re

from review.edition.edition import page_of
from review.edition.view import View
from review.evidence.page_names import EVIDENCE
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.pages.answers.question_pages import INDEX, lines, of_section
from review.pages.study_design import most_studied, tested

SIGHT = 8  # links in sight; all others one tap away
ITEMS = 2  # of a list of results
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
        (view.word("pick", kind), found[:SIGHT], found[SIGHT:])
        for kind, found in kinds.items()
        if found
    ]
    ways = [
        link(literal(view.word("page", EVIDENCE[page])), view.to(page))
        for page in WAYS
        if page in EVIDENCE
    ]
    return templates.render("picks.md.j2", view=view, groups=groups, ways=ways) if groups else ""


def answers(view: View) -> str:
    """The diseases with their key questions, each disease one tap away; empty without questions."""
    edition = view.edition
    diseases = [
        (section, [question for question in of_section(section.path, edition) if question.key])
        for section in edition.sections
    ]
    groups = [
        (
            literal(plain(view.pick(section.title.text))),
            view.to(page_of(section.path)),
            list(lines(questions, view)),
        )
        for section, questions in diseases
        if questions
    ]
    if not groups:
        return ""
    return templates.render("answers.md.j2", view=view, groups=groups, all=view.to(INDEX))


def folded(markdown: str, view: View) -> str:
    """A list with its first items in sight and the rest one tap away; any other text as it is."""
    items = re.split(r"\n(?=- )", markdown)
    if not markdown.startswith("- ") or len(items) <= ITEMS + 1:
        return markdown
    first, rest = "\n".join(items[:ITEMS]), "\n".join(items[ITEMS:])
    summary = f"<summary>{view.word('home', 'more', n=len(items) - ITEMS)}</summary>"
    opening = f'<details class="rest" markdown="1">{summary}'
    return f"{first}\n\n{opening}\n\n{rest}\n\n</details>"


def _counted(kind: str, view: View) -> list[str]:
    """Terms of a kind as links, each with the number of its studies; of the agents those that a
    study puts to the test."""
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
