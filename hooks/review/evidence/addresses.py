"""The addresses that a review publishes, and where those lead that it published once. An address is
what a browser shows behind the language: ``review/surgery.html#margins``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.evidence import page_names
from review.evidence.corpus import Corpus
from review.sources.section import Section

PAGED = ("agents", "diagnoses", "endpoints")
DOCS = "docs/"
GENERATED = ("trials", "plots", "discussed")  # parts of the page of a diagnosis


def published(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The anchors of each page that a source gives: headings, paragraphs, rows, keys, terms."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(map(html, page_names.PAGES), ())
    for path, section in corpus.sections.items():
        found[html(path)] = anchors(section)
    for trial in corpus.trials.values():
        found[f"trials/{trial.id}.html"] = tuple(trial.addresses())
    moved_pages = disease_pages(corpus)
    for term in corpus.vocabulary:
        if term.kind in PAGED and f"{term.kind}/{term.id}.html" not in moved_pages:
            found[f"{term.kind}/{term.id}.html"] = ()
    found |= dict.fromkeys((f"questions/{id}.html" for id in corpus.questions), ())
    found["references.html"] = tuple(corpus.bibliography.entries)
    found["glossary.html"] = tuple(term.id for term in corpus.vocabulary)
    return found


def disease_pages(corpus: Corpus) -> dict[str, str]:
    """The pages that diagnoses had of their own, with the section that is their page now."""
    return {
        f"diagnoses/{section.metadata['page-of']}.html": html(path)
        for path, section in corpus.sections.items()
        if section.metadata.get("page-of")
    }


def html(path: str) -> str:
    """The address of the page of a source, ``docs/review/surgery.md``."""
    return path.removeprefix(DOCS).removesuffix(".md") + ".html"


def anchors(section: Section) -> tuple[str, ...]:
    """The anchors of a section: its headings and its paragraphs."""
    headings = (heading.anchor for heading in section.headings)
    return (*headings, *(pair.id for pair in section.pairs))


def moved(corpus: Corpus) -> dict[str, dict[str, str]]:
    """Where the addresses lead now that ``moved`` of the settings names, and those of diagnoses
    whose page is a section: for each old page its old anchors (empty for the page itself) with
    their present addresses. The paragraphs below a heading go with it."""
    sections = {html(path): section for path, section in corpus.sections.items()}
    found = {
        old: {"": new, **{anchor: f"{new}#sec-{anchor}" for anchor in GENERATED}}
        for old, new in disease_pages(corpus).items()
    }
    for old, new in corpus.settings.moved.items():
        page, _, anchor = old.partition("#")
        anchors_of = found.setdefault(page, {})
        anchors_of[anchor] = new
        target, _, heading = new.partition("#")
        if anchor and heading and target in sections:
            anchors_of |= _paragraphs(sections[target], anchor, target, heading)
    return found


def _paragraphs(section: Section, old: str, page: str, heading: str) -> Mapping[str, str]:
    numbers: Iterator[str] = (
        pair.id.removeprefix(f"{heading}-")
        for part in section.parts
        if part.heading.anchor == heading
        for pair in part.pairs
    )
    return {f"{old}-{number}": f"{page}#{heading}-{number}" for number in numbers}
