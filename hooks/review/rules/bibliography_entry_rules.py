"""Rules on the entries of references.bib as a whole: their keys, their kind, what each must have
and what no two may share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from review.evidence import notice
from review.evidence.reference import KINDS, PERSONS, SHOWN, Reference
from review.problem import Problem, Text
from review.sources.source import Source
from review.suggestion import advice, meant

KEY = re.compile(r"[a-z]+[0-9]{4}[a-z]*")
Found = Iterator[Problem]
# fields that one of the styles prints, or that decide how it prints
PRINTED = frozenset(
    [
        *SHOWN,
        *PERSONS,
        *("number", "issue", "pages", "eid", "year", "date", "urldate", "updated", "eventdate"),
        *("doi", "cstr", "pmid", "pmcid", "url", "langid", "origlanguage", "pubstate"),
    ]
)
# for the review itself, for its editors, and told of by the rule on kinds
KEPT = frozenset(
    [
        *("status", "corrects", "notices", "note", "annote", "comment", "abstract", "keywords"),
        *("file", "issn", "isbn", "eprint", "archiveprefix", "primaryclass", "crossref", "xdata"),
    ]
)
# what an entry is a part of, by the fields that may name it
CONTAINERS = {
    "article": ("journal", "journaltitle", "shortjournal"),
    "incollection": ("booktitle",),
    "inbook": ("booktitle",),
    "inproceedings": ("booktitle", "eventtitle"),
    "conference": ("booktitle", "eventtitle"),
}


def bibliography_key(source: Source, references: Sequence[Reference]) -> Found:
    """A key is the first author's surname in lower case, the year, and a letter if needed.
    文献的键由第一作者姓氏（小写）、年份和必要时的字母组成。
    """
    for reference in references:
        if not KEY.fullmatch(reference.key):
            yield problem(
                source,
                "bibliography-key",
                reference.block.key.start,
                quoted(reference.key),
                Text(
                    "小写姓氏、四位年份、可选字母，如 duffaud2019",
                    "surname in lower case, four digits of the year and an optional letter, as "
                    "duffaud2019",
                ),
                Text(
                    "改写该键，并同时改写正文中对它的引用。",
                    "Change the key here and where it is cited.",
                ),
            )


def bibliography_duplicate_key(source: Source, references: Sequence[Reference]) -> Found:
    """Each key stands once in the file; capitals make no difference.
    每个键在文件中只出现一次，大小写不同也算重复。
    """
    first: dict[str, Reference] = {}
    for reference in references:
        earlier = first.setdefault(reference.key.lower(), reference)
        if earlier is not reference:
            line = earlier.place.line
            yield problem(
                source,
                "bibliography-duplicate-key",
                reference.block.key.start,
                Text(
                    f"“{reference.key}”，第 {line} 行已有“{earlier.key}”",
                    f"“{reference.key}”, with “{earlier.key}” already in line {line}",
                ),
                Text("不重复的键", "a key of its own"),
                Text(
                    "同一文献则删除其一；不同文献则在年份后加字母。",
                    "Delete one if both are the same work; else add a letter after the year.",
                ),
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
                yield problem(
                    source,
                    "bibliography-missing-field",
                    reference.block.key.start,
                    Text(
                        f"“{reference.key}”没有 {name} 字段",
                        f"“{reference.key}” without the field {name}",
                    ),
                    Text(f"非空的 {name} 字段", f"a field {name} with a value"),
                    _cure(name, reference.block.kind),
                )


def _needed(reference: Reference) -> Iterator[tuple[str, str]]:
    """The fields that an entry of its kind must have, each with its value."""
    yield "title", reference.title
    yield "year", reference.year or reference.raw("urldate")
    kind = reference.entry.type.lower()
    if kind in CONTAINERS:
        first, *others = CONTAINERS[kind]
        yield first, next(filter(None, map(reference.raw, (first, *others))), "")


def _cure(name: str, kind: str) -> Text:
    if name not in ("journal", "booktitle"):
        return Text(f"在该条目中补上 {name} = {{…}}。", f"Add {name} = {{…}} to the entry.")
    return Text(
        f"补上 {name} = {{…}}；不是 @{kind} 的，改正类型（网页写 @online，书写 @book）。",
        f"Add {name} = {{…}}; if it is no @{kind}, correct the kind (@online for a page of the "
        "web, @book for a book).",
    )


def bibliography_kind(source: Source, references: Sequence[Reference]) -> Found:
    """An entry is of a kind that both reference styles know, and holds all its fields itself.
    条目的类型是两种著录格式都有的类型，其字段都写在条目之内。
    """
    for reference in references:
        kind = reference.block.kind
        if kind not in KINDS:
            yield problem(
                source,
                "bibliography-kind",
                reference.block.start,
                Text(f"未知的类型 @{kind[:40]}", f"the unknown kind @{kind[:40]}"),
                Text("著录格式所知的类型", "a kind that the styles know"),
                advice(kind, sorted(KINDS)),
            )
        for role in ("crossref", "xdata"):
            if field := reference.block.field(role):
                yield problem(
                    source,
                    "bibliography-kind",
                    field.name.start,
                    Text(f"{role} 字段", f"the field {role}"),
                    Text("写在条目之内的字段", "fields that stand in the entry itself"),
                    Text(
                        "把所引条目的字段抄写在此处，删去该字段。",
                        "Write the fields of the other entry here, and delete this one.",
                    ),
                )


def bibliography_field(source: Source, references: Sequence[Reference]) -> Found:
    """A field of an entry is one that a reference prints, or one for the review or its editors.
    条目的字段是参考文献会印出的字段，或综述与编者自用的字段。
    """
    for reference in references:
        for field in reference.block.fields:
            name = field.name.text
            if name.lower() not in PRINTED | KEPT:
                yield problem(
                    source,
                    "bibliography-field",
                    field.name.start,
                    Text(f"{name[:40]} 字段", f"the field {name[:40]}"),
                    Text("著录格式会印出的字段", "a field that a reference prints"),
                    meant(name, sorted(PRINTED))
                    or Text(
                        "改用会印出的字段，或删去；编者的说明写 note。",
                        "Use a field that is printed or delete it; remarks for editors stand in "
                        "note.",
                    ),
                )


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
    for reference in references:
        field = reference.block.field("notices")
        for offset, word in notice.unread(field.value.text) if field else ():
            known = notice.kind_of(word)
            yield problem(
                source,
                "bibliography-notice",
                field.value.start + offset if field else 0,
                quoted(word, "notices"),
                Text("种类和 DOI、PMID 或网址", "a kind and a DOI, PMID or address"),
                Text("在种类之后写上通知的 DOI。", "Write the DOI of the notice behind its kind.")
                if known
                else advice(word, notice.KINDS),
            )


def _identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    """Each identifier of an entry with the field it stands in."""
    for role in ("doi", "pmid", "pmcid"):
        value = reference.raw(role).lower()
        if value and reference.block.field(role):
            yield role, value


def _shared(
    source: Source, reference: Reference, earlier: Reference, identifiers: list[tuple[str, str]]
) -> Problem:
    """One problem for two entries, whatever they share."""
    field = reference.block.field(identifiers[0][0])
    assert field is not None
    names, line = [f"{role.upper()} {value}" for role, value in identifiers], earlier.place.line
    return problem(
        source,
        "bibliography-duplicate-identifier",
        field.value.start,
        Text(
            f"“{reference.key}”的 {'、'.join(names)}，已属于“{earlier.key}”（第 {line} 行）",
            f"{' and '.join(names)} of “{reference.key}”, which already "
            f"belong{'s' * (len(names) == 1)} to “{earlier.key}” in line {line}",
        ),
        Text("每个标识符只属于一个条目", "each identifier in one entry only"),
        Text(
            "同一文献则删去两条中没有引用的一条，不同文献则改正标识符。",
            "If both are the same work, delete the one that nothing cites; else correct the "
            "identifier.",
        ),
    )


def quoted(text: str, role: str = "") -> Text:
    """A value in quotation marks, cut where it is long, behind the field it stands in."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return Text(f"{role} “{short}”".strip(), f"{role} “{short}”".strip())


def problem(
    source: Source, rule: str, offset: int, found: Text, expected: Text, cure: Text
) -> Problem:
    """A problem at an offset of the source."""
    return Problem(source.place(offset), rule, found, expected, cure)
