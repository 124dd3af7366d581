"""A refusal: why nothing was made, in both languages."""

from __future__ import annotations

from review.problem import Text


class Refusal(Exception):
    """Raised where making something would be wrong; ``said`` tells the person why and what to
    do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.said = Text(zh, en)
