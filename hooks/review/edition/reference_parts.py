"""On which page each reference stands: on one where they are few, else by what their keys begin
with, so that one more moves hardly another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

PAGE = "references.md"
MOST = 100  # references on one page


def beginnings(keys: Iterable[str], most: int) -> dict[str, list[str]]:
    """Keys by what they begin with, in alphabetical order: by as few letters as leave at most
    ``most`` to a beginning; by nothing where they are that few."""
    found: dict[str, list[str]] = {}
    _share("", sorted(keys), most, found)
    return found


def _share(start: str, keys: Sequence[str], most: int, found: dict[str, list[str]]) -> None:
    if len(keys) <= most:
        found[start] = [*keys]
        return
    for longer, group in groupby(keys, key=lambda key: key[: len(start) + 1]):
        _share(longer, [*group], most, found)


def pages(keys: Iterable[str]) -> dict[str, str]:
    """Paths of the pages that references stand on, by key."""
    shared = beginnings(keys, MOST)
    return {key: path(begin) for begin, group in shared.items() for key in group}


def path(beginning: str) -> str:
    """The page of the references that begin so, within its rendition."""
    return f"references/{beginning}.md" if beginning else PAGE
