"""What reads like a result although no link binds it to a datum: a percentage, a decimal, a count of patients, an estimate or a P value, a time."""
from __future__ import annotations

import re
from decimal import Decimal

from .numeral import Numeral
from .spoken import AROUND, COMPARED, LEVEL

RESULT_LIKE = re.compile(rf"(?<![A-Za-z])(?:(?:HR|OR|RR|[PpNn])\s?(?:{COMPARED}|为|：|:)|(?:HR|OR|RR|CI|CrI|置信区间|可信区间)\s?(?:为|：|:|of)?\s?[（(]?)\s?\Z")
COUNTED = re.compile(r"\s?(?:例|名|patients?\b|cases?\b|of (?:(?:the|all|these|those) )?[0-9]|of (?:them|these|those|all|whom|the patients|the cases)\b|\s?/\s?[0-9])")
# what looks like a result and is none: a phase or grade, a dose, the version of a standard, a schedule (every 3 weeks), the level of an interval, a calendar month
BEFORE = re.compile(r"(?:\b[Pp]hase|\b[Gg]rades?|\b[Vv]ersion|版|RECIST|CTCAE)\s?(?:[Vv]\.?|[0-9][/–-])?\s?\Z|[0-9]\s?年\s?(?:[0-9]{1,2}\s?月?\s?[～至])?\s?\Z|(?:每|\b[Ee]very)\s?\Z")
AFTER = re.compile(r"(?:[/～–-][0-9])?\s?(?:期|级)|\s?(?:mg|g|µg|μg|kg|mL|ml|Gy|cGy|IU)(?![A-Za-z])|\s?月")


def result_like(text: str, numeral: Numeral) -> bool:
    """Whether an unbound numeral reads like a result: a percentage, a decimal, a count of patients, an estimate or a P value, a time in weeks or months."""
    before, after = text[max(numeral.start - AROUND, 0) : numeral.start], text[numeral.end : numeral.end + AROUND]
    if BEFORE.search(before) or AFTER.match(after) or LEVEL.match(after):
        return False
    decimal = numeral.quantum < Decimal(1)
    counted = bool(COUNTED.match(after)) or before.rstrip(" ").endswith("/")
    return numeral.percent or decimal or counted or bool(RESULT_LIKE.search(before)) or numeral.unit in {"weeks", "months"} and numeral.value < 1000
