"""Publications out of an export file of a catalogue or reference manager: NBIB, RIS or BibTeX, told
apart by what is in it."""

from __future__ import annotations

import re

from pybtex.database import Person as Name

from review.drafts import tagged_records
from review.drafts.publication import (
    Person,
    Publication,
    doi,
    group,
    identifier,
    pages,
    person,
    refuse_crowd,
    year,
)
from review.drafts.title_case import read
from review.evidence import bibliography
from review.evidence.reference import PERSONS, Reference, decoded
from review.markup.scalar import clean
from review.refusal import Refusal
from review.sources import bibtex
from review.sources.source import Source

SMALL_CAPS = re.compile(r"\{([^{}\\]*)\}")
BRACES = re.compile(r"(?m)^[ \t]*@[A-Za-z]+[ \t]*\{|[{}]")
MOST = 500  # records of one file
DEEPEST = 30  # braces in one another


def publications(text: str) -> list[Publication]:
    """Every publication of an export."""
    start, read = next(((start, read) for start, read in FORMS if start.search(text)), (None, None))
    if start is None:
        raise Refusal("不是 RIS、BibTeX 或 NBIB 文件", "this is no RIS, BibTeX or NBIB file")
    _refuse_many(len(start.findall(text)))
    found = read(text)
    _refuse_many(len(found))
    refuse_crowd(sum(len(each.authors) + len(each.editors) for each in found))
    return found


def _refuse_many(records: int) -> None:
    if not 0 < records <= MOST:
        raise Refusal(
            f"文件中应有 1～{MOST} 条记录，实有 {records} 条",
            f"a file must hold 1 to {MOST} records; this has {records}",
        )


def _refuse_deep(text: str) -> None:
    """Refuse braces in braces beyond any use, and more names than are ever read: each costs time
    that grows with the square of it."""
    depth = 0
    for mark in BRACES.finditer(text):
        depth = 1 if "@" in mark[0] else depth + (1 if mark[0] == "{" else -1)
        if depth > DEEPEST:
            line = text.count("\n", 0, mark.start()) + 1
            raise Refusal(
                f"第 {line} 行的花括号多于 {DEEPEST} 层",
                f"more than {DEEPEST} braces in one another in line {line}",
            )
    persons = (
        field.value
        for block in bibtex.blocks(text)
        for field in block.fields
        if field.name.text.lower() in PERSONS
    )
    refuse_crowd(sum(1 + len(bibtex.AND.findall(value.text)) for value in persons))


def _of_bibtex(text: str) -> list[Publication]:
    _refuse_deep(text)
    parsed, problems = bibliography.parse(Source("export.bib", text))
    broken = next((problem for problem in problems if problem.rule == "bibliography-syntax"), None)
    if broken:
        raise Refusal(f"{broken.place}：{broken.found.zh}", f"{broken.place}: {broken.found.en}")
    return [_publication(each) for each in parsed.all]


FORMS = (
    (re.compile(r"(?m)^PMID *- "), tagged_records.nbib),
    (re.compile(r"(?m)^\ufeff?TY {1,2}- ?"), tagged_records.ris),
    (re.compile(r"(?mi)^[ \t]*@(?!comment|string|preamble)[A-Za-z]+[ \t]*[{(]"), _of_bibtex),
)


def _publication(each: Reference) -> Publication:
    def field(name: str, most: int = 300) -> str:
        return clean(decoded(each.entry.fields.get(name, "")), most)

    title = re.sub(
        r"\A\{(.*)\}\Z", r"\1", each.entry.fields.get("title", "").strip(), flags=re.DOTALL
    )
    authors = each.entry.persons.get("author", [])
    people = [_person(name) for name in authors if str(name) != "others"]
    article = each.entry.type.lower() == "article"
    found = doi(re.sub("[{}]", "", each.doi), each.raw("url"))
    return Publication(
        kind=each.entry.type.lower() if re.fullmatch("[a-z]+", each.entry.type.lower()) else "misc",
        title=read(decoded(title)),
        names=frozenset(word for braced in SMALL_CAPS.findall(title) for word in braced.split()),
        authors=tuple(people),
        others=len(people) < len(authors),
        editors=tuple(_person(name) for name in each.entry.persons.get("editor", [])),
        journal=field("journal") or field("journaltitle"),
        shortjournal=field("shortjournal") if article else "",
        booktitle=field("booktitle"),
        publisher="" if article else field("publisher"),
        address="" if article else field("address") or field("location"),
        edition=field("edition", 50),
        year=year(each.year),
        date=identifier("date", each.raw("date")) if not field("volume") else "",
        volume=field("volume", 30),
        number=field("number", 60) or field("issue", 60),
        pages=pages(each.raw("pages") or each.raw("eid") or each.raw("article-number")),
        **found,
        pmid=identifier("pmid", each.pmid),
        pmcid=identifier("pmcid", each.pmcid),
        url=identifier("url", each.raw("url")) if not found["doi"] else "",
        urldate=identifier("urldate", each.raw("urldate")),
        language="chinese" if re.match("zh|chinese", each.raw("langid"), re.IGNORECASE) else "",
    )


def _person(name: Name) -> Person:
    parts = [
        decoded(" ".join(part))
        for part in (
            [*name.prelast_names, *name.last_names],
            [*name.first_names, *name.middle_names],
            name.lineage_names,
        )
    ]
    family, given, suffix = parts
    return person(family, given, suffix) if given else group(family)
