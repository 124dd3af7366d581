"""The two languages of a review, and how each sets its marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from review.markup import labels
from review.problem import Text

Half = TypeVar("Half")
LINKED = re.compile(r"\]\([^()]*\)$")


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
        """A number with its unit, as ``8 周`` or ``1 week``."""
        entry = labels.entry(("unit", unit))
        if entry is None:
            return f"{number} {unit}"
        singular = self is Language.EN and number == "1"
        return labels.fill(
            entry.get("one", entry["en"]) if singular else entry[self], self, {"value": number}
        )

    def estimate(self, measure: str, number: str) -> str:
        """A measure with its value: ``HR=0.42`` in Chinese, ``HR 0.42`` in English. One that is
        named in words, such as a difference, has a blank in both."""
        named = self.word("measure", measure)
        return f"{named}{'=' if self is Language.ZH and named.isascii() else ' '}{number}"

    def dated(self, date: str) -> str:
        """``2026-11-01``, ``2026-11`` or ``2026`` as readers of the language write it."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date):
            return date
        year, month, day = [*date.split("-"), "", ""][:3]
        if self is Language.ZH:
            units = ((year, "年"), (month, "月"), (day, "日"))
            return " ".join(f"{int(number)} {unit}" for number, unit in units if number)
        named = month and 1 <= int(month) <= 12
        name = self.word("months").split()[int(month) - 1] if named else ""
        return " ".join(filter(None, (str(int(day)) if day else "", name, year)))

    def bracket(self, text: str, inner: str) -> str:
        """``text`` with ``inner`` in brackets, never a bracket behind a bracket; the bracket of a
        Markdown link is none."""
        if not inner:
            return text
        if text.endswith(self.closing) and not LINKED.search(text):
            return text[:-1] + self.semicolon + inner + self.closing
        return self.word("bracket", text=text, inner=inner)

    def listed(self, items: Sequence[str]) -> str:
        """Items in one line."""
        return self.pause.join(items)

    def few(self, items: Sequence[str], kind: str, most: int) -> str:
        """The first ``most`` items in one line, and how many more there are, in the words that
        ``more`` has for the kind."""
        rest = len(items) - most
        more = self.word("more", kind, n=rest, all=len(items)) if rest > 0 else ""
        return self.listed(items[:most]) + more

    def commas(self, parts: Iterable[str]) -> str:
        """The parts that are not empty, parted by commas."""
        return self.comma.join(part for part in parts if part)

    def clauses(self, parts: Iterable[str]) -> str:
        """The parts that are not empty, parted by semicolons."""
        return self.semicolon.join(part for part in parts if part)


def in_both(half: Callable[[Language], str]) -> Text:
    """A text whose halves a function makes, one language after the other."""
    return Text(*map(half, Language))
