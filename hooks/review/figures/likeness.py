"""What reads like a result although no link binds it to a datum: a percentage, a decimal, a count
of patients, an estimate or a P value, a time."""

from __future__ import annotations

import re
from decimal import Decimal

from review.figures.context import AROUND, COMPARED, LEVEL, measure
from review.sources.numeral import Numeral

ESTIMATE = re.compile(
    rf"(?<![A-Za-z])(?:[PpNn]\s?(?:{COMPARED}|为|：|:)|(?:HR|OR|RR|CI|CrI|置信区间|可信区间)\s?(?:为|：|:|of)?\s?[（(]?)\s?\Z"
)
PEOPLE = r"(?:(?:patients?|cases?|subjects?|people|persons?|participants?|children|adults|women|men|responders?|survivors?)\b|例|名(?!称|义)|位(?:患者|患儿|病人|受试者|儿童|成人|女性|男性)|人(?![均次年]))"
BEFELL = r"(?:(?:[a-z]+ )?(?:responses?|remissions?|deaths|relapses|recurrences|progressions)\b|(?:have |had |were |was )?(?:responded|died|relapsed|progressed|survived)\b|(?:were|was) (?:alive|event-free|free of)\b|个(?:完全|部分|客观)?(?:缓解|复发|死亡))"
PART = r"(?:(?:out of every|(?:out )?of(?: the| all| these| those)?) [0-9]|of (?:them|these|those|all|whom|the patients|the cases)\b|in (?:every )?[0-9]+(?= (?:patients|people|responded|died|relapsed|had|were|was)\b|[.,;])|/\s?[0-9])"
COUNTED = re.compile(rf"\s?(?:{PEOPLE}|{PART})")
BEFALLEN = re.compile(rf"\s?{BEFELL}")
MOMENT = re.compile(
    r"(?:\b[Ww]eek|\b[Mm]onth|\b[Dd]ay|\b[Yy]ear|\b[Cc]ycle|\b[Ss]tage|\b[Pp]art|\b[Ss]tep|第)\s?\Z"
)  # week 8 responses
FOLD = re.compile(r"[\s-]?(?:fold\b|times (?:higher|lower|more|less|as)\b)|\s?倍(?!正常|上限)")
NORMAL = re.compile(r"(?:上限|ULN)的?\s?\Z")  # thrice the upper limit of normal is a grade
# what was measured, and nothing but words up to the number
MEASURED = re.compile(
    r"(?:中位|平均|生存期|生存时间|缓解(?:持续)?时间|持续时间|[Mm]edian|\b[Mm]ean|[Ss]urvival|[Dd]uration|[Tt]ime to)[^0-9。，；：、,;:.()（）\n]{0,32}(?<! at )(?<!after )(?<!within )(?<!by )\Z"
)
MEDIAN = re.compile(r"(?:中位数?|[Mm]edian)(?:为|是| of| was| is|：|:)?\s?\Z")
LASTING = re.compile(r"\s?(?:个?月|m(?![A-Za-z0-9²³]))")
# what looks like a result and is none: a phase or grade, a dose, the version of a standard, a
# schedule (every 3 weeks), the level of an interval, a calendar month
BEFORE = re.compile(
    r"(?:\b[Pp]hase|\b[Gg]rades?|\b[Vv]ersion|版|RECIST|CTCAE)\s?(?:[Vv]\.?|[0-9][/–-])?\s?\Z|[0-9]\s?年\s?(?:[0-9]{1,2}\s?月?\s?[～至])?\s?\Z|(?:每|\b[Ee]very)\s?\Z"
)
AFTER = re.compile(
    r"(?:[/～–-][0-9])?\s?(?:期|级)|\s?(?:mg|g|µg|μg|kg|mL|ml|Gy|cGy|IU)(?![A-Za-z])|\s?月"
)
LEVELS = range(80, 100)  # what an interval may have as its level: 80%, 91.4%, 99.9%


def result_like(text: str, numeral: Numeral) -> bool:
    """Whether an unbound numeral reads like a result: a percentage, a decimal, a count of patients,
    an estimate or a P value, how many times, a time that something took."""
    before, after = (
        text[max(numeral.start - AROUND, 0) : numeral.start],
        text[numeral.end : numeral.end + AROUND],
    )
    if LEVEL.match(after) and int(numeral.value) in LEVELS:
        return False
    if (
        numeral.percent
        or ESTIMATE.search(before)
        or measure(before)
        or _took(before, after, numeral)
    ):
        return True
    if BEFORE.search(before) or AFTER.match(after):
        return False
    counted = bool(
        COUNTED.match(after)
        or BEFALLEN.match(after)
        and not MOMENT.search(before)
        or FOLD.match(after)
        and not NORMAL.search(before)
    ) or before.rstrip(" ").endswith("/")
    return (
        numeral.quantum < Decimal(1)
        or counted
        or numeral.unit in {"weeks", "months"}
        and numeral.value < 1000
    )


def _took(before: str, after: str, numeral: Numeral) -> bool:
    """Whether a numeral is a median, or the time that survival, follow-up or the like took."""
    if numeral.value >= 1000:
        return False  # a year
    return (
        bool(MEDIAN.search(before))
        or bool(MEASURED.search(before))
        and (numeral.unit in {"hours", "days", "years"} or bool(LASTING.match(after)))
    )
