"""Whether a cited work was retracted or corrected, as Crossref's record of it says under
``updated-by``.

A notice is settled once readers are told of it wherever the work is cited: when the entry of the
work names it in ``notices = {retraction 10.1000/notice}``, which an editor writes after reading it,
or an erratum that is an entry of its own has ``corrects = {key of the work}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from review.drafts.identifiers import identifier
from review.evidence.corpus import Corpus
from review.evidence.fields import items
from review.evidence.notice import KINDS, OTHER
from review.evidence.reference import Reference
from review.problem import Text
from review.refusal import Refusal
from review.watch.answer import NO_ANSWER, day, inside, mapping, text
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

WATCH = "retractions"
MOST = 50  # notices of one work


@dataclass(frozen=True)
class Notice:
    """A notice about a work: its kind, its DOI and its day, either of which may be missing."""

    kind: str
    doi: str
    day: str


def dois(corpus: Corpus) -> list[str]:
    """The DOIs to ask about, in file order, each once."""
    references = corpus.bibliography.entries.values()
    return list(dict.fromkeys(reference.doi.lower() for reference in references if reference.doi))


def notices(answer: bytes, doi: str) -> tuple[Notice, ...]:
    """The notices of a work; Retraction Watch and the publisher may tell of the same one."""
    message = inside(mapping(answer), "message")
    if text(inside(message, "DOI"), 500).lower() != doi.lower():
        raise Refusal(*NO_ANSWER)
    updates = items(inside(message, "updated-by"))
    found = [_notice(update) for update in updates if isinstance(update, dict)]
    return tuple({(notice.kind, notice.doi): notice for notice in found[:MOST]}.values())


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
    """Every notice that the review lacks; a silent work has those of the last run."""
    entries = corpus.bibliography.entries.values()
    references = {reference.doi.lower(): reference for reference in entries if reference.doi}
    remembered = {doi: _remembered(before.items[doi]) for doi in unanswered if doi in before.items}
    reported = {**remembered, **answers}.items()
    found = {doi: notices for doi, notices in reported if notices and doi in references}
    findings = [item for doi, notices in found.items() for item in _open(references[doi], notices)]
    memory = {doi: {"notices": list(map(asdict, notices))} for doi, notices in found.items()}
    requests = len(answers) + len(unanswered)
    return Report(WATCH, requests, tuple(findings), tuple(unanswered.items()), memory)


def _remembered(item: Mapping[str, Any]) -> tuple[Notice, ...]:
    """The notices of a work as the run before has written them."""
    entries = (entry for entry in items(item.get("notices")) if isinstance(entry, dict))
    texts = ([text(entry.get(name), 500) for name in ("kind", "doi", "day")] for entry in entries)
    return tuple(Notice(*found) for found in texts)


def _open(reference: Reference, notices: tuple[Notice, ...]) -> Iterator[Finding]:
    """The notices that no reader of the review is told of."""
    settled = {notice.doi for notice in reference.notices}
    for notice in notices:
        if not notice.doi or notice.doi not in settled:
            yield Finding(
                f"{reference.doi.lower()} {notice.kind} {notice.doi}".strip(),
                _worded(notice),
                reference.key,
                (reference.place,),
                tuple(doi for doi in (reference.doi, notice.doi) if doi),
                bool(notice.kind in KINDS and KINDS[notice.kind].mark),
            )


def _worded(notice: Notice) -> Text:
    """The kind of a notice and its day."""
    kind = KINDS.get(notice.kind, OTHER).name
    if not notice.day:
        return kind
    return Text(f"{kind.zh}（{notice.day}）", f"{kind.en} ({notice.day})")
