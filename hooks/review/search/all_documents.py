"""The documents of one language: terms, questions, trials, headings, lists, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from review.edition.edition import PAGED, Edition
from review.edition.page import Page
from review.evidence.page_names import PAGES
from review.evidence.vocabulary import Term
from review.keep import Keep, anew
from review.markup.language import Language
from review.search.document import Document
from review.search.plain_text import Part, parts
from review.search.question_documents import questions
from review.search.reference_documents import KINDS, references
from review.search.trial_documents import trials
from review.sources.prose import LANGUAGES
from review.sources.section import Section

SINGULAR = {"agents": "agent", "diagnoses": "diagnosis", "endpoints": "endpoint"}
# kinds of pages whose text is read for what is no part of a section
SUMMARISED = frozenset({"agent", "diagnosis", "endpoint", "question", "trial", *KINDS})
NAME_WEIGHTS = {
    "name": 63,
    "other": 60,
    "abbreviation": 58,
    "brands": 58,
    "synonyms": 56,
    "former": 54,
    "avoid": 52,
    "code": 50,
}

Names = tuple[tuple[str, int], ...]


def documents(
    edition: Edition, pages: Iterable[Page], language: str, keep: Keep = anew
) -> list[Document]:
    """All documents of a language: terms, questions and trials first, references last. Those that
    are no part of a section are asked of ``keep``."""
    tongue = Language(language)
    by_uri = {page.uri: page for page in pages if page.rendition == language}
    digests = tuple((page.uri, page.kind in SUMMARISED and page.digest) for page in by_uri.values())
    made_from = (language, edition.frame, digests)
    first, last = keep("documents", made_from, lambda: _of_tables(edition, by_uri, tongue, keep))
    return [*first, *_sections(edition, by_uri, tongue, keep), *_lists(by_uri), *last]


def _of_tables(
    edition: Edition, pages: dict[str, Page], language: Language, keep: Keep
) -> tuple[list[Document], list[Document]]:
    """Terms, questions and trials; references."""
    inputs = (edition, pages, language)
    found = [*questions(*inputs, keep), *trials(*inputs, keep)]
    return [*_terms(*inputs, keep), *found], [*references(edition, pages)]


def _terms(
    edition: Edition, pages: dict[str, Page], language: Language, keep: Keep
) -> Iterator[Document]:
    for term in edition.corpus.vocabulary:
        path = edition.term_page(term.kind, term.id)
        page = pages.get(f"{language}/{path}") if term.kind in PAGED else None
        kind, address = _home(term, page, edition, pages, language)
        definition = term.definition
        text = language.pick(definition)
        title = (
            keep("title", page.digest, partial(_title, page)) if page else _titled(term, language)
        )
        yield Document(
            kind,
            address,
            title,
            "",
            names(term, language),
            text,
            _related_names(term, edition, language),
            (text,) if text else (),
            f"{term.kind}#{term.id}",
        )


def _title(page: Page) -> str:
    return next(parts(page.markdown)).title


def _home(
    term: Term, page: Page | None, edition: Edition, pages: dict[str, Page], language: Language
) -> tuple[str, str]:
    """Kind and address of a term: its page, the list of its class, or the glossary."""
    if page:
        return SINGULAR[term.kind], _address(page)
    index = pages.get(f"{language}/agents/index.md")
    in_index = index is not None and f"{{#class-{term.id}}}" in index.markdown
    if in_index and term.id in edition.corpus.vocabulary.classes:
        return "class", f"agents/index.html#class-{term.id}"
    anchor = edition.corpus.vocabulary.anchors[term.kind, term.id]
    return "term", f"{edition.glossary.to(anchor).removesuffix('.md')}.html#{anchor}"


def _related_names(term: Term, edition: Edition, language: Language) -> str:
    """Names of the class of a term and of what is broader, names and definitions of its members.
    What its page gathers from trials is found at the trials."""
    vocabulary = edition.corpus.vocabulary
    agent_class = vocabulary.classes.get(str(term.data.get("class")))
    agents = edition.paged("agents") if term.id in vocabulary.classes else []
    members = [agent for agent in agents if agent.data.get("class") == term.id]
    broader = [found for id in term.broader if (found := vocabulary.get(term.kind, id))]
    texts = [relative.name for relative in [*filter(None, [agent_class]), *members, *broader]]
    return " ".join(map(language.pick, [*texts, *(member.definition for member in members)]))


def names(term: Term, language: str) -> Names:
    """Every name of a term with how surely it means it; where one name comes twice, the surer."""
    weights: dict[str, int] = {}
    for name, field in _named(term, Language(language)):
        weights[name] = max(NAME_WEIGHTS[field], weights.get(name, 0))
    return tuple((name, weight) for name, weight in weights.items() if name)


def _named(term: Term, language: Language) -> Iterator[tuple[str, str]]:
    """Every name of a term with the field it is from."""
    yield language.pick(term.name), "name"
    yield language.other.pick(term.name), "other"
    yield term.abbreviation, "abbreviation"
    for field in ("synonyms", "brands", "former"):
        yield from ((name, field) for tongue in LANGUAGES for name in term.names(field, tongue))
    yield from ((name, "avoid") for name in avoided_names(term))
    yield from ((name, "synonyms") for name in term.rate or ())
    codes = term.data.get("codes")
    if isinstance(codes, dict):
        yield from ((str(code), "code") for code in codes.values())


def avoided_names(term: Term) -> list[str]:
    """Wordings that no text may use for a drug, disease or endpoint, yet readers type; of a concept
    they are as a rule names of another thing."""
    if term.kind not in PAGED:
        return []
    return [name for language in LANGUAGES for name in term.names("avoid", language)]


def _titled(term: Term, language: Language) -> str:
    name, short = language.pick(term.name), term.abbreviation
    return language.word("bracket", text=name, inner=short) if short not in name else name


def _sections(
    edition: Edition, pages: dict[str, Page], language: Language, keep: Keep
) -> Iterator[Document]:
    """The documents of the pages with a source of their own."""
    of_diseases = {section.path for section in edition.disease_sections.values()}
    for path, section in edition.corpus.sections.items():
        page = pages.get(f"{language}/{path.removeprefix('docs/')}")
        if page is not None and page.kind != "home":  # which names everything and answers nothing
            made_from = (page.digest, section.source.digest, path in of_diseases)
            make = partial(_headings, section, page, path in of_diseases)
            yield from keep("headings", made_from, make)


def _headings(section: Section, page: Page, of_disease: bool) -> list[Document]:
    """A document for each heading of a page; it is found by its heading in either language. The
    page of a diagnosis is the document of that."""
    headings = {heading.anchor: heading for heading in section.headings}
    found = []
    for part in parts(page.markdown):
        heading = headings.get(part.anchor)
        if heading is not None and not (part.level == 1 and of_disease):
            # a page about it before a heading of that name elsewhere
            weight = 50 if part.level == 1 else 40
            titles = dict.fromkeys([part.title, heading.text.zh, heading.text.en])
            found.append(_heading(part, page, tuple((name, weight) for name in titles)))
    return found


def _heading(part: Part, page: Page, names: Names) -> Document:
    top = part.level == 1
    address = _address(page) + ("" if top else f"#{part.anchor}")
    place, sentences = "" if top else page.title, tuple(part.sentences)
    return Document("section", address, part.title, place, names, "", part.text, sentences)


def _address(page: Page) -> str:
    """Address of a page within its language."""
    return page.uri.partition("/")[2].removesuffix(".md") + ".html"


def _lists(pages: dict[str, Page]) -> Iterator[Document]:
    """Every other generated page, by its title and what it says of itself."""
    for page in pages.values():
        if f"docs/{page.uri.partition('/')[2]}" in PAGES:
            yield Document(
                "list",
                _address(page),
                page.title,
                "",
                ((page.title, 40),),
                page.description,
                "",
                (page.description,),
            )
