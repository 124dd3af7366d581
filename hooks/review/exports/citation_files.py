"""A reference in the forms other programs read: BibTeX, RIS, CSL-JSON, NBIB where PubMed holds the
work, and the two printed styles.

Everything is read out of the entry once, as CSL-JSON; RIS is written from that. BibTeX keeps the
entry's own fields, put in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pybtex.database import Entry, Person

from review import styles
from review.evidence.corpus import Corpus
from review.evidence.reference import ALIASES, PERSONS, Reference, address, raw, text
from review.exports import json_script, medline
from review.sources.declared import declared
from review.sources.latex import decoded
from review.styles import author_names, notice_marks
from review.styles.reference_fields import issued, number, pages, place, publisher

FOLDER = "cite"
FORMS = ("bib", "ris", "json", "nbib")  # endings of files, the last not of every work
KEY = r"[a-z]+[0-9]{4}[a-z]*"
NAMES = declared("schema/export_names")
RIS_TYPES = {type["csl"]: type["ris"] for type in NAMES["types"].values()}
# what the type alone does not say
GENRES = {"preprint": "preprint", "mastersthesis": "Master's thesis"}
# what LaTeX would read as a command, in an address
BARE = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"})


def files(corpus: Corpus) -> dict[str, str]:
    """Every reference in every form, by the path of its file within the site."""
    contents: dict[str, str] = {}
    for reference in corpus.bibliography.entries.values():
        if not re.fullmatch(KEY, reference.key):
            continue  # the check refuses it; meanwhile it is no name for a file
        forms, path = all_forms(reference), f"{FOLDER}/{reference.key}"
        contents |= {f"{path}.{ending}": forms[ending] for ending in FORMS if ending in forms}
        contents[f"{path}.js"] = json_script.call("reviewCitation", reference.key, forms)
    return contents


def all_forms(reference: Reference) -> dict[str, str]:
    """The reference in each form that it has, by the name the pages use for it."""
    item = csl(reference)
    forms = {
        "gbt7714": styles.plain(reference, "gbt7714"),
        "nlm": styles.plain(reference, "nlm"),
        "bib": bibtex(reference),
        "ris": ris(item),
        "json": json_text([item]),
        "nbib": medline.nbib(reference, item),
    }
    return {name: form for name, form in forms.items() if form}


def json_text(items: list[dict[str, Any]]) -> str:
    """CSL-JSON as a file."""
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def bibtex(reference: Reference) -> str:
    """The entry with its fields in a fixed order, without those only this review uses."""
    entry = reference.entry
    people = {
        role: " and ".join(str(person) for person in persons)
        for role, persons in entry.persons.items()
        if role in PERSONS
    }
    fields = {name.lower(): value for name, value in [*entry.fields.items(), *people.items()]}
    lines = [
        f"  {name} = {{{' '.join(fields[name].split())}}}"
        for name in NAMES["bibtex"]
        if fields.get(name)
    ]
    if note := notice_marks.plain(reference, "nlm").strip():
        lines.append(f"  note = {{{note.translate(BARE)}}}")
    return f"@{entry.type.lower()}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def csl(reference: Reference) -> dict[str, Any]:
    """The entry as an item of CSL-JSON; what it does not hold is left out."""
    entry = reference.entry
    kind = _kind(entry)
    titles = [text(entry, "title"), text(entry, "subtitle")]
    item: dict[str, Any] = {
        "id": reference.key,
        "type": NAMES["types"].get(kind, {}).get("csl", "document"),
        "language": "zh-CN" if reference.language == "zh" else "en",
        **{role: _people(entry, role) for role in PERSONS},
        "issued": _date(issued(entry)),
        "accessed": _date(raw(entry, "urldate")),
        "event-date": _date(raw(entry, "eventdate")),
        "title": ": ".join(filter(None, titles)),
        "container-title": _container(entry),
        "container-title-short": text(entry, "shortjournal"),
        "volume": text(entry, "volume"),
        "issue" if kind == "article" else "number": number(entry),
        "page": pages(entry),
        "publisher": publisher(entry),
        "publisher-place": place(entry),
        "event-place": text(entry, "venue"),
        "edition": text(entry, "edition"),
        "version": text(entry, "version"),
        "genre": text(entry, "type") or GENRES.get(entry.type.lower(), ""),
        "status": "advance online publication" if raw(entry, "pubstate") == "aheadofprint" else "",
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "URL": reference.url,
        "note": notice_marks.plain(reference, "nlm").strip(),
    }
    return {name: value for name, value in item.items() if value}


def _people(entry: Entry, role: str) -> list[dict[str, str]]:
    """The names of a role; ``others`` stands for those left out, as pandoc has it."""
    return [
        {"literal": "others"} if author_names.is_rest(person) else _person(person)
        for person in entry.persons.get(role, [])
    ]


def _container(entry: Entry) -> str:
    """The journal or book that the entry is a part of; of a chapter or a paper the book."""
    order = ("journal", "journaltitle", "booktitle")
    in_book = _kind(entry) in ("incollection", "inproceedings")
    return next(filter(None, (text(entry, name) for name in order[:: -1 if in_book else 1])), "")


def ris(item: Mapping[str, Any]) -> str:
    """An item of CSL-JSON as a RIS record."""
    return "".join(f"{tag}  - {' '.join(str(value).split())}\r\n" for tag, value in _ris(item))


def _ris(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for role, tag in (
        ("author", "AU"),
        ("editor", "A2" if item["type"] in ("chapter", "paper-conference") else "ED"),
        ("translator", "A4"),
    ):
        yield from ((tag, _inverted(name)) for name in item.get(role, []))
    for name, tag in NAMES["ris"].items():
        if name in item:
            yield tag, item[name]
    if "PMID" in item:
        yield "DB", "PubMed"  # whose number AN is
    yield from _ris_dates(item)
    first, _, last = str(item.get("page", "")).partition("-")
    yield from ((tag, page) for tag, page in (("SP", first), ("EP", last)) if page)
    yield "ER", ""


def _ris_dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, tags in (("issued", ("PY", "DA")), ("accessed", (None, "Y2"))):
        parts = item.get(name, {}).get("date-parts", [[]])[0]
        if parts and tags[0]:
            yield tags[0], str(parts[0])
        if parts and (len(parts) > 1 or tags[0] is None):
            yield tags[1], "/".join([str(parts[0]), *(f"{part:02}" for part in parts[1:])])


def _inverted(name: Mapping[str, str]) -> str:
    """``Van Tine, Brian A., Jr``, the whole name of a group, or et al."""
    if name.get("literal") == "others":
        return "et al."
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name.get("family")]))
    parts = filter(None, [family, name.get("given"), name.get("suffix")])
    return name.get("literal") or ", ".join(parts)


def _person(person: Person) -> dict[str, str]:
    """A name in its parts; one word, a group, or a Chinese name that is not parted, whole."""
    parts = {
        "family": person.last_names,
        "given": [*person.first_names, *person.middle_names],
        "non-dropping-particle": person.prelast_names,
        "suffix": person.lineage_names,
    }
    named = {name: " ".join(map(decoded, words)).strip() for name, words in parts.items() if words}
    if set(named) != {"family"}:
        return named
    return {"literal": re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", named["family"])}


def _date(date: str) -> dict[str, Any]:
    """``2024-11-12``, ``2012-10`` or a year in parts; anything else as it is written."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date):
        return {"date-parts": [[int(part) for part in date.split("-")]]}
    return {"literal": date} if date else {}


def _kind(entry: Entry) -> str:
    kind = ALIASES.get(entry.type.lower(), entry.type.lower())
    return "online" if kind == "misc" and address(entry) else kind
