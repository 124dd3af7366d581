"""The documents of clinical questions: each is found by the ways of asking it, by whom it is about
and what it compares, and shows its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.edition.edition import Edition
from review.edition.page import Page
from review.evidence.question import Question
from review.evidence.vocabulary import Term
from review.markup.language import Language
from review.problem import Text
from review.search.document import Document
from review.search.plain_text import SENTENCE, parts, plain
from review.sources.prose import LANGUAGES

ASKED, ALSO = 55, 50  # how surely a whole query means the question that is so asked
ABOUT = (
    ("population", "description"),
    ("population", "marker"),
    ("intervention", "description"),
    ("comparator", "description"),
)
TERMS = (
    ("diagnoses", "population", "diagnoses"),
    ("agents", "intervention", "agents"),
    ("agents", "comparator", "agents"),
)
# what only leads elsewhere on the page of a question
ELSEWHERE = frozenset({"references", "sec-trials", "sec-others"})


def question_documents(
    edition: Edition, pages: Mapping[str, Page], language: Language
) -> Iterator[Document]:
    """A document for each question that has a page."""
    for question in edition.corpus.questions.values():
        page = pages.get(f"{language}/questions/{question.id}.md")
        if page is None:
            continue
        answer = " ".join(plain(language.pick(question.text("answer"))).split())
        body = [part.text for part in parts(page.markdown) if part.anchor not in ELSEWHERE]
        yield Document(
            "question",
            f"questions/{question.id}.html",
            page.title,
            "",
            tuple(_names(question)),
            " ".join([*_about(question, language), *_terms(question, edition, language)]),
            " ".join([answer, *body]),
            tuple(sentence for each in SENTENCE.split(answer) if (sentence := each.strip())),
        )


def _names(question: Question) -> Iterator[tuple[str, int]]:
    """The ways of asking, in both languages."""
    asked = question.text("asked")
    yield from ((plain(text), ASKED) for text in asked or ())
    for language in LANGUAGES:
        also = question.record.get("also", language)
        yield from ((str(text), ALSO) for text in (also if isinstance(also, list) else ()))


def _about(question: Question, language: Language) -> Iterator[str]:
    """Whom it is about, what it compares, at what stage and line."""
    for path in ABOUT:
        yield plain(language.pick(question.text(*path)))
    if question.setting:
        yield language.word("setting-short", question.setting)
    yield from (language.word("line-short", line) for line in question.lines)


def _terms(question: Question, edition: Edition, language: Language) -> Iterator[str]:
    """Names of the agents, their classes, and the diagnoses with what is broader: a reader may ask
    by any of them."""
    vocabulary = edition.corpus.vocabulary
    for kind, *path in TERMS:
        for term in filter(None, (vocabulary.get(kind, id) for id in question.ids(*path))):
            yield language.pick(term.name)
            yield from map(language.pick, _kin(term, edition))


def _kin(term: Term, edition: Edition) -> Iterator[Text]:
    """Names of the class of a drug, or of what is broader than a disease."""
    vocabulary = edition.corpus.vocabulary
    group = vocabulary.classes.get(str(term.data.get("class")))
    broader = [vocabulary.get(term.kind, id) for id in term.broader]
    yield from (each.name for each in [group, *broader] if each is not None)
