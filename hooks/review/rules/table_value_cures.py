"""Cures of a value that the schema does not take: what a draft left in it, and what a keyboard made
of it (a decimal comma, another minus sign, curly quotation marks, full-width digits)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from review.messages import text
from review.problem import Text
from review.sources.digits import DOTS
from review.sources.numeral import half_width
from review.sources.record import Path, Record
from review.sources.schema import UNKNOWN, Violation, fits
from review.suggestion import meant

RETYPED = frozenset({"pattern", "enum", "type"})
# what a draft has in the place of a value
DRAFTED = re.compile(r"[.…]+|ID|OTHER-ID|ARM|KEY|YYYY-MM-DD|NCT…")
SPECIAL = {
    "fraction": re.compile(r"[0-9]+\s*/\s*[0-9]+"),
    "negative": re.compile(r"[-−][0-9]+"),
    "infinite": re.compile(r"[-+]?\.?(?:nan|inf(?:inity)?)|[-+]?∞", re.IGNORECASE),
    "full-width": re.compile(r".*[０-９％．].*"),
    "percent-sign": re.compile(r"[0-9.]+\s?%"),
    "bare-point": re.compile(r"\.[0-9]+"),
}

# what was typed, and what the schema may take in its place
SLIPS = {
    "quotation": (re.compile("[“”„‘’＂]"), ""),
    "minus": (re.compile("^[−－–]"), "-"),
    "at-least": (re.compile("^[≥≧⩾]"), ">="),
    "comma": (re.compile("(?<=[0-9])[,，](?=[0-9])"), "."),
    "dot": (re.compile(f"(?<=[0-9])[{DOTS}](?=[0-9])"), "."),
    "range": (re.compile("(?<=[0-9])[-−~～—](?=[A-Za-z]?[0-9])"), "–"),
    "page": (re.compile("^[Pp]{1,2}[.]? ?(?=[A-Za-z]?[0-9])"), "page "),
}
GROUPED = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3})+")
TAIL = re.compile("[0-9]+")


def retyped(value: str, schema: Mapping[str, Any]) -> Text | None:
    """How to type a value anew, where that makes it one the schema takes."""
    if GROUPED.fullmatch(value):
        return _grouped(value, schema.get("type") == "integer")
    forms = {"width": half_width(value)}
    forms |= {slip: pattern.sub(new, value) for slip, (pattern, new) in SLIPS.items()}
    forms["capital"] = f"{value[:1].lower()}{value[1:]}"
    for slip, right in forms.items():
        if right != value and fits(right, schema):
            return text(f"value-slip/{slip}", "cure", right=_typed(right))
    return None


def _typed(value: str) -> str:
    """A value as it stands in a table; YAML takes > at its beginning for a sign of its own."""
    return f'"{value}"' if value.startswith(">") else value


def parted(record: Record, violation: Violation) -> tuple[Path, str] | None:
    """A number that a comma parted inside braces, where YAML took its decimals for a field: the
    path of the number, and the whole as it was written."""
    name, block = str(violation.path[-1]), record.get(*violation.path[:-1])
    if (
        violation.kind != UNKNOWN
        or not TAIL.fullmatch(name)
        or record.get(*violation.path) is not None
        or not isinstance(block, dict)
    ):
        return None
    before = list(block)[: list(block).index(name)][-1:]
    is_integer = isinstance(block.get(*before), int) if before else False
    return ((*violation.path[:-1], before[0]), f"{block[before[0]]},{name}") if is_integer else None


def comma(written: str) -> Text:
    """The cure of a number with a comma."""
    if GROUPED.fullmatch(written):
        return _grouped(written, False)
    return text("value-slip/comma", "cure", right=written.replace(",", "."))


def _grouped(written: str, is_integer: bool) -> Text:
    if is_integer:
        return text("value-cure/thousands", "cure")
    plain, point = written.replace(",", ""), written.replace(",", ".", 1).replace(",", "")
    return text("value-cure/thousands-or-point", "cure", plain=plain, point=point)


def _choose(words: list[str], violation: Violation) -> Text:
    """The cure of several values parted by bars, as a draft lists them."""
    allowed = [word for word in words if word in map(str, violation.schema["enum"])]
    kind = "several" if isinstance(violation.path[-1], int) else "one"  # an item of a list?
    return text(f"value-cure/{kind}", "cure", words=allowed or words)


def cure(violation: Violation) -> Text:
    """How to mend a value, by the most certain of what it may have been meant as."""
    value = violation.value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return text("value-cure/as-expected", "cure")
    written = str(value)
    if DRAFTED.fullmatch(written):
        return text("value-cure/draft", "cure")
    listed = [word.strip() for word in written.split("|")]
    if violation.keyword == "enum" and len(listed) > 1:
        return _choose(listed, violation)
    again = retyped(written, violation.schema) if violation.keyword in RETYPED else None
    return again or _special(written, violation) or _nearest(written, violation)


def _special(written: str, violation: Violation) -> Text | None:
    """The cure of a form that many give to a value."""
    kinds = (kind for kind, pattern in SPECIAL.items() if pattern.fullmatch(written))
    kind = None if violation.keyword == "propertyNames" else next(kinds, None)
    return text(f"value-cure/{kind}", "cure") if kind else None


def _nearest(written: str, violation: Violation) -> Text:
    """The nearest word of a list; what there is to choose from is said already."""
    if violation.keyword != "enum":
        return text("value-cure/as-expected", "cure")
    near = meant(written, map(str, violation.schema["enum"]))
    return near or text("value-cure/listed", "cure")
