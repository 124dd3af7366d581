"""What a page tells search engines and reference managers of itself: Highwire ``citation_*`` tags,
and JSON-LD.

A section is a scholarly article, a trial page is about a medical trial; what is not known is left
out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from review.edition.page import Page
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.exports import json_script
from review.exports.colophon import Colophon
from review.markup.labels import word
from review.pages import related_studies
from review.pages.trial_pages import register
from review.styles.joins import resolver

SCHEMA = "https://schema.org"
LANGUAGES = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN"}
KINDS = {  # kind of a study → its type in schema.org
    "randomised-trial": "MedicalTrial", "single-arm-trial": "MedicalTrial", "non-randomised-trial": "MedicalTrial",
    "cohort": "MedicalObservationalStudy", "registry-study": "MedicalObservationalStudy",
}  # fmt: skip
DESIGNS = {
    "randomised-trial": "RandomizedTrial",
    "open-label": "OpenTrial",
    "double-blind": "DoubleBlindedTrial",
    "single-blind": "SingleBlindedTrial",
}
OBSERVED = {"cohort": "CohortStudy", "registry-study": "Registry"}

Data = dict[str, Any]


@dataclass(frozen=True)
class Metadata:
    """Tags by name and content, and JSON-LD that may stand in a ``<script>`` as it is."""

    tags: tuple[tuple[str, str], ...] = ()
    linked: str = ""


def metadata(page: Page, colophon: Colophon) -> Metadata:
    """The metadata of a section or a trial page; of any other page none."""
    if page.kind not in ("section", "trial"):
        return Metadata()
    trial = colophon.corpus.trial_at(page.source or "")
    data = _trial(trial, page, colophon) if trial else _article(page, colophon)
    return Metadata(tuple(_tags(page, colophon)), json_script.safe({"@context": SCHEMA, **data}))


def _tags(page: Page, colophon: Colophon) -> Iterator[tuple[str, str]]:
    """The tags Google Scholar asks for and Zotero reads."""
    yield "citation_title", page.title
    for author in colophon.authors:
        yield (
            "citation_author",
            f"{author.family}, {author.given}" if author.given else author.family,
        )
    if day := colophon.reviewed(page):
        yield "citation_publication_date", day.replace("-", "/")
    yield "citation_language", "en" if page.language == "en" else "zh"
    if address := colophon.address(page.uri):
        yield "citation_public_url", address


def _article(page: Page, colophon: Colophon) -> Data:
    return {
        "@type": "MedicalScholarlyArticle",
        "headline": page.title,
        **_known({"creativeWorkStatus": colophon.currency(page).get("status", "")}),
        **_work(page, colophon),
    }


def _work(page: Page, colophon: Colophon) -> Data:
    """What is true of any page as a work: its language, its authors, its licence, the review it is
    part of."""
    day, address = colophon.reviewed(page), colophon.address(page.uri)
    authors = [
        {"@type": "Person" if each.given else "Organization", "name": each.name}
        for each in colophon.authors
    ]
    review = {
        "@type": "CreativeWork",
        "name": colophon.site(page.language),
        "url": colophon.address(f"{page.rendition}/index.md"),
    }
    twins = [
        {"@type": "CreativeWork", "@id": where, "inLanguage": LANGUAGES[name]}
        for name, uri in page.twins.items()
        if name != "zh-en" and (where := colophon.address(uri))
    ]
    return _known({
        "name": page.title, "description": page.description, "inLanguage": ["zh-CN", "en"] if page.rendition == "zh-en" else LANGUAGES[page.rendition],
        "url": address, "@id": address, "dateModified": day, "author": authors, "license": colophon.licence_address or colophon.licence,
        "isAccessibleForFree": True, "isPartOf": _known(review), "workTranslation": twins,
    })  # fmt: skip


def _trial(trial: Trial, page: Page, colophon: Colophon) -> Data:
    """The study, and the page and the publications as works about it."""
    design, language = (
        trial.get("design") if isinstance(trial.get("design"), dict) else {},
        page.language,
    )
    kind, phase = str(design.get("kind")), str(design.get("phase") or "none")
    title = trial.text("title")
    entries = [colophon.corpus.bibliography.entries.get(key) for key in trial.cited]
    return _known({
        "@type": KINDS.get(kind, "MedicalStudy"), "name": str(trial.get("acronym") or trial.id), "alternateName": (title.en if language == "en" else title.zh) if title else "",
        "identifier": list(trial.ids("registries")), "sameAs": [address for number in trial.ids("registries") if (address := register(number))],
        "phase": "" if phase == "none" else word(language, "phase", "of", phase=phase),
        "trialDesign": [f"{SCHEMA}/{DESIGNS[each]}" for each in (kind, str(design.get("blinding"))) if each in DESIGNS] if KINDS.get(kind) == "MedicalTrial" else [],
        "studyDesign": f"{SCHEMA}/{OBSERVED[kind]}" if kind in OBSERVED else "",
        "healthCondition": [_term("MedicalCondition", term, language) for id in trial.ids("population", "diagnoses") if (term := colophon.corpus.vocabulary.get("diagnoses", id))],
        "studySubject": [_term("MedicalEntity", term, language) for id in related_studies.tested(trial) if (term := colophon.corpus.vocabulary.get("agents", id))],
        "subjectOf": [{"@type": "WebPage", **_work(page, colophon)}, *(_publication(each) for each in entries if each)],
    })  # fmt: skip


def _term(type: str, term: Term, language: str) -> Data:
    codes = term.data.get("codes")
    code = str(codes.get("ncit") or "") if isinstance(codes, dict) else ""
    coded = (
        {"@type": "MedicalCode", "codeValue": code, "codingSystem": "NCI Thesaurus"} if code else {}
    )
    return _known(
        {"@type": type, "name": term.name.en if language == "en" else term.name.zh, "code": coded}
    )


def _publication(reference: Reference) -> Data:
    return _known(
        {
            "@type": "ScholarlyArticle",
            "name": reference.title,
            "datePublished": reference.year,
            "sameAs": resolver(reference.doi) if reference.doi else "",
        }
    )


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", [], {}, None)}
