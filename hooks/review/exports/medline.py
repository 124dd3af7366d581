"""A reference as a record of MEDLINE, the form of PubMed's own files (NBIB), for what PubMed holds.
Its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pybtex.database import Person

from review.evidence.notice import Notice
from review.evidence.reference import Reference, raw, text
from review.sources.declared import declared
from review.styles import author_names
from review.styles.reference_fields import issued, worded

NAMES = declared("schema/export_names")
# codes of languages that are not the first letters of their English names
CODES = {
    **dict.fromkeys(("", "en", "und", "british"), "eng"),
    **{"japanese": "jpn", "croatian": "hrv", "serbian": "srp", "romanian": "rum"},
}


def nbib(reference: Reference, item: Mapping[str, Any]) -> str:
    """``item``, the CSL-JSON of the reference, as a record; empty for articles without PMID."""
    if not reference.indexed:
        return ""
    lines = (line for line in _lines(reference, item) if line[1])
    return "".join(f"{tag:4}- {' '.join(value.split())}\r\n" for tag, value in lines)


def _lines(reference: Reference, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Tags with their values, in the order of PubMed's files as far as readers mind it."""
    entry = reference.entry
    yield "PMID", reference.pmid
    yield "DP", worded(issued(entry))
    yield "TI", _title(reference, item["title"])
    yield "TT", text(entry, "origtitle")
    for person in entry.persons.get("author", []):
        yield from _name(person)
    yield "LA", _language(reference)
    yield "PT", "Journal Article"
    yield from ((tag, str(item.get(name, ""))) for name, tag in NAMES["nbib"].items())
    yield "PST", "aheadofprint" if "status" in item else ""
    yield "LID", f"{reference.doi} [doi]" if reference.doi else ""
    for notice in reference.notices:
        yield NAMES["notices"].get(notice.kind, "GN"), _notice(notice)


def _language(reference: Reference) -> str:
    """The code of the language of the work: three letters, as libraries have them."""
    declared = raw(reference.entry, "origlanguage") or raw(reference.entry, "langid")
    name = "chinese" if reference.language == "zh" else declared.lower()
    return CODES.get(name, name[:3])


def _title(reference: Reference, title: str) -> str:
    """The title with its full stop, a translated one in square brackets."""
    if raw(reference.entry, "origlanguage"):
        return f"[{title}]."
    return title if title.endswith(("?", "!", ".")) else f"{title}."


def _name(person: Person) -> Iterator[tuple[str, str]]:
    """A person in full and with initials, a group, or et al., which stands among the latter."""
    if author_names.is_group(person):
        yield "CN", author_names.gbt7714(person)
    elif author_names.is_rest(person):
        yield "AU", "et al."
    else:
        yield "FAU", author_names.full(person)
        yield "AU", author_names.nlm(person)


def _notice(notice: Notice) -> str:
    """Where a notice is to be read, as ``J Clin Oncol. 2020. doi: 10.1000/a``."""
    numbers = (("doi: ", notice.doi), ("PMID: ", notice.pmid), ("", notice.address))
    cited = [f"{notice.cited}."] if notice.cited else []
    return " ".join([*cited, *(f"{name}{value}" for name, value in numbers if value)])
