"""What the words around a numeral say of it: a P value, a ratio by its name, a limit of an interval
by its kind, more or less than it."""

from __future__ import annotations

import re
from functools import lru_cache

AROUND = 40  # characters on either side that tell what a numeral is
LIMITS = ("ci", "range", "iqr", "exact")
LOWS, HIGHS = (frozenset(f"{name}.{side}" for name in LIMITS) for side in ("low", "high"))
ENDS = LOWS | HIGHS
TIME = frozenset({"median", "value", "timepoint"})
TIMES = frozenset({"hours", "days", "weeks", "months", "years", "cycles"})
SHARE = frozenset({"percent", "computed", "median", "value", "estimate"})
BARE = frozenset({"events", "n", "median", "value", "estimate", "p"})
LINK = r"(?:为| of| was| is|：|:|,|，)?\s?[（(]?\Z"  # what joins a name to the number after it
MOMENT = re.compile(
    r"(?<![0-9] )(?<![0-9]-)(?:\bweeks?|\bmonths?|\byears?|\bdays?|\bcycles?)\s?\Z|第\s?\Z",
    re.IGNORECASE,
)  # at week 8, 第 8 周; not 8 weeks
LOWER = re.compile(rf"(?:下限|(?:[Ll]ower|[Ll]ow) (?:limit|bound)){LINK}")
UPPER = re.compile(rf"(?:上限|(?:[Uu]pper|[Hh]igh) (?:limit|bound)){LINK}")
LOWEST = re.compile(rf"(?:最低|最短|最小|lowest|shortest|minimum|smallest){LINK}")
HIGHEST = re.compile(rf"(?:最高|最长|最大|highest|longest|maximum|largest){LINK}")
ONE_LIMIT = re.compile(rf"(?:limit|bound){LINK}")
MEAN = re.compile(rf"(?:\b[Mm]ean|\b[Aa]verage|平均值?|均值|均数){LINK}")
RATIOS = (
    re.compile(r"(?P<events>[0-9,]+)\s?/\s?(?P<n>[0-9,]+)"),
    re.compile(r"(?P<events>[0-9,]+) of (?:the |all )?(?P<n>[0-9,]+)"),
    re.compile(r"(?P<n>[0-9,]+)\s?[例名](?:患者)?(?:中|里)[有，]?\s?(?P<events>[0-9,]+)\s?[例名]"),
)
LEVEL = re.compile(
    r"\s?[%％]?\s?-?(?:exact )?(?:CI|CrI|confidence|credible|interval|可信|置信|区间)",
    re.IGNORECASE,
)
INTERVAL = re.compile(
    r"(?:\bCI|\bCrI|\bIQR|[Ii]nterval|[Rr]ange|区间|范围|四分位距)(?:为| of| was|：|:|,|，)?\s?\Z"
)  # what names the range that follows
KINDS = (  # the first that is named; one without a name may be any
    (
        re.compile(rf"(?:\bIQR|[Ii]nterquartile [Rr]ange|四分位数?(?:距|间距|范围|区间)){LINK}"),
        ("iqr",),
    ),
    (
        re.compile(
            rf"(?:\bC(?:r)?I|[Cc](?:onfidence|redible) (?:interval|limits)|[%％]\s?[Ii]nterval|[%％]\s?区间|置信区间|可信区间){LINK}"
        ),
        ("ci", "exact"),
    ),
    (re.compile(rf"(?:\b[Rr]anged?|\b[Rr]anging|范围){LINK}"), ("range",)),
)
OPEN_END = re.compile(r"\s?[%％]?\s?(?:[～~–—-]|至|to)\s?(?:未达到|not (?:yet )?reached|NR\b)")
CHANGE = re.compile(r"(?<!ranged )(?<!ranging )(?<!range )\b[Ff]rom\s?\Z|[从由]\s?\Z")
OPENING = re.compile(r"[0-9][^0-9A-Za-z]{0,4}(?:[～~–—-]|至|\bto)\s?\Z")
UNREACHED = re.compile(
    r"(?:尚)?未达到(?!统计|显著|主要|次要|预[设期]|终点|非劣|优效|界值|标准|目标)|\b[Nn]ot (?:yet )?(?:been )?reached|\bNR\b"
)
FEWER = {
    "不足": "<", "不到": "<", "未满": "<", "少于": "<", "fewer than": "<", "less than": "<", "under": "<",
    "超过": ">", "多于": ">", "more than": ">", "over": ">",
    "不超过": "≤", "不多于": "≤", "至多": "≤", "at most": "≤", "不低于": "≥", "不少于": "≥", "至少": "≥", "at least": "≥",
}  # fmt: skip
HIGHER = {
    "小于": "<",
    "低于": "<",
    "lower than": "<",
    "below": "<",
    "above": ">",
    "大于": ">",
    "高于": ">",
    "greater than": ">",
    "higher than": ">",
}  # a comparison with the figure, except of a P value
SYMBOLS = {
    "<": "<",
    ">": ">",
    "≤": "≤",
    "≥": "≥",
    "＜": "<",
    "＞": ">",
    "＝": "",
    "≦": "≤",
    "⩽": "≤",
    "<=": "≤",
    "≧": "≥",
    "⩾": "≥",
    ">=": "≥",
    "=": "",
    "≈": "",
}
SIGNS = {**SYMBOLS, **FEWER, **HIGHER}
COMPARED = "|".join(
    rf"(?<![A-Za-z]){sign}" if sign.isascii() and sign[0].isalpha() else sign
    for sign in sorted(SIGNS, key=len, reverse=True)
)
SIGN = re.compile(rf"(?P<sign>{COMPARED})\s?\Z", re.IGNORECASE)
EQUAL = rf"\s?(?:{COMPARED}|为|of|was|is|：|:)?\s?\Z"
P_VALUE = re.compile(rf"[Pp](?<![A-Za-z].)(?:\s?值|[- ]values?)?{EQUAL}")
MEASURES = {
    "HR": re.compile(rf"(?:(?<![A-Za-z])HR|\b[Hh]azard ratio|风险比|危险比){EQUAL}"),
    "OR": re.compile(rf"(?:(?<![A-Za-z])OR|\b[Oo]dds ratio|比值比|优势比){EQUAL}"),
    "RR": re.compile(
        rf"(?:(?<![A-Za-z])RR|\b[Rr]elative risk|\b[Rr](?:isk|ate) ratio|相对危险度?|相对风险){EQUAL}"
    ),
}
# without one of these before a numeral no pattern above can match; that is told at once, and so it
# is of most
MEASURED = re.compile("HR|OR|RR|[Rr]atio|[Rr]isk|[比险]")
NAMED = re.compile("IQR|C(?:r)?I|[Ii]nter|limits|[Rr]ang|四分位|区间|范围")
LIMITED = re.compile("[限最]|limit|bound|est|imum")
LAST = frozenset(sign[-1] for sign in SIGNS)


