"""Files of tagged lines: NBIB, which PubMed exports and its ``efetch`` answers with, and RIS.

Both are a tag, a hyphen and a value, continued on indented lines. A record begins with PMID or TY
and ends with the next or with ER. A reader of our own because the libraries either drop a record
without its last ER (rispy) or have stood still since 2021 (nbib)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from review.drafts.publication import (
    MOST_NAMES,
    Person,
    Publication,
    group,
    identifier,
    inverted,
    pages,
    person,
    read_doi,
    year,
)
from review.drafts.title_case import read
from review.markup.scalar import clean

NBIB_LINE = re.compile(r"(?=.{4}-)(?P<tag>[A-Z]{2,4}) {0,2}- ?(?P<value>.*)\Z")
RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*))?\Z")
LONGEST = 20_000  # characters of one value; abstracts are a tenth of it
RIS_KINDS = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "MGZN", "INPR", "ABST"), "article"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "incollection"),
    **dict.fromkeys(("CONF", "CPAPER"), "inproceedings"),
    **dict.fromkeys(("RPRT", "GOVDOC"), "techreport"),
    **dict.fromkeys(("ELEC", "WEB"), "online"),
    "THES": "phdthesis",
    "STAND": "standard",
    "DATA": "dataset",
}
ADDRESSED = ("online", "misc", "techreport", "standard", "dataset")  # kinds that are found by a URL
NUMBER = re.compile("[1-9][0-9]{0,7}")
# databases whose accession number is the PMID
MEDLINE = re.compile(r"(?:Ovid )?(?:MEDLINE|PubMed)\b", re.IGNORECASE)
CORRECTED = {
    "pmid": re.compile(r"\bPMID:? *([0-9]+)"),
    "doi": re.compile(r"\bdoi: *(\S+)", re.IGNORECASE),
}
# which number the same records their own way
OTHERS = re.compile(r"embase|proquest", re.IGNORECASE)

Record = Mapping[str, list[str]]


def nbib(text: str) -> list[Publication]:
    """The publications of an NBIB text."""
    return [_of_pubmed(record) for record in _records(text, NBIB_LINE, "PMID", "")]


def ris(text: str) -> list[Publication]:
    """The publications of a RIS text."""
    return [_of_ris(record) for record in _records(text, RIS_LINE, "TY", "ER")]


def _records(text: str, form: re.Pattern[str], start: str, end: str) -> Iterator[Record]:
    record: dict[str, list[str]] = {}
    last = ""
    for line in text.removeprefix("\ufeff").splitlines():
        found = form.match(line)
        if found is None:
            if last and line.strip() and len(record[last][-1]) < LONGEST:
                record[last][-1] += f" {line.strip()}"
            continue
        last = found["tag"]
        if last in (start, end):
            if start in record:
                yield record
            record = {}
        record.setdefault(last, []).append((found["value"] or "").strip()[:LONGEST])
    if start in record:
        yield record


def _one(record: Record, *tags: str) -> str:
    """The first value of the first tag that has one."""
    return next((value for tag in tags for value in record.get(tag, []) if value), "")


def _names(record: Record, tag: str) -> list[str]:
    """The names under a tag; of too many, as many as are refused."""
    return record.get(tag, [])[: MOST_NAMES + 1]


def _of_pubmed(record: Record) -> Publication:
    names = [inverted(name) for name in _names(record, "FAU")]
    if not names:
        names = [_abbreviated(name) for name in _names(record, "AU")]
    groups = [group(name.rstrip(".")) for name in _names(record, "CN")]
    doi, unread = read_doi(_marked(record, "[doi]", "LID", "AID"))
    return Publication(
        title=read(re.sub(r"\A\[(.*)\]\.?\Z", r"\1", _one(record, "TI"))),
        authors=(*names, *groups),
        journal=clean(_one(record, "JT"), 300),
        shortjournal=clean(_one(record, "TA"), 300),
        year=year(_one(record, "DP")),
        volume=clean(_one(record, "VI"), 30),
        number=clean(_one(record, "IP"), 30),
        pages=pages(_one(record, "PG") or _marked(record, "[pii]", "LID")),
        doi=doi,
        unread=unread,
        corrected=_corrected(_one(record, "EFR")),
        pmid=identifier("pmid", _one(record, "PMID")),
        pmcid=identifier("pmcid", _one(record, "PMC")),
    )


def _marked(record: Record, mark: str, *tags: str) -> str:
    """The first value that bears a mark at its end, as ``10.1016/x [doi]``, without it."""
    values = (value for tag in tags for value in record.get(tag, []))
    found = next((value for value in values if value.endswith(mark)), "")
    return found.removesuffix(mark).strip()


def _corrected(article: str) -> tuple[tuple[str, str], ...]:
    """The article an erratum is for, as ``Lancet Oncol. 2019;20(1):120-133. doi: 10.1016/x. PMID:
    30477937``."""
    found = {kind: form.search(article) for kind, form in CORRECTED.items()}
    given = {kind: identifier(kind, match[1]) for kind, match in found.items() if match}
    return tuple((kind, value) for kind, value in given.items() if value)


def _abbreviated(name: str) -> Person:
    """``Albergo JI``: the initials stand last, without a comma."""
    family, _, initials = clean(name, 100).rpartition(" ")
    plain = family and initials.isupper() and len(initials) <= 3
    return person(family, initials) if plain else group(name)


def _of_ris(record: Record) -> Publication:
    kind = RIS_KINDS.get(_one(record, "TY").strip().upper(), "misc")
    first, last = _one(record, "SP"), _one(record, "EP")
    doi, unread = read_doi(_one(record, "DO", "DOI"), _one(record, "UR"))
    pmid, accession = _accession(record)
    work = Publication(
        kind=kind,
        title=read(_one(record, "TI", "T1", "CT")),
        authors=tuple(inverted(name) for name in _names(record, "AU") or _names(record, "A1")),
        year=year(_one(record, "PY", "Y1", "DA")),
        volume=clean(_one(record, "VL"), 30),
        number=clean(_one(record, "IS"), 30),
        pages=pages(f"{first}-{last}" if first and last and "-" not in first else first),
        pmid=pmid,
        accession=accession,
        doi=doi,
        unread=unread,
        url=identifier("url", _one(record, "UR")) if kind in ADDRESSED else "",
    )
    return _ris_article(work, record) if kind == "article" else _ris_other(work, record)


def _ris_article(work: Publication, record: Record) -> Publication:
    """An article with its journal; ``JO`` is the short name where another tag has the full one."""
    full = _one(record, "JF", "T2")
    short = ("JA", "J2", "JO") if full else ("JA", "J2")
    return replace(
        work,
        journal=clean(full or _one(record, "JO", "JA"), 300),
        shortjournal=clean(_one(record, *short), 300),
    )


def _ris_other(work: Publication, record: Record) -> Publication:
    """A work that is no article, with its publisher and what it stands in."""
    within = work.kind in ("incollection", "inproceedings")
    return replace(
        work,
        editors=tuple(inverted(name) for name in _names(record, "ED")),
        booktitle=clean(_one(record, "T2", "BT"), 300) if within else "",
        publisher=clean(_one(record, "PB"), 300),
        address=clean(_one(record, "CY", "PP"), 300),
        edition=clean(_one(record, "ET"), 300) if work.kind == "book" else "",
    )


def _accession(record: Record) -> tuple[str, str]:
    """The PMID, and the accession number where it may be another.

    It is the PMID for certain where every database named, or where none is its provider, is MEDLINE
    or PubMed."""
    number, providers = _one(record, "AN"), record.get("DP", [])
    databases = record.get("DB") or providers
    if not NUMBER.fullmatch(number):
        return "", ""
    medline = databases and all(map(MEDLINE.match, databases))
    other = any(map(OTHERS.search, (*databases, *providers)))
    pmid = identifier("pmid", number) if medline and not other else ""
    return pmid, "" if pmid else number
