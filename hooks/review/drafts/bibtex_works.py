"""Entries of a BibTeX export as publications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pybtex.database import Person as Name

from review.drafts import record_warnings
from review.drafts.catalogue_text import Plain, plain, unstopped
from review.drafts.identifiers import counted, pages, read_doi, year
from review.drafts.languages import LANGUAGES, Language, foreign, language, words
from review.drafts.person_names import ET_AL, Names, Person, group, person, refuse_crowd
from review.drafts.preprint_servers import arxiv_number, deposited, server
from review.drafts.publication import Publication
from review.drafts.record_dates import day
from review.drafts.record_fields import Fields
from review.evidence import bibliography
from review.evidence.reference import HAN, KINDS, LATEX_ESCAPE, PERSONS, Reference
from review.markup.scalar import clean
from review.messages import refusal
from review.refusal import Refusal
from review.sources import bibtex, latex
from review.sources.source import Source

SMALL_CAPS = re.compile(r"\{([^{}\\]*)\}")
PRINTED_IN_FULL = re.compile(r",\s*\{[A-Z][a-z]+\}\Z")  # pinyin in braces: Yu, {Yang}
BRACES = re.compile(r"(?m)^[ \t]*@[A-Za-z]+[ \t]*\{|[{}]")
DEEPEST = 30  # braces in one another
# a small figure of letters, which has no characters of its own: BRAF$^{V600E}$
FLAT = re.compile(r"\$(?P<how>[_^])\{?(?P<inner>[A-Za-z0-9+/. -]{1,40})\}?\$")
# shown letter by letter, so that no LaTeX is read in them
BARE = frozenset(
    [
        *("number", "issue", "pages", "eid", "article-number", "elocation-id", "doi", "url"),
        *(
            *("date", "year", "urldate", "updated", "eventdate", "pmid", "pmcid", "cstr"),
            *("eprint", "langid"),
        ),
        *("origlanguage", "pubstate", "month"),
    ]
)


def publications(text: str) -> list[Publication]:
    """The works of a BibTeX text."""
    _refuse_deep(text)
    parsed, problems = bibliography.parse(Source("export.bib", text))
    broken = next((problem for problem in problems if problem.rule == "bibliography-syntax"), None)
    if broken:
        raise Refusal(f"{broken.place}：{broken.found.zh}", f"{broken.place}: {broken.found.en}")
    return [_work(reference) for reference in parsed.all]


def _refuse_deep(text: str) -> None:
    """Refuse braces in braces beyond any use, and more names than are ever read: each costs time
    that grows with the square of it."""
    depth = 0
    for mark in BRACES.finditer(text):
        depth = 1 if "@" in mark[0] else depth + (1 if mark[0] == "{" else -1)
        if depth > DEEPEST:
            line = text.count("\n", 0, mark.start()) + 1
            raise refusal("import/deep-braces", line=line, most=DEEPEST)
    persons = (
        field.value
        for block in bibtex.blocks(text)
        for field in block.fields
        if field.name.text.lower() in PERSONS
    )
    refuse_crowd(sum(1 + len(bibtex.AND.findall(value.text)) for value in persons))


def _read(value: str) -> Plain:
    """LaTeX as plain text. Refuses a command that cannot be read."""
    flattened = tuple(match["inner"] for match in FLAT.finditer(value) if latex.read(match[0])[1])
    line = FLAT.sub(_on_the_line, value)
    text, command = latex.read(line)
    if command:
        raise refusal("import/unread-latex", command=command, value=value[:60])
    found = plain(text)
    return Plain(found.text, (*flattened, *found.flattened))


def _on_the_line(match: re.Match[str]) -> str:
    """Letters of a small figure on the line; digits stay for the characters there are."""
    return match["inner"] if latex.read(match[0])[1] else match[0]


def _work(reference: Reference) -> Publication:
    fields = Fields(dict(_values(reference)), _read)
    work = _identified(_described(reference, fields), fields)
    archive = fields.one("archiveprefix", "eprinttype").lower()
    number = arxiv_number(fields.one("eprint")) if archive == "arxiv" else ""
    work = deposited(replace(work, publisher="arXiv") if number else work, number)
    work = _in_language(work, fields)
    return record_warnings.finished(work, fields, "BibTeX")


def _values(reference: Reference) -> Iterator[tuple[str, list[str]]]:
    for name, value in reference.entry.fields.items():
        role = name.lower()
        yield role, [LATEX_ESCAPE.sub(r"\1", value).strip("{} ") if role in BARE else value]


def _described(reference: Reference, fields: Fields) -> Publication:
    """What every kind of work has: title, people, what it stands in and where."""
    type_name = reference.entry.type.lower()
    record_warnings.warn_of_kind(fields, type_name, type_name if type_name in KINDS else "")
    latex_title = " ".join(_bare(fields.one("title").strip()).split())
    return Publication(
        kind=type_name if type_name in KINDS else "misc",
        key=reference.key,
        title=unstopped(fields.plain(latex_title, 1_000)),
        latex=latex_title,
        names=frozenset(
            word for braced in SMALL_CAPS.findall(latex_title) for word in braced.split()
        ),
        authors=_people(reference, "author", fields),
        editors=_people(reference, "editor", fields),
        translators=_people(reference, "translator", fields),
        journal=fields.text("journal", "journaltitle"),
        shortjournal=fields.text("shortjournal"),
        booktitle=fields.title("booktitle"),
        edition=fields.text("edition", longest=60),
        version=fields.text("version", longest=60),
        type=fields.text("type", longest=60),
        volume=counted(fields.text("volume", longest=60)),
        number=counted(clean(fields.one("number", "issue"), 60)),
        pages=pages(fields.one("pages", "eid", "article-number") or _number(fields)),
        year=year(fields.one("year", "date")),
    )


def _number(fields: Fields) -> str:
    """The article number by servers of preprints and some journals; none of a preprint."""
    return "" if server(fields.values.get("journal", [""])[0]) else fields.one("elocation-id")


def _identified(work: Publication, fields: Fields) -> Publication:
    """Who published it, when, and the numbers by which it is found."""
    article = work.kind == "article"
    doi, unread = read_doi(fields.one("doi"), fields.identifier("doi", "url") if article else "")
    if not article:
        work = _published(work, fields)
    return replace(
        work,
        eventtitle=fields.text("eventtitle"),
        eventdate=fields.one("eventdate"),
        venue=fields.text("venue"),
        pubstate=fields.one("pubstate"),
        date="" if article and work.volume else day(fields.one("date")),
        doi=doi,
        unread=unread,
        cstr=fields.one("cstr"),
        pmid=fields.identifier("pmid", "pmid"),
        pmcid=fields.identifier("pmcid", "pmcid", "pmc"),
        url="" if doi and article else fields.identifier("url", "url"),
        urldate=day(fields.one("urldate")),
        updated=day(fields.one("updated")),
    )


def _published(work: Publication, fields: Fields) -> Publication:
    """Who published a work that is no article, and where."""
    return replace(
        work,
        publisher=fields.text("publisher", "howpublished") or work.publisher,
        institution=fields.text("institution"),
        school=fields.text("school"),
        organization=fields.text("organization"),
        address=fields.text("address", "location"),
    )


def _in_language(work: Publication, fields: Fields) -> Publication:
    """The language as the entry has it, else by its name where the title does not tell it."""
    declared, original = fields.one("langid"), fields.one("origlanguage")
    written = Language(origlanguage=original)
    if not original:
        name = language(declared)
        written = Language(declared if name in LANGUAGES and name != "english" else "")
    if not (declared or original):
        written = foreign(language(fields.one("language")), words(work))
    title = fields.text("origtitle", longest=1_000)
    work = replace(work, origtitle=title, langid=written.langid, origlanguage=written.origlanguage)
    record_warnings.warn_of_language(fields, language(written.name), work)
    return work


def _people(reference: Reference, role: str, fields: Fields) -> Names:
    """The names of a field. What another program has run together is parted as in any file."""
    field = reference.block.field(role)
    spans = [" ".join(span.text.split()) for span in bibtex.names(field.value)] if field else []
    people: list[Person] = []
    et_al = False
    for text in filter(None, spans):
        found = _name(text, fields)
        et_al |= found.et_al
        people += found.people
    return Names(tuple(people), et_al)


def _name(text: str, fields: Fields) -> Names:
    bare = _read(text).text
    if bare == "others" or ET_AL.fullmatch(bare):
        return Names(et_al=True)
    if _bare(text) != text and not HAN.search(bare):
        return Names((group(bare),))
    if ";" in text or "；" in text or text.count(",") > 2 or HAN.search(bare):
        fields.values["name"] = [text]
        return fields.names("name")
    name = Name(text)
    given_names = _decoded(name.first_names, name.middle_names)
    family = _decoded(name.prelast_names, name.last_names)
    if given_names:
        found = person(family, given_names, _decoded(name.lineage_names))
        return Names((replace(found, full=bool(PRINTED_IN_FULL.search(text))),))
    fields.warn_of_name(family)
    return Names((group(family),))


def _bare(text: str) -> str:
    """A value without the braces that enclose it whole."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return text[1:-1] if at and at == len(text) - 1 else text
    return text


def _decoded(*parts: list[str]) -> str:
    return _read(" ".join(word for part in parts for word in part)).text
