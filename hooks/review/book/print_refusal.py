"""Why a book cannot be printed, in both languages, for the person who can mend it."""

from __future__ import annotations

from review.refusal import Refusal

__all__ = ["Refusal", "Unprintable"]


class Unprintable(Refusal):
    """A book that cannot be printed, with all reasons."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__(reasons[0].zh, reasons[0].en, reasons[0].page)
        self.others = reasons[1:]
