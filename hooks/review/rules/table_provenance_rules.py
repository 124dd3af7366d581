"""Rules on what a table says of its own making: nothing in it is still a placeholder, and what it says was checked and concluded fits its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.problem import Place, Problem, Text
from review.rules.rule import after
from review.rules.table_form_rules import tables, unsound
from review.sources.record import Path, Record, walk
from review.sources.schema import VALUE, violations

DOTS = re.compile(r"\s*(?:[.\s]*[…⋯‥][…⋯‥.\s]*|\.{3,})\s*")
NOUGHTS = re.compile(r"[^1-9]*0[^1-9]*")
CONCLUDED = frozenset({"positive", "negative", "mixed"})  # these speak of the primary endpoint
WITHIN = {"abstract": "full-text"}  # who compared the one has seen the other


def table_placeholder(corpus: Corpus) -> Iterator[Problem]:
    """No value of a table is a placeholder: dots alone, or a registration number of noughts.
    表中没有占位的值：只有省略号（…）的文字，或全为 0 的注册号。
    """
    for name, records in tables(corpus):
        for record in records:
            broken = {
                violation.path for violation in violations(record, name) if violation.kind == VALUE
            }
            yield from (
                _placeholder(record.place(*path), value)
                for path, value in _placeholders(record)
                if path not in broken
            )


@after("table-value")
def table_checked(corpus: Corpus) -> Iterator[Problem]:
    """Where the figures of a row were seen is among what the table was checked against; a full text holds its abstract.
    各行数字的见处（seen）都列在 checked.against 中；对照过全文，即包括摘要。
    """
    for trial in (
        each for each in corpus.trials.values() if not unsound(each.record, ("checked", "against"))
    ):
        listed, told = trial.ids("checked", "against"), set()
        for row in trial.rows:
            seen = row.data.get("seen")
            if (
                listed
                and isinstance(seen, str)
                and seen not in told
                and not {seen, WITHIN.get(seen)} & {*listed}
            ):
                told.add(seen)
                yield _unchecked(trial, trial.place(*row.path, "seen"), seen, listed)


def table_status(corpus: Corpus) -> Iterator[Problem]:
    """A table whose status is positive, negative or mixed says which endpoint was primary: a result marked primary, or design.primary-endpoint.
    status 为 positive、negative、mixed 的表写明主要终点：某结果标 primary: true，或写 design.primary-endpoint。
    """
    for trial in corpus.trials.values():
        marked = any(row.data.get("primary") is True for row in trial.results)
        if (
            trial.get("status") in CONCLUDED
            and trial.results
            and not marked
            and trial.get("design", "primary-endpoint") is None
        ):
            status = trial.get("status")
            yield Problem(
                trial.place("status"),
                "table-status",
                Text(
                    f"status: {status}，而表中没有主要终点",
                    f"status: {status} in a table without a primary endpoint",
                ),
                Text(
                    "标 primary: true 的结果，或 design.primary-endpoint",
                    "a result marked primary: true, or design.primary-endpoint",
                ),
                Text(
                    "标出主要终点；没有主要终点的研究，status 写 descriptive 或 non-comparative。",
                    "Mark the primary endpoint; the status of a study that has none is descriptive or non-comparative.",
                ),
            )


def _placeholders(record: Record) -> Iterator[tuple[Path, Any]]:
    """Values that only hold a place; of two languages the first."""
    for path, value in walk(record.data):
        held = isinstance(value, str) and (
            DOTS.fullmatch(value) or path[:1] == ("registries",) and NOUGHTS.fullmatch(value)
        )
        twin = record.get(*path[:-1], "zh") if path and path[-1] == "en" else None
        if held and not (isinstance(twin, str) and DOTS.fullmatch(twin)):
            yield path, value


def _placeholder(place: Place, value: str) -> Problem:
    return Problem(
        place,
        "table-placeholder",
        Text(f"占位的 {value}", f"the placeholder {value}"),
        Text("真正的内容", "what it stands for"),
        Text(
            "填写内容；可省的字段若没有内容，整行删去。",
            "Fill it in; where there is nothing to say and the field may be left out, delete its line.",
        ),
    )


def _unchecked(trial: Trial, place: Place, seen: str, listed: list[str]) -> Problem:
    return Problem(
        place,
        "table-checked",
        Text(
            f"seen: {seen}，而 checked.against 没有列出",
            f"seen: {seen}, which checked.against does not list",
        ),
        Text(f"{'、'.join(listed)} 之一", f"one of {', '.join(listed)}"),
        Text(
            f"确实对照过的，在 checked.against 补上 {seen}；否则更正 seen。",
            f"Add {seen} to checked.against if the table was compared with it; else correct seen.",
        ),
    )
