"""The glossary: every controlled term by kind, with both names, abbreviation and definition."""

from __future__ import annotations

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.vocabulary import Term
from review.markup import collation, templates
from review.markup.escape import literal
from review.markup.table import anchor, lines, listing, small, table
from review.pages.list_pages import ListPage, in_parts
from review.pages.page_finish import Draft, finish
from review.pages.term_pages import names

ORDER = ("agents", "diagnoses", "endpoints", "regimen", "agent-class", "concept")


def glossary(edition: Edition) -> list[Page]:
    """The glossary in both languages."""
    return in_parts(edition.glossary, edition, page)


def page(part: ListPage) -> Page:
    """One page in one language."""
    kinds: dict[str, list[Term]] = {kind: [] for kind in ORDER}
    view, anchors = part.view, part.keys
    for term in view.corpus.vocabulary:
        if view.edition.corpus.vocabulary.anchors[term.kind, term.id] in anchors:
            kinds.setdefault(_kind(term), []).append(term)
    groups = [
        (view.word("term-kind", kind), f"kind-{kind}", _table(terms, view))
        for kind, terms in kinds.items()
        if terms
    ]
    title, about = part.title(view.word("page", "glossary")), view.word("about", "glossary")
    markdown = templates.render(
        "index.md.j2", title=title, about=part.about(about), groups=groups, others=""
    )
    return finish(Draft(view, "glossary", title, about, markdown))


def _kind(term: Term) -> str:
    return str(term.data.get("kind") or "terms") if term.kind == "terms" else term.kind


def _table(terms: list[Term], view: View) -> str:
    ordered = sorted(terms, key=lambda term: collation.key(view.pick(term.name), view.language))
    header = [
        view.word("field", "name"),
        view.word("term", "name"),
        view.word("term", "abbreviation"),
        view.word("field", "definition"),
    ]
    return listing(table(header, [_row(term, view) for term in ordered]))


def _row(term: Term, view: View) -> list[str]:
    """Name with anchor, other language's name, abbreviation, definition, small further wordings."""
    (_, translation), (_, abbreviation), *rest_names = names(term, view)
    further = [
        small(f"{label}{view.language.colon}{value}", "names")
        for label, value in [*rest_names, *_members(term, view)]
        if value
    ]
    name = (
        view.term(term.kind, term.id)
        if (term.kind, term.id) in view.edition.studied
        else literal(view.pick(term.name))
    )
    return [
        anchor(view.edition.corpus.vocabulary.anchors[term.kind, term.id]) + name,
        translation,
        abbreviation,
        lines(view.definition(term), *further),
    ]


def _members(term: Term, view: View) -> list[tuple[str, str]]:
    """What a regimen consists of, and the agents of a class."""
    agents = [str(id) for id in term.data.get("agents") or []]
    agents_known = (
        view.corpus.vocabulary.terms.get("agents", {}).values() if term.kind == "terms" else ()
    )
    members = [member.id for member in agents_known if member.data.get("class") == term.id]
    return [
        (view.word("term", "agents"), view.terms("agents", agents)),
        (view.word("term-kind", "agents"), view.terms("agents", members)),
    ]
