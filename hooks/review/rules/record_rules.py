"""Rules on what references.bib says of a work against what is known of it from elsewhere: the
record in references.lock, and the key that was made when it was entered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import RECORDS, Corpus
from review.evidence.reference import Reference
from review.evidence.reference_lock import (
    AUTHORS,
    CatalogueRecord,
    Difference,
    differences,
    letters,
    parse,
    surname,
)
from review.messages import problem
from review.problem import Place, Problem, Text
from review.rules.bibliography_entry_rules import quoted
from review.rules.citation_rules import resolvable
from review.suggestion import advice

KEY = re.compile(r"([a-z]+)([0-9]{4})[a-z]*")


def reference_key(corpus: Corpus) -> Iterator[Problem]:
    """The key of an entry names its first author, where that is a person, and its year.
    条目的键与第一作者（为个人的）的姓氏和年份一致。
    """
    for entry in corpus.bibliography.all:
        named = KEY.fullmatch(entry.key)
        if named is None or entry.damaged:
            continue
        if entry.year and entry.year != named[2]:
            yield _unlike_key(corpus, entry, "year", entry.year, Text(named[2], named[2]))
        name = _first_author(entry)
        words = re.split(r"[\s-]+", name)
        surnames = {letters(" ".join(words[:number])) for number in range(len(words) + 1)}
        if letters(name).isascii() and name and named[1] not in surnames:
            expected = Text(f"姓氏 {named[1]}", f"the surname {named[1]}")
            yield _unlike_key(corpus, entry, "author", name, expected)


def reference_record(corpus: Corpus) -> Iterator[Problem]:
    """An entry says of authors, title, journal, year, volume, pages, DOI and PMID what the record
    of the work in references.lock says, as far as that goes.
    条目的作者、题名、刊名、年份、卷、页码、DOI 与 PMID，与 references.lock 中该文献的记录一致
    （以记录所载为限）。
    """
    if corpus.reference_lock is None:
        return
    records, wrong = parse(corpus.reference_lock.text)
    yield from (problem(Place(RECORDS, line), "reference-record/misshapen") for line in wrong)
    entries = corpus.bibliography.entries
    for record in records if resolvable(corpus) else ():
        entry = entries.get(record.key)
        if entry is None:
            place, near = Place(RECORDS, record.line), advice(record.key, entries)
            yield problem(place, "reference-record/orphan", key=record.key, near=near)
        elif not entry.damaged:
            for difference in differences(entry, record):
                yield _unlike_record(corpus, entry, record, difference)


def _first_author(entry: Reference) -> str:
    """The surname of the first author; empty where that is a group or nobody."""
    people = entry.entry.persons.get("author", [])
    return surname(people[0]) if people and people[0].first_names else ""


def _unlike_key(corpus: Corpus, entry: Reference, role: str, found: str, expected: Text) -> Problem:
    place, name = _place(corpus, entry, role), f"{entry.key}: {role} = {found}"
    return problem(place, "reference-key", name=name, right=expected, key=entry.key)


def _unlike_record(
    corpus: Corpus, entry: Reference, record: CatalogueRecord, difference: Difference
) -> Problem:
    role = "author" if difference.field == AUTHORS else difference.field
    ours, recorded = _from_difference(difference)
    place, found = _place(corpus, entry, role), quoted(ours, f"{entry.key}: {role}")
    return problem(
        place,
        "reference-record/unlike",
        found=found,
        records=RECORDS,
        seen=quoted(recorded),
        on=record.on,
        source=record.source,
    )


def _from_difference(difference: Difference) -> tuple[str, str]:
    """What is found and what was recorded, of lists of authors from the first that differs on."""
    if difference.field != AUTHORS:
        return difference.found, difference.recorded
    found, recorded = difference.found.split("; "), difference.recorded.split("; ")
    at = 0
    while found[at:] and recorded[at:] and letters(found[at]) == letters(recorded[at]):
        at += 1
    return "; ".join(found[at:]) or found[-1], "; ".join(recorded[at:]) or recorded[-1]


def _place(corpus: Corpus, entry: Reference, role: str) -> Place:
    """Where a field of an entry stands; where it has none, the entry."""
    alternative = {"year": "date", "journal": "shortjournal"}.get(role, role)
    field = entry.block.field(role) or entry.block.field(alternative)
    return corpus.bibliography.source.place(field.value.start) if field else entry.place
