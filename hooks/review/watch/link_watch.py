"""Which links of the pages lead nowhere any more.

One failure says little: a host may be down, or may refuse robots. A link is dead when it failed on
``REPEATED`` runs, on different days, without an answer between. A refusal (403, 429), a fault of
the server (5xx) or silence proves nothing either way; it neither counts nor clears."""

from __future__ import annotations

import csv
import datetime
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import unquote, urlsplit

from review.evidence.corpus import Corpus
from review.messages import text
from review.problem import Place, same
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

WATCH = "links"
REPEATED = 3
MOST_PLACES = 3
SHORTEST = 4  # letters of an address's last part by which it may be looked for in the sources
TARGET = re.compile(
    r'\]\((https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?: "[^"]*")?\)'
    r'|href="(https?://[^"]*)"'
    r"|<(https?://[^<>\s]+)>"
)
CODE = re.compile(r"([1-5][0-9]{2})\b")
GONE = frozenset({400, 404, 410})
UNREACHED = re.compile(r"(ConnectionError|SSLError|InvalidURL|LocationParseError)\b")


class Verdict(Enum):
    """What one try of a link proves."""

    ALIVE = "alive"
    FAILED = "failed"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Outcome:
    """One try of a link: what it proves, and what LinkChecker wrote of it."""

    verdict: Verdict
    result: str


def outside(pages: Iterable[str], site: str = "") -> list[str]:
    """Addresses outside the site on woven pages, once each; not those of ``site``."""
    targets = (match for page in pages for match in TARGET.finditer(page))
    found = dict.fromkeys(html.unescape(match[match.lastindex or 0]) for match in targets)
    foreign = (address for address in found if not (site and address.startswith(f"{site}/")))
    return [address for address in foreign if urlsplit(address).netloc]


def judged(result: str) -> Outcome:
    """What LinkChecker's word for a link proves."""
    line = " ".join(result.split())[:120]
    code = CODE.match(line)
    if code is None:
        verdict = Verdict.FAILED if UNREACHED.match(line) else Verdict.UNPROVEN
        return Outcome(verdict, line.partition(":")[0])
    number = int(code[1])
    if 200 <= number < 300:
        return Outcome(Verdict.ALIVE, line)
    return Outcome(Verdict.FAILED if number in GONE else Verdict.UNPROVEN, line)


def outcomes(table: str, addresses: Iterable[str]) -> dict[str, Outcome]:
    """The outcome of every address asked, from LinkChecker's CSV, or UNPROVEN."""
    csv.field_size_limit(len(table) + 1)
    results = {
        row["urlname"]: row["result"]
        for row in csv.DictReader(_rows(table), delimiter=";")
        if row.get("urlname") and row.get("result")
    }
    return {address: judged(results.get(address, "no answer")) for address in addresses}


def _rows(table: str) -> list[str]:
    """The lines of the CSV without the comments before and after it. Only "\\n" ends a line: what
    else may, a host can write into its answer."""
    lines = [line.rstrip("\r").replace("\r", " ") for line in table.split("\n")]
    rows = [number for number, line in enumerate(lines) if line and not line.startswith("#")]
    return lines[rows[0] : rows[-1] + 1] if rows else []


def report(
    corpus: Corpus, found: Mapping[str, Outcome], before: State, today: datetime.date
) -> Report:
    """Every link that is dead by now, and the memory of those that may be."""
    items, findings, unanswered = {}, [], []
    for address, outcome in found.items():
        if item := _item(before.items.get(address, {}), outcome, today):
            items[address] = item
            if item["misses"] >= REPEATED:
                findings.append(_finding(address, item, corpus))
        if outcome.verdict is Verdict.UNPROVEN:
            unanswered.append((address, same(outcome.result)))
    return Report(WATCH, len(found), tuple(findings), tuple(unanswered), items)


def _item(before: Mapping[str, Any], outcome: Outcome, today: datetime.date) -> dict[str, Any]:
    """The state kept of a link: none of one that answers."""
    if outcome.verdict is Verdict.ALIVE:
        return {}
    number = before.get("misses")
    misses = number if isinstance(number, int) else 0
    day = today.isoformat()
    if outcome.verdict is not Verdict.FAILED or before.get("last") == day:
        return dict(before) if misses else {}
    since = before.get("since", day) if misses else day
    return {"misses": misses + 1, "since": since, "last": day, "said": outcome.result}


def _finding(address: str, item: Mapping[str, Any], corpus: Corpus) -> Finding:
    misses, since = item["misses"], str(item.get("since", ""))[:10]
    found = text("watch/dead-link", "found", since=since, misses=misses)
    result = str(item.get("said", ""))[:120]
    return Finding(address, found, address, tuple(places(address, corpus)), (result,))


def places(address: str, corpus: Corpus) -> list[Place]:
    """Where an address comes from: the places that write it, or else the last part of it (a DOI's
    suffix, a registration number)."""
    plain = unquote(address)
    last = plain.rstrip("/").rpartition("/")[2].rpartition("=")[2]
    for wording in (address, plain, last if len(last) >= SHORTEST else address):
        found = _writing(wording, corpus)
        if found:
            return found
    return []


def _writing(wording: str, corpus: Corpus) -> list[Place]:
    """The first places that write a text by itself, at most one a file."""
    pattern = re.compile(rf"(?<!\w){re.escape(wording)}(?!\w)")
    matches = ((source, pattern.search(source.text)) for source in corpus.sources.values())
    return [source.place(match.start()) for source, match in matches if match][:MOST_PLACES]
