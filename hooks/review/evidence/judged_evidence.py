"""A digest of the data that a question rests on: when they change, it is judged again."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.flat_figures import comparison, measures
from review.evidence.question import Address, Question
from review.evidence.relative_effect import row_at
from review.evidence.row import BETWEEN, Row

LENGTH = 12  # hexadecimal digits: enough for a change never to go unseen by chance
# what gives the figures of a row their meaning
MEANING = ("endpoint", "timepoint", "unit", "grade", "population", "diagnoses", "label")


def digest(question: Question, corpus: Corpus) -> str:
    """Twelve hexadecimal digits of the cells and comparisons of a question's evidence and
    baselines, as the trial tables have them: figures digit by digit, and what gives them their
    meaning. The order of the addresses, sources and notes do not count."""
    data = {str(address): _data(address, corpus) for address in question.evidence}
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode("utf-8")).hexdigest()[:LENGTH]


def judged(question: Question) -> str:
    """The digest that the file has; empty where it has none yet."""
    return str(question.record.get("judged", "evidence") or "")


def _data(address: Address, corpus: Corpus) -> dict[str, Any] | None:
    """What a trial table holds at an address; None where it holds nothing."""
    row = row_at(address, corpus)
    figures = None if row is None else _figures(row, address.column)
    if row is None or figures is None:
        return None
    return {name: row.data[name] for name in MEANING if name in row.data} | {"figures": figures}


def _figures(row: Row, column: str) -> dict[str, Any] | None:
    if column == BETWEEN:
        found = None if row.between is None else comparison(row.between)
    else:
        cell = row.cells.get(column)
        found = None if cell is None else measures(cell, row.data.get("unit"))
    if found is None:
        return None
    return {name: str(value) for name, value in found.items() if value not in (None, "")}
