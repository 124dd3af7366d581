"""Whether references.bib still says of a work what Crossref's record of it says: each is compared
with its entry, and kept in references.lock where that has none from Crossref yet. A record that is
there stays as it is: it is what the entry was compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from review import messages
from review.drafts import crossref_record
from review.drafts.reference_records import merged, record
from review.evidence.corpus import Corpus
from review.evidence.reference_lock import CatalogueRecord, differences, parse
from review.problem import Text
from review.watch.finding import Finding, Report

WATCH = "records"


class Records(NamedTuple):
    """What differs, and the file of records as it should be."""

    report: Report
    lock: str


def source(doi: str) -> str:
    """Where a record of Crossref is from, as references.lock names it."""
    return f"Crossref https://doi.org/{doi.lower()}"


def answered(answer: bytes, doi: str, day: str) -> CatalogueRecord:
    """The record in Crossref's answer about a DOI, obtained on a day; its key is for the review to
    say. Raises Refusal for an answer that cannot be read."""
    return record(crossref_record.publication(answer, doi), "", source(doi), day)


def report(
    corpus: Corpus, answers: Mapping[str, CatalogueRecord], unanswered: Mapping[str, Text]
) -> Records:
    """Every field that an entry has otherwise than the answer about its DOI."""
    text = corpus.reference_lock.text if corpus.reference_lock else ""
    on_file = {(record.key, record.source) for record in parse(text)[0]}
    findings, new = [], []
    for entry in corpus.bibliography.entries.values():
        answer = answers.get(entry.doi.lower())
        if answer is None:
            continue
        if (entry.key, answer.source) not in on_file:
            new.append(CatalogueRecord(entry.key, answer.source, answer.on, answer.fields))
        for name, printed, recorded in differences(entry, answer):
            id, unlike = f"{entry.doi.lower()} {name} {recorded}", f"{printed} ≠ {recorded}"
            found = messages.text("watch/record-differs", "found", name=name)
            findings.append(Finding(id, found, entry.key, (entry.place,), (unlike,)))
    requests = len(answers) + len(unanswered)
    outcome = Report(WATCH, requests, tuple(findings), tuple(unanswered.items()))
    return Records(outcome, merged(text, new))
