"""The studies and the plots of an agent, a diagnosis or an endpoint: on its page where they are
few, else, and sooner where its page is a section, on pages of their own, so that no page
grows with the review. What a narrower diagnosis has to itself stands on its page alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import link, literal
from review.markup.language import Language
from review.pages import study_table
from review.pages.page_finish import Draft, finish
from review.pages.plots import plot_section
from review.pages.plots.plot_choice import Plot, narrower, on_pages

ROWS = 60  # studies on one page
FEW = 40  # studies, or lines of all plots, that stand on the page of a term
LEAN = 10  # lines of all plots where that page is a section, which somebody wrote to be read

Paths = list[tuple[str, Sequence[Trial]]]
PlotPaths = list[tuple[str, Sequence[Plot]]]


def own_trials(term: Term, edition: Edition) -> list[Trial]:
    """The trials of a term; of a diagnosis those that no narrower one has to itself."""
    found = edition.studied.get((term.kind, term.id), [])
    children = [child.id for child in narrower(term, edition.corpus)]
    return [trial for trial in found if not any(_only(id, trial, edition) for id in children)]


def _only(id: str, trial: Trial, edition: Edition) -> bool:
    """Whether all diagnoses of a trial are this one or narrower."""
    return all(id in edition.lineage("diagnoses", diagnosis) for diagnosis in trial.diagnoses)


def studies(term: Term, view: View) -> str:
    """The studies of a term, or the ways to the pages they stand on; then those to the narrower
    diagnoses whose own studies are left out."""
    trials, own_pages = own_trials(term, view.edition), _studies_apart(term, view.edition)
    if own_pages:
        body = "\n".join(
            f"- {_part_link(path, part, len(own_pages), view)}" for path, part in own_pages
        )
    else:
        body = study_table.studies(term, trials, view)
    return "\n\n".join(filter(None, [body, _below(term, view)]))


def _part_link(path: str, trials: Sequence[Trial], pages: int, view: View) -> str:
    """A link to a page of studies; to one of several with the first and the last of them."""
    first, last = (view.trial_name(trial) for trial in (trials[0], trials[-1]))
    name = "studies" if pages > 1 else "all-studies"
    words = view.word("term", name, n=len(trials), first=first, last=last)
    return link(literal(words), view.to(path))


def _below(term: Term, view: View) -> str:
    """The narrower diagnoses that have studies to themselves, with their number."""
    edition = view.edition
    found = edition.studied.get((term.kind, term.id), [])
    numbers = {
        child.id: sum(_only(child.id, trial, edition) for trial in found)
        for child in narrower(term, edition.corpus)
    }
    links = [f"{view.term(term.kind, id)} {number}" for id, number in numbers.items() if number]
    return view.word("term", "below") + view.listed(links) if links else ""


def plots(term: Term, view: View) -> str:
    """The plots of a term, or the ways to those that stand on pages of their own; where there is
    nothing to plot, and no narrower diagnosis with studies to itself, why."""
    trials = own_trials(term, view.edition)
    found = plot_section.of_studies(term, trials, view)
    own_pages = _plots_apart(term, found, view.edition)
    if own_pages:
        return plot_section.links(own_pages, view)
    if found:
        return plot_section.drawn(term, found, view)
    return "" if _below(term, view) else plot_section.missing(term, trials, view)


def pages(term: Term, language: Language, edition: Edition) -> list[Page]:
    """The further pages of a term in one language."""
    return [*_study_pages(term, language, edition), *_plot_pages(term, language, edition)]


def _study_pages(term: Term, language: Language, edition: Edition) -> Iterator[Page]:
    own_pages = _studies_apart(term, edition)
    paths = [path for path, _ in own_pages]
    for path, trials in own_pages:
        view = View(edition, f"{language}/{path}", language)
        yield _page(term, "studies", paths, study_table.studies(term, trials, view), view)


def _plot_pages(term: Term, language: Language, edition: Edition) -> Iterator[Page]:
    view = View(edition, f"{language}/{term.kind}/{term.id}.md", language)
    own_pages = _plots_apart(
        term, plot_section.of_studies(term, own_trials(term, edition), view), edition
    )
    paths = [path for path, _ in own_pages]
    for path, found in own_pages:
        view = View(edition, f"{language}/{path}", language)
        yield _page(term, "plots", paths, plot_section.drawn(term, found, view), view)


def _page(term: Term, name: str, paths: Sequence[str], body: str, view: View) -> Page:
    """One of several pages of a kind, with the ways to the others and to the term."""
    number = paths.index(view.uri.partition("/")[2]) + 1
    named = view.pick(term.name)
    title = view.word("term", f"{name}-of", name=named)
    if number > 1:
        title = view.bracket(title, str(number))
    markdown = templates.render(
        "term.part.md.j2",
        title=literal(title),
        back=link(literal(named), view.to(view.edition.term_page(term.kind, term.id))),
        links=[
            str(at) if at == number else link(str(at), view.to(path))
            for at, path in enumerate(paths, 1)
        ],
        body=body,
    )
    return finish(Draft(view, "part", title, title, markdown))


def _studies_apart(term: Term, edition: Edition) -> Paths:
    """The studies of a term by the path of the page they stand on; none where that is its own. A
    section tells the results of its studies in its text."""
    trials = own_trials(term, edition)
    if _own_page(term, edition) and len(trials) <= FEW:
        return []
    parts = [trials[first : first + ROWS] for first in range(0, len(trials), ROWS)]
    return [(_path(term, "studies", at), part) for at, part in enumerate(parts, 1)]


def _plots_apart(term: Term, found: Sequence[Plot], edition: Edition) -> PlotPaths:
    limit = FEW if _own_page(term, edition) else LEAN
    if sum(len(plot.points) for plot in found) <= limit:
        return []
    return [(_path(term, "plots", at), part) for at, part in enumerate(on_pages(found), 1)]


def _own_page(term: Term, edition: Edition) -> bool:
    return edition.term_page(term.kind, term.id) == f"{term.kind}/{term.id}.md"


def _path(term: Term, name: str, number: int) -> str:
    return f"{term.kind}/{term.id}/{name}{f'-{number}' if number > 1 else ''}.md"
