"""Fields that both styles need in a form of their own: pages, dates, editions, people."""

from __future__ import annotations

import re
from os.path import commonprefix

from pybtex.database import Entry, Person

from review.evidence.reference import raw, text, year

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
ORDINALS += ["tenth"]
RANGE = re.compile(r"\s*[-‐–—]+\s*")
SAME_KIND = re.compile(r"([A-Za-z]*)([0-9]+)-([A-Za-z]*)([0-9]+)")
COUNT = re.compile("[0-9]{1,4}")


def people(entry: Entry, role: str) -> list[Person]:
    """Authors, editors or translators in order, ``others`` included."""
    return list(entry.persons.get(role, []))


def pages(entry: Entry) -> str:
    """Pages or article number with hyphens, ranges in full: ``1045-1052``, ``e27077``."""
    return RANGE.sub("-", raw(entry, "pages") or raw(entry, "eid"))


def cut(pages: str) -> str:
    """Pages without the digits the last one repeats: ``1045-52``, ``S93-9``, ``S6-12``,
    ``iv51-67``; whole where letters differ."""
    found = SAME_KIND.fullmatch(pages)
    if not found or found[3] not in ("", found[1]):
        return pages
    first, last = found[2], found[4]
    common = len(commonprefix([first, last])) if len(first) == len(last) else 0
    return f"{found[1]}{first}-{last[min(common, len(first) - 1) :]}"


def number(entry: Entry) -> str:
    """Issue, supplement, report or standard number as the data has it: ``3``, ``5/6``, ``12 Suppl
    7``, ``GB/T 7714—2025``."""
    return re.sub("-+", "-", raw(entry, "number") or raw(entry, "issue"))


def issued(entry: Entry) -> str:
    """The most exact date of publication: ``2024-11-12``, ``2012-10`` or the year."""
    return raw(entry, "date") or year(entry)


def worded(date: str) -> str:
    """An ISO date as NLM prints it: ``2024 Nov 12``, ``2012 Oct``, ``2012``."""
    parts = date.split("-")
    counts = all(COUNT.fullmatch(part) for part in parts) and 1 < len(parts) < 4
    if not counts or not 1 <= int(parts[1]) <= 12:
        return date
    return " ".join([parts[0], MONTHS[int(parts[1]) - 1], *(str(int(day)) for day in parts[2:])])


def edition(entry: Entry, language: str) -> str:
    """``2 版``, ``5th ed``, ``Rev. ed.``; a first edition is not named."""
    stated = text(entry, "edition")
    if stated.lower() in ("", "1", "1st", "first", "第1版", "第一版"):
        return ""
    if language == "zh":
        return f"{stated} 版" if COUNT.fullmatch(stated) else stated
    if stated.lower() in ORDINALS:
        stated = str(ORDINALS.index(stated.lower()) + 1)
    if COUNT.fullmatch(stated):
        return f"{ordinal(int(stated))} ed"
    return stated if re.search(r"\bed", stated) else f"{stated} ed" + "." * stated.endswith(".")


def ordinal(count: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``, ``22nd``."""
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def publisher(entry: Entry) -> str:
    """Publisher, institution, school or organisation, whichever the type uses."""
    return _first(entry, "publisher", "institution", "school", "organization")


def _first(entry: Entry, *names: str) -> str:
    return next(filter(None, (text(entry, name) for name in names)), "")


def place(entry: Entry) -> str:
    """Place of publication."""
    return _first(entry, "address", "location")


def platform(entry: Entry) -> str:
    """Server or repository of a preprint or data set."""
    return publisher(entry) or _first(entry, "howpublished", "eprinttype", "journal")
