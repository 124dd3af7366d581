"""Lists of persons as NLM prints them."""

from __future__ import annotations

from itertools import zip_longest

from pybtex.database import Entry

from review.evidence.reference import language
from review.styles import author_names
from review.styles.reference_fields import people

LIMIT = 6


def authors(entry: Entry) -> str:
    """Authors, or for a book without any its editors."""
    own = entry.type.lower() in ("book", "collection", "proceedings")
    return listed(entry, "author") or (editors(entry) if own else "")


def listed(entry: Entry, role: str) -> str:
    """Up to six names; from seven on six and et al. A semicolon parts persons from a group."""
    shown, shortened = author_names.shown(people(entry, role), LIMIT)
    out = ""
    for person, following in zip_longest(shown, shown[1:]):
        group = following is not None and author_names.is_group(person) != author_names.is_group(
            following
        )
        out += author_names.nlm(person) + ("" if following is None else "; " if group else ", ")
    return f"{out}, {author_names.rest(language(entry))}" if shortened and out else out


def editors(entry: Entry) -> str:
    """``Poe E, Loe T, editors``; 主编 after Chinese names."""
    word = (
        "主编"
        if language(entry) == "zh"
        else "editor"
        if len(people(entry, "editor")) == 1
        else "editors"
    )
    return f"{listed(entry, 'editor')}, {word}" if people(entry, "editor") else ""


def translators(entry: Entry) -> str:
    """``Weaver H, translator``; 译 after Chinese names."""
    word = (
        "译"
        if language(entry) == "zh"
        else "translator"
        if len(people(entry, "translator")) == 1
        else "translators"
    )
    return f"{listed(entry, 'translator')}, {word}" if people(entry, "translator") else ""
