"""On which page each item of a list that grows stands: on one where they are few, else by what
their keys begin with, so that one more moves hardly another. A key is gone by letter for letter;
words before it, each ended by a stroke, are gone by first: ``2020/regobone``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

Size = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Parts:
    """The pages of a list: ``page`` leads to all of it, ``shared`` are the keys of its items by
    their beginnings."""

    page: str
    shared: Mapping[str, Sequence[str]]

    @property
    def paths(self) -> dict[str, str]:
        """What the keys on each page begin with, by its path; the page that leads to all first."""
        return {self.page: ""} | {self.path(prefix): prefix for prefix in self.shared}

    def path(self, prefix: str) -> str:
        """The page of the items whose keys begin so, within its rendition."""
        stem = self.page.removesuffix(".md")
        return f"{stem}/{prefix.rstrip('/').replace('/', '-')}.md" if prefix else self.page

    def to(self, key: str) -> str:
        """The page of one item; of an unknown one the page that leads to all."""
        return self._by_key.get(key, self.page)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of items by their beginnings."""
        return {prefix: len(set(keys)) for prefix, keys in self.shared.items()}

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {key: self.path(prefix) for prefix, keys in self.shared.items() for key in keys}


def parts(page: str, keys: Iterable[str], limit: int, size: Size = len) -> Parts:
    """The pages of a list whose items have these keys, a page at most of a ``size``."""
    return Parts(page, beginnings(keys, limit, size))


def beginnings(keys: Iterable[str], limit: int, size: Size = len) -> dict[str, list[str]]:
    """Keys by what they begin with, in alphabetical order: by as little as leaves at most ``limit``
    to a beginning; by nothing where they are that few."""
    found: dict[str, list[str]] = {}
    _share(0, sorted(keys), limit, size, found)
    return found


def _share(
    steps: int, keys: Sequence[str], limit: int, size: Size, found: dict[str, list[str]]
) -> None:
    if size(keys) <= limit or len(set(keys)) == 1:
        found[_beginning(keys[0], steps) if keys else ""] = [*keys]
        return
    for _, group in groupby(keys, key=lambda key: _beginning(key, steps + 1)):
        _share(steps + 1, [*group], limit, size, found)


def _beginning(key: str, steps: int) -> str:
    """The first words of a key with their strokes, behind the last of them letters."""
    words = key.split("/", steps)
    if len(words) > steps:
        return "".join(f"{word}/" for word in words[:steps])
    *first, last = words
    return "".join(f"{word}/" for word in first) + last[: steps - len(first)]
