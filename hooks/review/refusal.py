"""A refusal: why nothing was made, in both languages."""

from __future__ import annotations

from collections.abc import Iterable


class Refusal(Exception):
    """Raised where making something would be wrong; it tells the person why and what to do.

    ``page`` is where the reason was found, empty where it is no page. Several reasons are raised as
    one refusal, which holds them as ``reasons``."""

    def __init__(self, zh: str, en: str, page: str = "") -> None:
        super().__init__(zh, en, page)
        self.zh = zh
        self.en = en
        self.page = page
        self.others: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, reasons: Iterable[Refusal]) -> Refusal:
        """One refusal for all the reasons, equal ones once; there is at least one."""
        first, *further = dict.fromkeys(reasons)
        first_refusal = cls(first.zh, first.en, first.page)
        first_refusal.others = tuple(further)
        return first_refusal

    @property
    def reasons(self) -> tuple[Refusal, ...]:
        """All that speaks against it, this first."""
        return (self, *self.others)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refusal) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)

    def __str__(self) -> str:
        return "\n".join(map(_lines, self.reasons))


def _lines(reason: Refusal) -> str:
    """A reason in both languages, a line each, behind the page it is about."""
    page = f"{reason.page}: " if reason.page else ""
    return f"{page}{reason.zh}\n{page}{reason.en}"
