"""references.lock: what a catalogue, or another place that prints it, said of a work, with where
and when it was seen. An entry of references.bib is compared with it field by field, so that a slip
of the pen in either is found.

A record holds only what was seen: a field that it lacks is compared with nothing, and a list of
authors that ends in ``others`` only as far as it goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from review.evidence.reference import Reference, text
from review.sources.latex import decoded

if TYPE_CHECKING:
    from pybtex.database import Person

HEAD = (
    "# 各文献的著录信息：何处、何时所见。由 python hooks new reference 与 watch records 写成。\n"
    "# What was seen of each work, where and when. Written by python hooks new reference and watch "
    "records.\n"
)
FIELDS = ("authors", "title", "journal", "year", "volume", "pages", "doi", "pmid")
AUTHORS, OTHERS, BETWEEN = "authors", "others", "; "
OPENING = re.compile(r"(?P<key>[a-z]+[0-9]{4}[a-z]*) (?P<on>20[0-9]{2}-[01][0-9]-[0-3][0-9]) (.+)")
VALUE = re.compile(rf"  (?P<name>{'|'.join(FIELDS)}) (?P<value>\S.*)")
DASH = re.compile("[-–—]+")
RANGE = re.compile(r"([A-Za-z]*)([0-9]+)\s*[-–—]+\s*[A-Za-z]*([0-9]+)")


@dataclass(frozen=True)
class CatalogueRecord:
    """What was seen of a work: ``source`` says where, ``on`` the day (ISO 8601), ``fields`` what,
    as plain text by name (``FIELDS``); ``line`` is where it stands in the file, from 1."""

    key: str
    source: str
    on: str
    fields: Mapping[str, str]
    line: int = 0


class Difference(NamedTuple):
    """A field that an entry has otherwise than its record."""

    field: str
    found: str
    recorded: str


def parse(lock: str) -> tuple[list[CatalogueRecord], list[int]]:
    """The records of a file, and the numbers of the lines, from 1, that are part of none."""
    records: list[CatalogueRecord] = []
    fields: dict[str, str] | None = None
    wrong = []
    for number, line in enumerate(lock.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if opening := OPENING.fullmatch(line):
            fields = {}
            records.append(
                CatalogueRecord(opening["key"], opening[3], opening["on"], fields, number)
            )
        elif fields is not None and (value := VALUE.fullmatch(line)):
            fields[value["name"]] = value["value"]
        else:
            wrong.append(number)
    return records, wrong


def written(records: Iterable[CatalogueRecord]) -> str:
    """The file of these records, in the order of their keys."""
    lines = []
    for record in sorted(records, key=lambda record: record.key):
        lines.append(f"{record.key} {record.on} {record.source}")
        lines += [f"  {name} {record.fields[name]}" for name in FIELDS if record.fields.get(name)]
    return HEAD + "".join(f"{line}\n" for line in lines)


def differences(entry: Reference, record: CatalogueRecord) -> Iterator[Difference]:
    """The fields that an entry and its record have otherwise; one that either lacks is none."""
    for name, recorded in record.fields.items():
        found = _found(entry, name)
        if found and not _same(name, found, recorded):
            yield Difference(name, found[0], recorded)


def surname(person: Person) -> str:
    """The family name of a person as plain text, with what stands before it: Le Cesne."""
    return decoded(" ".join([*person.prelast_names, *person.last_names])).strip()


def _found(entry: Reference, name: str) -> list[str]:
    """What an entry has of a field: a journal may stand there in full and in short."""
    if name == AUTHORS:
        people = entry.entry.persons.get("author", [])
        return [BETWEEN.join(map(surname, people))] if people else []
    if name == "journal":
        names = (entry.entry.fields.get(field, "") for field in ("journal", "shortjournal"))
        return [decoded(field).strip() for field in names if field]
    value_found = text(entry.entry, name) if name == "volume" else entry.get(name)
    value = {"title": entry.title, "year": entry.year}.get(name, value_found)
    return [value] if value else []


def _same(name: str, found: list[str], recorded: str) -> bool:
    if name == AUTHORS:
        return _same_people(found[0].split(BETWEEN), recorded.split(BETWEEN))
    plain = _pages if name in ("pages", "volume") else letters
    return plain(recorded) in map(plain, found)


def _same_people(found: list[str], recorded: list[str]) -> bool:
    """Whether two lists name the same people in the same order, each as far as it goes."""
    cut_short = OTHERS in (found[-1], recorded[-1])
    sides = ([letters(name) for name in side if name != OTHERS] for side in (found, recorded))
    pairs = zip(*sides, strict=False) if cut_short else zip_longest(*sides)
    return all(ours == theirs for ours, theirs in pairs)


def letters(value: str) -> str:
    """Letters and digits alone, without accents and capitals: what two catalogues have alike."""
    folded = unicodedata.normalize("NFKD", value).casefold().translate(PLAIN)
    return "".join(filter(str.isalnum, folded))


PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})


def _pages(value: str) -> str:
    """Pages from first to last in full: 1045-54 is 1045 to 1054."""

    def in_full(match: re.Match[str]) -> str:
        letter, first, last = match.groups()
        return f"{letter}{first}-{letter}{first[: max(len(first) - len(last), 0)]}{last}"

    return DASH.sub("-", RANGE.sub(in_full, value)).lower().replace(" ", "")
