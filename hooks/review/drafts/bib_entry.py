"""A publication as an entry of references.bib in house form: fields in order, aligned, names one a
line where they are many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from review.drafts.latex_text import escaped
from review.drafts.publication import Person, Publication
from review.evidence.reference import HAN
from review.refusal import Refusal
from review.rules.bibliography_rules import HAN_JOINT

FIELDS = ("author", "editor", "title", "corrects", "journal", "shortjournal", "booktitle", "edition", "publisher", "address", "year", "volume", "number", "pages",
          "doi", "pmid", "pmcid", "langid", "date", "urldate", "url")  # fmt: skip
ONE_LINE = 110  # characters of names that still stand on one line
LONGEST_HAN = 5  # characters of a Chinese person's name; a longer one is a group's
LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def entry(publication: Publication, key: str, title: str) -> str:
    """The entry as text; ``title`` is the title as LaTeX."""
    values = {name: value for name, value in _values(publication, title) if value}
    width = max(map(len, values))
    fields = "\n".join(
        f"  {name:{width}} = {{{_broken(value, width) if name in ('author', 'editor') else value}}},"
        for name, value in values.items()
    )
    return f"@{publication.kind}{{{key},\n{fields}\n}}\n"


def base_key(publication: Publication) -> str:
    """Surname of the first author (or the first word of the title) and year; a letter is for the
    shelf to add."""
    first = next(iter(publication.authors or publication.editors), None)
    source = (
        (first.family.split()[0] if first.whole and first.family else first.family)
        if first
        else publication.title.split()[0]
    )
    letters = (
        unicodedata.normalize("NFKD", source.lower().translate(LETTERS))
        .encode("ascii", "ignore")
        .decode()
    )
    surname = re.sub(r"[^a-z]", "", letters)
    if not surname or HAN.search(source):
        raise Refusal(
            f"无法由“{source}”得出键，请用 --key 指定",
            f"no key can be made of “{source}”; give one with --key",
        )
    return f"{surname}{publication.year}"


def _values(publication: Publication, title: str) -> Iterator[tuple[str, str]]:
    for name in FIELDS:
        if name == "title":
            yield name, title
        elif name in ("author", "editor"):
            people = publication.authors if name == "author" else publication.editors
            yield (
                name,
                " and ".join(
                    [
                        *map(_name, people),
                        *(["others"] if name == "author" and people and publication.others else []),
                    ]
                ),
            )
        elif name == "langid":
            yield name, publication.language
        else:
            yield (
                name,
                escaped(getattr(publication, name))
                if name not in ("doi", "url")
                else getattr(publication, name),
            )


def _name(person: Person) -> str:
    """``Family, Given``, ``Family, Jr, Given``; a Chinese name in one word; a group in braces of
    its own."""
    family, given, suffix = (
        escaped(part).replace(",", " ").strip()
        for part in (person.family, person.given, person.suffix)
    )
    if HAN.search(family + given) and len(family + given) <= LONGEST_HAN:
        return HAN_JOINT.sub("", f"{family}{given}")
    if person.whole or not given:
        return f"{{{{{escaped(person.family)}}}}}"
    return f"{family}, {suffix}, {given}" if suffix else f"{family}, {given}"


def _broken(names: str, width: int) -> str:
    """A long list of names, one a line under the first."""
    return (
        names
        if len(names) <= ONE_LINE
        else re.sub(r"(?<=\S) and ", " and\n" + " " * (width + 6), names)
    )
