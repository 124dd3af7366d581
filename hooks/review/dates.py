"""The day of a build, which can be set so that a build can be repeated and a test does not age; and
days as sources write them."""

from __future__ import annotations

import calendar
import datetime
import os
import re

DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
ZONES = datetime.timedelta(days=1)  # it may be tomorrow already where a contributor lives


class NoDay(ValueError):
    """REVIEW_TODAY or SOURCE_DATE_EPOCH is no day."""


def today() -> datetime.date:
    """REVIEW_TODAY (YYYY-MM-DD) or SOURCE_DATE_EPOCH (seconds) where one is set, else the day of
    the clock. Raises NoDay where what is set is none."""
    day, epoch = os.environ.get("REVIEW_TODAY"), os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if day:
            return datetime.date.fromisoformat(day)
        if epoch:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise NoDay(f"REVIEW_TODAY={day}" if day else f"SOURCE_DATE_EPOCH={epoch}") from None
    return datetime.date.today()


def span(text: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of ``2026``, ``2026-11`` or ``2026-11-20`` (ISO 8601, ASCII digits); None
    where there is no such day."""
    match = DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match["year"]), match["month"], match["day"]
    first_month, last_month = int(month or 1), int(month or 12)
    try:
        last_day = int(day) if day else calendar.monthrange(year, last_month)[1]
        first = datetime.date(year, first_month, int(day or 1))
        return first, datetime.date(year, last_month, last_day)
    except (ValueError, IndexError):  # a month 13 is an IllegalMonthError of calendar
        return None


def future(text: str) -> bool:
    """Whether a date begins after today."""
    days = span(text)
    return days is not None and days[0] > today() + ZONES


def past(text: str) -> bool:
    """Whether a date exists and is not in the future."""
    return span(text) is not None and not future(text)
