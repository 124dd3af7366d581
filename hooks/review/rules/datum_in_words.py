"""What a datum holds, in words of both languages: events, n, a median, limits."""

from __future__ import annotations

from review.evidence.cell import DIFFERENCES
from review.evidence.trial import Figure
from review.messages import text
from review.problem import Text, joined

MOST = 8  # figures that are named
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


def in_words(figures: tuple[Figure, ...]) -> Text:
    """Each figure once: “events 17, n 26, percent 65.4% (computed from the counts)”."""
    named = list(dict.fromkeys(map(_figure, figures)))
    if not named:
        return text("figure-role/none", "found")
    more, found = "…" if len(named) > MOST else "", joined(named[:MOST], "、", ", ")
    return Text(found.zh + more, found.en + more)


def timed(unit: str | None) -> Text:
    """A unit of time, points or what is counted as it follows a number; nothing for any other."""
    if unit not in UNITS:
        return Text("", "")
    return Text(f" {UNITS[unit]}", f" {unit.replace('-', ' ')}")


def _figure(figure: Figure) -> Text:
    """A figure by its role; an estimate by what it measures."""
    head, _, side = figure.role.partition(".")
    printed = f"{figure.value:f}" if figure.quantum is not None else f"{figure.value:.1f}"
    share = figure.percent or head in ("level", "exact")
    unit = Text("%", "%") if share else timed(figure.unit)
    value = f"{figure.sign}{printed}{'+' * figure.censored}"
    named = head == "estimate" and figure.measure not in {"", *DIFFERENCES}
    role = f"alone.{side}" if figure.alone else "measured" if named else figure.role
    return text(
        f"figure-role/{role}",
        "found",
        measure=figure.measure,
        value=Text(value + unit.zh, value + unit.en),
    )
