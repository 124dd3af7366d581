"""Summary pages: all trials; agents by class; diagnoses by what is broader; endpoints."""

from __future__ import annotations

from review.edition.edition import PAGED, Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import literal
from review.markup.language import Language
from review.markup.table import listing, table
from review.pages import explorer
from review.pages.page_finish import Draft, finish
from review.pages.term_tree import tree

INDENT = "&emsp;"


def indexes(edition: Edition) -> list[Page]:
    """The summary pages in both languages, and what the one of trials has no room for."""
    made = [
        make(View(edition, f"{language}/{name}/index.md", language))
        for language in Language
        for name, make in MAKERS.items()
    ]
    return [*made, *explorer.further(edition)]


def _trials(view: View) -> Page:
    return _page("trials", [("", "", explorer.markdown(view))], len(view.corpus.trials), view)


def _agents(view: View) -> Page:
    """Agents by class, classes in the order of the vocabulary, agents without one last."""
    found = view.edition.paged("agents")
    classes = [*view.corpus.vocabulary.classes, None]
    groups = [(id, [term for term in found if _class(term, view) == id]) for id in classes]
    return _page(
        "agents", [_group(id, terms, view) for id, terms in groups if terms], len(found), view
    )


def _group(id: str | None, terms: list[Term], view: View) -> tuple[str, str, str]:
    """The agents of one class: its name, its anchor, their table."""
    name = literal(view.name("terms", id)) if id else view.word("term", "unclassed")
    return name, f"class-{id or 'other'}", _table(terms, [0] * len(terms), view)


def _diagnoses(view: View) -> Page:
    return _page(
        "diagnoses",
        [("", "", _tree("diagnoses", view))],
        len(view.edition.paged("diagnoses")),
        view,
    )


def _endpoints(view: View) -> Page:
    return _page(
        "endpoints",
        [("", "", _tree("endpoints", view))],
        len(view.edition.paged("endpoints")),
        view,
    )


def _class(term: Term, view: View) -> str | None:
    id = term.data.get("class")
    return id if id in view.corpus.vocabulary.classes else None


def _tree(kind: str, view: View) -> str:
    """All terms of a kind, narrower ones below their broader one and set in."""
    found = list(tree(view.edition.paged(kind)))
    return _table([term for term, _ in found], [depth for _, depth in found], view)


def _table(terms: list[Term], depths: list[int], view: View) -> str:
    words = (
        ("field", "name"),
        ("term", "abbreviation"),
        ("term", "name"),
        ("field", "definition"),
        ("field", "trials"),
    )
    return listing(
        table(
            [view.word(*path) for path in words],
            [_row(term, depth, view) for term, depth in zip(terms, depths)],
        ),
        "counted",
    )


def _row(term: Term, depth: int, view: View) -> list[str]:
    other = view.language.other
    number = len(view.edition.studied.get((term.kind, term.id), []))
    name = INDENT * depth + view.term(term.kind, term.id)
    return [
        name,
        literal(term.abbreviation),
        f'<span lang="{other.tag}">{literal(other.pick(term.name))}</span>',
        view.definition(term),
        str(number),
    ]


def _page(name: str, groups: list[tuple[str, str, str]], number: int, view: View) -> Page:
    title, about = view.word("page", name), view.word("about", name, n=number)
    markdown = templates.render(
        "index.md.j2", title=title, about=about, groups=groups, others=_others(name, view)
    )
    return finish(Draft(view, name, title, about, markdown))


def _others(name: str, view: View) -> str:
    """Ways to the other summary pages."""
    pages = {
        **{each: f"{each}/index.md" for each in ("trials", *PAGED)},
        "evidence-map": "evidence-map.md",
        "timeline": "timeline.md",
        "bibliography": "references.md",
        "glossary": "glossary.md",
    }
    return " · ".join(
        f"[{view.word('page', each)}]({view.to(path)})"
        for each, path in pages.items()
        if each != name
    )


MAKERS = {"trials": _trials, "agents": _agents, "diagnoses": _diagnoses, "endpoints": _endpoints}
