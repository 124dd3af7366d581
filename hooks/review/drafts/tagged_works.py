"""Records of tags as publications: RIS and the forms of RefWorks, EndNote and NoteExpress, which
differ in the names of their tags alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from review.drafts import record_warnings, tagged_lines
from review.drafts.identifiers import counted, identifier, pages, read_doi, year
from review.drafts.languages import language
from review.drafts.preprint_servers import deposited
from review.drafts.publication import Publication
from review.drafts.record_dates import day
from review.drafts.record_fields import Fields
from review.drafts.work_kinds import kind_of
from review.sources.declared import declared

ADDRESSED = ("online", "misc", "techreport", "standard", "dataset", "preprint")
WITHIN = ("incollection", "inproceedings")
ACCESSION = re.compile("[1-9][0-9]{0,7}")
# databases whose accession number is the PMID
MEDLINE = re.compile(r"(?:Ovid )?(?:MEDLINE|PubMed)\b", re.IGNORECASE)
# which number the same records their own way
OTHERS = re.compile(r"embase|proquest", re.IGNORECASE)
# of an article, what its name says already
PLAIN_WORK = re.compile(
    r"journal|article|research|original|期刊|论文|review|^J$|clinical trial", re.IGNORECASE
)
FORMS = {
    "RIS": tagged_lines.RIS,
    "RefWorks": tagged_lines.REFWORKS_LINES,
    "EndNote": tagged_lines.ENDNOTE,
    "NoteExpress": tagged_lines.NOTEEXPRESS,
}
Tags = Mapping[str, Sequence[str]]  # of a form for each part of a reference, the best first


def publications(text: str, form: str) -> Iterator[Publication]:
    """The works of a text in one of the forms of ``FORMS``."""
    parts = declared("schema/catalogue_words")["tags"]
    tags = {part: tuple(names.get(form, ())) for part, names in parts.items()}
    return (_work(Fields(record), tags, form) for record in tagged_lines.records(text, FORMS[form]))


def _work(fields: Fields, tags: Tags, form: str) -> Publication:
    work = _described(fields, tags)
    if work.kind == "article":
        work = _in_journal(work, fields, tags)
    else:
        work = _published(work, fields, tags)
    work = _identified(deposited(work), fields, tags)
    work = record_warnings.in_language(work, fields, language(fields.one(*tags["language"])))
    return record_warnings.finished(work, fields, form)


def _described(fields: Fields, tags: Tags) -> Publication:
    """What every kind of work has: title, people and year."""
    type_name, degree = fields.one(*tags["kind"]), fields.one(*tags["work"])
    kind = kind_of(type_name, degree)
    record_warnings.warn_of_kind(fields, type_name, kind)
    return Publication(
        kind=kind or "misc",
        key=fields.one(*tags["key"]),
        title=fields.title(*tags["title"]),
        authors=fields.names(*tags["author"]),
        editors=fields.names(*(tags["editor"] if kind != "article" else ())),
        translators=fields.names(*tags["translator"]),
        type=_type(fields, kind, degree),
        year=year(fields.one(*tags["year"])),
        volume=counted(fields.text(*tags["volume"], longest=60)),
        pages=_pages(fields, tags),
    )


def _type(fields: Fields, kind: str, sort: str) -> str:
    """What sort of article it is, as ``abstract``; what only says that it is one, or is a DOI, as
    some publishers have it there, is left out."""
    no_sort = kind != "article" or PLAIN_WORK.search(sort) or identifier("doi", sort)
    return "" if no_sort else fields.plain(sort, 60)


def _pages(fields: Fields, tags: Tags) -> str:
    first = fields.text(*tags["first"], longest=60)
    last = fields.text(*tags["last"], longest=60)
    separate = first and last and not re.search(r"[-–—]", first + last)
    return pages(f"{first}-{last}" if separate and first != last else first or last) or pages(
        fields.text(*tags["article"], longest=60)
    )


def _in_journal(work: Publication, fields: Fields, tags: Tags) -> Publication:
    """An article with its journal; a tag for either name is the short one where another has the
    full one; with its day where it has no volume yet."""
    full = fields.text(*tags["journal"])
    short = (*tags["short"], *tags["either"]) if full else tags["short"]
    date_tags = () if work.volume else (*tags["date"], *tags["edition"])
    return replace(
        work,
        number=counted(fields.text(*tags["issue"], longest=60)),
        journal=full or fields.text(*tags["either"], *tags["short"]),
        shortjournal=fields.text(*short),
        date=next(filter(None, (day(fields.one(tag)) for tag in date_tags)), ""),
    )


def _published(work: Publication, fields: Fields, tags: Tags) -> Publication:
    """A work that is no article, with its publisher and what it stands in."""
    contained = work.kind in WITHIN
    publisher = fields.text(*tags["publisher"])
    dated = work.kind in ADDRESSED
    return replace(
        work,
        number=counted(fields.text(*tags["number"], longest=60)),
        booktitle=fields.title(*tags["book"]) if contained else "",
        publisher=publisher if not work.kind.endswith("thesis") else "",
        school=publisher if work.kind.endswith("thesis") else "",
        address=fields.text(*tags["place"]),
        edition=fields.text(*tags["edition"], longest=60),
        date=next(filter(None, (day(fields.one(tag)) for tag in tags["date"] if dated)), ""),
    )


def _identified(work: Publication, fields: Fields, tags: Tags) -> Publication:
    """The numbers and the address by which it is found."""
    addressed = work.kind in ADDRESSED
    resolved = "" if addressed else fields.identifier("doi", *tags["url"])
    doi, unread = read_doi(fields.one(*tags["doi"]), resolved)
    pmid, accession = _accession(fields, tags)
    linked = addressed or not (doi or pmid or accession)
    address = fields.identifier("url", *tags["url"]) if linked else ""
    return replace(
        work,
        doi=doi,
        unread=unread,
        pmid=pmid,
        accession=accession,
        pmcid=fields.identifier("pmcid", *tags["pmcid"]),
        url=address or work.url,
        urldate=day(fields.one(*tags["accessed"])) if linked else "",
    )


def _accession(fields: Fields, tags: Tags) -> tuple[str, str]:
    """The PMID, and the accession number where it may be another.

    It is the PMID for certain where every database named, or where none is its provider, is MEDLINE
    or PubMed."""
    number, providers = fields.one(*tags["accession"]), fields.every(*tags["providers"])
    databases = fields.every(*tags["databases"]) or providers
    if not ACCESSION.fullmatch(number):
        return "", ""
    medline = databases and all(map(MEDLINE.match, databases))
    elsewhere = any(map(OTHERS.search, (*databases, *providers)))
    pmid = number if medline and not elsewhere else ""
    return pmid, "" if pmid else number
