"""The shelf is references.bib: where a new entry goes among those that stand there, by key; not at
all where the work stands there already."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from review.dates import future
from review.drafts import bib_entry
from review.drafts.identifiers import identifier
from review.drafts.journal_names import housed_journal, normal
from review.drafts.languages import is_chinese
from review.drafts.person_names import refuse_crowd
from review.drafts.publication import Publication
from review.drafts.title_case import Title, sentence_case
from review.evidence import bibliography
from review.evidence.bibliography import Bibliography
from review.evidence.reference import Reference
from review.messages import refusal
from review.problem import Problem, Text
from review.refusal import Refusal
from review.rules.bibliography_rules import parse_checked
from review.sources import bibtex
from review.sources.latex import decoded
from review.sources.source import Source

KEY = re.compile(r"[a-z]+[0-9]{4}[a-z]*")
OWN_KEY = re.compile(r"[a-z]{2,}[0-9]{4}[a-z]*")  # of a source, in our form
DISTINCT = Text("；若确是另一篇，加 --distinct", "; if it is another work, add --distinct")
# behind the year; the first work of a year has none
LETTERS: tuple[str, ...] = ("", *"bcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Placed:
    """The file with the entry in its place, the entry alone, and what a person should look at."""

    text: str
    key: str
    entry: str
    lowered: tuple[str, ...]  # words of its titles that lost a capital
    publication: Publication


def place(
    shelf: Bibliography,
    problems: list[Problem],
    found: Publication,
    names: frozenset[str],
    key: str = "",
    distinct: bool = False,
) -> Placed:
    """references.bib with the publication in it. Refuses what is there already, what lacks a title
    or year, and a file that is not sound.

    ``distinct`` lets in another work of the same title: an abstract and the article that followed
    it."""
    _refuse_unsound(problems)
    _refuse_incomplete(found)
    refuse_crowd(len(found.authors.people) + len(found.editors.people))
    _refuse_known(shelf, found, distinct)
    free_key = _key(shelf, found, key)
    work = replace(housed_journal(shelf, found), corrects=_corrected(shelf, found))
    chinese = is_chinese(work)
    english = not work.langid
    title = sentence_case(work.title, names | work.names, chinese, english)
    book = sentence_case(work.booktitle, names, chinese, english)
    titles = {"title": _as_given(work.latex, title), "booktitle": book.latex}
    text = bib_entry.entry(work, free_key, titles)
    content = _inserted(shelf.source.text, free_key, text)
    _refuse_broken(shelf.source, content, free_key)
    return Placed(content, free_key, text, (*title.lowered, *book.lowered), work)


def _as_given(latex: str, title: Title) -> str:
    """The LaTeX of the source where it reads the same and keeps the rules, else our own."""
    if not latex or decoded(latex) != decoded(title.latex):
        return title.latex
    entry = f"@misc{{a2000,\n  title = {{{latex}}},\n  year = {{2000}},\n}}\n"
    return title.latex if parse_checked(Source("title.bib", entry))[1] else latex


def _refuse_unsound(problems: list[Problem]) -> None:
    unsound = next((problem for problem in problems if problem.rule == "bibliography-syntax"), None)
    if unsound:
        raise refusal("import/unsound-file", place=unsound.place)


def _refuse_incomplete(found: Publication) -> None:
    """Refuse what makes no entry that the check accepts, and say what the record lacks."""
    containers = {
        "article": ("journal", found.journal),
        "incollection": ("booktitle", found.booktitle),
        "inproceedings": ("booktitle", found.booktitle or found.eventtitle),
    }
    place, value = containers.get(found.kind, ("title", found.title))
    dated = found.year or found.urldate  # a page of the web may bear no date but that
    required = {"title": normal(found.title), "year": dated, place: normal(value)}
    missing = [name for name, value in required.items() if not value]
    if missing:
        raise Refusal(
            f"记录缺少 {'、'.join(missing)}；请在导出文件中补上，或改正类型（现为 {found.kind}）",
            f"the record has no {' and no '.join(missing)}; add it to the file, or correct the "
            f"kind of work, which is {found.kind}",
        )
    if future(found.year):
        raise refusal("import/future-year", year=found.year)
    for name in bib_entry.BARE:
        if re.search(r"[{}\\]", value := str(getattr(found, name))):
            raise refusal("import/latex-in-field", name=name, value=value)


def _refuse_known(shelf: Bibliography, found: Publication, distinct: bool) -> None:
    corrected = _corrected(shelf, found)
    for entry in shelf.all:
        shared = _shared(entry, found)
        # an erratum may bear the title of the article it corrects
        by_title = shared == "title"
        if not shared or by_title and (distinct or entry.key == corrected):
            continue
        hint = DISTINCT if by_title else Text("", "")
        key, line = entry.key, entry.place.line
        raise refusal("import/known-work", key=key, line=line, shared=shared, hint=hint)


def _shared(entry: Reference, found: Publication) -> str:
    """What an entry has in common with the work that only one work can have."""
    numbers = {
        "DOI": (found.doi or identifier("doi", found.url), _doi(entry)),
        "PMID": (found.pmid, entry.pmid),
        "PMCID": (found.pmcid, entry.pmcid),
    }
    for name, (value, of_entry) in numbers.items():
        if value and value.lower() == of_entry.lower():
            return name
    return "title" if normal(entry.title) == normal(found.title) else ""


def _doi(entry: Reference) -> str:
    """The DOI of an entry, which its address may hold."""
    return str(entry.doi or identifier("doi", entry.url))


def _key(shelf: Bibliography, found: Publication, key: str) -> str:
    """The key that a person wants, or the first free one of its surname and year."""
    used = {entry.key.lower() for entry in shelf.all}
    if key:
        if not KEY.fullmatch(key):
            raise refusal("import/key-form", key=key)
        if key in used:
            raise refusal("import/key-taken", key=key)
        return key
    if OWN_KEY.fullmatch(found.key) and found.year in found.key and found.key not in used:
        return found.key
    base = bib_entry.base_key(found)
    for letter in LETTERS:
        if base + letter not in used:
            return base + letter
    raise refusal("import/no-letter", base=base)


def _corrected(shelf: Bibliography, found: Publication) -> str:
    """The key of the work that this one is an erratum of; empty where it is not there."""
    identifiers = {(kind, value.lower()) for kind, value in found.corrected}
    for entry in shelf.all:
        if identifiers & {("pmid", entry.pmid), ("doi", entry.doi.lower())}:
            return str(entry.key)
    return ""


def _inserted(text: str, key: str, entry: str) -> str:
    """The file with the entry in its place by key, comments kept above their entries."""
    entries = (
        block for block in bibtex.blocks(text) if block.kind not in bibliography.OTHER_BLOCKS
    )
    after = next((block for block in entries if block.key.text.lower() > key), None)
    if after is None:
        return f"{text.rstrip()}\n\n{entry}".lstrip("\n")
    at = _line_start(text, text.index("@", after.start))
    while at and text[_line_start(text, at - 1) : at].startswith("%"):
        at = _line_start(text, at - 1)
    return f"{text[:at]}{entry}\n{text[at:]}"


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _refuse_broken(source: Source, content: str, key: str) -> None:
    """The last word: the new file is read as any other, and what was there must be there still."""
    before, _ = parse_checked(source)
    after, problems = parse_checked(Source(source.path, content))
    wrong = _of_entry(key, after, problems)
    others_stay = {*after.entries} == {*before.entries, key}
    if not wrong and others_stay and len(after.all) == len(before.all) + 1:
        return
    found = wrong[0].found if wrong else Text("", "")
    raise Refusal(
        f"记录写不成合格的条目{'：' if found.zh else ''}{found.zh}；请在 references.bib 中手工写入",
        f"the record does not make a sound entry{': ' if found.en else ''}{found.en}; write it "
        "into references.bib by hand",
    )


def _of_entry(key: str, shelf: Bibliography, problems: list[Problem]) -> list[Problem]:
    """The problems within an entry; all of them where the file has no such entry."""
    entry = shelf.entries.get(key)
    if entry is None:
        return problems
    block = entry.block
    places = [(shelf.source.offset(problem.place.line), problem) for problem in problems]
    return [problem for at, problem in places if block.start <= at < block.end]
