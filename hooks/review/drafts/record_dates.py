"""Days as catalogues write them, in ISO form."""

from __future__ import annotations

import re

from review.dates import future, span

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NUMBERS = re.compile(
    r"(?P<year>[12][0-9]{3})(?:[-/.年]\s*(?P<month>[0-9]{1,2})(?:[-/.月]\s*(?P<day>[0-9]{1,2}))?)?"
    r"(?:[/日月]|\s.*|T.*)?\Z"
)
COMPACT = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[01][0-9])(?P<day>[0-3][0-9])\Z")
WORDS = re.compile(r"(?P<year>[12][0-9]{3}) (?P<word>[A-Za-z]{3})[a-z]*(?: (?P<day>[0-9]{1,2}))?\Z")


def day(value: str) -> str:
    """``20181123``, ``2019/1/2/``, ``2019-01``, ``2023 Mar 23`` as ``2023-03-23`` or ``2019-01``;
    empty where it is a year alone, no day that exists, or in the future."""
    text = value.strip()
    found = COMPACT.match(text) or WORDS.match(text) or NUMBERS.match(text)
    parts = found.groupdict() if found else {}
    month = parts.get("month") or _month(parts.get("word", ""))
    if not month:
        return ""
    date = "-".join([parts["year"], *(part.zfill(2) for part in (month, parts["day"]) if part)])
    return "" if span(date) is None or future(date) else date


def _month(word: str) -> str:
    """The number of a month by its first three letters."""
    return str(MONTHS.index(word.lower()) + 1) if word.lower() in MONTHS else ""
