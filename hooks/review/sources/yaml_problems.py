"""What is wrong with a file as YAML, in words: each function is one kind of problem."""

from __future__ import annotations

import re
from typing import Protocol

import yaml

from review.messages import problem
from review.problem import Place, Problem, Text
from review.sources.source import Source

LOADER = yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader
DEEPEST = 20  # levels; the deepest field of a table has seven
WIDE_COLON = re.compile(r"^[ ]*(?:- )?(?P<key>[\w.-]+)[ ]*(?P<colon>：)", re.MULTILINE)


class Mark(Protocol):
    """A place as the parser of YAML gives it, line and column counted from 0."""

    @property
    def line(self) -> int:
        """Line, counted from 0."""

    @property
    def column(self) -> int:
        """Column, counted from 0."""


def marked(source: Source, mark: Mark | None) -> Place:
    """The place of a mark; one behind the last line stands on it."""
    if mark is None:
        return Place(source.path)
    return Place(source.path, min(mark.line + 1, len(source.starts)), mark.column + 1)


def tight(place: Place, key: str, value: str) -> Problem:
    """The problem of a key without a blank behind its colon; YAML takes the two for one word."""
    kind = "wide-blank" if value.startswith("\u3000") else "tight"
    return problem(place, f"yaml-colon/{kind}", key=key, value=value.strip()[:40])


def alias(source: Source) -> Problem:
    """One problem for all aliases of a file, at the first."""
    tokens = yaml.scan(source.text, Loader=LOADER)
    first, *further = (token for token in tokens if isinstance(token, yaml.AliasToken))
    zh, en = (f"，另有 {len(further)} 处", f", and {len(further)} more") if further else ("", "")
    place = marked(source, first.start_mark)
    return problem(place, "yaml-alias", name=first.value, more=Text(zh, en))


def deep(place: Place) -> Problem:
    """Nesting deeper than DEEPEST."""
    return problem(place, "yaml-depth", deepest=DEEPEST)
