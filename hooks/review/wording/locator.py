"""A place within a source, as a table gives it (``supplementary table S2``, ``appendix p 4``), in
the words of a language."""

from __future__ import annotations

from review.markup.labels import word

PAGES = {"p": "page", "pp": "page"}


def located(locator: str, language: str) -> str:
    """The place in words; empty where it names no number."""
    kind, _, number = locator.rpartition(" ")
    steps = [PAGES.get(step, step) for step in kind.lower().split(" ")]
    return word(language, "locator", "-".join(steps), n=number) if kind else ""
