"""Which links of the pages lead nowhere any more.

One failure says little: a host may be down, or may refuse robots. A link is dead when it failed on
``REPEATED`` runs, on different days, without an answer between. A refusal (403, 429), a fault of
the server (5xx) or silence proves nothing either way; it neither counts nor clears."""

from __future__ import annotations

import csv
import datetime
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import unquote, urlsplit

from review.evidence.corpus import Corpus
from review.problem import Place, Text
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

WATCH = "links"
REPEATED = 3
MOST_PLACES = 3
SHORTEST = 4  # letters of an address's last part by which it may be looked for in the sources
TARGET = re.compile(
    r'\]\((https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?: "[^"]*")?\)|href="(https?://[^"]*)"|<(https?://[^<>\s]+)>'
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
    """One try of a link: what it proves, and what was said."""

    verdict: Verdict
    said: str


def outside(pages: Iterable[str], own: str = "") -> list[str]:
    """Addresses outside the site on woven pages, in order, each once; those of the repository
    ``own`` left out."""
    found = (
        html.unescape(next(filter(None, match.groups())))
        for page in pages
        for match in TARGET.finditer(page)
    )
    return [
        address
        for address in dict.fromkeys(found)
        if urlsplit(address).netloc and not (own and address.startswith(f"{own}/"))
    ]


def judged(result: str) -> Outcome:
    """What LinkChecker's word for a link proves."""
    said = " ".join(result.split())[:120]
    if code := CODE.match(said):
        number = int(code[1])
        return Outcome(
            Verdict.ALIVE
            if 200 <= number < 300
            else Verdict.FAILED
            if number in GONE
            else Verdict.UNPROVEN,
            said,
        )
    return Outcome(
        Verdict.FAILED if UNREACHED.match(said) else Verdict.UNPROVEN, said.partition(":")[0]
    )


def outcomes(table: str, asked: Iterable[str]) -> dict[str, Outcome]:
    """The outcome of every address asked, from LinkChecker's CSV; one it says nothing of proves
    nothing."""
    csv.field_size_limit(len(table) + 1)
    results = {
        row["urlname"]: row["result"]
        for row in csv.DictReader(_rows(table), delimiter=";")
        if row.get("urlname") and row.get("result")
    }
    return {address: judged(results.get(address, "no answer")) for address in asked}


def _rows(table: str) -> list[str]:
    """The lines of the CSV without the comments before and after it. Only "\\n" ends a line: what
    else may, a host can write into its answer."""
    lines = [line.rstrip("\r").replace("\r", " ") for line in table.split("\n")]
    told = [number for number, line in enumerate(lines) if line and not line.startswith("#")]
    return lines[told[0] : told[-1] + 1] if told else []


def report(
    corpus: Corpus, found: Mapping[str, Outcome], before: State, today: datetime.date
) -> Report:
    """Every link that is dead by now, and the memory of those that may be."""
    items = {
        address: item
        for address, outcome in found.items()
        if (item := _item(before.items.get(address, {}), outcome, today))
    }
    dead = {address: item for address, item in items.items() if item["misses"] >= REPEATED}
    findings = tuple(_finding(address, item, corpus) for address, item in dead.items())
    unanswered = tuple(
        (address, Text(outcome.said, outcome.said))
        for address, outcome in found.items()
        if outcome.verdict is Verdict.UNPROVEN
    )
    return Report(WATCH, len(found), findings, unanswered, items)


def _item(before: Mapping[str, Any], outcome: Outcome, today: datetime.date) -> dict[str, Any]:
    """What is remembered of a link; nothing of one that lives."""
    if outcome.verdict is Verdict.ALIVE:
        return {}
    misses = before.get("misses") if isinstance(before.get("misses"), int) else 0
    day, counts = (
        today.isoformat(),
        outcome.verdict is Verdict.FAILED and before.get("last") != today.isoformat(),
    )
    if not counts:
        return dict(before) if misses else {}
    return {
        "misses": misses + 1,
        "since": before.get("since", day) if misses else day,
        "last": day,
        "said": outcome.said,
    }


def _finding(address: str, item: Mapping[str, Any], corpus: Corpus) -> Finding:
    misses, since = item["misses"], str(item.get("since", ""))[:10]
    said = Text(
        f"链接失效：自 {since} 起连续 {misses} 次失败",
        f"dead link: failed {misses} times since {since}",
    )
    return Finding(
        address, said, address, tuple(places(address, corpus)), (str(item.get("said", ""))[:120],)
    )


def places(address: str, corpus: Corpus) -> Iterator[Place]:
    """Where an address comes from: the places that write it, or else the last part of it (a DOI's
    suffix, a registration number)."""
    last = unquote(address).rstrip("/").rpartition("/")[2].rpartition("=")[2]
    for wanted in dict.fromkeys(
        [address, unquote(address), *([last] if len(last) >= SHORTEST else [])]
    ):
        whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
        found = [
            source.place(match.start())
            for source in corpus.sources.values()
            if (match := whole.search(source.text))
        ]
        if found:
            yield from found[:MOST_PLACES]
            return
