"""A pattern of many wordings, made so that texts are read quickly: wordings that begin alike are
tried together."""

from __future__ import annotations

import re
from collections.abc import Collection

LETTER = "A-Za-z0-9"
LATIN_START, LATIN_END = re.compile(f"[{LETTER}]"), re.compile(rf"[{LETTER}]\Z")
Tree = dict[str, "Tree"]


def pattern(words: Collection[str]) -> re.Pattern[str]:
    """A pattern of any of some wordings, at each place the longest: Latin ends stand on word
    boundaries, a blank may be a line's end."""
    tree: Tree = {}
    for word in words:
        after = rf"(?![{LETTER}])" if LATIN_END.search(word) else ""
        node = tree
        for letter in " ".join(word.split()):
            node = node.setdefault(r"\s+" if letter == " " else re.escape(letter), {})
        node[after] = {}
    # each branch begins with a letter, so that what begins no word is passed over at once
    branches = [
        start + (_before(start) if LATIN_START.match(start) else "") + _any(rest)
        for start, rest in sorted(tree.items())
    ]
    return re.compile("|".join(branches) or "(?!)")


def _before(start: str) -> str:
    return rf"(?<![{LETTER}]{start})"


def _any(tree: Tree) -> str:
    """Whatever a tree holds, what is longer first."""
    if not tree or set(tree) == {""}:
        return ""
    branches = sorted(tree.items(), key=lambda branch: (not branch[1], branch[0]))
    return f"(?:{'|'.join(start + _any(rest) for start, rest in branches)})"
