"""All references of the review, each with the places that cite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review import styles
from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.corpus import Corpus
from review.evidence.question import Question
from review.evidence.reference import Reference
from review.markup import templates
from review.markup.language import Language
from review.pages import mentions
from review.pages.answers.question_words import linked
from review.pages.page_finish import Draft, finish
from review.wording import citation_numbers


@dataclass(frozen=True)
class Listed:
    """One reference, ready for its template."""

    key: str
    language: str
    html: str
    forms: list[str]  # of its files
    places: list[str]
    texts: list[
        tuple[str, str]
    ]  # the entry as plain text in either style, to be selected where no script can copy it


def references(edition: Edition) -> list[Page]:
    """The page of all references in both languages."""
    return [page(View(edition, f"{language}/references.md", language)) for language in Language]


def page(view: View) -> Page:
    """The page in one language."""
    entries = list(view.corpus.bibliography.entries.values())
    title, about = (
        view.word("page", "bibliography"),
        view.word("about", "bibliography", n=len(entries)),
    )
    asking = _questions(view.corpus)
    items = [
        _listed(reference, asking, view)
        for reference in sorted(entries, key=lambda reference: reference.key)
    ]
    markdown = templates.render(
        "references.md.j2", view=view, title=title, about=about, items=items
    )
    return finish(Draft(view, "references", title, about, markdown, "references.bib"))


def _listed(reference: Reference, asking: Mapping[str, list[Question]], view: View) -> Listed:
    sections = [str(place) for place in mentions.of_reference(reference.key, view)]
    trials = [view.trial(trial) for trial in view.edition.citing_trials.get(reference.key, [])]
    questions = [linked(question, view) for question in asking.get(reference.key, [])]
    return Listed(
        reference.key,
        citation_numbers.language_of(reference),
        citation_numbers.entry_html(reference, view.style),
        ["bib", "ris", "json", *(["nbib"] if reference.indexed else [])],
        [*sections, *trials, *questions],
        [(style, styles.plain(reference, style)) for style in ("gbt7714", "nlm")],
    )


def _questions(corpus: Corpus) -> dict[str, list[Question]]:
    """Questions by the key they cite."""
    found: dict[str, list[Question]] = {}
    for question in corpus.questions.values():
        for key in question.cited:
            found.setdefault(key, []).append(question)
    return found
