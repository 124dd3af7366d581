"""Pages of agents, diagnoses and endpoints: names, meaning, and every trial that concerns them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial

from review.edition.edition import PAGED, Edition
from review.edition.page import Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.keep import digest
from review.markup import templates
from review.markup.escape import link, literal
from review.markup.language import Language
from review.pages import availability_page, keyresults, mentions, term_parts
from review.pages.page_finish import Draft, finish

NCIT = "https://ncithesaurus.nci.nih.gov/ncitbrowser/ConceptReport.jsp?dictionary=NCI_Thesaurus&code={code}"
Field = tuple[str, str]


def terms(edition: Edition, store: Kept) -> list[Page]:
    """Every term that occurs in a trial or is broader than one that does, in both languages, each
    with its further pages; of a diagnosis whose page is a section these alone."""
    pages: list[Page] = []
    for term in (term for kind in PAGED for term in edition.paged(kind)):
        inputs = digest("term", (edition.frame, *made_from(term, edition)))
        for language in Language:
            name = f"{language}/{term.kind}/{term.id}"
            if term.kind != "diagnoses" or term.id not in edition.disease_sections:
                render = partial(page, term, language, edition)
                pages.append(store.page(f"{name}.md", inputs, render))
            further = partial(term_parts.pages, term, language, edition)
            pages += store.together(name, inputs, further, len(edition.corpus.trials))
    return pages


def made_from(term: Term, edition: Edition) -> tuple[Hashable, Hashable]:
    """What a term's page is made from: the tables of the trials that concern it, and the places
    that speak of it or of them."""
    trials = edition.studied.get((term.kind, term.id), [])
    return edition.tables(*trials), edition.spoken_of(
        f"{term.kind}#{term.id}", *(trial.path for trial in trials)
    )


def page(term: Term, language: Language, edition: Edition) -> Page:
    """The page of one term."""
    view = View(edition, f"{language}/{term.kind}/{term.id}.md", language)
    trials = edition.studied.get((term.kind, term.id), [])
    title = heading(term, view)
    definition = view.pick(term.definition)
    markdown = templates.render(
        "term.md.j2",
        view=view,
        colon=view.language.colon,
        title=literal(title),
        definition=literal(definition),
        opening=keyresults.of_term(term, trials, view) if term.kind != "endpoints" else "",
        fields=list(fields(term, view)),
        trials=term_parts.studies(term, view),
        plots=term_parts.plots(term, view),
        availability=_availability(term, trials, view),
        discussed=mentions.of_term(term.kind, term.id, term_parts.own_trials(term, edition), view),
        index=index_link(term.kind, view),
        entry=glossary_link(term, view),
    )
    named = view.bracket(title, view.word("page", term.kind))  # a section may have the same heading
    return finish(
        Draft(
            view,
            SINGULAR[term.kind],
            named,
            definition or view.word("about", "term", name=title),
            markdown,
            f"docs/vocabulary/{term.kind}.yml",
        )
    )


def _availability(term: Term, trials: list[Trial], view: View) -> str:
    """Where an agent can be had, or the agents of a diagnosis; empty where nothing is recorded."""
    if term.kind == "diagnoses":
        return availability_page.of_diagnosis(term.id, trials, view)
    return availability_page.of_agent(term.id, view) if term.kind == "agents" else ""


SINGULAR = {"agents": "agent", "diagnoses": "diagnosis", "endpoints": "endpoint"}


def heading(term: Term, view: View) -> str:
    """Name with its abbreviation, if that differs; English names begin with a capital."""
    name = view.pick(term.name)
    capitalised = (
        name[:1].upper() + name[1:]
        if view.language is Language.EN
        and name.split(" ")[0].islower()
        and term.abbreviation != name
        else name
    )
    return view.bracket(capitalised, term.abbreviation if term.abbreviation != name else "")


def index_link(kind: str, view: View) -> str:
    """A link to the summary page of a kind."""
    return link(view.word("page", kind), view.to(f"{kind}/index.md"))


def glossary_link(term: Term, view: View) -> str:
    """A link to the term's place in the glossary."""
    anchor = view.edition.corpus.vocabulary.anchors[term.kind, term.id]
    return link(view.word("page", "glossary"), view.to(view.edition.glossary.to(anchor), anchor))


def names(term: Term, view: View) -> Iterator[Field]:
    """All wordings of a term, each kind under its name."""
    translation = view.language.other
    yield view.word("term", "name"), _named(translation.pick(term.name), translation, view)
    yield view.word("term", "abbreviation"), literal(term.abbreviation)
    yield view.word("term", "rate"), literal(view.pick(term.rate)) if term.rate != term.name else ""
    stated = {_squeezed(name) for name in (*term.name, term.abbreviation)}
    for field in ("synonyms", "former", "brands"):
        found: dict[str, Language] = {}
        for language in (view.language, *Language):
            for name in term.names(field, language):
                if _squeezed(name) not in stated:
                    found.setdefault(name, language)
        yield (
            view.word("term", field),
            view.listed([_named(name, language, view) for name, language in found.items()]),
        )


def _squeezed(name: str) -> str:
    """A name without what only a search must know of it: blanks, hyphens and capitals."""
    return name.casefold().replace(" ", "").replace("-", "")


def _named(name: str, language: Language, view: View) -> str:
    """A wording, which says its language where that is another."""
    if language is view.language:
        return literal(name)
    return f'<span lang="{language.tag}">{literal(name)}</span>'


def fields(term: Term, view: View) -> Iterator[Field]:
    """What a term is called, its class, what is broader and narrower, its codes; each named."""
    found = [*names(term, view), *_class(term, view), *_regimens(term, view)]
    found += [(view.word("term", "broader"), view.terms(term.kind, term.broader))]
    found += [
        (
            view.word("term", "narrower"),
            view.terms(
                term.kind,
                [child.id for child in view.corpus.vocabulary.narrower(term.kind, term.id)],
            ),
        )
    ]
    found += [(view.word("term", "codes"), codes(term, view))]
    yield from (field for field in found if field[1])


def _class(term: Term, view: View) -> Iterator[Field]:
    """The class of an agent, and the other agents of that class."""
    id = term.data.get("class")
    if not isinstance(id, str):
        return
    yield (
        view.word("term", "class"),
        link(literal(view.name("terms", id)), view.to(f"{term.kind}/index.md", f"class-{id}")),
    )
    siblings = [
        agent.id
        for agent in view.edition.paged(term.kind)
        if agent.data.get("class") == id and agent.id != term.id
    ]
    yield view.word("term", "siblings"), view.terms(term.kind, siblings)


def _regimens(term: Term, view: View) -> Iterator[Field]:
    """Regimens that contain an agent."""
    regimens = (
        view.corpus.vocabulary.terms.get("terms", {}).values() if term.kind == "agents" else ()
    )
    found = [regimen.id for regimen in regimens if term.id in (regimen.data.get("agents") or [])]
    yield view.word("term", "regimens"), view.terms("terms", found)


def codes(term: Term, view: View) -> str:
    """Codes of a term; the one of the NCI Thesaurus leads there."""
    block = term.data.get("codes")
    codes_of_term = (
        {name: str(code) for name, code in block.items() if code} if isinstance(block, dict) else {}
    )
    links = {
        name: link(literal(code), NCIT.format(code=code)) if name == "ncit" else literal(code)
        for name, code in codes_of_term.items()
    }
    return view.listed([f"{view.word('code', name)} {code}" for name, code in links.items()])
