"""Blocks of a page in one language, or in two side by side where the page has both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from review.edition.view import View
from review.markup import templates
from review.markup.escape import harmless
from review.problem import Text


@dataclass(frozen=True)
class Side:
    """One language of a block."""

    lang: str
    markdown: str


def heading(level: int, text: Text, anchor: str, views: Sequence[View]) -> str:
    """A heading with its anchor, in the languages of the views."""
    zh, en = (harmless(half) for half in text)
    bilingual = f'{zh} <span lang="en">{en}</span>'
    words = bilingual if len(views) > 1 else views[0].language.half((zh, en))
    return f"{'#' * level} {words} {{#{anchor}}}"


def block(name: str, markdown: Callable[[View], str], views: Sequence[View]) -> str:
    """What ``markdown`` says in each language; side by side where there are two."""
    sides = [Side(view.language, markdown(view)) for view in views]
    if len(sides) == 1 or not any(side.markdown for side in sides):
        return sides[0].markdown
    return templates.render("both.md.j2", name=name, sides=sides)
