"""All references of the review, each with the places that cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review import styles
from review.edition import reference_parts
from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.corpus import Corpus
from review.evidence.question import Question
from review.evidence.reference import Reference
from review.markup import templates
from review.markup.escape import link
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
    """The pages of all references in both languages: one, or where they are many one for each
    beginning of their keys, to which the first leads."""
    shared = reference_parts.beginnings(edition.corpus.bibliography.entries, reference_parts.MOST)
    paths = dict.fromkeys([reference_parts.PAGE, *map(reference_parts.path, shared)])
    return [
        page(View(edition, f"{language}/{path}", language), shared)
        for language in Language
        for path in paths
    ]


def page(view: View, shared: Mapping[str, Sequence[str]]) -> Page:
    """One page in one language, of the references ``shared`` by their beginnings."""
    entries = view.corpus.bibliography.entries
    here = view.uri.partition("/")[2]
    own = next((begin for begin in shared if reference_parts.path(begin) == here), None)
    asking = _questions(view.corpus)
    title, kind = view.word("page", "bibliography"), "references"
    if own:
        title, kind = view.bracket(title, f"{own.upper()}…"), "bibliography"
    about = view.word("about", "bibliography", n=len(entries))
    ways = [_way(begin, keys, view) for begin, keys in shared.items() if begin and begin != own]
    items = [
        _listed(entries[key], asking, view) for key in (shared[own] if own is not None else ())
    ]
    markdown = templates.render(
        "references.md.j2", view=view, title=title, about=about, ways=ways, items=items
    )
    return finish(Draft(view, kind, title, about, markdown, "references.bib"))


def _way(begin: str, keys: Sequence[str], view: View) -> str:
    """A link to the references that begin so; by the attribute a script leads an old address on."""
    to = link(begin.upper(), view.to(reference_parts.path(begin)), "", f"data-begins={begin}")
    return f"{to} <small>{len(keys)}</small>"


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
