"""The page of a clinical question, and the list of all of them by the sections they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import PurePosixPath

from review.edition.edition import Edition
from review.edition.mention import page_of
from review.edition.page import Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence.pooled_estimate import pooled_estimate
from review.evidence.question import Question
from review.evidence.trial import Trial
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.pages import bias_table
from review.pages.answers import pool_plot, question_words
from review.pages.answers.findings import Findings
from review.pages.list_pages import ListPage, in_parts, listed
from review.pages.page_finish import Draft, finish
from review.sources.section import Section
from review.wording import prose_markdown

INDEX = "questions/index.md"

Field = tuple[str, str]


def questions(edition: Edition, store: Kept) -> list[Page]:
    """The page of every question and the list of all, in both languages."""
    studies_of = edition.keep("studies of questions", edition.frame, partial(_studies_of, edition))
    pages = [
        store.page(
            f"{language}/questions/{id}.md",
            (edition.frame, edition.tables_of(ids)),
            partial(page, id, language, edition),
        )
        for id, ids in studies_of.items()
        for language in Language
    ]
    return [*pages, *in_parts(edition.question_list, edition, _index, _named)]


def _studies_of(edition: Edition) -> dict[str, list[str]]:
    """Ids of the studies that each question rests on, by its id in the order of reading."""
    found = chain.from_iterable(edition.questions.values())
    return {question.id: [trial.id for trial in studies(question, edition)] for question in found}


def source_of(question: Question) -> str:
    """Path of the section that a question belongs to."""
    return f"docs/review/{question.section}.md"


def of_section(path: str, edition: Edition) -> list[Question]:
    """The questions of a section by their rank."""
    return edition.questions.get(page_of(path), [])


def studies(question: Question, edition: Edition) -> list[Trial]:
    """The studies that a question rests on, each once."""
    ids = dict.fromkeys(address.trial for address in question.evidence)
    return [edition.corpus.trials[id] for id in ids if id in edition.corpus.trials]


def page(id: str, language: Language, edition: Edition) -> Page:
    """The page of one question in one language."""
    question = edition.corpus.questions[id]
    view = View(edition, f"{language}/{question_words.page_of(question)}", language)
    findings, title = Findings(question, view), question_words.question_text(question, view)
    markdown = templates.render(
        "question.md.j2",
        view=view,
        title=literal(title),
        answer=_prose(question, "answer", view),
        certainty=_certainty(question, view),
        standing=question_words.standing(question, view.language),
        practice=_practice(question, view),
        fields=list(_fields(question, view)),
        findings=findings.table(),
        reasons=findings.reasons(),
        pooled=any(pooled_estimate(outcome, edition.corpus) for outcome in question.outcomes),
        plots=pool_plot.plots(question, view),
        bias=bias_table.of_studies(studies(question, edition), view),
        unknown=_prose(question, "unknown", view),
        judged=_judged(question, view),
        trials=[view.trial(trial) for trial in studies(question, edition)],
        section=_section(question, view),
        others=_other_questions(question, view),
        all=link(view.word("question", "all"), view.to(INDEX)),
    )
    description = plain(view.pick(question.text("answer")))
    return finish(Draft(view, "question", title, description, markdown, question.path))


def _prose(question: Question, name: str, view: View) -> str:
    prose = question.record.prose(view.language, name, view.language)
    return prose_markdown.markdown(prose, view) if prose else ""


def _certainty(question: Question, view: View) -> str:
    """The certainty of the outcome that speaks for the question, with its name."""
    outcome = question_words.leading(question)
    if outcome is None or not outcome.level:
        return ""
    name = literal(question_words.outcome_name(outcome, view))
    return view.bracket(question_words.certainty(outcome.level, view.language), name)


def _practice(question: Question, view: View) -> str:
    """Who says how it stands in practice, and what there is to add; a note without a source says
    itself that no guideline was seen."""
    guidelines = question_words.guidelines(question)
    note = prose_markdown.line(
        question.record.prose(view.language, "practice", "note", view.language), view
    )
    text = note or literal(view.word("standing", question.standing or "unknown"))
    if note and not guidelines:
        return text
    source = view.word("question", "sourced" if guidelines else "unsourced")
    return f"{text}{guidelines} <small>{source}</small>"


def _fields(question: Question, view: View) -> Iterator[Field]:
    """Whom the question is about and what it compares, each under its name."""
    diagnoses = view.terms("diagnoses", list(question.ids("population", "diagnoses")))
    described = _line(question, view, "population", "description")
    yield view.word("question", "population"), view.bracket(described, diagnoses)
    yield view.word("question", "situation"), question_words.situation(question, view.language)
    if marker := _line(question, view, "population", "marker"):
        yield view.word("question", "marker"), marker
    for side in ("intervention", "comparator"):
        text = _line(question, view, side, "description")
        agents = view.terms("agents", list(question.ids(side, "agents")))
        missing = view.word("question", "no-comparator")
        yield view.word("question", side), view.bracket(text, agents) if text else missing


def _line(question: Question, view: View, *path: str) -> str:
    return prose_markdown.line(question.record.prose(view.language, *path, view.language), view)


def _judged(question: Question, view: View) -> str:
    """Who judged and when; that it is preliminary, as long as it is."""
    people = [view.word("editors", name) for name in question.ids("judged", "by")]
    date = view.language.dated(str(question.record.get("judged", "on") or ""))
    line = view.word("question", "judged-line", on=date, by=literal(view.listed(people)))
    return line + (view.word("question", "preliminary") if question.preliminary else "")


def _section(question: Question, view: View) -> str:
    """The section that the question belongs to, as a link."""
    section = view.corpus.sections.get(source_of(question))
    return view.section(section) if section else ""


def _other_questions(question: Question, view: View) -> list[str]:
    """The other questions of the section."""
    questions = of_section(source_of(question), view.edition)
    return [
        question_words.linked(sibling, view) for sibling in questions if sibling.id != question.id
    ]


def _index(part: ListPage) -> Page:
    """Questions under the sections they belong to, each with its standing and certainty."""
    view, keys = part.view, part.keys
    groups = [
        [question for question in questions if f"{question.section}/{question.id}" in keys]
        for questions in view.edition.questions.values()
    ]
    return listed(
        part,
        "questions",
        {"n": len(view.corpus.questions)},
        groups=[
            (_section(question[0], view), question[0].section, list(lines(question, view)))
            for question in filter(None, groups)
        ],
    )


def _named(view: View, words: list[str]) -> str:
    section = view.corpus.sections.get(f"docs/review/{words[0]}.md")
    return view.title(section) if section else literal(words[0])


def all_of(section: Section, view: View) -> str:
    """The way to all questions of a section that has some."""
    found, anchor = of_section(section.path, view.edition), PurePosixPath(section.path).stem
    page = view.edition.question_list.to(f"{anchor}/{found[0].id}")
    return link(view.word("overview", "all", n=len(found)), view.to(page, anchor))


def lines(found: Iterable[Question], view: View) -> Iterator[str]:
    """Questions as lines of a list: the question as a link, its standing and certainty."""
    for question in found:
        outcome = question_words.leading(question)
        certainty = question_words.certainty(outcome.level, view.language) if outcome else ""
        standing = question_words.standing(question, view.language)
        yield " ".join(filter(None, [question_words.linked(question, view), standing, certainty]))
