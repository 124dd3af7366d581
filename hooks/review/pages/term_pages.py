"""Pages of agents, diagnoses and endpoints: what the term is called, what it means, and every trial
that concerns it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from review.edition.edition import PAGED, Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import link, literal
from review.markup.table import lines, listing, table
from review.pages import availability_page, discussed_in, keyresults, table_columns
from review.pages.page_finish import Draft, finish
from review.pages.plots import plot_section
from review.pages.table_columns import COLUMNS, colon
from review.sources.prose import LANGUAGES
from review.wording import datum

NCIT = "https://ncithesaurus.nci.nih.gov/ncitbrowser/ConceptReport.jsp?dictionary=NCI_Thesaurus&code={code}"
SHOWN = {"agents": ("diagnoses",), "diagnoses": ("agents",), "endpoints": ("agents", "diagnoses")}

TONGUES = {"zh": "zh-CN", "en": "en"}

Field = tuple[str, str]


def terms(edition: Edition) -> list[Page]:
    """Every term that occurs in a trial or is broader than one that does, in both languages."""
    return [
        edition.kept.page(
            f"{language}/{kind}/{term.id}.md",
            (edition.frame, *_shown(term, edition)),
            lambda: page(term, language, edition),
        )
        for kind in PAGED
        for term in edition.paged(kind)
        for language in LANGUAGES
    ]


def _shown(term: Term, edition: Edition) -> tuple[Hashable, Hashable]:
    """What a term's page is made from: the tables of the trials that concern it, and the places
    that speak of it or of them."""
    trials = edition.studied.get((term.kind, term.id), [])
    return edition.tables(*trials), edition.spoken_of(
        f"{term.kind}#{term.id}", *(trial.path for trial in trials)
    )


def page(term: Term, language: str, edition: Edition) -> Page:
    """The page of one term."""
    view = View(edition, f"{language}/{term.kind}/{term.id}.md", language)
    trials = edition.studied.get((term.kind, term.id), [])
    title = heading(term, view)
    definition = view.pick(term.definition)
    markdown = templates.render(
        "term.md.j2",
        view=view,
        colon=colon(view),
        title=literal(title),
        definition=literal(definition),
        opening=keyresults.of_term(term, trials, view) if term.kind != "endpoints" else "",
        fields=list(_fields(term, view)),
        trials=_trials(term, trials, view),
        plots=plot_section.of_term(term, trials, view),
        availability=availability_page.of_agent(term.id, view) if term.kind == "agents" else "",
        discussed=discussed_in.of_term(term.kind, term.id, trials, view),
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


SINGULAR = {"agents": "agent", "diagnoses": "diagnosis", "endpoints": "endpoint"}


def heading(term: Term, view: View) -> str:
    """Name with its abbreviation, unless they are the same; English names begin with a capital
    here."""
    name = view.pick(term.name)
    shown = (
        name[:1].upper() + name[1:]
        if view.language == "en" and name.split(" ")[0].islower() and term.abbreviation != name
        else name
    )
    return view.bracket(shown, term.abbreviation if term.abbreviation != name else "")


def index_link(kind: str, view: View) -> str:
    """A link to the summary page of a kind."""
    return link(view.word("page", kind), view.to(f"{kind}/index.md"))


def glossary_link(term: Term, view: View) -> str:
    """A link to the term's place in the glossary."""
    return link(
        view.word("page", "glossary"),
        view.to("glossary.md", view.edition.anchors[term.kind, term.id]),
    )


def names(term: Term, view: View) -> Iterator[Field]:
    """All wordings of a term, each kind under its name."""
    other = term.name.en if view.language == "zh" else term.name.zh
    yield view.word("term", "name"), _named(other, "en" if view.language == "zh" else "zh", view)
    yield view.word("term", "abbreviation"), literal(term.abbreviation)
    yield view.word("term", "rate"), literal(view.pick(term.rate)) if term.rate != term.name else ""
    for field in ("synonyms", "former", "brands"):
        found: dict[str, str] = {}
        for language in (view.language, *LANGUAGES):
            for name in term.names(field, language):
                found.setdefault(name, language)
        yield (
            view.word("term", field),
            view.listed([_named(name, language, view) for name, language in found.items()]),
        )


