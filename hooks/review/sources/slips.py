"""The slips of a page's form: each is reported where it is found, in the words of its message."""

from __future__ import annotations

from typing import Any

from review.messages import problem
from review.problem import Edit, Problem
from review.sources.source import Source


class Slips:
    """Collects the problems of one page; offsets are those of its source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def add(self, offset: int, message: str, /, instead: str | None = None, **values: Any) -> None:
        """``instead`` replaces the character at ``offset``, where the repair is mechanical."""
        edit = None
        if instead is not None:
            edit = Edit(self.source.path, offset, offset + 1, instead)
        self.problems.append(problem(self.source.place(offset), message, fix=edit, **values))
