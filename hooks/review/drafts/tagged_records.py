"""Files of tagged lines: NBIB, which PubMed exports and its ``efetch`` answers with, and RIS.

Both are a tag, a hyphen and a value, continued on indented lines. A record begins with PMID or TY
and ends with the next or with ER. A reader of our own because the libraries either drop a record
without its last ER (rispy) or have stood still since 2021 (nbib)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from review.drafts.publication import (
    MOST_NAMES,
    Person,
    Publication,
    doi,
    group,
    identifier,
    inverted,
    pages,
    person,
    year,
)
from review.drafts.title_case import read
from review.markup.scalar import clean

NBIB_LINE = re.compile(r"(?=.{4}-)(?P<tag>[A-Z]{2,4}) {0,2}- ?(?P<value>.*)\Z")
RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*))?\Z")
LONGEST = 20_000  # characters of one value; abstracts are a tenth of it
RIS_KINDS = {
    "JOUR": "article", "EJOUR": "article", "JFULL": "article", "MGZN": "article", "INPR": "article", "ABST": "article", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "incollection", "ECHAP": "incollection", "CONF": "inproceedings", "CPAPER": "inproceedings", "RPRT": "techreport", "GOVDOC": "techreport", "THES": "phdthesis",
    "STAND": "standard", "DATA": "dataset", "ELEC": "online", "WEB": "online",
}  # fmt: skip
NUMBER = re.compile("[1-9][0-9]{0,7}")
MEDLINE = re.compile(
    r"(?:Ovid )?(?:MEDLINE|PubMed)\b", re.IGNORECASE
)  # databases whose accession number is the PMID
CORRECTED = {
    "pmid": re.compile(r"\bPMID:? *([0-9]+)"),
    "doi": re.compile(r"\bdoi: *(\S+)", re.IGNORECASE),
}
OTHERS = re.compile(
    r"embase|proquest", re.IGNORECASE
)  # which number the same records their own way

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
    given = next(
        (
            value.removesuffix("[doi]").strip()
            for tag in ("LID", "AID")
            for value in record.get(tag, [])
            if value.endswith("[doi]")
        ),
        "",
    )
    names = [inverted(name) for name in _names(record, "FAU")] or [
        _abbreviated(name) for name in _names(record, "AU")
    ]
    return Publication(
        title=read(re.sub(r"\A\[(.*)\]\.?\Z", r"\1", _one(record, "TI"))),
        authors=tuple([*names, *(group(name.rstrip(".")) for name in _names(record, "CN"))]),
        journal=clean(_one(record, "JT"), 300),
        shortjournal=clean(_one(record, "TA"), 300),
        year=year(_one(record, "DP")),
        volume=clean(_one(record, "VI"), 30),
        number=clean(_one(record, "IP"), 30),
        pages=pages(
            _one(record, "PG")
            or next(
                (
                    value.removesuffix("[pii]").strip()
                    for value in record.get("LID", [])
                    if value.endswith("[pii]")
                ),
                "",
            )
        ),
        **doi(given),
        corrected=_corrected(_one(record, "EFR")),
        pmid=identifier("pmid", _one(record, "PMID")),
        pmcid=identifier("pmcid", _one(record, "PMC")),
    )


def _corrected(article: str) -> tuple[tuple[str, str], ...]:
    """The article an erratum is for, as ``Lancet Oncol. 2019;20(1):120-133. doi: 10.1016/x. PMID:
    30477937``."""
    given = {
        kind: identifier(kind, found[1])
        for kind, form in CORRECTED.items()
        if (found := form.search(article))
    }
    return tuple((kind, value) for kind, value in given.items() if value)


def _abbreviated(name: str) -> Person:
    """``Albergo JI``: the initials stand last, without a comma."""
    family, _, initials = clean(name, 100).rpartition(" ")
    return (
        person(family, initials)
        if family and initials.isupper() and len(initials) <= 3
        else group(name)
    )


def _of_ris(record: Record) -> Publication:
    kind = RIS_KINDS.get(_one(record, "TY").strip().upper(), "misc")
    first, last = _one(record, "SP"), _one(record, "EP")
    holder: Callable[..., str] = lambda *tags: clean(_one(record, *tags), 300)
    article = kind == "article"
    return Publication(
        kind=kind,
        title=read(_one(record, "TI", "T1", "CT")),
        authors=tuple(inverted(name) for name in _names(record, "AU") or _names(record, "A1")),
        editors=() if article else tuple(inverted(name) for name in _names(record, "ED")),
        journal=holder("JF", "T2", "JO", "JA") if article else "",
        shortjournal=holder("JA", "J2", *(["JO"] if _one(record, "JF", "T2") else []))
        if article
        else "",
        booktitle=holder("T2", "BT") if kind in ("incollection", "inproceedings") else "",
        publisher="" if article else holder("PB"),
        address="" if article else holder("CY", "PP"),
        edition=holder("ET") if kind == "book" else "",
        year=year(_one(record, "PY") or _one(record, "Y1") or _one(record, "DA")),
        volume=clean(_one(record, "VL"), 30),
        number=clean(_one(record, "IS"), 30),
        pages=pages(f"{first}-{last}" if first and last and "-" not in first else first),
        pmid=_accession(record),
        accession=_one(record, "AN")
        if NUMBER.fullmatch(_one(record, "AN")) and not _accession(record)
        else "",
        **doi(_one(record, "DO", "DOI"), _one(record, "UR")),
        url=identifier("url", _one(record, "UR"))
        if kind in ("online", "misc", "techreport", "standard", "dataset")
        else "",
    )


def _accession(record: Record) -> str:
    """The accession number where it is the PMID for certain: digits, and every database named, or
    where none is its provider, is MEDLINE or PubMed."""
    databases, number = record.get("DB") or record.get("DP", []), _one(record, "AN")
    certain = (
        databases
        and all(MEDLINE.match(each) for each in databases)
        and not any(OTHERS.search(each) for each in (*databases, *record.get("DP", [])))
    )
    return identifier("pmid", number) if certain and NUMBER.fullmatch(number) else ""
