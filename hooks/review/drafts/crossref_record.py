"""An answer of the Crossref REST API (``/works/DOI``) as a publication. The answer is a stranger's:
every value is checked for its type."""

from __future__ import annotations

import json
from typing import Any

from review.drafts.publication import Person, Publication, group, identifier, pages, person, year
from review.drafts.title_case import TAG, read
from review.markup.scalar import clean
from review.refusal import Refusal

KINDS = {
    "journal-article": "article", "proceedings-article": "inproceedings", "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book",
    "book-chapter": "incollection", "reference-entry": "incollection", "report": "techreport", "dissertation": "phdthesis", "standard": "standard", "dataset": "dataset",
    "posted-content": "preprint",
}  # fmt: skip
CORRECTIONS = (
    "corrigendum",
    "erratum",
    "correction",
)  # kinds of an update that leave the work standing
BROKEN = ("Crossref 的回答无法读取", "the answer of Crossref cannot be read")


def publication(answer: bytes, doi: str) -> Publication:
    """The work with ``doi`` in an answer."""
    work = _message(answer)
    if _text(work.get("DOI")).lower() != doi.lower():
        raise Refusal(
            f"Crossref 答的是另一个 DOI：{_text(work.get('DOI'))}",
            f"Crossref answered with another DOI: {_text(work.get('DOI'))}",
        )
    kind = KINDS.get(_text(work.get("type")), "misc")
    container, article = _first(work.get("container-title")), kind in ("article", "preprint")
    dated = _dated(work)
    return Publication(
        kind=kind,
        title=_title(work),
        authors=_people(work.get("author")),
        editors=() if article else _people(work.get("editor")),
        journal=clean(read(container), 300) if article else "",
        shortjournal=clean(read(_first(work.get("short-container-title"))), 300) if article else "",
        booktitle=clean(read(container), 300) if kind in ("incollection", "inproceedings") else "",
        publisher="" if article else _text(work.get("publisher"), 200),
        year=dated[:4],
        date=dated if article and not work.get("volume") and len(dated) > 4 else "",
        volume=_text(work.get("volume"), 30),
        number=_text(work.get("issue"), 30),
        pages=pages(_text(work.get("page"), 50) or _text(work.get("article-number"), 50)),
        doi=identifier("doi", _text(work.get("DOI"), 500)) or doi,
        corrected=_corrected(work.get("update-to")),
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
    return (
        f"{title}: {subtitle}"
        if title and subtitle and subtitle.lower() not in title.lower()
        else title
    )


def _people(value: Any) -> tuple[Person, ...]:
    people = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return tuple(found for each in people if (found := _person(each)).family)


def _person(each: dict[str, Any]) -> Person:
    family = _text(each.get("family"), 100)
    if not family or not _text(each.get("given")):
        return group(_text(each.get("name"), 300) or family)
    return person(family, _text(each.get("given"), 100), _text(each.get("suffix"), 20))


def _corrected(updates: Any) -> tuple[tuple[str, str], ...]:
    """The work that this one corrects, where it is a correction of one."""
    named = (
        [each for each in updates if isinstance(each, dict)] if isinstance(updates, list) else []
    )
    found = {
        identifier("doi", _text(each.get("DOI"), 500))
        for each in named
        if _text(each.get("type")).lower() in CORRECTIONS
    } - {""}
    return (("doi", found.pop()),) if len(found) == 1 else ()


def _dated(work: dict[str, Any]) -> str:
    """Day of print, else the earliest known: ``2019-01``."""
    for name in ("published-print", "issued", "published-online", "published", "posted"):
        parts = work.get(name, {}).get("date-parts") if isinstance(work.get(name), dict) else None
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        numbers = [part for part in first[:3] if isinstance(part, int)]
        if numbers and year(str(numbers[0])) == str(numbers[0]):
            return "-".join(
                [str(numbers[0]), *(f"{part:02d}" for part in numbers[1:] if 1 <= part <= 31)]
            )
    return ""


def _first(value: Any) -> str:
    """The first text of a list."""
    return (
        next((each for each in value if isinstance(each, str) and each.strip()), "")
        if isinstance(value, list)
        else ""
    )


def _text(value: Any, most: int = 2_000) -> str:
    return (
        clean(TAG.sub("", str(value)), most)
        if isinstance(value, (str, int)) and not isinstance(value, bool)
        else ""
    )
