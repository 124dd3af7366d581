"""Clinical questions as documents: found as a clinician types them, with the answer and how sure it
is in the result itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.question import Outcome, Question
from review.evidence.vocabulary import Term, Vocabulary
from review.keep import Keep
from review.markup.language import Language
from review.pages.answers import question_words
from review.pages.answers.evidence_line import EvidenceLine, arms_beside
from review.pages.answers.question_pages import source_of, studies
from review.search.document import Document
from review.search.plain_text import parts, plain
from review.search.search_words import key
from review.wording.provenance import Signs

# how surely the question and its other wordings mean the page
QUESTION_WEIGHT, WORDING_WEIGHT = 55, 50
KEY = 1.0  # worth of a question of the head of its disease's page
ROWS = 2  # of an outcome whose figures a result shows
CONCERNED = (
    ("population", "description"),
    ("population", "marker"),
    ("intervention", "description"),
    ("comparator", "description"),
)
ELSEWHERE = frozenset({"references", "others", "studies"})  # what leads to other pages


def questions(
    edition: Edition, pages: Mapping[str, Page], language: Language, keep: Keep
) -> Iterator[Document]:
    """A document for each question that has a page, asked of ``keep``."""
    for question in edition.corpus.questions.values():
        page = pages.get(f"{language}/{question_words.page_of(question)}")
        if page is not None:
            made_from = page.digest, edition.frame, edition.tables(*studies(question, edition))
            make = partial(_document, question, page, edition, language)
            yield keep("question document", made_from, make)


def _document(question: Question, page: Page, edition: Edition, language: Language) -> Document:
    section = edition.corpus.sections.get(source_of(question))
    body = (part.text for part in parts(page.markdown) if part.anchor not in ELSEWHERE)
    return Document(
        "question",
        f"questions/{question.id}.html",
        page.title,
        plain(language.pick(section.title.text)) if section else "",
        _names(question, edition),
        " ".join(_concerned(question, edition, language)),
        " ".join([*body, *_broader(question, edition, language)]),
        tuple(_result_lines(question, View(edition, page.uri, language))),
        own_weight=KEY if question.key else 0.0,
    )


def _result_lines(question: Question, view: View) -> Iterator[str]:
    """How the question stands and how sure that is, which a result always says; then the answer
    and a line for each outcome, of which it shows the one that says most of what was asked."""
    outcome = question_words.leading(question)
    standing = view.word("standing", question.standing or "unknown")
    yield " · ".join(filter(None, [standing, _certainty(outcome, view)]))
    yield plain(view.pick(question.text("answer")))
    yield from filter(None, (_figures(outcome, view) for outcome in question.outcomes))


def _certainty(outcome: Outcome | None, view: View) -> str:
    """The certainty of an outcome in signs and words, with its name; empty where none was given."""
    if outcome is None or not outcome.level:
        return ""
    sign, name = question_words.signs(outcome.level), question_words.outcome_name(outcome, view)
    level = view.word("certainty", outcome.level)
    certainty = view.word("question", "certainty") + view.language.colon + level
    return f"{sign} {view.bracket(certainty, name)}"


def _figures(outcome: Outcome, view: View) -> str:
    """An outcome with the figures of its first rows and its certainty, behind its anchor on the
    page; empty without figures."""
    rows = {(address.trial, address.row): address for address in reversed(outcome.evidence)}
    lines = []
    for address in list(reversed(rows.values()))[:ROWS]:
        trial = view.corpus.trials.get(address.trial)
        if trial is not None:
            line = EvidenceLine(trial, address, view, Signs())
            lines.append(plain(line.short(arms_beside(address, outcome))))
    if not any(lines):
        return ""
    level = view.word("certainty", outcome.level) if outcome.level else ""
    certainty = view.word("question", "certainty") + view.language.colon + level if level else ""
    term = view.corpus.vocabulary.get("endpoints", outcome.endpoint)
    short = term.abbreviation if term else ""
    name = view.bracket(question_words.outcome_heading(outcome, view), short)
    figures = view.language.colon + view.language.clauses([*lines, certainty])
    return f"#{question_words.anchor(outcome)} {name}{figures}"


def _names(question: Question, edition: Edition) -> tuple[tuple[str, int], ...]:
    """The question and its wordings in both languages; a bare name of a disease means that."""
    questions = [(name, QUESTION_WEIGHT) for name in _questions(question)]
    named = _named(edition.corpus.vocabulary)
    wordings = [name for language in Language for name in question.ids("also", language)]
    unambiguous = [(name, WORDING_WEIGHT) for name in wordings if key(name) not in named]
    return tuple(dict.fromkeys([*questions, *unambiguous]))


@lru_cache(1)
def _named(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(key(name) for term in vocabulary for name in term.all_names)


def _questions(question: Question) -> list[str]:
    text = question.text("asked")
    return [plain(half) for half in text] if text else []


def _concerned(question: Question, edition: Edition, language: Language) -> Iterator[str]:
    """Whom a question is about and what it compares, in the words of the language: the index sees
    every other name of a term as that term."""
    for path in CONCERNED:
        yield plain(language.pick(question.text(*path)))
    yield language.word("standing", "standard")  # each page says whether it is
    yield language.word("setting-short", question.setting) if question.setting else ""
    yield from (language.word("lines", line) for line in question.lines)
    fields = (
        ("diagnoses", question.ids("population", "diagnoses")),
        ("agents", question.ids("intervention", "agents")),
        ("agents", question.ids("comparator", "agents")),
    )
    for kind, ids in fields:
        for term in filter(None, (edition.corpus.vocabulary.get(kind, id) for id in ids)):
            yield language.pick(term.name)
            yield from (language.pick(kind.name) for kind in _kinds(term, edition))


def _kinds(term: Term, edition: Edition) -> list[Term]:
    """The class of a drug, and what kind of treatment that is: a reader may ask by these."""
    vocabulary = edition.corpus.vocabulary
    group = vocabulary.classes.get(str(term.data.get("class")))
    kinds = [vocabulary.get("terms", id) for id in group.broader] if group else []
    return [term for term in [group, *kinds] if term is not None]


def _broader(question: Question, edition: Edition, language: Language) -> Iterator[str]:
    """What is broader than the diseases of a question, which is less about that."""
    vocabulary = edition.corpus.vocabulary
    for disease in question.ids("population", "diagnoses"):
        term = vocabulary.get("diagnoses", disease)
        found = (vocabulary.get("diagnoses", id) for id in (term.broader if term else ()))
        yield from (language.pick(term.name) for term in found if term is not None)