@lru_cache(maxsize=1 << 12)  # the words before a numeral are asked several things
def sign(before: str) -> tuple[str, str]:
    """The sign or words of comparison at the end of a text, and what they mean: <, >, ≤, ≥, or
    nothing for equal."""
    found = SIGN.search(before) if before.rstrip()[-1:].lower() in LAST else None
    said = found["sign"].lower() if found else ""
    return said, SIGNS.get(said, "")


@lru_cache(maxsize=1 << 12)  # the words before a numeral are asked several things
def measure(before: str) -> str | None:
    """The ratio that the end of a text names, as a table writes it."""
    return (
        next((name for name, pattern in MEASURES.items() if pattern.search(before)), None)
        if MEASURED.search(before)
        else None
    )


@lru_cache(maxsize=1 << 12)  # the words before a numeral are asked several things
def kinds(before: str) -> tuple[str, ...]:
    """The kinds of interval that the end of a text may name."""
    return (
        next((names for pattern, names in KINDS if pattern.search(before)), LIMITS)
        if NAMED.search(before)
        else LIMITS
    )


def limit(before: str, linked: str) -> frozenset[str]:
    """The limits that the end of a text calls so; none where it does not. The lowest or highest is
    one only where the link itself says so: else it may be that of several arms."""
    if not LIMITED.search(before):
        return frozenset()
    low, high = (
        LOWER.search(before) or LOWEST.search(linked),
        UPPER.search(before) or HIGHEST.search(linked),
    )
    return LOWS if low else HIGHS if high else ENDS if ONE_LIMIT.search(before) else frozenset()


def sides(names: tuple[str, ...], side: str) -> frozenset[str]:
    """The low or high limits of intervals of some kinds, as roles."""
    return frozenset(f"{name}.{side}" for name in names)
