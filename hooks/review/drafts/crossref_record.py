"""An answer of the Crossref REST API (``/works/DOI``) as a publication. The answer is a stranger's:
every value is checked for its type."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from review.drafts.publication import Person, Publication, group, identifier, pages, person, year
from review.drafts.title_case import TAG, read
from review.markup.scalar import clean
from review.refusal import Refusal

KINDS = {
    "journal-article": "article",
    "posted-content": "preprint",
    "proceedings-article": "inproceedings",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-chapter": "incollection",
    "reference-entry": "incollection",
    "report": "techreport",
    "dissertation": "phdthesis",
    "standard": "standard",
    "dataset": "dataset",
}
CORRECTIONS = ("corrigendum", "erratum", "correction")  # updates that leave the work standing
DATES = ("published-print", "issued", "published-online", "published", "posted")
BROKEN = ("Crossref 的回答无法读取", "the answer of Crossref cannot be read")


def publication(answer: bytes, doi: str) -> Publication:
    """The work with ``doi`` in an answer. Raises Refusal where the answer is about another or
    cannot be read."""
    work = _message(answer)
    answered = _text(work.get("DOI"))
    if answered.lower() != doi.lower():
        raise Refusal(
            f"Crossref 答的是另一个 DOI：{answered}",
            f"Crossref answered with another DOI: {answered}",
        )
    found = Publication(
        kind=KINDS.get(_text(work.get("type")), "misc"),
        title=_title(work),
        authors=_people(work.get("author")),
        year=_dated(work)[:4],
        volume=_text(work.get("volume"), 30),
        number=_text(work.get("issue"), 30),
        pages=pages(_text(work.get("page"), 50) or _text(work.get("article-number"), 50)),
        doi=identifier("doi", _text(work.get("DOI"), 500)) or doi,
        corrected=_corrected(work.get("update-to")),
    )
    return _article(found, work) if found.kind in ("article", "preprint") else _other(found, work)


def _article(found: Publication, work: dict[str, Any]) -> Publication:
    """An article with its journal, and with its day where it has no volume yet."""
    date = _dated(work)
    ahead_of_print = not work.get("volume") and len(date) > len("2019")
    return replace(
        found,
        journal=clean(read(_first(work.get("container-title"))), 300),
        shortjournal=clean(read(_first(work.get("short-container-title"))), 300),
        date=date if ahead_of_print else "",
    )


def _other(found: Publication, work: dict[str, Any]) -> Publication:
    """A work that is no article, with its publisher and what it stands in."""
    within = found.kind in ("incollection", "inproceedings")
    return replace(
        found,
        editors=_people(work.get("editor")),
        booktitle=clean(read(_first(work.get("container-title"))), 300) if within else "",
        publisher=_text(work.get("publisher"), 200),
    )


def _message(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        raise Refusal(*BROKEN) from None
    message = found.get("message") if isinstance(found, dict) else None
    if not isinstance(message, dict):
        raise Refusal(*BROKEN)
    return message


def _title(work: dict[str, Any]) -> str:
    """Title and subtitle, the latter only where the title does not hold it already."""
    title, subtitle = read(_first(work.get("title"))), read(_first(work.get("subtitle")))
    apart = title and subtitle and subtitle.lower() not in title.lower()
    return f"{title}: {subtitle}" if apart else title


def _people(value: Any) -> tuple[Person, ...]:
    people = map(_person, _mappings(value))
    return tuple(person for person in people if person.family)


def _person(entry: dict[str, Any]) -> Person:
    family = _text(entry.get("family"), 100)
    if not family or not _text(entry.get("given")):
        return group(_text(entry.get("name"), 300) or family)
    return person(family, _text(entry.get("given"), 100), _text(entry.get("suffix"), 20))


def _corrected(updates: Any) -> tuple[tuple[str, str], ...]:
    """The work that this one corrects, where it is a correction of one."""
    corrections = [
        update for update in _mappings(updates) if _text(update.get("type")).lower() in CORRECTIONS
    ]
    found = {identifier("doi", _text(update.get("DOI"), 500)) for update in corrections} - {""}
    return (("doi", found.pop()),) if len(found) == 1 else ()


def _dated(work: dict[str, Any]) -> str:
    """Day of print, else the earliest known: ``2019-01``."""
    return next(filter(None, (_date(work.get(name)) for name in DATES)), "")


def _date(value: Any) -> str:
    """A date as Crossref writes it, ``{"date-parts": [[2019, 1]]}``; empty where it is none."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    whole, *inner = _numbers(parts) or [0]
    if year(str(whole)) != str(whole):
        return ""
    return "-".join([str(whole), *(f"{part:02d}" for part in inner if 1 <= part <= 31)])


def _numbers(parts: Any) -> list[int]:
    """Year, month and day of the first date; none where there is no date."""
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list):
        return []
    return [part for part in first[:3] if isinstance(part, int)]


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The mappings in a list; none where it is no list."""
    if not isinstance(value, list):
        return []
    return [entry for entry in value if isinstance(entry, dict)]


def _first(value: Any) -> str:
    """The first text of a list."""
    texts = value if isinstance(value, list) else []
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def _text(value: Any, most: int = 2_000) -> str:
    """A text or a number without mark-up; empty where the value is neither."""
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        return ""
    return clean(TAG.sub("", str(value)), most)
