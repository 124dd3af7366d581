"""Publications out of an export file of a catalogue or reference manager: NBIB, RIS or BibTeX, told
apart by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pybtex.database import Person as Name

from review.drafts import tagged_records
from review.drafts.publication import (
    Person,
    Publication,
    group,
    identifier,
    pages,
    person,
    read_doi,
    refuse_crowd,
    year,
)
from review.drafts.title_case import read
from review.evidence import bibliography
from review.evidence.reference import PERSONS, Reference
from review.markup.scalar import clean
from review.refusal import Refusal
from review.sources import bibtex
from review.sources.latex import decoded
from review.sources.source import Source

SMALL_CAPS = re.compile(r"\{([^{}\\]*)\}")
BRACES = re.compile(r"(?m)^[ \t]*@[A-Za-z]+[ \t]*\{|[{}]")
MOST = 500  # records of one file
DEEPEST = 30  # braces in one another


def publications(text: str) -> list[Publication]:
    """Every publication of an export."""
    form = next((form for form in FORMS if form.start.search(text)), None)
    if form is None:
        raise Refusal("不是 RIS、BibTeX 或 NBIB 文件", "this is no RIS, BibTeX or NBIB file")
    _refuse_many(len(form.start.findall(text)))
    found = form.read(text)
    _refuse_many(len(found))
    refuse_crowd(sum(len(work.authors) + len(work.editors) for work in found))
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
    return [_publication(reference) for reference in parsed.all]


@dataclass(frozen=True)
class Form:
    """One kind of export: how each record begins, and what reads them."""

    start: re.Pattern[str]
    read: Callable[[str], list[Publication]]


FORMS = (
    Form(re.compile(r"(?m)^PMID *- "), tagged_records.nbib),
    Form(re.compile(r"(?m)^\ufeff?TY {1,2}- ?"), tagged_records.ris),
    Form(re.compile(r"(?mi)^[ \t]*@(?!comment|string|preamble)[A-Za-z]+[ \t]*[{(]"), _of_bibtex),
)


def _publication(reference: Reference) -> Publication:
    """A work as its entry describes it."""
    article = reference.entry.type.lower() == "article"
    doi, unread = read_doi(re.sub("[{}]", "", reference.doi), reference.raw("url"))
    return replace(
        _described(reference),
        shortjournal=_field(reference, "shortjournal") if article else "",
        publisher="" if article else _field(reference, "publisher"),
        address="" if article else _field(reference, "address", "location"),
        date="" if _field(reference, "volume") else identifier("date", reference.raw("date")),
        doi=doi,
        unread=unread,
        pmid=identifier("pmid", reference.pmid),
        pmcid=identifier("pmcid", reference.pmcid),
        url="" if doi else identifier("url", reference.raw("url")),
        urldate=identifier("urldate", reference.raw("urldate")),
    )


def _described(reference: Reference) -> Publication:
    """What every kind of work has: title, people, what it stands in and where."""
    kind = reference.entry.type.lower()
    raw_title = reference.entry.fields.get("title", "").strip()
    title = re.sub(r"\A\{(.*)\}\Z", r"\1", raw_title, flags=re.DOTALL)
    authors = reference.entry.persons.get("author", [])
    people = [_person(name) for name in authors if str(name) != "others"]
    chinese = re.match("zh|chinese", reference.raw("langid"), re.IGNORECASE)
    return Publication(
        kind=kind if re.fullmatch("[a-z]+", kind) else "misc",
        title=read(decoded(title)),
        names=frozenset(word for braced in SMALL_CAPS.findall(title) for word in braced.split()),
        authors=tuple(people),
        others=len(people) < len(authors),
        editors=tuple(_person(name) for name in reference.entry.persons.get("editor", [])),
        journal=_field(reference, "journal", "journaltitle"),
        booktitle=_field(reference, "booktitle"),
        edition=_field(reference, "edition", most=50),
        year=year(reference.year),
        volume=_field(reference, "volume", most=30),
        number=_field(reference, "number", "issue", most=60),
        pages=pages(_raw(reference, "pages", "eid", "article-number")),
        language="chinese" if chinese else "",
    )


def _field(reference: Reference, *names: str, most: int = 300) -> str:
    """The first of the fields that has a text, as plain text of at most so many characters."""
    fields = reference.entry.fields
    texts = (clean(decoded(fields.get(name, "")), most) for name in names)
    return next(filter(None, texts), "")


def _raw(reference: Reference, *names: str) -> str:
    """The first of the fields that has a value, as it stands."""
    return next(filter(None, map(reference.raw, names)), "")


def _person(name: Name) -> Person:
    family = _decoded(name.prelast_names, name.last_names)
    given = _decoded(name.first_names, name.middle_names)
    return person(family, given, _decoded(name.lineage_names)) if given else group(family)


def _decoded(*parts: list[str]) -> str:
    return decoded(" ".join(word for part in parts for word in part))
