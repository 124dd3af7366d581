"""A plot laid out for paper. On the site each line has its words above its bar, because a phone has
no room beside it; paper has: the words get a column of their own, no line of the scale runs through
them, and the plot gets lower."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement

from review.book.grammar import classes
from review.book.measure import sans
from review.book.page import words

SIZE = 12.0  # units of the letters
COLUMN, HAN = 292.0, 320.0  # units for the words, and for Chinese ones; more where they need it
# units between them and the scale, and behind the scale, for half of the number at its end
BESIDE = 18.0
APART = 14.0  # units between the words at the ends of a scale
LINE = 15.0  # units from one line of words to the next
SAVED = 14.0  # units of height that a bar below its words had
MIDDLE = 4.0  # units from the foot of a line of words up to its middle


def spread(drawing: HtmlElement, width: float) -> HtmlElement:
    """A copy of a drawing, ``width`` units wide, with its words beside its bars; its height is what
    it then needs."""
    made = copy.deepcopy(drawing)
    view = next((child for child in made if child.tag == "svg"), None)
    rows = [group for group in made.iter("g") if "row" in classes(group)]
    axis = next(
        (
            line
            for group in made.iter("g")
            if "axis" in classes(group)
            for line in group.iter("line")
        ),
        None,
    )
    if view is None or axis is None or not rows:
        return made
    texts = [text for row in rows for text in row.iter("text")]
    column = (
        HAN if any(character > "\u2e80" for text in texts for character in words(text)) else COLUMN
    )
    left = BESIDE + max(
        [column, *(SIZE * sans(words(text), "trial" in classes(text)) for text in texts)]
    )
    across, bottom = width - left - BESIDE, float(axis.get("y1", "0"))
    view.set("x", f"{100 * left / width:.3f}%")
    view.set("width", f"{100 * across / width:.3f}%")
    saved = 0.0
    for row in rows:
        _beside(row, f"{-100 * left / across:.3f}%", saved)
        saved += SAVED
    _raise(made, lambda element: element.getparent() not in rows, bottom, saved)
    made.set("height", f"{float(made.get('height', '0')) - saved + _ends(made, across):g}")
    return made


def _beside(row: HtmlElement, start: str, saved: float) -> None:
    """The words of a line at ``start``, ``saved`` units higher, and its bar at the middle of
    them."""
    texts, marks = (
        [child for child in row if child.tag == "text"],
        [child for child in row if child.tag != "text"],
    )
    for text in texts:
        text.set("x", start)
        text.set("y", f"{float(text.get('y', '0')) - saved:g}")
    own = [float(text.get("y", "0")) for text in texts if "trial" not in classes(text)]
    if not own or not marks:
        return
    place = next(
        float(value) for mark in marks for name in ("y", "y1", "cy") if (value := mark.get(name))
    )
    moved = etree.SubElement(
        row, "g", {"transform": f"translate(0 {(min(own) + max(own)) / 2 - MIDDLE - place:g})"}
    )
    moved.extend(marks)


def _raise(
    drawing: HtmlElement, concerned: Callable[[HtmlElement], bool], bottom: float, saved: float
) -> None:
    """All that stands on the scale, or below it, as much higher as the lines above it got lower."""
    for element in drawing.iter("line", "text"):
        for name in ("y", "y1", "y2"):
            value = element.get(name)
            if value and float(value) >= bottom and concerned(element):
                element.set(name, f"{float(value) - saved:g}")


def _ends(drawing: HtmlElement, across: float) -> float:
    """The words at the ends of a scale at its ends, on one line where both fit, else on two; units
    that the drawing gets higher by it, or lower."""
    sides = [text for text in drawing.iter("text") if "side" in classes(text)]
    if len(sides) != 2:
        return 0.0
    first, second = sides
    above, below = (float(side.get("y", "0")) for side in sides)
    fits = sum(SIZE * sans(words(side), False) for side in sides) <= across - APART
    first.set("x", "0%")
    second.set("x", "100%")
    second.set("y", f"{above if fits else above + LINE:g}")
    return (above if fits else above + LINE) - below
