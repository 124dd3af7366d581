"""Rules on the dates of trial tables and of the review itself: they exist, are past, and run forwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.dates import DATE, future, span
from review.evidence.corpus import Corpus
from review.problem import Problem, Text
from review.sources.record import Record, walk

PAST = frozenset(
    {"on", "cutoff", "date", "from", "first-edition"}
)  # enrolment may be planned to end on a day to come
CURE = Text("对照原文核对日期。", "Check the date against the publication.")
# days of the review itself, which no publication tells
OWN = {
    ("checked", "on"): Text("写核对当天的日期。", "Write the day on which it was checked."),
    ("living", "first-edition"): Text(
        "写第一版发布的日期。", "Write the day on which the first edition came out."
    ),
}


def table_date(corpus: Corpus) -> Iterator[Problem]:
    """A date of a trial table is a day, month or year that exists; what has happened is not in the future, and enrolment ends after it began.
    试验表中的日期是存在的年、月、日；已发生之事不在将来；入组截止不早于开始。
    """
    first = (
        corpus.settings.record.get("living", "first-edition") if corpus.settings.record else None
    )
    if corpus.settings.record and _formed(first):
        yield from _day(corpus.settings.record, ("living", "first-edition"), str(first))
    for trial in corpus.trials.values():
        for path, value in walk(trial.record.data):
            if path and path[-1] in PAST | {"to"} and _formed(value):
                yield from _day(trial.record, path, str(value))
        period = trial.get("design", "period")
        begin, end = (
            (span(str(period.get(name))) for name in ("from", "to"))
            if isinstance(period, dict)
            else (None, None)
        )
        if begin and end and begin[0] > end[1]:
            shown = f"{period['from']} – {period['to']}"
            yield Problem(
                trial.place("design", "period", "to"),
                "table-date",
                Text(f"起止 {shown}", f"the period {shown}"),
                Text("先始后终", "its beginning before its end"),
                CURE,
            )


def _formed(value: Any) -> bool:
    """Whether a value is written as a date; what is not is reported by the schema."""
    return (
        isinstance(value, (str, int))
        and not isinstance(value, bool)
        and DATE.fullmatch(str(value)) is not None
    )


def _day(record: Record, path: tuple, value: str) -> Iterator[Problem]:
    cure = OWN.get(path, CURE)
    if span(value) is None:
        yield Problem(
            record.place(*path),
            "table-date",
            Text(f"日期 {value}", f"the date {value}"),
            Text("存在的日期", "a date that exists"),
            cure,
        )
    elif path[-1] in PAST and future(value):
        yield Problem(
            record.place(*path),
            "table-date",
            Text(f"日期 {value}", f"the date {value}"),
            Text("不在将来的日期", "a date that is not in the future"),
            cure,
        )
