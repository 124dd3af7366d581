"""What a datum holds, in words of both languages: events, n, a median with its unit, the limits of
an interval."""

from __future__ import annotations

from review.evidence.cell import DIFFERENCES
from review.evidence.trial import Figure
from review.problem import Text

MOST = 8  # figures that are named
COMPUTED = frozenset({"computed", "exact"})  # roles of figures that no table holds
RELATIVE = frozenset({"reduction", "increase"})  # computed from a ratio
# events and n go by the names of their fields
ROLES = {
    "percent": Text("百分率", "percent"),
    "computed": Text("百分率", "percent"),
    "median": Text("中位数", "median"),
    "value": Text("值", "value"),
    "estimate": Text("估计值", "estimate"),
    "p": Text("P 值", "P"),
    "base": Text("人年", "person-years"),
    "level": Text("置信水平", "level of the interval"),
    "timepoint": Text("时间点", "time point"),
    "reduction": Text("风险降低", "reduction of the risk"),
    "increase": Text("风险升高", "increase of the risk"),
}
INTERVALS = {
    "ci": Text("置信区间", "confidence interval"),
    "exact": Text("精确置信区间", "exact confidence interval"),
    "range": Text("范围", "range"),
    "iqr": Text("四分位距", "interquartile range"),
}
SIDES = {"low": Text("下限", "lower limit"), "high": Text("上限", "upper limit")}
UNITS = {
    "hours": "小时",
    "days": "天",
    "weeks": "周",
    "months": "个月",
    "years": "年",
    "cycles": "个周期",
    "percentage-points": "个百分点",
    "points": "分",
    "lesions": "处病灶",
    "joints": "个关节",
    "limbs": "条肢体",
    "procedures": "次手术",
    "courses": "个疗程",
    "specimens": "份标本",
}
ALONE = Text("单侧区间", "one-sided interval")


def in_words(figures: tuple[Figure, ...]) -> Text:
    """What the data hold, each figure once: “events 17, n 26, percent 65.4% (computed from the
    counts)”."""
    named = list(dict.fromkeys(map(_figure, figures)))
    if not named:
        return Text("没有数字的数据", "a datum without figures")
    more = "…" if len(named) > MOST else ""
    return Text(
        "、".join(text.zh for text in named[:MOST]) + more,
        ", ".join(text.en for text in named[:MOST]) + more,
    )


def timed(unit: str | None) -> Text:
    """A unit of time, points or what is counted as it follows a number; nothing for any other."""
    if unit not in UNITS:
        return Text("", "")
    return Text(f" {UNITS[unit]}", f" {unit.replace('-', ' ')}")


def _figure(figure: Figure) -> Text:
    head, _, side = figure.role.partition(".")
    printed = f"{figure.value:f}" if figure.quantum is not None else f"{figure.value:.1f}"
    share = figure.percent or head in ("level", "exact")
    unit = Text("%", "%") if share else timed(figure.unit)
    name, origin = _name(figure, head, side), _origin(head)
    value = f"{figure.sign}{printed}{'+' * figure.censored}"
    return Text(f"{name.zh} {value}{unit.zh}{origin.zh}", f"{name.en} {value}{unit.en}{origin.en}")


def _origin(head: str) -> Text:
    """What a figure was computed from."""
    if head in COMPUTED:
        return Text("（由例数算得）", " (computed from the counts)")
    if head in RELATIVE:
        return Text("（由比值算得）", " (computed from the ratio)")
    return Text("", "")


def _name(figure: Figure, head: str, side: str) -> Text:
    """How a figure is called; an estimate by what it measures."""
    if head in INTERVALS:
        interval, end = ALONE if figure.alone else INTERVALS[head], SIDES[side]
        return Text(f"{interval.zh}{end.zh}", f"{end.en} of the {interval.en}")
    if head == "estimate" and figure.measure not in {"", *DIFFERENCES}:
        return Text(figure.measure, figure.measure)
    return ROLES.get(head, Text(head, head))
