"""An item of CSL-JSON as a publication (docs.citationstyles.org, specification, appendix IV)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from review.drafts import record_warnings
from review.drafts.catalogue_text import unstopped
from review.drafts.identifiers import counted, pages, read_doi
from review.drafts.json_values import JsonFields, date, mappings
from review.drafts.languages import language
from review.drafts.person_names import ET_AL, Names, Person, group, person
from review.drafts.preprint_servers import deposited
from review.drafts.publication import Publication
from review.drafts.work_kinds import KINDS
from review.evidence.reference import HAN

ADVANCE = "advance online publication"


def work(item: dict[str, Any]) -> Publication:
    """The work that an item describes."""
    fields = JsonFields(item)
    found = _identified(_described(fields), fields)
    found = deposited(_placed(found, fields))
    found = record_warnings.in_language(found, fields, language(fields.one("language")))
    return record_warnings.finished(found, fields, "CSL")


def _described(fields: JsonFields) -> Publication:
    type_name = fields.one("type")
    kind = KINDS["CSL"].get(type_name, "")
    record_warnings.warn_of_kind(fields, type_name, kind)
    if kind == "phdthesis" and "master" in fields.one("genre").lower():
        kind = "mastersthesis"
    return Publication(
        kind=kind or "misc",
        key=fields.one("id"),
        title=fields.title("title"),
        authors=people(fields, "author"),
        editors=people(fields, "editor"),
        translators=people(fields, "translator"),
        type=_genre(fields, kind),
        version=fields.text("version", longest=60),
        volume=counted(fields.text("volume", longest=60)),
        number=counted(fields.text("issue", "number", longest=60)),
        pages=pages(fields.text("page", longest=60)),
        edition=fields.text("edition", longest=60),
    )


def _genre(fields: JsonFields, kind: str) -> str:
    """The genre; that of a preprint or a thesis only says what its kind does."""
    genre = fields.text("genre", longest=60)
    return "" if kind in ("preprint", "phdthesis", "mastersthesis") else genre


def _placed(work: Publication, fields: JsonFields) -> Publication:
    """The journal or book, and who published it."""
    container = fields.text("container-title", longest=1_000)
    publisher = fields.text("publisher")
    if work.kind == "article":
        return replace(
            work,
            journal=container,
            shortjournal=fields.text("container-title-short", "journalAbbreviation"),
        )
    thesis = work.kind.endswith("thesis")
    return replace(
        work,
        booktitle=unstopped(container) if work.kind in ("incollection", "inproceedings") else "",
        journal=container if work.kind == "preprint" and not publisher else "",
        publisher="" if thesis else publisher,
        school=publisher if thesis else "",
        address=fields.text("publisher-place"),
        eventtitle=fields.text("event-title"),
        venue=fields.text("event-place"),
        eventdate=date(fields.value("event-date")),
    )


def _identified(work: Publication, fields: JsonFields) -> Publication:
    """The dates, and the identifiers: DOI, PMID, PMCID, address."""
    issued = date(fields.value("issued"))
    article = work.kind == "article"
    doi, unread = read_doi(fields.one("DOI"), fields.identifier("doi", "URL") if article else "")
    return replace(
        work,
        year=issued[:4],
        date="" if article and work.volume or len(issued) == 4 else issued,
        pubstate="aheadofprint" if fields.one("status") == ADVANCE else "",
        doi=doi,
        unread=unread,
        pmid=fields.identifier("pmid", "PMID"),
        pmcid=fields.identifier("pmcid", "PMCID"),
        url="" if doi and article else fields.identifier("url", "URL"),
        urldate=date(fields.value("accessed")),
    )


def people(fields: JsonFields, role: str) -> Names:
    """The names of a role; ``et_al`` stands for those left out, as pandoc writes it."""
    found: list[Person] = []
    et_al = False
    for entry in mappings(fields.value(role)):
        name = _person(entry, fields)
        is_et_al = bool(ET_AL.fullmatch(name.family)) and not name.given
        et_al |= is_et_al
        found += [name] if name.family and not is_et_al else []
    return Names(tuple(found), et_al)


def _person(entry: dict[str, Any], fields: JsonFields) -> Person:
    parts = JsonFields(entry)
    literal = fields.plain(parts.one("literal", "name"))
    family = fields.plain(parts.one("family"), 100)
    given_names = fields.plain(parts.one("given"), 100)
    particle = " ".join(
        filter(None, map(parts.one, ("dropping-particle", "non-dropping-particle")))
    )
    if not family or not given_names:
        bare = literal or family or given_names
        if family and not literal and not re.search(r"\s", family) and not HAN.search(family):
            fields.warn_of_name(family)
        return group(bare)
    return person(
        " ".join(filter(None, [particle, family])), given_names, parts.text("suffix", longest=20)
    )
