"""Rules on entries of references.bib as a whole: key, kind, fields, and what no two share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from review.evidence import notice
from review.evidence.reference import FIELDS, KINDS, PERSONS, SHOWN, Reference
from review.messages import problem, text
from review.problem import Place, Problem, Text
from review.sources.bibtex import Field
from review.sources.source import Source
from review.suggestion import advice, meant

KEY = re.compile(r"[a-z]+[0-9]{4}[a-z]*")
Found = Iterator[Problem]
# fields that one of the styles prints, or that decide how it prints
PRINTED = frozenset({*PERSONS, *SHOWN, *FIELDS["deciding"]})


def fields(
    references: Iterable[Reference], roles: Sequence[str]
) -> Iterator[tuple[Reference, str, Field]]:
    """The fields of entries that have one of the roles."""
    for reference in references:
        for role in roles:
            if field := reference.block.field(role):
                yield reference, role, field


def bibliography_key(source: Source, references: Sequence[Reference]) -> Found:
    """A key is the first author's surname in lower case, the year, and a letter if needed.
    文献的键由第一作者姓氏（小写）、年份和必要时的字母组成。
    """
    for reference in references:
        if not KEY.fullmatch(reference.key):
            found = quoted(reference.key)
            yield problem(_key_place(source, reference), "bibliography-key/form", found=found)


def bibliography_duplicate_key(source: Source, references: Sequence[Reference]) -> Found:
    """Each key stands once in the file; capitals make no difference.
    每个键在文件中只出现一次，大小写不同也算重复。
    """
    first: dict[str, Reference] = {}
    for reference in references:
        earlier = first.setdefault(reference.key.lower(), reference)
        if earlier is not reference:
            yield problem(
                _key_place(source, reference),
                "bibliography-duplicate-key",
                key=reference.key,
                line=earlier.place.line,
                earlier=earlier.key,
            )


def bibliography_missing_field(source: Source, references: Sequence[Reference]) -> Found:
    """Every entry has a title and a year (or date; for a web page the day it was seen will do); an
    article names its journal, a chapter its book, a meeting paper its book or meeting.
    每个条目都有题名和年份（或日期；网页有访问日期即可）；期刊文章写明刊名，
    析出文献写明所在的书，会议论文写明论文集或会议。
    """
    for reference in references:
        for name, present in _needed(reference):
            if not present and not reference.damaged:
                part = "container" if name in ("journal", "booktitle") else "any"
                yield problem(
                    _key_place(source, reference),
                    f"bibliography-missing-field/{part}",
                    key=reference.key,
                    name=name,
                    kind=reference.block.kind,
                )


def _key_place(source: Source, reference: Reference) -> Place:
    return source.place(reference.block.key.start)


def _needed(reference: Reference) -> Iterator[tuple[str, str]]:
    """The fields that an entry of its kind must have, each with its value."""
    yield "title", reference.title
    yield "year", reference.year or reference.get("urldate")
    kind = reference.entry.type.lower()
    if kind in FIELDS["containers"]:
        first, *alternatives = FIELDS["containers"][kind]
        yield first, next(filter(None, map(reference.get, (first, *alternatives))), "")


def bibliography_kind(source: Source, references: Sequence[Reference]) -> Found:
    """An entry is of a kind that both reference styles know, and holds all its fields itself.
    条目的类型是两种著录格式都有的类型，其字段都写在条目之内。
    """
    for reference in references:
        kind, place = reference.block.kind, source.place(reference.block.start)
        if kind not in KINDS:
            near = advice(kind, sorted(KINDS))
            yield problem(place, "bibliography-kind/unknown", kind=kind[:40], cure=near)
    for _, role, field in fields(references, ("crossref", "xdata")):
        yield problem(source.place(field.name.start), "bibliography-kind/elsewhere", role=role)


def bibliography_field(source: Source, references: Sequence[Reference]) -> Found:
    """A field of an entry is one that a reference prints, or one for the review or its editors.
    条目的字段是参考文献会印出的字段，或综述与编者自用的字段。
    """
    for field in (field for reference in references for field in reference.block.fields):
        name = field.name.text
        if name.lower() not in PRINTED.union(FIELDS["kept"]):
            cure = meant(name, sorted(PRINTED)) or text("bibliography-field", "cure")
            place = source.place(field.name.start)
            yield problem(place, "bibliography-field", name=name[:40], cure=cure)


def bibliography_duplicate_identifier(source: Source, references: Sequence[Reference]) -> Found:
    """A DOI, PMID or PMCID belongs to one entry.
    一个 DOI、PMID 或 PMCID 只属于一个条目。
    """
    first: dict[tuple[str, str], Reference] = {}
    for reference in references:
        shared: dict[str, list[tuple[str, str]]] = {}
        owners: dict[str, Reference] = {}
        for identifier in _identifiers(reference):
            owner = first.setdefault(identifier, reference)
            # two entries with one key are told of by another rule
            if owner is not reference and owner.key.lower() != reference.key.lower():
                shared.setdefault(owner.key, []).append(identifier)
                owners[owner.key] = owner
        for key, identifiers in shared.items():
            yield _shared(source, reference, owners[key], identifiers)


def bibliography_notice(source: Source, references: Sequence[Reference]) -> Found:
    """Each notice about a work (notices = {retraction 10.1000/182}) is its kind and its DOI, PMID
    or address.
    关于一篇文献的每个通知（notices = {retraction 10.1000/182}）写种类和它的 DOI、PMID 或网址。
    """
    for _, role, field in fields(references, ("notices",)):
        for offset, word in notice.unread(field.value.text):
            place, found = source.place(field.value.start + offset), quoted(word, role)
            no_address = text("bibliography-notice", "cure")
            cure = no_address if notice.kind_of(word) else advice(word, notice.KINDS)
            yield problem(place, "bibliography-notice", found=found, cure=cure)


def _identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    """Each identifier of an entry with the field it stands in."""
    for _, role, _ in fields([reference], ("doi", "pmid", "pmcid")):
        if value := reference.get(role).lower():
            yield role, value


def _shared(
    source: Source, reference: Reference, earlier: Reference, identifiers: list[tuple[str, str]]
) -> Problem:
    """One problem for two entries, whatever they share."""
    field = reference.block.field(identifiers[0][0])
    assert field is not None
    names = [f"{role.upper()} {value}" for role, value in identifiers]
    place = source.place(field.value.start)
    return problem(
        place,
        "bibliography-duplicate-identifier",
        key=reference.key,
        earlier=earlier.key,
        line=earlier.place.line,
        names=names,
        both=" and ".join(names),
        n=len(names),
    )


def quoted(text: str, role: str = "") -> Text:
    """A value in quotation marks, cut where it is long, behind the field it stands in."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return Text(*[f"{role} “{short}”".strip()] * 2)
