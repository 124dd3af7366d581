"""Publications out of an export of a catalogue or reference manager, whose form is found out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from review.drafts import bibtex_works, crossref_record, csl_record, pubmed_record, tagged_works
from review.drafts.person_names import refuse_crowd
from review.drafts.publication import Publication
from review.messages import refusal
from review.sources.declared import declared

MOST = 500  # records of one file
FORMS = {
    form: re.compile(start) for form, start in declared("schema/catalogue_words")["forms"].items()
}
BROKEN = refusal("import/broken-json")


def publications(text: str) -> list[Publication]:
    """Every publication of an export."""
    form = next((form for form, start in FORMS.items() if start.search(text)), "")
    if not form:
        raise refusal("import/no-export")
    _refuse_many(len(FORMS[form].findall(text)))
    found = list(_read(text, form))
    _refuse_many(len(found))
    refuse_crowd(sum(len(work.authors.people) + len(work.editors.people) for work in found))
    return found


def _read(text: str, form: str) -> Iterable[Publication]:
    """The works of a text in one of the forms."""
    readers: dict[str, Callable[[str], Iterable[Publication]]] = {
        "PubMed": pubmed_record.publications,
        "BibTeX": bibtex_works.publications,
        "JSON": _json_works,
    }
    return readers[form](text) if form in readers else tagged_works.publications(text, form)


def _refuse_many(records: int) -> None:
    if not 0 < records <= MOST:
        raise refusal("import/records", most=MOST, records=records)


def _json_works(text: str) -> list[Publication]:
    """Works of an answer of the Crossref REST API, or of a list of CSL-JSON as Zotero and this site
    write it. Every value is checked for its type, for the text is a stranger's. Raises Refusal
    where it is neither."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BROKEN from None
    return [
        # Crossref gives each title in a list
        (crossref_record if isinstance(item.get("title"), list) else csl_record).work(item)
        for item in _items(found)
    ]


def _items(found: Any) -> list[dict[str, Any]]:
    """The works: of an answer, of a list of them, of a list of items."""
    message = found.get("message", found) if isinstance(found, dict) else found
    works = message.get("items", [message]) if isinstance(message, dict) else message
    if not isinstance(works, list) or not all(isinstance(item, dict) for item in works):
        raise BROKEN
    if not all("title" in item for item in works):
        raise refusal("import/other-json")
    return works
