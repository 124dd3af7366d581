"""What a page tells search engines and reference managers of itself: Highwire ``citation_*`` tags,
and JSON-LD.

A section is a scholarly article, a trial page is about a medical trial; what is not known is left
out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from review.edition.page import Page
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.exports import json_script
from review.exports.colophon import Colophon
from review.markup.language import Language
from review.pages import related_studies
from review.pages.trial_pages import register
from review.sources.declared import declared
from review.styles.template_nodes import resolver

SCHEMA = "https://schema.org"
LANGUAGES = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN"}
NAMES = declared("schema/export_names")
KINDS = NAMES["studies"]  # of studies in schema.org

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
        yield "citation_author", ", ".join(filter(None, [author.family, author.given]))
    if day := colophon.reviewed(page):
        yield "citation_publication_date", day.replace("-", "/")
    yield "citation_language", page.language
    if address := colophon.address(page.uri):
        yield "citation_public_url", address


def _article(page: Page, colophon: Colophon) -> Data:
    return {
        "@type": "MedicalScholarlyArticle",
        "headline": page.title,
        **_filled({"creativeWorkStatus": colophon.currency(page).get("status", "")}),
        **_work(page, colophon),
    }


def _work(page: Page, colophon: Colophon) -> Data:
    """What is true of any page as a work: language, authors, licence, the review it is in."""
    day, address = colophon.reviewed(page), colophon.address(page.uri)
    authors = [
        {"@type": "Person" if author.given else "Organization", "name": author.name}
        for author in colophon.authors
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
    return _filled(
        {
            "name": page.title,
            "description": page.description,
            "inLanguage": ["zh-CN", "en"]
            if page.rendition == "zh-en"
            else LANGUAGES[page.rendition],
            "url": address,
            "@id": address,
            "dateModified": day,
            "author": authors,
            "license": colophon.licence_address or colophon.licence,
            "isAccessibleForFree": True,
            "isPartOf": _filled(review),
            "workTranslation": twins,
        }
    )


def _trial(trial: Trial, page: Page, colophon: Colophon) -> Data:
    """The study, and the page and the publications as works about it."""
    language, title = Language(page.language), trial.text("title")
    registries = trial.ids("registries")
    phase = "" if trial.phase == "none" else language.word("phase", "of", phase=trial.phase)
    kind = KINDS.get(trial.design, {})
    observed = kind.get("observed", "")
    entries = [colophon.corpus.bibliography.entries.get(key) for key in trial.cited]
    diagnoses, agents = trial.ids("population", "diagnoses"), related_studies.tested(trial)
    return _filled(
        {
            "@type": kind.get("type", "MedicalStudy"),
            "name": str(trial.get("acronym") or trial.id),
            "alternateName": language.pick(title),
            "identifier": registries,
            "sameAs": list(filter(None, map(register, registries))),
            "phase": phase,
            "trialDesign": _designs(trial),
            "studyDesign": observed and f"{SCHEMA}/{observed}",
            "healthCondition": _terms(
                "MedicalCondition", "diagnoses", diagnoses, colophon, language
            ),
            "studySubject": _terms("MedicalEntity", "agents", agents, colophon, language),
            "subjectOf": [
                {"@type": "WebPage", **_work(page, colophon)},
                *(_publication(reference) for reference in entries if reference),
            ],
        }
    )


def _designs(trial: Trial) -> list[str]:
    """Kind and blinding of a trial by their names in schema.org."""
    kind = KINDS.get(trial.design, {})
    if kind.get("type") != "MedicalTrial":
        return []
    blinding = NAMES["blinding"].get(str(trial.get("design", "blinding")))
    return [f"{SCHEMA}/{name}" for name in (kind.get("trial"), blinding) if name]


def _terms(
    type: str, kind: str, ids: Sequence[str], colophon: Colophon, language: Language
) -> list[Data]:
    found = (colophon.corpus.vocabulary.get(kind, id) for id in ids)
    return [_term(type, term, language) for term in found if term]


def _term(type: str, term: Term, language: Language) -> Data:
    codes = term.data.get("codes")
    code = str(codes.get("ncit") or "") if isinstance(codes, dict) else ""
    coded = {"@type": "MedicalCode", "codeValue": code, "codingSystem": "NCI Thesaurus"}
    return _filled({"@type": type, "name": language.pick(term.name), "code": coded if code else {}})


def _publication(reference: Reference) -> Data:
    named = {"@type": "ScholarlyArticle", "name": reference.title, "datePublished": reference.year}
    return _filled({**named, "sameAs": resolver(reference.doi) if reference.doi else ""})


def _filled(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", [], {}, None)}
