"""The two languages of a review, and how each sets its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from review.markup import labels
from review.problem import Text

Half = TypeVar("Half")


class Mark:
    """A mark as each language sets it."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def __get__(self, language: Any, kind: object = None) -> str:
        return self.zh if language == "zh" else self.en


class Marks:
    """The marks of a language."""

    comma, colon, semicolon = Mark("，", ", "), Mark("：", ": "), Mark("；", "; ")
    ratio = Mark("∶", ":")  # between the terms of a ratio
    pause = Mark("、", ", ")  # between the items of a list in one line
    opening, closing = Mark("（", " ("), Mark("）", ")")  # with the blank before a bracket
    dash = Mark("～", "–")  # between the two ends of a range
    gap = Mark("", " ")  # between two sentences


class Language(Marks, StrEnum):
    """A language, by its code. It is a text as well, so that it finds what is kept by code."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> Language:
        """The language that the other half of a pair is in."""
        return Language.EN if self is Language.ZH else Language.ZH

    @property
    def tag(self) -> str:
        """Value of the ``lang`` attribute (BCP 47)."""
        return "zh-CN" if self is Language.ZH else "en"

    def half(self, pair: tuple[Half, Half]) -> Half:
        """This language's half of a pair (zh, en)."""
        return pair[0] if self is Language.ZH else pair[1]

    def pick(self, text: tuple[str, str] | None) -> str:
        """A bilingual text in this language; empty where there is none."""
        return "" if text is None else self.half(text)

    def word(self, /, *path: str, **values: object) -> str:
        """An interface word."""
        return labels.word(self, *path, **values)

    def counted(self, number: str, unit: str) -> str:
        """A number with its unit."""
        return labels.counted(number, unit, self)

    def estimate(self, measure: str, number: str) -> str:
        """A measure with its value."""
        return labels.estimate(measure, number, self)

    def dated(self, date: str) -> str:
        """An ISO date as readers write it."""
        return labels.dated(date, self)

    def bracket(self, text: str, inner: str) -> str:
        """``text`` with ``inner`` in brackets behind it, where there is any; in the bracket that it
        ends with already, where it does."""
        return labels.bracket(text, inner, self)

    def listed(self, items: Sequence[str]) -> str:
        """Items in one line."""
        return self.pause.join(items)

    def commas(self, parts: Iterable[str]) -> str:
        """The parts that are not empty, parted by commas."""
        return self.comma.join(part for part in parts if part)

    def clauses(self, parts: Iterable[str]) -> str:
        """The parts that are not empty, parted by semicolons."""
        return self.semicolon.join(part for part in parts if part)


def in_both(half: Callable[[Language], str]) -> Text:
    """A text whose halves a function makes, one language after the other."""
    return Text(*map(half, Language))
