"""Summary pages: all trials; agents by class; diagnoses by what is broader; endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from review.edition.edition import PAGED, Edition
from review.edition.list_parts import parts
from review.edition.page import Page
from review.edition.view import View
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import literal
from review.markup.table import listing, table
from review.pages import explorer
from review.pages.list_pages import ListPage, in_parts
from review.pages.page_finish import Draft, finish
from review.pages.term_tree import tree

INDENT = "&emsp;"
MOST = 400  # terms on one page
OTHER = "other"  # agents without a class, in an address

Row = tuple[str, Term, int]  # its key, and how far it is set in


def indexes(edition: Edition) -> list[Page]:
    """The summary pages in both languages, and what those of them have no room for."""
    trials = in_parts(parts("trials/index.md", (), MOST), edition, _trials)
    terms = chain.from_iterable(_terms(kind, edition) for kind in PAGED)
    return [*trials, *terms, *explorer.further(edition)]


def _trials(part: ListPage) -> Page:
    groups = [("", "", explorer.markdown(part.view))]
    return _page("trials", groups, len(part.view.corpus.trials), part)


def _terms(kind: str, edition: Edition) -> list[Page]:
    """The pages of a kind of terms: agents by class, others below their broader one."""
    rows = [*(_classed(edition) if kind == "agents" else _tree(kind, edition))]
    shared = parts(f"{kind}/index.md", (key for key, _, _ in rows), MOST)
    mark = "class-" if kind == "agents" else ""
    return in_parts(shared, edition, partial(_listed, kind, rows), partial(_named, kind), mark)


def _listed(kind: str, rows: Sequence[Row], part: ListPage) -> Page:
    """One page of the index in one language."""
    view, keys = part.view, part.keys
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row[0] in keys:
            groups.setdefault(row[0].partition("/")[0] if kind == "agents" else "", []).append(row)
    tables = [
        (id and _named(kind, view, [id]), id and f"class-{id}", _table(found, view))
        for id, found in groups.items()
    ]
    return _page(kind, tables, len({term.id for _, term, _ in rows}), part)


def _named(kind: str, view: View, words: list[str]) -> str:
    """The class that a key begins with; in a tree the term."""
    kind = "terms" if kind == "agents" else kind
    return (
        literal(view.name(kind, words[-1])) if words != [OTHER] else view.word("term", "unclassed")
    )


def _classed(edition: Edition) -> Iterator[Row]:
    """Agents by class, classes in the order of the vocabulary, agents without one last."""
    found, classes = edition.paged("agents"), edition.corpus.vocabulary.classes
    for agent_class in (*classes, ""):
        for term in found:
            named = str(term.data.get("class"))
            if agent_class == (named if named in classes else ""):
                yield f"{agent_class or OTHER}/{term.id}", term, 0


def _tree(kind: str, edition: Edition) -> Iterator[Row]:
    """All terms of a kind, narrower ones below their broader one and set in; each has those above
    it before it in its key."""
    lineage: list[str] = []
    for term, depth in tree(edition.paged(kind)):
        lineage[depth:] = [term.id]
        yield f"{'/'.join(lineage)}/", term, depth


def _table(rows: Sequence[Row], view: View) -> str:
    words = (
        ("field", "name"),
        ("term", "abbreviation"),
        ("term", "name"),
        ("field", "definition"),
        ("field", "trials"),
    )
    header = [view.word(*path) for path in words]
    return listing(table(header, [_row(term, depth, view) for _, term, depth in rows]), "counted")


def _row(term: Term, depth: int, view: View) -> list[str]:
    language = view.language.other
    number = len(view.edition.studied.get((term.kind, term.id), []))
    name = INDENT * depth + view.term(term.kind, term.id)
    return [
        name,
        literal(term.abbreviation),
        f'<span lang="{language.tag}">{literal(language.pick(term.name))}</span>',
        view.definition(term),
        str(number),
    ]


def _page(kind: str, groups: Sequence[tuple[str, str, str]], number: int, part: ListPage) -> Page:
    view, about = part.view, part.view.word("about", kind, n=number)
    title, others = part.title(view.word("page", kind)), _other_indexes(kind, view)
    markdown = templates.render(
        "index.md.j2", title=title, about=part.about(about), groups=groups, others=others
    )
    return finish(Draft(view, kind, title, about, markdown))


def _other_indexes(name: str, view: View) -> str:
    """Ways to the other summary pages."""
    pages = {
        **{kind: f"{kind}/index.md" for kind in ("trials", *PAGED)},
        "evidence-map": "evidence-map.md",
        "timeline": "timeline.md",
        "bibliography": "references.md",
        "glossary": "glossary.md",
    }
    return " · ".join(
        f"[{view.word('page', kind)}]({view.to(path)})"
        for kind, path in pages.items()
        if kind != name
    )
