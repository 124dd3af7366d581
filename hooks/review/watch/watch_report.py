"""A report as Markdown for an issue, in both languages; foreign text in code spans."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from review.markup.code_span import code
from review.messages import text
from review.problem import Text
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

LONGEST = 60_000  # characters; GitHub takes 65,536
MOST_UNANSWERED = 100
NEW = Text("新发现", "New")
OPEN = Text("此前已发现，尚未解决", "Found before, still open")
KINDS = ("links", "retractions", "registries", "records")
TITLES = {kind: text(f"watch/{kind}", "found") for kind in KINDS}


def markdown(report: Report, before: State) -> str:
    """The whole report: new matters first, then those told before, then what gave no answer."""
    new = before.news(report)
    old = [finding for finding in report.ordered if finding not in new]
    blocks = [
        f"<!-- watch-{report.watch} -->",
        f"## {_halves(TITLES[report.watch], ' | ')}",
        "",
        _summary(report),
        *_listed(NEW, new),
        *_listed(OPEN, old),
    ]
    if report.findings:
        blocks += ["", _halves(text(f"watch/{report.watch}", "cure"), "\n")]
    return _cut("\n".join([*blocks, *_unanswered(report)]) + "\n")


def _listed(heading: Text, findings: Sequence[Finding]) -> list[str]:
    """The findings below a heading; nothing where there is none."""
    if not findings:
        return []
    return ["", f"### {_halves(heading, ' | ')}", "", *map(_line, findings)]


def news(report: Report, before: State) -> str:
    """Only what was not told before; empty where there is nothing."""
    new = before.news(report)
    if not new:
        return ""
    return _cut("\n".join(["**新发现 | New**", "", *map(_line, new)]) + "\n")


def data(report: Report, before: State) -> str:
    """The report as JSON."""
    new = {finding.id for finding in before.news(report)}
    content = {
        "watch": report.watch,
        "asked": report.requests,
        "findings": [_data(finding, finding.id in new) for finding in report.ordered],
        "unanswered": [
            {"subject": subject, "said": reason._asdict()} for subject, reason in report.unanswered
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _data(finding: Finding, new: bool) -> dict[str, Any]:
    return {
        "id": finding.id,
        "new": new,
        "said": finding.text._asdict(),
        "subject": finding.subject,
        "places": [*map(str, finding.places)],
        "quoted": [*finding.quoted],
        "grave": finding.grave,
    }


def _summary(report: Report) -> str:
    requests, found, unanswered = report.requests, len(report.findings), len(report.unanswered)
    return (
        f"查询 {requests} 项，待处理 {found} 项，未能核实 {unanswered} 项。\n"
        f"{requests} asked, {found} for a person to settle, {unanswered} could not be verified."
    )


def _line(finding: Finding) -> str:
    """A finding with what is foreign, and the places in the sources, as code."""
    text = _halves(finding.text, " / ")
    places = [f"{place.path}:{place.line}" for place in finding.places]
    pieces = [f"**{text}**" if finding.grave else text, *map(code, [*finding.quoted, *places])]
    return f"- {code(finding.subject)} {' · '.join(pieces)}"


def _unanswered(report: Report) -> list[str]:
    if not report.unanswered:
        return []
    lines = [
        f"- {code(subject)} {code(reason.zh) if reason.zh == reason.en else _halves(reason, ' / ')}"
        for subject, reason in report.unanswered[:MOST_UNANSWERED]
    ]
    omitted = len(report.unanswered) - MOST_UNANSWERED
    last_line = [f"- 另有 {omitted} 项 / {omitted} more"] if omitted > 0 else []
    summary = "<details><summary>未能核实 | Could not be verified</summary>"
    return ["", summary, "", *lines, *last_line, "", "</details>"]


def _halves(text: Text, separator: str) -> str:
    return f"{text.zh}{separator}{text.en}"


def _cut(text: str) -> str:
    """The text, cut at the end of a line where it is too long, with that said."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + "\n\n**（太长，未完） / (too long; cut here)**\n"