def _named(name: str, language: str, view: View) -> str:
    """A wording, which says its language where that is another."""
    return (
        literal(name)
        if language == view.language
        else f'<span lang="{TONGUES[language]}">{literal(name)}</span>'
    )


def _fields(term: Term, view: View) -> Iterator[Field]:
    fields = [*names(term, view), *_class(term, view), *_regimens(term, view)]
    fields += [(view.word("term", "broader"), view.terms(term.kind, term.broader))]
    fields += [
        (
            view.word("term", "narrower"),
            view.terms(
                term.kind, [each.id for each in view.corpus.vocabulary.narrower(term.kind, term.id)]
            ),
        )
    ]
    fields += [(view.word("term", "codes"), codes(term, view))]
    yield from (field for field in fields if field[1])


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
        each.id
        for each in view.edition.paged(term.kind)
        if each.data.get("class") == id and each.id != term.id
    ]
    yield view.word("term", "siblings"), view.terms(term.kind, siblings)


def _regimens(term: Term, view: View) -> Iterator[Field]:
    """Regimens that contain an agent."""
    others = view.corpus.vocabulary.terms.get("terms", {}).values() if term.kind == "agents" else ()
    found = [each.id for each in others if term.id in (each.data.get("agents") or [])]
    yield view.word("term", "regimens"), view.terms("terms", found)


def codes(term: Term, view: View) -> str:
    """Codes of a term; the one of the NCI Thesaurus leads there."""
    block = term.data.get("codes")
    known = (
        {name: str(code) for name, code in block.items() if code} if isinstance(block, dict) else {}
    )
    shown = {
        name: link(literal(code), NCIT.format(code=code)) if name == "ncit" else literal(code)
        for name, code in known.items()
    }
    return view.listed([f"{view.word('code', name)} {code}" for name, code in shown.items()])


def _trials(term: Term, trials: list[Trial], view: View) -> str:
    """The trials of a term; an endpoint shows what each found for it, the others the main
    result."""
    shown = SHOWN[term.kind]
    last = "value" if term.kind == "endpoints" else "primary"
    header = [view.word("field", name) for name in ("trial", *shown, last)]
    rows = [
        [
            table_columns.headed(trial, view),
            *(COLUMNS[name](trial, view) for name in shown),
            _result(term, trial, view),
        ]
        for trial in trials
    ]
    return listing(table(header, rows), "studies")


def _result(term: Term, trial: Trial, view: View) -> str:
    if term.kind == "agents":
        return table_columns.primary(trial, view)
    if term.kind == "diagnoses":
        return _of_disease(term, trial, view)
    rows = [
        row
        for row in trial.results
        if row.endpoint and term.id in view.edition.lineage("endpoints", row.endpoint)
    ]
    names = datum.distinct_names(trial, view, short=True, median=True)
    return lines(*(table_columns.result(trial, row, literal(names[row.id]), view) for row in rows))


def _of_disease(term: Term, trial: Trial, view: View) -> str:
    """The main results as far as they are about the disease, its own before those of all patients,
    which are said to be that."""
    found = keyresults.relevant(trial, keyresults.subject(term, view.edition))
    if not found:
        return view.word("key", "none" if trial.results else "no-figure")
    names = [
        literal(
            view.bracket(
                datum.specified(trial, each.row, view, short=True),
                view.word("key", "mixed") if each.mixed else "",
            )
        )
        for each in found
    ]
    return lines(
        *(
            table_columns.result(
                trial, each.row, name, view, tuple(cell.arm for cell in each.cells)
            )
            for each, name in zip(found, names)
        )
    )
