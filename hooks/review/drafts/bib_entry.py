"""A publication as an entry of references.bib in house form: fields in order, aligned, names one a
line where they are many."""

from __future__ import annotations

import re
import unicodedata

from review.drafts.latex_text import escaped
from review.drafts.publication import Person, Publication
from review.evidence.reference import HAN
from review.refusal import Refusal
from review.rules.bibliography_rules import HAN_JOINT

FIELDS = (
    *("author", "editor", "title", "corrects", "journal", "shortjournal", "booktitle", "edition"),
    *("publisher", "address", "year", "volume", "number", "pages", "doi", "pmid", "pmcid"),
    *("langid", "date", "urldate", "url"),
)
NAMES = ("author", "editor")  # fields of names
ONE_LINE = 110  # characters of names that still stand on one line
LONGEST_HAN = 5  # characters of a Chinese person's name; a longer one is a group's
LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def entry(publication: Publication, key: str, title: str) -> str:
    """The entry as text; ``title`` is the title as LaTeX."""
    values = {name: _value(publication, name, title) for name in FIELDS}
    width = max(len(name) for name, value in values.items() if value)
    lines = [f"@{publication.kind}{{{key},"]
    for name, value in values.items():
        if value:
            text = _broken(value, width) if name in NAMES else value
            lines.append(f"  {name:{width}} = {{{text}}},")
    return "\n".join([*lines, "}"]) + "\n"


def base_key(publication: Publication) -> str:
    """Surname of the first author (or the first word of the title) and year; a letter is for the
    shelf to add. Raises Refusal where no key can be made of them."""
    source = _key_source(publication)
    decomposed = unicodedata.normalize("NFKD", source.lower().translate(LETTERS))
    surname = re.sub(r"[^a-z]", "", decomposed)
    if not surname or HAN.search(source):
        raise Refusal(
            f"无法由“{source}”得出键，请用 --key 指定",
            f"no key can be made of “{source}”; give one with --key",
        )
    return f"{surname}{publication.year}"


def _key_source(publication: Publication) -> str:
    first = next(iter(publication.authors or publication.editors), None)
    if first is None:
        return publication.title.split()[0]
    return first.family.split()[0] if first.whole and first.family else first.family


def _value(publication: Publication, name: str, title: str) -> str:
    """The value of a field as LaTeX; empty where the work has none."""
    if name == "title":
        return title
    if name == "author":
        others = ["others"] if publication.authors and publication.others else []
        return " and ".join([*map(_name, publication.authors), *others])
    if name == "editor":
        return " and ".join(map(_name, publication.editors))
    if name == "langid":
        return publication.language
    value = str(getattr(publication, name))
    return value if name in ("doi", "url") else escaped(value)


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
    if len(names) <= ONE_LINE:
        return names
    return re.sub(r"(?<=\S) and ", " and\n" + " " * (width + 6), names)
