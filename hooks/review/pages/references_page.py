"""All references of the review, each with the places that cite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review import styles
from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.corpus import Corpus, once
from review.evidence.question import Question
from review.evidence.reference import Reference
from review.markup import templates
from review.pages import mentions
from review.pages.answers.question_words import linked
from review.pages.list_pages import ListPage, in_parts
from review.pages.page_finish import Draft, finish
from review.wording import citation_numbers


@dataclass(frozen=True)
class ListedReference:
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
    """The pages of all references in both languages: one, or where they are many one for each
    beginning of their keys, to which the first leads."""
    return in_parts(edition.references, edition, page)


def page(part: ListPage) -> Page:
    """One page in one language."""
    view, entries = part.view, part.view.corpus.bibliography.entries
    asking = _questions(view.corpus)
    title = part.title(view.word("page", "bibliography"))
    about = view.word("about", "bibliography", n=len(entries))
    items = [_listed(entries[key], asking, view) for key in sorted(part.keys)]
    markdown = templates.render(
        "references.md.j2", view=view, title=title, about=part.about(about), items=items
    )
    kind = "bibliography" if part.begin else "references"
    return finish(Draft(view, kind, title, about, markdown, "references.bib"))


def _listed(
    reference: Reference, asking: Mapping[str, list[Question]], view: View
) -> ListedReference:
    sections = mentions.of_reference(reference.key, view)
    trials = [view.trial(trial) for trial in view.edition.citing_trials.get(reference.key, [])]
    questions = [linked(question, view) for question in asking.get(reference.key, [])]
    return ListedReference(
        reference.key,
        citation_numbers.language_of(reference),
        citation_numbers.entry_html(reference, view),
        ["bib", "ris", "json", *(["nbib"] if reference.indexed else [])],
        mentions.listed([*sections, *trials, *questions], view),
        [(style, styles.plain(reference, style)) for style in ("gbt7714", "nlm")],
    )


@once
def _questions(corpus: Corpus) -> dict[str, list[Question]]:
    """Questions by the key they cite."""
    found: dict[str, list[Question]] = {}
    for question in corpus.questions.values():
        for key in question.cited:
            found.setdefault(key, []).append(question)
    return found
