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
    shown, wide = value.strip()[:40], value.startswith("\u3000")
    found = (
        Text(f"{key} 的冒号之后是全角空格", f"a full-width blank behind the colon of {key}")
        if wide
        else Text(f"{key} 的冒号之后没有空格", f"no blank behind the colon of {key}")
    )
    cure = (
        Text("改为半角空格。", "Type a half-width blank.")
        if wide
        else Text("冒号之后空一格。", "Put a blank behind the colon.")
    )
    return problem(place, "yaml-colon/tight", key=key, shown=shown, found=found, cure=cure)


def wide(place: Place) -> Problem:
    """The problem of a full-width blank where YAML wants half-width ones."""
    return problem(place, "yaml-blank")


def not_mapping(source: Source) -> Problem:
    """A file that does not begin with keys."""
    return problem(Place(source.path), "yaml-syntax/not-mapping")


def not_word(place: Place) -> Problem:
    """A key that is a list or a mapping."""
    return problem(place, "yaml-syntax/not-word")


def alias(source: Source) -> Problem:
    """One problem for all aliases of a file, at the first."""
    aliases = [
        token
        for token in yaml.scan(source.text, Loader=LOADER)
        if isinstance(token, yaml.AliasToken)
    ]
    first, more = aliases[0], len(aliases) - 1
    zh, en = (f"，另有 {more} 处", f", and {more} more") if more else ("", "")
    return problem(
        marked(source, first.start_mark), "yaml-alias", name=first.value, more=Text(zh, en)
    )


def tagged(place: Place, tag: str) -> Problem:
    """A tag before a value."""
    shown = tag.replace("tag:yaml.org,2002:", "!!")
    return problem(place, "yaml-tag", shown=shown)


def escaped(place: Place, shown: str) -> Problem:
    """A character written by its name or number, as \\u200b."""
    return problem(place, "yaml-escape", shown=shown)


def wide_colon(place: Place, key: str) -> Problem:
    """A full-width colon behind a key."""
    return problem(place, "yaml-colon/wide-colon", key=key)


def deep(place: Place) -> Problem:
    """Nesting deeper than DEEPEST."""
    return problem(place, "yaml-depth", deepest=DEEPEST)


def duplicate_key(place: Place, key: str) -> Problem:
    """A key that stands for a second time."""
    return problem(place, "yaml-duplicate-key", key=key)
