"""Why a book cannot be printed, in both languages, for the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One reason; ``page`` is the page of the site it was found on, empty where it is none."""

    zh: str
    en: str
    page: str = ""

    def __str__(self) -> str:
        where = f"{self.page}: " if self.page else ""
        return f"{where}{self.en}\n    {where}{self.zh}"


class Unprintable(Exception):
    """A book that cannot be printed, with all reasons."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__("\n".join(map(str, reasons)))
        self.reasons = reasons
