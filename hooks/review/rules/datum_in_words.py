"""What a datum holds, in words of both languages: events, n, a median, limits."""

from __future__ import annotations

from review.evidence.cell import DIFFERENCES
from review.evidence.trial import Figure
from review.messages import text
from review.problem import Text, joined
from review.sources.declared import declared

MOST = 8  # figures that are named


def in_words(figures: tuple[Figure, ...]) -> Text:
    """Each figure once: “events 17, n 26, percent 65.4% (computed from the counts)”."""
    named = list(dict.fromkeys(map(_figure, figures)))
    if not named:
        return text("figure-role/none", "found")
    ellipsis, found = "…" if len(named) > MOST else "", joined(named[:MOST], "、", ", ")
    return Text(found.zh + ellipsis, found.en + ellipsis)


def timed(unit: str | None) -> Text:
    """A unit of time, points or what is counted as it follows a number; nothing for any other."""
    zh = declared("grammar/units").get(unit, {}).get("zh")
    return Text(f" {zh}", f" {unit.replace('-', ' ')}") if unit and zh else Text("", "")


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
