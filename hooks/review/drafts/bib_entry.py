"""A publication as an entry of references.bib in house form: fields in order, aligned, names one a
line where they are many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from review.drafts.latex_text import escaped, raw_escaped
from review.drafts.person_names import Names, Person
from review.drafts.publication import Publication
from review.evidence.reference import HAN
from review.messages import refusal
from review.rules.bibliography_rules import HAN_JOINT, name_slip
from review.sources.bibtex import AND

FIELDS = (
    *("author", "editor", "translator", "title", "origtitle", "corrects", "type", "journal"),
    *("shortjournal", "booktitle", "eventtitle", "eventdate", "venue", "edition", "version"),
    *("publisher", "institution", "school", "organization", "address", "year", "volume", "number"),
    *("pages", "doi", "cstr", "pmid", "pmcid", "langid", "origlanguage", "pubstate", "date"),
    *("updated", "urldate", "url"),
)
NAMES = {"author": "authors", "editor": "editors", "translator": "translators"}
# fields whose value is read letter by letter
BARE = frozenset(
    [*("number", "pages", "eventdate", "updated", "langid", "origlanguage", "pubstate"), "cstr"]
)
AS_GIVEN = frozenset({"doi", "url"})
ONE_LINE = 110  # characters of names that still stand on one line
LONGEST_HAN = 5  # characters of a Chinese person's name; a longer one is a group's
LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def entry(publication: Publication, key: str, titles: Mapping[str, str]) -> str:
    """The entry as text; ``titles`` are the fields in sentence case, as LaTeX."""
    values = {name: _value(publication, name) for name in FIELDS} | dict(titles)
    names = {role: _names(publication, role) for role in NAMES}
    values |= {role: " and ".join(people) for role, people in names.items()}
    values = {name: values[name] for name in FIELDS if values[name]}
    width = max(map(len, values))
    lines = [f"@{publication.kind}{{{key},"]
    for name, value in values.items():
        if name in NAMES and len(value) > ONE_LINE:
            value = (" and\n" + " " * (width + 6)).join(names[name])
        lines.append(f"  {name:{width}} = {{{value}}},")
    return "\n".join([*lines, "}"]) + "\n"


def base_key(publication: Publication) -> str:
    """Surname of the first author (or the first word of the title) and year; a letter is for the
    shelf to add. Raises Refusal where no key can be made of them."""
    source = _key_source(publication)
    decomposed = unicodedata.normalize("NFKD", source.lower().translate(LETTERS))
    surname = re.sub(r"[^a-z]", "", decomposed)
    if not surname or HAN.search(source):
        raise refusal("import/no-key", source=source)
    return f"{surname}{publication.year or publication.urldate[:4]}"


def _key_source(publication: Publication) -> str:
    first = next(iter(publication.authors.people or publication.editors.people), None)
    if first is None:
        return publication.title.split()[0]
    return first.family.split()[0] if first.whole and first.family else first.family


def _names(publication: Publication, role: str) -> list[str]:
    """The names of a role in order, ``others`` last for those that were left out."""
    names: Names = getattr(publication, NAMES[role])
    named = [*map(person_name, names.people)]
    return [*named, "others"] if named and names.et_al else named


def _value(publication: Publication, name: str) -> str:
    """The value of a field as LaTeX; empty where the work has none."""
    value = "" if name in NAMES else str(getattr(publication, name))
    if name in AS_GIVEN:
        return value
    return raw_escaped(value) if name in BARE else escaped(value)


def person_name(person: Person) -> str:
    """``Family, Given``, ``Family, Jr, Given``; a Chinese name in one word; a group, and what would
    read as another name, in braces of its own."""
    parts = (person.family, person.given, person.suffix)
    family, given, suffix = (escaped(part).strip() for part in parts)
    if _is_han(name_in_han := f"{family}{given}"):
        return HAN_JOINT.sub("", name_in_han)
    if person.whole or not given or not family:
        return f"{{{{{family or given}}}}}"
    given = f"{{{given}}}" if person.full else given
    name = ", ".join(filter(None, [family, suffix, given]))
    return f"{{{{{name}}}}}" if "," in "".join(parts) or _misread(name) else name


def _is_han(name: str) -> bool:
    """Whether a name is a Chinese person's; a longer one is a group's."""
    return HAN.search(name) is not None and len(name) <= LONGEST_HAN


def _misread(name: str) -> bool:
    """Whether a name would be taken for two, or for none."""
    return AND.search(name) is not None or name_slip(name) is not None
