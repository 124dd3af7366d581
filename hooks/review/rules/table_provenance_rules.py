"""Rules on where a table has its figures from: sources, reports and dates, what it was checked
against and what it concluded; nothing in it is still a placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from review.dates import DATE, future, span
from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.trial import Row, Trial
from review.messages import problem, text
from review.problem import Problem
from review.rules.rule import after, of_tables
from review.rules.table_form_rules import lacking_a_block, tables, unsound
from review.rules.table_name_rules import undeclared
from review.sources.record import Path, Record, walk
from review.sources.schema import VALUE, violations
from review.suggestion import advice

PAST = frozenset({"on", "cutoff", "date", "from", "first-edition"})
DATED = PAST | {"to"}  # enrolment may be planned to end on a day to come

DOTS = re.compile(r"\s*(?:[.\s]*[…⋯‥][…⋯‥.\s]*|\.{3,})\s*")
NOUGHTS = re.compile(r"[^1-9]*0[^1-9]*")
CONCLUDED = frozenset({"positive", "negative", "mixed"})  # these speak of the primary endpoint
WITHIN = {"abstract": "full-text"}  # who compared the one has seen the other


@of_tables
def table_placeholder(corpus: Corpus) -> Iterator[Problem]:
    """No value of a table is a placeholder: dots alone, or a registration number of noughts.
    表中没有占位的值：只有省略号（…）的文字，或全为 0 的注册号。
    """
    for name, record in ((name, one) for name, records in tables(corpus) for one in records):
        broken = {one.path for one in violations(record, name) if one.kind == VALUE}
        for path, value in _placeholders(record):
            if path not in broken:
                yield problem(record.place(*path), "table-placeholder", value=value)


@of_tables
@after("table-value")
def table_checked(corpus: Corpus) -> Iterator[Problem]:
    """Where the figures of a row were seen is among what the table was checked against; a full
    text holds its abstract.
    各行数字的见处（seen）都列在 checked.against 中；对照过全文，即包括摘要。
    """
    for trial in corpus.trials.values():
        sources = trial.ids("checked", "against")
        if not sources or unsound(trial.record, ("checked", "against")):
            continue
        reported = {*sources}
        for row in trial.rows:
            seen = row.get("seen")
            if isinstance(seen, str) and not {seen, WITHIN.get(seen)} & reported:
                reported.add(seen)
                yield problem(row.place("seen"), "table-checked", seen=seen, listed=sources)


@of_tables
def table_status(corpus: Corpus) -> Iterator[Problem]:
    """A table whose status is positive, negative or mixed says which endpoint was primary: a
    result marked primary, or design.primary-endpoint.
    status 为 positive、negative、mixed 的表写明主要终点：某结果标 primary: true，或写
    design.primary-endpoint。
    """
    for trial in corpus.trials.values():
        status, place = trial.get("status"), trial.place("status")
        marked = any(row.primary for row in trial.results)
        named = marked or trial.get("design", "primary-endpoint") is not None
        if str(status) in CONCLUDED and trial.results and not named:
            yield problem(place, "table-status", status=status)


def _placeholders(record: Record) -> Iterator[tuple[Path, Any]]:
    """Values that only hold a place; of two languages the first."""
    for path, value in walk(record.data):
        placeholder = isinstance(value, str) and (
            DOTS.fullmatch(value) or path[:1] == ("registries",) and NOUGHTS.fullmatch(value)
        )
        twin = record.get(*path[:-1], "zh") if path and path[-1] == "en" else None
        if placeholder and not (isinstance(twin, str) and DOTS.fullmatch(twin)):
            yield path, value


def table_date(corpus: Corpus) -> Iterator[Problem]:
    """A date of a trial table is a day, month or year that exists; what has happened is not in the
    future, and enrolment ends after it began.
    试验表中的日期是存在的年、月、日；已发生之事不在将来；入组截止不早于开始。
    """
    settings = corpus.settings.record
    first_edition = settings.get("living", "first-edition") if settings else None
    if settings and _formed(first_edition):
        yield from _day(settings, ("living", "first-edition"), str(first_edition))
    for trial in corpus.trials.values():
        for path, value in walk(trial.record.data):
            if path and path[-1] in DATED and _formed(value):
                yield from _day(trial.record, path, str(value))
        yield from _period(trial)


def _period(trial: Trial) -> Iterator[Problem]:
    """Enrolment that ends before it began."""
    dates = [str(trial.get("design", "period", end)) for end in ("from", "to")]
    begin, end = map(span, dates)
    if begin and end and begin[0] > end[1]:
        place = trial.place("design", "period", "to")
        yield problem(place, "table-date/period", dates=" – ".join(dates))


def _formed(value: Any) -> bool:
    """Whether a value is written as a date; what is not is reported by the schema."""
    plain = isinstance(value, (str, int)) and not isinstance(value, bool)
    return plain and DATE.fullmatch(str(value)) is not None


def _day(record: Record, path: Path, value: str) -> Iterator[Problem]:
    # days of the review itself no publication tells
    own = path[0] if path[0] in ("checked", "living") else "published"
    cure = text(f"date-cure/{own}", "cure")
    if span(value) is None:
        yield problem(record.place(*path), "table-date/missing", value=value, cure=cure)
    elif path[-1] in PAST and future(value):
        yield problem(record.place(*path), "table-date/future", value=value, cure=cure)


@of_tables
@after(in_file=lacking_a_block)
def table_source(corpus: Corpus) -> Iterator[Problem]:
    """The source of each row stands in the table's list of sources.
    每行的 source 都列在该表的 sources 中。
    """
    for row in corpus.rows:
        key, sources = row.source, row.trial.ids("sources")
        if key is not None and key not in sources:
            yield undeclared(row.place("source"), "table-source", "source", key, sources)


@of_tables
@after("erratum-unseen", in_file=lacking_a_block)
def table_report(corpus: Corpus) -> Iterator[Problem]:
    """A figure seen in a secondary report, and no other, names that report; every report is named
    by a row.
    见于二手报道的数字要写明 report，其他数字不写；每个 report 都有行用到。
    """
    for trial in corpus.trials.values():
        reports = list(mapping(trial.get("reports")))
        for row in trial.rows:
            yield from _row_report(row, reports)
        named = {str(row.get("report")) for row in trial.rows}
        for id in (id for id in reports if id not in named):
            yield problem(trial.record.key_place("reports", id), "table-report/unused", id=id)


def _row_report(row: Row, reports: list[str]) -> Iterator[Problem]:
    """What is wrong with the report of a row; ``reports`` are those of its table."""
    report, seen, place = row.get("report"), row.get("seen"), row.place("seen")
    if isinstance(report, str) and report not in reports:
        yield undeclared(row.place("report"), "table-report", "report", report, reports)
    elif seen == "secondary" and report is None:
        cure = advice("", reports) if reports else text("table-report/reportless", "cure")
        yield problem(place, "table-report/reportless", cure=cure)
    elif report is not None and seen != "secondary":
        yield problem(row.place("report"), "table-report/unneeded", seen=str(seen))
