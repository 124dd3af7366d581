"""A record of PubMed, as its ``efetch`` answers and as NBIB files hold it, as a publication. Its
tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from review.dates import future
from review.drafts import record_warnings, tagged_lines
from review.drafts.catalogue_text import unstopped
from review.drafts.identifiers import counted, identifier, pages, read_doi, year
from review.drafts.languages import LANGUAGES, Language, foreign, language
from review.drafts.person_names import Names, Person, group
from review.drafts.preprint_servers import deposited
from review.drafts.publication import Publication
from review.drafts.record_dates import day
from review.drafts.record_fields import Fields

CORRECTED = {
    "pmid": re.compile(r"\bPMID:? *([0-9]+)"),
    "doi": re.compile(r"\bdoi: *(\S+)", re.IGNORECASE),
}
# an item number of a publisher, which is no article number (NISO Z39.56, PII)
ITEM_NUMBER = re.compile(r"S?[0-9]{4}-?[0-9]{3}[0-9X]\(|.{16,}", re.IGNORECASE)


def publications(text: str) -> Iterator[Publication]:
    """The works of an NBIB text."""
    return (_work(Fields(record)) for record in tagged_lines.records(text, tagged_lines.NBIB))


def _work(fields: Fields) -> Publication:
    title, translated = _title(fields)
    doi, unread = read_doi(_marked(fields, "[doi]", "LID", "AID"))
    work = Publication(
        title=title,
        authors=_authors(fields),
        editors=fields.names("FED", "ED"),
        year=_year(fields),
        volume=counted(fields.text("VI", longest=60)),
        number=counted(fields.text("IP", longest=60)),
        pages=pages(fields.text("PG", longest=60) or _article_number(fields)),
        doi=doi,
        unread=unread,
        corrected=_corrected(fields),
        pmid=fields.identifier("pmid", "PMID"),
        pmcid=fields.identifier("pmcid", "PMC"),
    )
    work = _within_book(work, fields) or _in_journal(work, fields)
    work = _in_language(work, fields, translated)
    return record_warnings.finished(deposited(work), fields, "PubMed")


def _year(fields: Fields) -> str:
    """The year of print, if that has come, else of publication online."""
    dates = (fields.one("DP"), day(fields.one("DEP")))
    years = list(filter(None, map(year, dates)))
    return next((printed for printed in years if not future(printed)), next(iter(years), ""))


def _authors(fields: Fields) -> Names:
    """Names in full, else with initials; only the latter say et al."""
    tag_used, duplicate = ("FAU", "AU") if "FAU" in fields.values else ("AU", "FAU")
    et_al = any(value.lower().startswith("et al") for value in fields.every("AU"))
    names = fields.names(tag_used)
    groups = [group(fields.plain(name).rstrip(".")) for name in fields.every("CN")]
    tags = [tag for tag in fields.every(tagged_lines.ORDER) if tag != duplicate]
    people = _in_order(tags, names.people, groups)
    return replace(names, people=people, et_al=names.et_al or et_al)


def _in_order(
    tags: Sequence[str], people: Sequence[Person], groups: Sequence[Person]
) -> tuple[Person, ...]:
    """Persons and groups as their lines stand; groups last where these are not one name each."""
    if len(tags) != len(people) + len(groups):
        return (*people, *groups)
    by_tag = {"CN": iter(groups)}
    persons = iter(people)
    return tuple(next(by_tag.get(tag, persons)) for tag in tags)


def _title(fields: Fields) -> tuple[str, bool]:
    """The title, and whether it is a translation, which PubMed sets in square brackets."""
    title = fields.title("TI")
    inner = title[1:-1]
    translated = title.startswith("[") and title.endswith("]") and _balanced(inner)
    return (unstopped(inner), True) if translated else (title, False)


def _balanced(text: str) -> bool:
    depth = 0
    for mark in re.findall(r"[\[\]]", text):
        depth += 1 if mark == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def _in_journal(work: Publication, fields: Fields) -> Publication:
    """An article, with its day where it has no volume yet."""
    ahead_of_print = fields.one("PST").lower() == "aheadofprint"
    dated = "" if work.volume else day(fields.one("DEP")) or day(fields.one("DP"))
    return replace(
        work,
        journal=fields.text("JT"),
        shortjournal=fields.text("TA"),
        date=dated,
        pubstate="aheadofprint" if ahead_of_print and not work.volume else "",
    )


def _within_book(work: Publication, fields: Fields) -> Publication | None:
    """A chapter or a book of the bookshelf; None for what is neither."""
    book = fields.title("BTI")
    if not book:
        return None
    chapter = bool(work.title)
    return replace(
        work,
        kind="incollection" if chapter else "book",
        title=work.title or book,
        booktitle=book if chapter else "",
        publisher=fields.text("PB"),
        address=fields.text("PL"),
        edition=fields.text("EN", longest=60),
    )


def _in_language(work: Publication, fields: Fields, translated: bool) -> Publication:
    """The language of a work that is not in English, and its own title."""
    names = [language(value) for value in fields.every("LA")]
    name = "" if "english" in names else next(iter(names), "")
    title = fields.title("TT")
    if not name:
        return replace(work, title=f"[{work.title}]") if translated else work
    written = foreign(name, work.title)
    if translated or title:
        written = Language(origlanguage=name if name in LANGUAGES else "")
    work = replace(work, origtitle=title, langid=written.langid, origlanguage=written.origlanguage)
    record_warnings.warn_of_language(fields, name, work)
    return work


def _marked(fields: Fields, mark: str, *tags: str) -> str:
    """The first value that bears a mark at its end, as ``10.1016/x [doi]``, without it."""
    values = (value for tag in tags for value in fields.values.get(tag, []))
    found = next((value for value in values if value.endswith(mark)), "")
    if mark == "[doi]" or found and not ITEM_NUMBER.match(found):
        fields.seen(found)
    return found.removesuffix(mark).strip()


def _article_number(fields: Fields) -> str:
    number = _marked(fields, "[pii]", "LID")
    return "" if ITEM_NUMBER.match(number) else number


def _corrected(fields: Fields) -> tuple[tuple[str, str], ...]:
    """The article an erratum is for, as ``Lancet Oncol. 2019;20(1):120-133. PMID: 30477937``."""
    article = fields.one("EFR")
    found = {kind: form.search(article) for kind, form in CORRECTED.items()}
    identifiers = {kind: identifier(kind, match[1]) for kind, match in found.items() if match}
    return tuple((kind, value) for kind, value in identifiers.items() if value)
