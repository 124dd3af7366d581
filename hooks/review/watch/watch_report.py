"""A report as Markdown for an issue, in both languages. Foreign text stands in code spans, where a
forge reads no mention, link or HTML."""

from __future__ import annotations

import json

from review.markup.code_span import code
from review.problem import Text
from review.watch.finding import Finding, Report
from review.watch.watch_state import State

LONGEST = 60_000  # characters; GitHub takes 65,536
MOST_UNANSWERED = 100
TITLES = {
    "links": Text("失效的链接", "Dead links"),
    "retractions": Text("撤稿与更正", "Retractions and corrections"),
    "registries": Text("注册平台的变化", "Changes in registries"),
}
CURES = {
    "links": Text(
        "改正或删除链接；网页已归档的，改用存档地址。",
        "Correct or delete the link, or use an archived copy.",
    ),
    "retractions": Text(
        "阅读通知，判断对综述的影响；随后引用该通知，或在该文献条目中写 notices = {通知的 DOI}。",
        "Read the notice and judge what it means for the review; then cite the notice, or write notices = {DOI of the notice} into the entry of the work.",
    ),
    "registries": Text(
        "核对试验表并更新 checked.on。", "Check the table and bring checked.on up to date."
    ),
}


def markdown(report: Report, before: State) -> str:
    """The whole report: new matters first, then those told before, then what gave no answer."""
    new = before.news(report)
    old = [each for each in report.ordered if each not in new]
    blocks = [
        f"<!-- watch-{report.watch} -->",
        f"## {_both(TITLES[report.watch], ' | ')}",
        "",
        _summary(report),
    ]
    for heading, findings in (
        (Text("新发现", "New"), new),
        (Text("此前已发现，尚未解决", "Found before, still open"), old),
    ):
        if findings:
            blocks += ["", f"### {_both(heading, ' | ')}", "", *map(_line, findings)]
    if report.findings:
        blocks += ["", _both(CURES[report.watch], "\n")]
    return _cut("\n".join([*blocks, *_unanswered(report)]) + "\n")


def news(report: Report, before: State) -> str:
    """Only what was not told before; empty where there is nothing."""
    found = before.news(report)
    return _cut("\n".join(["**新发现 | New**", "", *map(_line, found)]) + "\n") if found else ""


def data(report: Report, before: State) -> str:
    """The report as JSON."""
    new = {each.id for each in before.news(report)}
    findings = [
        {
            "id": each.id,
            "new": each.id in new,
            "said": each.said._asdict(),
            "subject": each.subject,
            "places": [*map(str, each.places)],
            "quoted": [*each.quoted],
            "grave": each.grave,
        }
        for each in report.ordered
    ]
    unanswered = [
        {"subject": subject, "said": said._asdict()} for subject, said in report.unanswered
    ]
    return (
        json.dumps(
            {
                "watch": report.watch,
                "asked": report.asked,
                "findings": findings,
                "unanswered": unanswered,
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _summary(report: Report) -> str:
    asked, found, silent = report.asked, len(report.findings), len(report.unanswered)
    return f"查询 {asked} 项，待处理 {found} 项，未能核实 {silent} 项。\n{asked} asked, {found} for a person to settle, {silent} could not be verified."


def _line(finding: Finding) -> str:
    marks = " · ".join(
        [
            *map(code, finding.quoted),
            *(code(f"{place.path}:{place.line}") for place in finding.places),
        ]
    )
    said = f"**{_both(finding.said, ' / ')}**" if finding.grave else _both(finding.said, " / ")
    return f"- {code(finding.subject)} {said}" + (f" · {marks}" if marks else "")


def _unanswered(report: Report) -> list[str]:
    if not report.unanswered:
        return []
    listed = [
        f"- {code(subject)} {code(said.zh) if said.zh == said.en else _both(said, ' / ')}"
        for subject, said in report.unanswered[:MOST_UNANSWERED]
    ]
    more = len(report.unanswered) - MOST_UNANSWERED
    rest = [f"- 另有 {more} 项 / {more} more"] if more > 0 else []
    return [
        "",
        "<details><summary>未能核实 | Could not be verified</summary>",
        "",
        *listed,
        *rest,
        "",
        "</details>",
    ]


def _both(text: Text, between: str) -> str:
    return f"{text.zh}{between}{text.en}"


def _cut(text: str) -> str:
    """The text, cut at the end of a line where it is too long, with that said."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + "\n\n**（太长，未完） / (too long; cut here)**\n"
