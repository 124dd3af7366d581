"""Units by which two languages are compared: a percentage, a time, a length, a dose or volume, a count of people, in whichever language they are written."""

from __future__ import annotations

import re

from review.sources.numeral import Numeral

END = r"(?![A-Za-z])"
DOSES = {
    "kg": rf"(?:kg{END}|千克|公斤)",
    "mg": rf"(?:mg{END}|毫克)",
    "µg": rf"(?:[µμ]g{END}|mcg{END}|微克)",
    "g": rf"(?:g{END}|克)",
    "mL": rf"(?:m[lL]{END}|毫升)",
    "cGy": rf"cGy{END}",
    "Gy": rf"Gy{END}",
    "IU": rf"(?:IU{END}|国际单位)",
    "people": r"(?:例|名(?!称|义)|位患者|人(?![均次年])|(?:patients|people|persons|participants|subjects|cases)\b)",
}
UNIT = re.compile(
    r"\s?(?:"
    + "|".join(f"(?P<u{index}>{pattern})" for index, pattern in enumerate(DOSES.values()))
    + ")"
)
NAMES = tuple(DOSES)


def unit(text: str, numeral: Numeral) -> str | None:
    """The unit of a numeral of ``text``, by one name for both languages; None where none is known."""
    if numeral.percent:
        return "%"
    found = UNIT.match(text, numeral.end)
    return numeral.unit or (NAMES[int((found.lastgroup or "u0")[1:])] if found else None)
