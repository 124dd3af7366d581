"""The review as a command needs it that writes or counts: read whole, and asked for what it has."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from review.messages import refusal
from review.problem import Text

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus


def whole_review(root: Path) -> Corpus:
    """The review below ``root``. Raises Refusal where some file could not be read: what is made of
    the rest would lack what that file holds."""
    from review.evidence import corpus

    read = corpus.read(root)
    if read.partial:
        raise refusal("command/partial")
    return read


def refuse_absent(noun: Text, id: str, ids: Collection[str]) -> None:
    """Refuse an id that is none of ``ids``, with those it may stand for."""
    if id not in ids:
        from review.suggestion import advice

        raise refusal("command/absent", thing=noun, id=id, advice=advice(id, ids))
