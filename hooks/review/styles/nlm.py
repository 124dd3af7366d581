"""NLM/Vancouver for English pages: the ICMJE samples with PubMed's line of identifiers; rules and
evidence in CITATIONS section 3.

Half-width marks throughout; a Chinese entry keeps its names, title and journal, with 等 after cut
names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest

from pybtex.database import Entry
from pybtex.style.template import Node

from review.evidence import reference
from review.evidence.reference import language, text, year
from review.styles import author_names
from review.styles.reference_fields import (
    COUNT,
    cut,
    edition,
    issued,
    number,
    pages,
    people,
    place,
    platform,
    publisher,
    worded,
)
from review.styles.style import HouseStyle
from review.styles.template_nodes import around, cstr, doi, glue, link, pubmed, stops, value

LIMIT = 6
SUPPLEMENT = re.compile(r"Suppl\b", re.I)


def authors(entry: Entry) -> str:
    """Authors, or for a book without any its editors."""
    whole_book = entry.type.lower() in ("book", "collection", "proceedings")
    return listed(entry, "author") or (editors(entry) if whole_book else "")


def listed(entry: Entry, role: str) -> str:
    """Up to six names; from seven on six and et al. A semicolon parts persons from a group."""
    printed, shortened = author_names.printed(people(entry, role), LIMIT)
    names = ""
    for person, following in zip_longest(printed, printed[1:]):
        groups = {author_names.is_group(name) for name in (person, following) if name is not None}
        joint = "; " if len(groups) > 1 else ", "
        names += author_names.nlm(person) + ("" if following is None else joint)
    return f"{names}, {author_names.et_al(language(entry))}" if shortened and names else names


def editors(entry: Entry) -> str:
    """``Poe E, Loe T, editors``; 主编 after Chinese names."""
    return _in_role(entry, "editor", "主编")


def translators(entry: Entry) -> str:
    """``Weaver H, translator``; 译 after Chinese names."""
    return _in_role(entry, "translator", "译")


def _in_role(entry: Entry, role: str, chinese: str) -> str:
    found = people(entry, role)
    word = chinese if language(entry) == "zh" else f"{role}{'s' * (len(found) > 1)}"
    return f"{listed(entry, role)}, {word}" if found else ""


class Style(HouseStyle):
    """One method for each kind of entry. An address, where one is printed, ends the entry without a
    full stop."""

    def get_article_template(self, entry: Entry) -> Node:
        """Journal article; without volume and issue the full date and a notice."""
        notice = "Epub ahead of print" if reference.raw(entry, "pubstate") == "aheadofprint" else ""
        parts = (translators(entry), journal(entry), run(entry))
        return assembled(entry, text(entry, "type"), *parts, end=(notice, pubmed()))

    def get_book_template(self, entry: Entry) -> Node:
        """Book."""
        parts = (set_volume(entry), translators(entry), edition(entry, language(entry)))
        published = (imprint(entry), own_pages(entry))
        return assembled(entry, online(entry), *parts, *published, end=[pubmed()])

    def get_incollection_template(self, entry: Entry) -> Node:
        """Chapter: ``In:`` editors, book, imprint, pages."""
        return self._part(entry, value("booktitle"))

    def get_inproceedings_template(self, entry: Entry) -> Node:
        """Meeting paper: the book's title with the meeting's date and place."""
        title, date = text(entry, "booktitle") or text(entry, "eventtitle"), "eventdate"
        meeting = glue("; ")[title, worded(reference.raw(entry, date)), value("venue")]
        return self._part(entry, meeting)

    def get_thesis_template(self, entry: Entry) -> Node:
        """Thesis, named as such after the title."""
        master = entry.type.lower() == "mastersthesis" or "master" in text(entry, "type").lower()
        kind = "master's thesis" if master else "dissertation"
        kind = "学位论文" if language(entry) == "zh" else kind
        return assembled(entry, kind, imprint(entry), end=[pubmed()])

    def get_techreport_template(self, entry: Entry) -> Node:
        """Report or guideline with its number."""
        numbered = around("Report No.: ")[number(entry)]
        published = imprint(entry, issued(entry))
        return assembled(entry, online(entry), published, numbered, end=[pubmed()])

    def get_standard_template(self, entry: Entry) -> Node:
        """Standard with its number."""
        numbered = around("Standard No.: ")[number(entry)]
        return assembled(entry, online(entry), imprint(entry), numbered)

    def get_online_template(self, entry: Entry) -> Node:
        """Web page."""
        return assembled(entry, "Internet", imprint(entry, issued(entry)))

    def get_dataset_template(self, entry: Entry) -> Node:
        """Data set: date, then repository."""
        parts = (dated(entry, issued(entry)), value("version"), platform(entry))
        return assembled(entry, "dataset", *parts)

    def get_preprint_template(self, entry: Entry) -> Node:
        """Preprint: server, then date."""
        parts = (platform(entry), value("version"), dated(entry, issued(entry)))
        return assembled(entry, "preprint", *parts)

    def get_misc_template(self, entry: Entry) -> Node:
        """What is none of the named kinds."""
        return assembled(entry, "", imprint(entry), end=[pubmed()])

    def _part(self, entry: Entry, book: Node) -> Node:
        host = glue(" ")["In:", stops[editors(entry), book, set_volume(entry)]]
        parts = (translators(entry), host, edition(entry, language(entry)))
        return assembled(entry, "", *parts, imprint(entry), own_pages(entry), end=[pubmed()])


def assembled(entry: Entry, kind: str, *parts: Node | str, end: Iterable[Node | str] = ()) -> Node:
    """Authors, title with its kind, and the parts, then what leads to the work."""
    head = (authors(entry), titled(entry, kind))
    return ended(entry, *head, *parts, *permanent(entry), *end)


def own_pages(entry: Entry) -> str:
    """``p. 1045-52``; empty where there are none."""
    return pages(entry) and f"p. {cut(pages(entry))}"


def ended(entry: Entry, *parts: Node | str) -> Node:
    """The parts closed with full stops; the address open, and only without a DOI."""
    return glue(" ")[
        stops[list(parts)], "" if reference.raw(entry, "doi") else link("Available from: ")
    ]


def titled(entry: Entry, kind: str) -> Node:
    """Title, subtitle after a colon, and what it is in square brackets; a translated title in
    brackets of its own."""
    title = glue(": ")[value("title"), value("subtitle")]
    translated = reference.raw(entry, "origlanguage")
    return glue(" ")[around("[", "]")[title] if translated else title, around("[", "]")[kind]]


def online(entry: Entry) -> str:
    """``Internet`` where the entry ends with its address."""
    return "Internet" if reference.address(entry) and not reference.raw(entry, "doi") else ""


def journal(entry: Entry) -> Node:
    """NLM abbreviation without dots, else the full name."""
    name = reference.undotted(text(entry, "shortjournal")) or text(entry, "journal")
    name = name or text(entry, "journaltitle")
    name = reference.undotted(name) if name.endswith(".") else name
    return glue(" ")[name, around("[", "]")[online(entry)]]


def run(entry: Entry) -> Node:
    """``2018;19(3):416-26``, ``2002;42 Suppl 2:S93-9``, ``2012;(4):23-6``; the full date where
    there is neither volume nor issue."""
    volume, issue = text(entry, "volume"), number(entry)
    date = dated(entry, year(entry) if volume or issue else issued(entry))
    issue_part = f" {issue}" if volume and SUPPLEMENT.match(issue) else issue and f"({issue})"
    return glue[glue(";")[date, volume + issue_part], around(":")[cut(pages(entry))]]


def dated(entry: Entry, date: str) -> Node:
    """Date with ``[updated …; cited …]`` where the entry ends with its address or is a deposit."""
    cited = online(entry) or entry.type.lower() in ("preprint", "dataset")
    notes = (
        glue("; ")[_note(entry, "updated", "updated"), _note(entry, "cited", "urldate")]
        if cited
        else ""
    )
    return glue(" ")[worded(date), around("[", "]")[notes]]


def _note(entry: Entry, word: str, name: str) -> str:
    date = worded(reference.raw(entry, name))
    return date and f"{word} {date}"


def imprint(entry: Entry, date: str = "") -> Node:
    """``Place: Publisher; date``."""
    return glue("; ")[glue(": ")[place(entry), publisher(entry)], dated(entry, date or year(entry))]


def set_volume(entry: Entry) -> str:
    """``Vol. 1`` or ``第1卷`` of a book in several volumes; a volume that names itself as it is."""
    volume = text(entry, "volume")
    if not COUNT.fullmatch(volume):
        return volume
    return f"第{volume}卷" if language(entry) == "zh" else f"Vol. {volume}"


def permanent(entry: Entry) -> list[Node | str]:
    """The language of a work that is not in English, then its DOI and CSTR."""
    return [in_language(entry), doi("doi: "), cstr("CSTR: ")]


def in_language(entry: Entry) -> str:
    """The language of a work that is neither in English nor in Chinese characters, or whose title
    is translated: ``Norwegian``, behind the pages, as an ICMJE sample has it."""
    original = reference.raw(entry, "origlanguage") or reference.raw(entry, "langid")
    plain = original.lower() in ("", "english", "en", "und") or language(entry) == "zh"
    return "" if plain else original.capitalize()
