"""Rules on pages: their front matter, and the list of pages of the review."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from review.dates import future, span
from review.evidence.corpus import SETTINGS, Corpus
from review.evidence.fields import ids, items, mapping
from review.figures.coverage import REVIEW
from review.messages import problem, text
from review.problem import Place, Problem
from review.rules.table_provenance_rules import DOTS
from review.sources.record import Record
from review.sources.section import Section
from review.suggestion import advice

NEEDED = ("reviewed", "interval")
FIELDS = (*NEEDED, "searched", "diagnoses", "page-of", "retired", "reason")
INTERVAL = re.compile(r"[1-9][0-9]{0,2} (?:days|weeks|months|years)|1 (?:day|week|month|year)")


def front_matter(corpus: Corpus) -> Iterator[Problem]:
    """A review section begins with the date of its last review and the interval at which it is
    reviewed; its searches stand in docs/searches.yml, and a review that keeps no such file may give
    the day of the last one as searched. One on certain diseases names them in diagnoses, and its
    key results are those of these.
    综述各节以最近审阅日期与审阅间隔开头；检索记录写在 docs/searches.yml，
    没有该文件的综述可用 searched 写最近检索日期。
    专述某些疾病的，在 diagnoses 中写明，其主要结果只列这些疾病的。
    """
    for path, section in corpus.sections.items():
        if path.startswith(REVIEW) and not _unread(corpus, section):
            missing = [name for name in NEEDED if section.metadata.get(name) is None]
            if missing:
                yield problem(Place(path), "front-matter/missing", names=missing)
        if section.meta is not None:
            yield from _fields(section.meta)


def _fields(meta: Record) -> Iterator[Problem]:
    """What is wrong with the fields of front matter that are there."""
    for name, value in meta.data.items():
        if name not in FIELDS:
            place, near = meta.key_place(name), advice(name, FIELDS)
            yield problem(place, "front-matter/unknown", name=name, fields=FIELDS, cure=near)
        elif value is not None and not _valid(name, value):
            kind = name if name in FORMS else "date"
            kind = "future" if name == "reviewed" and future(str(value)) else kind
            expected = text(f"field-form/{kind}", "expected")
            yield problem(
                meta.place(name),
                "front-matter/value",
                expected=expected,
                name=name,
                value=str(value),
            )


def section_retired(corpus: Corpus) -> Iterator[Problem]:
    """A section that is no longer kept up says since when, and why in both languages.
    不再更新的章节写明自何日起，并用两种语言说明原因。
    """
    for section in corpus.sections.values():
        stated = [name for name in ("retired", "reason") if section.metadata.get(name) is not None]
        if section.meta is not None and len(stated) == 1:
            missing = "reason" if stated == ["retired"] else "retired"
            place = section.meta.key_place(stated[0])
            yield problem(place, f"section-retired/{missing}", given=stated[0], missing=missing)


def section_disease(corpus: Corpus) -> Iterator[Problem]:
    """A section is the page of a diagnosis where page-of names it: one of its diagnoses, and of no
    other section; the diagnosis then has no page of its own.
    某节要作为某个诊断的页面，在 page-of 中写明：它是本节 diagnoses 之一，他节未写；
    该诊断不再另有页面。
    """
    owners: dict[str, str] = {}
    for path, section in corpus.sections.items():
        id, named = section.metadata.get("page-of"), ids(section.metadata.get("diagnoses"))
        if section.meta is None or not isinstance(id, str):
            continue
        owner = owners.setdefault(id, path)
        if id not in named or owner != path:
            place, near = section.meta.place("page-of"), advice(id, named)
            kind = "elsewhere" if owner == path else "taken"
            yield problem(place, f"section-disease/{kind}", id=id, other=owner, cure=near)


def page_unlisted(corpus: Corpus) -> Iterator[Problem]:
    """Every page below docs/ is listed in docs/review.yml.
    docs/ 下的每个页面都列在 docs/review.yml 的 pages 中。
    """
    listed = set(corpus.settings.pages)
    for path in corpus.sections if isinstance(corpus.settings.get("pages"), list) else ():
        if path not in listed:
            place, name = Place(path), path.removeprefix("docs/")
            yield problem(place, "page-unlisted", settings=SETTINGS, path=name)


def page_missing(corpus: Corpus) -> Iterator[Problem]:
    """Every page that docs/review.yml lists exists, and is listed once.
    docs/review.yml 所列的页面都存在，且只列一次。
    """
    record = corpus.settings.record
    pages = [path.removeprefix("docs/") for path in corpus.sections]
    listed: set[str] = set()
    reported: set[str] = set()
    for index, page in enumerate(items(record.get("pages")) if record else ()):
        if not _names_page(page) or page in reported:
            continue
        if record and (page in listed or not corpus.is_page(f"docs/{page}")):
            reported.add(page)
            place, near = record.place("pages", index), advice(page, pages)
            yield problem(place, "page-missing", page=page, cure=near)
        listed.add(page)


def _names_page(value: object) -> bool:
    """Whether a value names a page; of any other the schema speaks."""
    return isinstance(value, str) and value.endswith(".md") and ".." not in value


def _unread(corpus: Corpus, section: Section) -> bool:
    """Whether there is front matter that could not be read; that is reported already."""
    return section.meta is None and any(
        problem.place.path == section.path and problem.rule.startswith("yaml-")
        for problem in corpus.problems
    )


def _valid(name: str, value: object) -> bool:
    """Whether a field of front matter has a value of its form."""
    if name in FORMS:
        return FORMS[name](value)
    day = str(value)
    if len(day) != len("2026-11-20") or span(day) is None:
        return False
    # a section may be said to retire on a day to come; nobody can have reviewed on one
    return name == "retired" or not future(day)


def _is_bilingual(value: object) -> bool:
    """Whether a value is a text in both languages, neither of which is still dots."""
    texts = mapping(value)
    return set(texts) == {"zh", "en"} and all(
        isinstance(text, str) and text.strip() and not DOTS.fullmatch(text)
        for text in texts.values()
    )


# of every other field the value is a date
FORMS: dict[str, Callable[[Any], bool]] = {
    "reason": _is_bilingual,
    "page-of": lambda value: isinstance(value, str),
    "diagnoses": lambda value: bool(items(value)) and all(isinstance(id, str) for id in value),
    "interval": lambda value: isinstance(value, str) and bool(INTERVAL.fullmatch(value)),
}
