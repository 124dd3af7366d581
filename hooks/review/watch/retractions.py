"""Whether a cited work was retracted or corrected, as Crossref's record of it says under
``updated-by``.

A notice is settled once the review knows it: when references.bib holds the notice itself, or the
entry of the work names it in ``notices = {10.1000/notice}``, which an editor writes after reading
it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from review.drafts.publication import identifier
from review.evidence.corpus import Corpus
from review.evidence.reference import Reference
from review.problem import Text
from review.refusal import Refusal
from review.watch.answer import NO_ANSWER, day, inside, mapping, text
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

WATCH = "retractions"
KINDS = {
    "retraction": Text("撤稿", "retraction"),
    "partial_retraction": Text("部分撤稿", "partial retraction"),
    "withdrawal": Text("撤回", "withdrawal"),
    "removal": Text("删除", "removal"),
    "expression_of_concern": Text("关注声明", "expression of concern"),
    "correction": Text("更正", "correction"),
    "corrigendum": Text("更正", "corrigendum"),
    "erratum": Text("勘误", "erratum"),
    "addendum": Text("补充", "addendum"),
    "clarification": Text("澄清", "clarification"),
    "new_version": Text("新版本", "new version"),
    "new_edition": Text("新版", "new edition"),
}
OTHER = Text("其他通知", "another notice")
GRAVE = frozenset(
    {"retraction", "partial_retraction", "withdrawal", "removal", "expression_of_concern"}
)
MOST = 50  # notices of one work


@dataclass(frozen=True)
class Notice:
    """A notice about a work: its kind, its DOI and its day, either of which may be missing."""

    kind: str
    doi: str
    day: str


def dois(corpus: Corpus) -> list[str]:
    """The DOIs to ask about, in file order, each once."""
    return list(
        dict.fromkeys(each.doi.lower() for each in corpus.bibliography.entries.values() if each.doi)
    )


def notices(answer: bytes, doi: str) -> tuple[Notice, ...]:
    """The notices of a work; Retraction Watch and the publisher may tell of the same one."""
    message = inside(mapping(answer), "message")
    if text(inside(message, "DOI"), 500).lower() != doi.lower():
        raise Refusal(*NO_ANSWER)
    updates = inside(message, "updated-by")
    listed = (
        [each for each in updates if isinstance(each, dict)] if isinstance(updates, list) else []
    )
    found = {(each.kind, each.doi): each for each in map(_notice, listed[:MOST])}
    return tuple(found.values())


def _notice(update: Mapping[str, Any]) -> Notice:
    kind = re.sub(r"[\s-]+", "_", text(update.get("type"), 60).lower())
    return Notice(
        kind if kind in KINDS else "other",
        identifier("doi", text(update.get("DOI"), 500)).lower(),
        day(inside(update.get("updated"), "date-parts")),
    )


def report(
    corpus: Corpus,
    answers: Mapping[str, tuple[Notice, ...]],
    unanswered: Mapping[str, Text],
    before: State,
) -> Report:
    """Every notice that the review does not know; a work that gave no answer this time still has
    the notices it had."""
    references = {
        each.doi.lower(): each for each in corpus.bibliography.entries.values() if each.doi
    }
    remembered = {doi: _remembered(before.items[doi]) for doi in unanswered if doi in before.items}
    found = {
        doi: each for doi, each in {**remembered, **answers}.items() if each and doi in references
    }
    findings = tuple(
        finding
        for doi, each in found.items()
        for finding in _open(references[doi], each, set(references))
    )
    items = {doi: {"notices": [asdict(notice) for notice in each]} for doi, each in found.items()}
    return Report(WATCH, len(answers) + len(unanswered), findings, tuple(unanswered.items()), items)


def _remembered(item: Mapping[str, Any]) -> tuple[Notice, ...]:
    listed = item.get("notices")
    return (
        tuple(
            Notice(*(text(each.get(name), 500) for name in ("kind", "doi", "day")))
            for each in listed
            if isinstance(each, dict)
        )
        if isinstance(listed, list)
        else ()
    )


def _open(reference: Reference, found: tuple[Notice, ...], cited: set[str]) -> Iterator[Finding]:
    known = cited | {each.lower() for each in re.split(r"[\s,;]+", reference.raw("notices"))}
    for notice in found:
        if not notice.doi or notice.doi not in known:
            dated = f"（{notice.day}）" if notice.day else ""
            kind = KINDS.get(notice.kind, OTHER)
            said = Text(f"{kind.zh}{dated}", f"{kind.en}{f' ({notice.day})' if notice.day else ''}")
            id = f"{reference.doi.lower()} {notice.kind} {notice.doi}".strip()
            yield Finding(
                id,
                said,
                reference.key,
                (reference.place,),
                tuple(each for each in (reference.doi, notice.doi) if each),
                notice.kind in GRAVE,
            )
