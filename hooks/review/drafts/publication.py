"""A published work as catalogues and export files describe it, before it becomes an entry of
references.bib: plain text, nothing escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from review.markup.scalar import clean
from review.refusal import Refusal
from review.rules.bibliography_rules import IDENTIFIERS

DOI_HOST = "doi.org"
DOI_PREFIX = re.compile(
    r"\A(?:(?:https?:)?/*(?:[a-z]+\.)?doi\.org/+"
    r"|(?:info|urn)[:/]\s*(?=doi)"
    r"|(?:digital object identifier|doi)(?:\s*[:：=/]|\s)\s*)",
    re.IGNORECASE,
)
MOST_NAMES = 20_000  # of one work, or of the works of one file
INITIALS = re.compile(r"[A-Z]{1,3}\Z")
RANGE = re.compile(
    r"(?P<letters>[A-Za-z]*)(?P<first>[0-9]+)\s*[-‐‑–—]+\s*(?P=letters)?(?P<last>[0-9]+)\Z"
)


@dataclass(frozen=True)
class Person:
    """A name; of a group or of a name that is not to be parted only ``family`` is given and
    ``whole`` set."""

    family: str
    given: str = ""
    suffix: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Publication:
    """One work. ``names`` are words of the title that the source marks as keeping their
    capitals."""

    kind: str = "article"
    title: str = ""
    names: frozenset[str] = frozenset()
    authors: tuple[Person, ...] = ()
    others: bool = False
    editors: tuple[Person, ...] = ()
    journal: str = ""
    shortjournal: str = ""
    booktitle: str = ""
    publisher: str = ""
    address: str = ""
    edition: str = ""
    year: str = ""
    date: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    unread: str = ""  # what was given as DOI and is none
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    urldate: str = ""
    language: str = ""
    # the work that this one is an erratum of: kind and value of its identifiers
    corrected: tuple[tuple[str, str], ...] = ()
    corrects: str = ""  # the key of that work
    accession: str = ""  # a catalogue's own number, which may be the PMID or not


def person(family: str, given: str = "", suffix: str = "") -> Person:
    """A person's name in house form: initials with dots, parted by blanks."""
    return Person(
        clean(family, 100),
        " ".join(_dotted(part) for part in clean(given, 100).split()),
        clean(suffix, 20),
    )


def refuse_crowd(names: int) -> None:
    """Refuse more names than a person would look at."""
    if names > MOST_NAMES:
        raise Refusal(
            f"姓名多于 {MOST_NAMES} 个；请先删减",
            f"more than {MOST_NAMES} names; take some out first",
        )


def inverted(name: str) -> Person:
    """``Family, Given, Suffix`` as one string; a name without a comma is a group."""
    family, given, suffix, *_ = [*(clean(part, 100) for part in name.split(",")), "", ""]
    return person(family, given, suffix) if given else group(name)


def group(name: str) -> Person:
    """A name that is not to be parted."""
    return Person(clean(name, 300), whole=True)


def identifier(kind: str, text: str) -> str:
    """A DOI, PMID, PMCID or address bare and well formed; empty where the text holds none."""
    bare = _bare_doi(text) if kind == "doi" else clean(text, 500)
    pattern = IDENTIFIERS[kind][0]
    return bare if pattern.fullmatch(bare) else ""


def read_doi(given: str, address: str = "") -> tuple[str, str]:
    """The DOI of a record, by its address where no other is given; and what was given as one and is
    none, for a person to look at."""
    number = identifier("doi", given)
    if number:
        return number, ""
    return identifier("doi", address), clean(given, 100)


def _bare_doi(text: str) -> str:
    """A DOI without what people, publishers and catalogues write around it."""
    plain = clean(unquote(clean(text, 500)), 500).strip("<>\"'“”‘’ ").partition("?")[0]
    if DOI_HOST in plain.lower():
        plain = plain.partition("#")[0]
    while DOI_PREFIX.match(plain):
        plain = DOI_PREFIX.sub("", plain)
    return plain.rstrip(".,;/ 。")


def pages(text: str) -> str:
    """Pages with ``--`` and the last one in full: ``120-33`` gives ``120--133``; an article number
    stays as it is."""
    cleaned = clean(text, 50)
    found = RANGE.match(cleaned)
    if found is None:
        return cleaned
    letters, first, last = found["letters"], found["first"], found["last"]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letters}{first}--{letters}{last}" if first != last else f"{letters}{first}"


def year(text: str) -> str:
    """The first four digits that can be a year."""
    found = re.search(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])", text)
    return found[0] if found else ""


def _dotted(part: str) -> str:
    """``J`` and ``JI`` are initials; ``Ann`` and ``J.`` stay; ``C.L.`` is parted."""
    if INITIALS.match(part):
        return " ".join(f"{letter}." for letter in part)
    return re.sub(r"\.(?=[^\W\d_])", ". ", part)
