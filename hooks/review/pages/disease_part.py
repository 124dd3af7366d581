"""What stands below the text of a section that is the page of a diagnosis: what the diagnosis is
called, all its studies, the plots, and where else the review speaks of it.

The page with both languages holds what is called how; the rest, which nobody reads for its
translation, stands on the page of each language, and it leads there."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from review.edition.edition import Edition
from review.edition.view import View, relative
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import link, literal
from review.markup.language import Language
from review.pages import availability_page, mentions, side_by_side, term_pages, term_parts
from review.problem import Text
from review.sources.section import Section

ANCHOR = "sec-"  # of every heading that is generated; no heading of a source begins so


def term_of(section: Section, edition: Edition) -> Term | None:
    """The diagnosis whose page the section is; None where it is none's."""
    id = str(section.metadata.get("page-of") or "")
    is_page = edition.disease_sections.get(id) is section
    return edition.corpus.vocabulary.get("diagnoses", id) if is_page else None


def shown(section: Section, edition: Edition) -> tuple[list[Trial], Hashable]:
    """The trials that the part shows, and the places that speak of these; none where there is no
    part."""
    if (term := term_of(section, edition)) is None:
        return [], ()
    trials = edition.studied.get(("diagnoses", term.id), [])
    return trials, term_pages.made_from(term, edition)[1]


def of_section(section: Section, views: Sequence[View]) -> str:
    """The part as Markdown; empty where the section is no diagnosis's page."""
    term = term_of(section, views[0].edition)
    if term is None:
        return ""
    parts = {"definition": side_by_side.block("fence", lambda view: _definition(term, view), views)}
    trials = views[0].edition.studied.get(("diagnoses", term.id), [])
    parts["availability"] = side_by_side.block(
        "fence", lambda view: availability_page.of_diagnosis(term.id, trials, view), views
    )
    if len(views) > 1:
        parts["trials"] = side_by_side.block(
            "fence", lambda view: _section_link(section, view), views
        )
    else:
        parts |= _gathered(term, section, views[0])
    return "\n\n".join(
        f"{_heading(name, views)}\n\n{markdown}" for name, markdown in parts.items() if markdown
    )


def _gathered(term: Term, section: Section, view: View) -> dict[str, str]:
    """The ways to all studies and plots, and other places, by the name of their heading."""
    trials = term_parts.own_trials(term, view.edition)
    elsewhere = mentions.of_term("diagnoses", term.id, trials, view, except_section=section)
    return {
        "trials": term_parts.studies(term, view),
        "plots": term_parts.plots(term, view),
        "discussed": "\n".join(f"- {place}" for place in elsewhere),
    }


def _heading(name: str, views: Sequence[View]) -> str:
    text = Text(*(language.word("disease", name) for language in Language))
    return side_by_side.heading(2, text, f"{ANCHOR}{name}", views)


def _definition(term: Term, view: View) -> str:
    """What the diagnosis is and is called, with its codes."""
    return templates.render(
        "disease.md.j2",
        definition=literal(view.pick(term.definition)),
        fields=list(term_pages.fields(term, view)),
        links=" · ".join(
            [term_pages.index_link("diagnoses", view), term_pages.glossary_link(term, view)]
        ),
    )


def _section_link(section: Section, view: View) -> str:
    """A link to the studies on the page of the view's language alone."""
    uri = f"{view.language}/{view.uri.partition('/')[2]}"
    return link(view.word("disease", "whole"), f"{relative(uri, view.uri)}#{ANCHOR}trials")
