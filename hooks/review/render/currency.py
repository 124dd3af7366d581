"""How current a section is: when it was last searched and reviewed, when it is due again, whether that day has passed."""
from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any

from ..section import Section
from . import templates
from .labels import dated
from .view import View

SPAN = re.compile(r"([0-9]+) (day|week|month|year)s?\Z")


@dataclass(frozen=True)
class Currency:
    """The dates of a section, as far as its front matter gives them."""

    searched: datetime.date | None
    reviewed: datetime.date | None
    due: datetime.date | None

    def overdue(self, today: datetime.date) -> bool:
        """Whether the review should have happened before ``today``."""
        return self.due is not None and self.due < today


def currency(section: Section) -> Currency:
    """The currency a section's front matter declares."""
    reviewed = _date(section.metadata.get("reviewed"))
    return Currency(_date(section.metadata.get("searched")), reviewed, _later(reviewed, section.metadata.get("interval")))


def notice(section: Section, view: View) -> str:
    """The dates in one line, below a banner where the review is overdue; empty where there are none."""
    known = currency(section)
    dates = {"searched": known.searched, "reviewed": known.reviewed, "due": known.due}
    said = [view.word("currency", name, date=dated(date.isoformat(), view.language)) for name, date in dates.items() if date]
    if not said:
        return ""
    due = dated(known.due.isoformat(), view.language) if known.due else ""
    return templates.render("notice.md.j2", view=view, said=said, overdue=known.overdue(view.edition.today), due=due)


def _date(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _later(day: datetime.date | None, span: Any) -> datetime.date | None:
    """``day`` and the span ``6 months`` after it; the last day of a shorter month stands for a missing one."""
    match = SPAN.match(str(span or ""))
    if day is None or match is None:
        return None
    number, unit = int(match[1]), match[2]
    if unit in ("day", "week"):
        return day + datetime.timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
