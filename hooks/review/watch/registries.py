"""Whether a trial's registration moved on after its table was last checked, as ClinicalTrials.gov
says.

Results posted after the day of ``checked.on`` are found by their date. A change of status needs a
memory: what the register said when it was first asked after that day. A new ``checked.on`` settles
both; results dated to a month or year alone stay open until one after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from review import messages
from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.problem import Text
from review.refusal import Refusal
from review.watch.answer import NO_ANSWER, day, inside, mapping, text
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

WATCH = "registries"
NUMBER = re.compile(r"NCT[0-9]{8}\Z")
STATUS = re.compile(r"[A-Z][A-Z_]{2,40}\Z")


@dataclass(frozen=True)
class Registration:
    """What the register says: status, and the day results were posted, if they were."""

    status: str
    results: str


def numbers(corpus: Corpus) -> dict[str, list[Trial]]:
    """The trials by each number to ask about, in file order."""
    found: dict[str, list[Trial]] = {}
    for trial in corpus.trials.values():
        for number in trial.ids("registries"):
            if NUMBER.match(number):
                found.setdefault(number, []).append(trial)
    return found


def registration(answer: bytes, number: str) -> Registration:
    """The registration in an answer about ``number``."""
    study = mapping(answer)
    protocol = inside(study, "protocolSection")
    status = text(inside(protocol, "statusModule", "overallStatus"), 60)
    if text(inside(protocol, "identificationModule", "nctId"), 20) != number or not STATUS.match(
        status
    ):
        raise Refusal(*NO_ANSWER)
    results = day(inside(protocol, "statusModule", "resultsFirstPostDateStruct", "date"))
    return Registration(status, results if study.get("hasResults") is True or results else "")


def report(
    corpus: Corpus,
    answers: Mapping[str, Registration | None],
    unanswered: Mapping[str, Text],
    before: State,
) -> Report:
    """Every registration that moved on since its tables were checked; None is the answer to a
    number that the register does not know."""
    findings: list[Finding] = []
    items: dict[str, Any] = {}
    for number, trials in numbers(corpus).items():
        checked = min(map(_checked, trials))
        item = _item(before.items.get(number, {}), answers.get(number), checked)
        if item:
            items[number] = item
            findings += _moved(number, trials, item)
        if number in answers and answers[number] is None:
            unknown = messages.text("watch/number-unknown", "found")
            findings.append(_finding(number, trials, "unknown", unknown, grave=True))
    requests = len(answers) + len(unanswered)
    return Report(WATCH, requests, tuple(findings), tuple(unanswered.items()), items)


def _item(before: Mapping[str, Any], answer: Registration | None, checked: str) -> dict[str, Any]:
    """What the register said first after the table was checked, and what it said last."""
    last = asdict(answer) if answer else before.get("last")
    if not isinstance(last, dict):
        return {}
    first = before.get("first") if before.get("checked") == checked else None
    return {"checked": checked, "first": first if isinstance(first, dict) else last, "last": last}


def _moved(number: str, trials: list[Trial], item: Mapping[str, Any]) -> Iterator[Finding]:
    """What moved on since the tables were checked: results posted, another status."""
    results = day(item["last"].get("results"))
    posted = _posted(results, item["checked"])
    if posted:
        yield _finding(number, trials, f"results {results}", posted, grave=True)
    old, new = (text(item[when].get("status"), 60) for when in ("first", "last"))
    if old != new:
        changed = messages.text("watch/status-changed", "found")
        yield _finding(number, trials, f"status {new}", changed, f"{old} → {new}")


def _posted(results: str, checked: str) -> Text | None:
    """That results were posted after the day of the check, or may have been: a date without its day
    may be before it or after it."""
    perhaps = results and len(results) < len(checked) and checked.startswith(results)
    if perhaps or checked and results > checked:
        kind = "results-perhaps-later" if perhaps else "results-later"
        return messages.text(f"watch/{kind}", "found", results=results, checked=checked)
    return None


def _finding(
    number: str,
    trials: list[Trial],
    matter: str,
    found: Text,
    quoted: str = "",
    grave: bool = False,
) -> Finding:
    subject = f"{number} ({', '.join(trial.id for trial in trials)})"
    places = tuple(trial.record.place("registries") for trial in trials)
    return Finding(f"{number} {matter}", found, subject, places, (quoted,) if quoted else (), grave)


def _checked(trial: Trial) -> str:
    """The day a table was last checked; empty where it does not say."""
    return day(str(trial.get("checked", "on") or ""))
