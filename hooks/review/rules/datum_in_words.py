"""What a datum holds, in words of both languages: events, n, a median with its unit, the limits of an interval."""

from __future__ import annotations

from review.evidence.trial import Figure
from review.problem import Text

MOST = 8  # figures that are told
COMPUTED = frozenset({"computed", "exact"})  # roles of figures that no table holds
# events and n go by the names of their fields
ROLES = {
    "percent": Text("百分率", "percent"), "computed": Text("百分率", "percent"), "median": Text("中位数", "median"), "value": Text("值", "value"), "estimate": Text("估计值", "estimate"),
    "p": Text("P 值", "P"), "level": Text("置信水平", "level of the interval"), "timepoint": Text("时间点", "time point"),
}  # fmt: skip
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
}


def told(figures: tuple[Figure, ...]) -> Text:
    """What the data hold, each figure once: “events 17, n 26, percent 65.4% (computed from the counts)”."""
    shown = list(dict.fromkeys(map(_told, figures)))
    if not shown:
        return Text("没有数字的数据", "a datum without figures")
    more = "…" if len(shown) > MOST else ""
    return Text(
        "、".join(each.zh for each in shown[:MOST]) + more,
        ", ".join(each.en for each in shown[:MOST]) + more,
    )


def timed(unit: str | None) -> Text:
    """A unit of time as it follows a number; nothing for any other."""
    return Text(f" {UNITS[unit]}", f" {unit}") if unit in UNITS else Text("", "")


def _told(figure: Figure) -> Text:
    head, _, side = figure.role.partition(".")
    value = (
        f"{figure.sign}{figure.value:f}"
        if figure.quantum is not None
        else f"{figure.sign}{figure.value:.1f}"
    )
    unit = Text("%", "%") if figure.percent or head in ("level", "exact") else timed(figure.unit)
    name, origin = (
        _name(figure, head, side),
        Text("（由例数算得）", " (computed from the counts)") if head in COMPUTED else Text("", ""),
    )
    return Text(f"{name.zh} {value}{unit.zh}{origin.zh}", f"{name.en} {value}{unit.en}{origin.en}")


def _name(figure: Figure, head: str, side: str) -> Text:
    """How a figure is called; an estimate by what it measures."""
    if head in INTERVALS:
        return Text(
            f"{INTERVALS[head].zh}{SIDES[side].zh}", f"{SIDES[side].en} of the {INTERVALS[head].en}"
        )
    measured = figure.measure if head == "estimate" and figure.measure != "difference" else ""
    return Text(measured, measured) if measured else ROLES.get(head, Text(head, head))
