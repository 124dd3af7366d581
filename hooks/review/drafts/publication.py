"""A published work as catalogues and export files describe it, before it becomes an entry of
references.bib: plain text, nothing escaped."""

from __future__ import annotations

from dataclasses import dataclass

from review.drafts.person_names import Names
from review.problem import Text


@dataclass(frozen=True)
class Publication:
    """One work. ``names`` are words of the title that the source marks as keeping their capitals;
    ``latex`` is the title as the source has it in LaTeX."""

    kind: str = "article"
    key: str = ""  # what the source calls it
    title: str = ""
    latex: str = ""
    names: frozenset[str] = frozenset()
    authors: Names = Names()
    editors: Names = Names()
    translators: Names = Names()
    journal: str = ""
    shortjournal: str = ""
    booktitle: str = ""
    eventtitle: str = ""
    eventdate: str = ""
    venue: str = ""
    edition: str = ""
    version: str = ""
    type: str = ""
    publisher: str = ""
    institution: str = ""
    school: str = ""
    organization: str = ""
    address: str = ""
    year: str = ""
    date: str = ""
    pubstate: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    unread: str = ""  # what was given as DOI and is none
    cstr: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    urldate: str = ""
    updated: str = ""
    langid: str = ""
    origlanguage: str = ""  # of a work whose title is a translation
    origtitle: str = ""
    # the work that this one is an erratum of: kind and value of its identifiers
    corrected: tuple[tuple[str, str], ...] = ()
    corrects: str = ""  # the key of that work
    accession: str = ""  # a catalogue's own number, which may be the PMID or not
    warnings: tuple[Text, ...] = ()  # what changes the meaning, and what could not be kept
    unused: tuple[tuple[str, str], ...] = ()  # tags or fields of the record, with their values
