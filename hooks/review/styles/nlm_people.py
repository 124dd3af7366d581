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
    printed, shortened = author_names.printed(people(entry, role), LIMIT)
    out = ""
    for person, following in zip_longest(printed, printed[1:]):
        groups = {author_names.is_group(one) for one in (person, following) if one is not None}
        joint = "; " if len(groups) > 1 else ", "
        out += author_names.nlm(person) + ("" if following is None else joint)
    return f"{out}, {author_names.rest(language(entry))}" if shortened and out else out


def editors(entry: Entry) -> str:
    """``Poe E, Loe T, editors``; 主编 after Chinese names."""
    return _in_role(entry, "editor", "主编")


def translators(entry: Entry) -> str:
    """``Weaver H, translator``; 译 after Chinese names."""
    return _in_role(entry, "translator", "译")


def _in_role(entry: Entry, role: str, chinese: str) -> str:
    found = people(entry, role)
    word = chinese if language(entry) == "zh" else f"{role}{'s' * (len(found) > 1)}"
    return f"{listed(entry, role)}, {word}" if found else ""
