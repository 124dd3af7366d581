"""A problem: one place in one file, what was found there, what was expected, and how to mend it, in
both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from review.characters import printable


class Text(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} | {self.en}"


def same(value: object) -> Text:
    """A value that reads the same in both languages."""
    return Text(str(value), str(value))


def under(owner: Text, name: Text) -> Text:
    """What ``name`` names, with what it belongs to before it."""
    return Text(f"{owner.zh} · {name.zh}", f"{owner.en} · {name.en}")


def joined(texts: Iterable[Text], zh: str, en: str) -> Text:
    """Texts as one, with what stands between two in each language."""
    texts = list(texts)
    return Text(zh.join(text.zh for text in texts), en.join(text.en for text in texts))


@dataclass(frozen=True, order=True)
class Place:
    """A place in a source file: path relative to the review's root, line and column counted from
    1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{printable(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """What a rule found. ``rule`` is the rule's id; ``fix``, where there is one, is the mechanical
    repair."""

    place: Place
    rule: str
    found: Text
    expected: Text
    cure: Text
    fix: Edit | None = None

    def __str__(self) -> str:
        zh, en = (
            [printable(text[at]) for text in (self.found, self.expected, self.cure)]
            for at in (0, 1)
        )
        return (
            f"{self.place} {self.rule}: found {en[0]}, expected {en[1]}. {en[2]}\n    发现 "
            f"{zh[0]}，应为 {zh[1]}。{zh[2]}"
        )

    @property
    def order(self) -> tuple[Place, str, str]:
        """Sort key: file order, then rule."""
        return (self.place, self.rule, self.found.en)


@dataclass(frozen=True)
class Edit:
    """A mechanical repair: in ``path`` put ``new`` in the place of characters ``start`` to ``end``
    (offsets into the text)."""

    path: str
    start: int
    end: int
    new: str
