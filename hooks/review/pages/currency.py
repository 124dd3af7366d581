"""How current a section is: when it was last searched and reviewed, when it is due again, whether
that day has passed or it is no longer kept up."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any

from review.edition.mention import page_of
from review.edition.view import View
from review.evidence import fields, searches
from review.evidence.corpus import Corpus
from review.markup import templates
from review.markup.language import Language
from review.sources.section import Section
from review.wording import prose_markdown

SPAN = re.compile(r"([0-9]+) (day|week|month|year)s?\Z")


@dataclass(frozen=True)
class Currency:
    """The dates of a section. ``searched`` is the day of its last recorded search, ``looked`` that
    of its last targeted look-up, ``retired`` the day from which it is no longer kept up."""

    searched: datetime.date | None
    looked: datetime.date | None
    reviewed: datetime.date | None
    due: datetime.date | None
    retired: datetime.date | None = None

    def overdue(self, today: datetime.date) -> bool:
        """Whether the review is overdue on ``today``; a section no longer kept up is not."""
        return self.status(today) == "overdue"

    def status(self, today: datetime.date) -> str:
        """``retired``, ``overdue``, ``current``, or ``undated`` without a day that is due."""
        if self.retired is not None and self.retired <= today:
            return "retired"
        if self.due is None:
            return "undated"
        return "overdue" if self.due < today else "current"


def currency(section: Section, corpus: Corpus) -> Currency:
    """The currency that a section's front matter and the record of searches declare."""
    reviewed = fields.day(section.metadata.get("reviewed"))
    page = page_of(section.path)
    recorded = searches.last(corpus.searches, page, searches.SEARCH)
    return Currency(
        recorded if corpus.searches else fields.day(section.metadata.get("searched")),
        searches.last(corpus.searches, page, searches.LOOK_UP),
        reviewed,
        _later(reviewed, section.metadata.get("interval")),
        fields.day(section.metadata.get("retired")),
    )


def notice(section: Section, view: View) -> str:
    """The dates in one line, below a banner if overdue or retired; empty without any."""
    dated = currency(section, view.corpus)
    status = dated.status(view.edition.today)
    dates = {
        "reviewed": dated.reviewed,
        "due": dated.due if status != "retired" else None,
        "searched": dated.searched,
        "looked": None if dated.searched else dated.looked,
    }
    lines = [
        view.word("currency", name, date=day(date, view)) for name, date in dates.items() if date
    ]
    if not lines and status != "retired":
        return ""
    return templates.render(
        "notice.md.j2",
        view=view,
        dates=lines,
        status=status,
        due=day(dated.due, view),
        retired=day(dated.retired, view),
        reason=reason(section, view),
    )


def reason(section: Section, view: View) -> str:
    """Why a section is no longer kept up, as Markdown; empty where it does not say."""
    return prose_markdown.line(
        section.meta.prose(view.language, "reason", view.language) if section.meta else None, view
    )


def day(date: datetime.date | None, view: View) -> str:
    """A day as readers of the language write it; empty where there is none."""
    return view.language.dated(date.isoformat()) if date else ""


def span(interval: Any, language: str) -> str:
    """``6 months`` as readers of the language write it; empty where it is no interval."""
    match = SPAN.match(str(interval or ""))
    return Language(language).counted(match[1], f"{match[2]}s") if match else ""


def _later(day: datetime.date | None, span: Any) -> datetime.date | None:
    """``day`` and the span ``6 months`` after it, at most the last day of a shorter month."""
    match = SPAN.match(str(span or ""))
    if day is None or match is None:
        return None
    number, unit = int(match[1]), match[2]
    if unit in ("day", "week"):
        return day + datetime.timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
