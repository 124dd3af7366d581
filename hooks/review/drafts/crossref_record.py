"""A work of the Crossref REST API (``/works/DOI``,
https://github.com/CrossRef/rest-api-doc) as a publication. The answer is a stranger's: every value
is checked for its type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from review.dates import future
from review.drafts import record_warnings
from review.drafts.catalogue_text import unstopped
from review.drafts.csl_record import people
from review.drafts.identifiers import counted, identifier, pages
from review.drafts.json_values import JsonFields, date, mappings, texts
from review.drafts.languages import language
from review.drafts.preprint_servers import deposited
from review.drafts.publication import Publication
from review.drafts.work_kinds import KINDS
from review.evidence.notice import kind_of
from review.messages import refusal
from review.refusal import Refusal

CORRECTIONS = ("corrigendum", "erratum", "correction")  # updates that leave the work standing
DATES = ("published-print", "issued", "published-online", "published", "posted")
BROKEN = ("Crossref 的回答无法读取", "the answer of Crossref cannot be read")
WITHIN = ("incollection", "inproceedings")


def publication(answer: bytes, doi: str) -> Publication:
    """The work with ``doi``. Raises Refusal for an answer about another or an unreadable one."""
    item = _message(answer)
    answered = next(iter(texts(item.get("DOI"))), "")
    if answered.lower() != doi.lower():
        raise refusal("import/other-doi", doi=answered)
    return work(item)


def work(item: dict[str, Any]) -> Publication:
    """The work that a message of Crossref describes."""
    fields = JsonFields(item)
    found = _described(fields)
    found = (_in_journal if found.kind == "article" else _published)(found, fields)
    _warn_of_relations(fields)
    name = language(fields.one("language"))
    found = replace(deposited(found), origtitle=fields.text("original-title", longest=1_000))
    found = record_warnings.in_language(found, fields, name)
    return record_warnings.finished(found, fields, "Crossref")


def _message(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        raise Refusal(*BROKEN) from None
    message = found.get("message") if isinstance(found, dict) else None
    if not isinstance(message, dict):
        raise Refusal(*BROKEN)
    return message


def _described(fields: JsonFields) -> Publication:
    """What every kind of work has: title, people, when it appeared and its number."""
    type_name = fields.one("type")
    kind = KINDS["Crossref"].get(type_name, "")
    record_warnings.warn_of_kind(fields, type_name, kind)
    doi = identifier("doi", fields.one("DOI"))
    return Publication(
        kind=kind or "misc",
        title=_title(fields),
        authors=people(fields, "author"),
        editors=people(fields, "editor"),
        translators=people(fields, "translator"),
        year=_dated(fields)[:4],
        volume=counted(fields.text("volume", longest=60)),
        number=counted(fields.text("issue", longest=60)),
        pages=pages(fields.text("page", "article-number", longest=60)),
        doi=doi,
        unread="" if doi else fields.one("DOI"),
        corrected=_corrected(fields.value("update-to")),
    )


def _title(fields: JsonFields) -> str:
    """Title and subtitle, the latter only where the title does not hold it already."""
    title = fields.title("title")
    subtitle = fields.title("subtitle")
    distinct = title and subtitle and subtitle.lower() not in title.lower()
    return f"{title}: {subtitle}" if distinct else title


def _in_journal(found: Publication, fields: JsonFields) -> Publication:
    """An article with its journal, and with its day where it has no volume yet."""
    day = _dated(fields)
    ahead_of_print = not found.volume and len(day) > len("2019")
    fields.settled("publisher", "publisher-location")
    return replace(
        found,
        journal=fields.text("container-title"),
        shortjournal=fields.text("short-container-title"),
        date=day if ahead_of_print else "",
    )


def _published(found: Publication, fields: JsonFields) -> Publication:
    """A work that is no article, with its publisher, or server, and what it stands in."""
    event = fields.value("event")
    meeting = JsonFields(event if isinstance(event, dict) else {})
    preprint = found.kind == "preprint"
    return replace(
        _by(found, fields),
        booktitle=_book(fields) if found.kind in WITHIN else "",
        address=fields.text("publisher-location"),
        edition=fields.text("edition-number", longest=60),
        eventtitle=meeting.text("name"),
        venue=meeting.text("location"),
        eventdate=date(meeting.value("start")),
        date=_posted(fields) if preprint or found.kind == "dataset" else "",
    )


def _by(found: Publication, fields: JsonFields) -> Publication:
    """The work with its server, university, institution or publisher."""
    institution = _institution(fields)
    if found.kind == "preprint" and institution:
        return replace(found, publisher=institution)
    publisher = fields.text("publisher")
    if found.kind == "phdthesis":
        return replace(found, school=institution or publisher)
    return replace(
        found, publisher=publisher, institution=institution if found.kind == "techreport" else ""
    )


def _book(fields: JsonFields) -> str:
    """The title of the book. Of two names the first is that of the series it is in."""
    names = [name for name in texts(fields.value("container-title")) if name]
    if len(names) > 1:
        fields.warn("import/series", series=names[0], book=names[-1])
    return unstopped(fields.plain(names[-1], 1_000)) if names else ""


def _institution(fields: JsonFields) -> str:
    """The institution of a report or thesis, the server of a preprint."""
    named = (entry.get("name") for entry in mappings(fields.value("institution")))
    return next((fields.plain(name) for name in named if isinstance(name, str)), "")


def _warn_of_relations(fields: JsonFields) -> None:
    """Tell of notices about the work, and of the article that a preprint has become."""
    for kind, number in _updates(fields.value("updated-by")):
        offered = record_warnings.offer(kind_of(kind), number)
        fields.warn("import/notice-out", kind=kind, number=number, offer=offered)
    for kind, number in _updates(fields.value("update-to")):
        if kind.lower() not in CORRECTIONS:
            fields.warn("import/is-notice", number=number, kind=kind)
    relation = fields.value("relation")
    relations = relation if isinstance(relation, dict) else {}
    for entry in mappings(relations.get("is-preprint-of")):
        number = next(iter(texts(entry.get("id"))), "")
        fields.warn("import/published", number=number)


def _updates(value: Any) -> Iterator[tuple[str, str]]:
    """Kind and DOI of each update."""
    for update in mappings(value):
        kind, number = texts(update.get("type")), texts(update.get("DOI"))
        yield next(iter(kind), "update"), next(iter(number), "")


def _corrected(updates: Any) -> tuple[tuple[str, str], ...]:
    """The work that this one corrects, where it is a correction of one."""
    corrections = [number for kind, number in _updates(updates) if kind.lower() in CORRECTIONS]
    found = {identifier("doi", number) for number in corrections} - {""}
    return (("doi", found.pop()),) if len(found) == 1 else ()


def _dated(fields: JsonFields) -> str:
    """Day of print, if that is past, else the earliest known: ``2019-01``."""
    dates = list(filter(None, (date(fields.value(name)) for name in DATES)))
    return next((day for day in dates if not future(day)), next(iter(dates), ""))


def _posted(fields: JsonFields) -> str:
    """The day on which it was put on its server; empty where only the year is known."""
    day = date(fields.value("posted")) or _dated(fields)
    return day if len(day) > len("2019") else ""
