"""Clinical questions as documents: found as a clinician types them, with the answer and how sure it
is in the result itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from review.edition.edition import Edition
from review.edition.page import Page
from review.evidence.question import Question
from review.evidence.vocabulary import Term, Vocabulary
from review.markup.language import Language
from review.pages.answers import question_words
from review.pages.answers.question_pages import source_of
from review.search.document import Document
from review.search.plain_text import parts, plain
from review.search.search_words import key

ASKED, OTHERWISE = 55, 50  # how surely the question and its other wordings mean the page
ABOUT = (
    ("population", "description"),
    ("population", "marker"),
    ("intervention", "description"),
    ("comparator", "description"),
)
ELSEWHERE = frozenset({"references", "others", "studies"})  # what leads to other pages


def questions(
    edition: Edition, pages: Mapping[str, Page], language: Language
) -> Iterator[Document]:
    """A document for each question that has a page."""
    for question in edition.corpus.questions.values():
        page = pages.get(f"{language}/{question_words.page_of(question)}")
        if page is not None:
            yield _document(question, page, edition, language)


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
        " ".join(body),
        (_answer(question, language),),
    )


def _answer(question: Question, language: Language) -> str:
    """The answer, and the certainty of the outcome that speaks for the question."""
    answer = plain(language.pick(question.text("answer")))
    outcome = question_words.leading(question)
    if outcome is None or not outcome.level:
        return answer
    level = language.word("certainty", outcome.level)
    sure = language.word("question", "certainty") + language.colon + level
    return f"{question_words.signs(outcome.level)} {sure}{language.semicolon}{answer}"


def _names(question: Question, edition: Edition) -> tuple[tuple[str, int], ...]:
    """The question and its other wordings, in both languages; what is the name of a disease or drug
    alone means that."""
    asked = [(name, ASKED) for name in _asked(question)]
    named = _named(edition.corpus.vocabulary)
    also = [name for language in Language for name in question.ids("also", language)]
    other = [(name, OTHERWISE) for name in also if key(name) not in named]
    return tuple(dict.fromkeys([*asked, *other]))


@lru_cache(1)
def _named(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(key(name) for term in vocabulary for name in term.all_names)


def _asked(question: Question) -> list[str]:
    text = question.text("asked")
    return [plain(half) for half in text] if text else []


def _concerned(question: Question, edition: Edition, language: Language) -> Iterator[str]:
    """Whom a question is about and what it compares, in the words of the language: the index sees
    every other name of a term as that term."""
    for path in ABOUT:
        yield plain(language.pick(question.text(*path)))
    yield language.word("setting-short", question.setting) if question.setting else ""
    yield from (language.word("line-short", line) for line in question.lines)
    about = (
        ("diagnoses", question.ids("population", "diagnoses")),
        ("agents", question.ids("intervention", "agents")),
        ("agents", question.ids("comparator", "agents")),
    )
    for kind, ids in about:
        for term in filter(None, (edition.corpus.vocabulary.get(kind, id) for id in ids)):
            yield language.pick(term.name)
            yield from (language.pick(each.name) for each in _above(term, edition))


def _above(term: Term, edition: Edition) -> list[Term]:
    """The class of a drug, what is broader than a disease: a reader may ask by these."""
    vocabulary = edition.corpus.vocabulary
    above = [vocabulary.classes.get(str(term.data.get("class")))]
    above += [vocabulary.get(term.kind, id) for id in term.broader]
    return [each for each in above if each is not None]
