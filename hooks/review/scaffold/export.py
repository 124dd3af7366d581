"""Publications out of an export file of a catalogue or reference manager: NBIB, RIS or BibTeX, told apart by what is in it."""
from __future__ import annotations

import re

from pybtex.database import Person as Name

from .. import bibliography
from ..reference import Reference, decoded
from ..source import Source
from . import tagged
from .publication import Person, Publication, doi, group, identifier, pages, person, year
from .refusal import Refusal
from .scalar import clean
from .title import read

SMALL_CAPS = re.compile(r"\{([^{}\\]*)\}")
MOST = 500  # records of one file


def publications(text: str) -> list[Publication]:
    """Every publication of an export."""
    if re.search(r"(?m)^PMID *- ", text):
        found = tagged.nbib(text)
    elif re.search(r"(?m)^\ufeff?TY {1,2}- ?", text):
        found = tagged.ris(text)
    elif re.search(r"(?m)^[ \t]*@[A-Za-z]+[ \t]*[{(]", text):
        found = _of_bibtex(text)
    else:
        raise Refusal("不是 RIS、BibTeX 或 NBIB 文件", "this is no RIS, BibTeX or NBIB file")
    if not found or len(found) > MOST:
        raise Refusal(f"文件中应有 1～{MOST} 条记录，实有 {len(found)} 条", f"a file must hold 1 to {MOST} records; this has {len(found)}")
    return found


def _of_bibtex(text: str) -> list[Publication]:
    parsed, problems = bibliography.parse(Source("export.bib", text))
    broken = next((problem for problem in problems if problem.rule == "bibliography-syntax"), None)
    if broken:
        raise Refusal(f"{broken.place}：{broken.found.zh}", f"{broken.place}: {broken.found.en}")
    return [_publication(each) for each in parsed.all]


def _publication(each: Reference) -> Publication:
    def field(name: str, most: int = 300) -> str:
        return clean(decoded(each.entry.fields.get(name, "")), most)

    title = re.sub(r"\A\{(.*)\}\Z", r"\1", each.entry.fields.get("title", "").strip(), flags=re.DOTALL)
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
    parts = [decoded(" ".join(part)) for part in ([*name.prelast_names, *name.last_names], [*name.first_names, *name.middle_names], name.lineage_names)]
    family, given, suffix = parts
    return person(family, given, suffix) if given else group(family)
