"""The day of a build. It can be set, so that a build can be repeated and a test does not age."""
from __future__ import annotations

import datetime
import os


def today() -> datetime.date:
    """REVIEW_TODAY (YYYY-MM-DD) or SOURCE_DATE_EPOCH (seconds) where one is set, else the day of the clock."""
    if day := os.environ.get("REVIEW_TODAY"):
        return datetime.date.fromisoformat(day)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).date()
    return datetime.date.today()
