"""The open data as lines of CSV. What a trial or a question yields is made of its own table and of
those it rests on, so it need not be made again where others change.

Text that a spreadsheet would run as a formula gets an apostrophe. (defusedcsv, by its
documentation, also writes a bar as a backslash and a bar.)"""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from review.evidence.corpus import AVAILABILITY, TRIALS, VOCABULARY, Corpus
from review.evidence.data_rows import ROWS
from review.evidence.data_tables import Table, tables
from review.evidence.flat_figures import Values
from review.evidence.on_demand import only
from review.evidence.question import Question
from review.keep import Keep, anew

FORMULA = ("=", "+", "-", "@", "\t", "\r")
OF_TRIALS = frozenset({"trials", "arms", "results", "harms", "facts"})
OF_QUESTIONS = frozenset({"questions", "outcomes", "pools"})


class Lines(NamedTuple):
    """How many rows of a table there are, and these as CSV."""

    number: int
    text: str


class _Part(NamedTuple):
    """Rows of some tables that are made of the same, with all that they are made from."""

    corpus: Corpus
    names: frozenset[str]
    made_from: Hashable


def all_lines(corpus: Corpus, keep: Keep = anew) -> dict[str, Lines]:
    """The rows of every table, by its name."""
    found = [keep("lines of data", part.made_from, partial(_made, part)) for part in _parts(corpus)]
    by_table: dict[str, Lines] = {}
    for table in tables():
        parts = [lines[table.name] for lines in found if table.name in lines]
        text = "".join(part.text for part in parts)
        by_table[table.name] = Lines(sum(part.number for part in parts), text)
    return by_table


def lines(table: Table, rows: Iterable[Values]) -> Lines:
    """Rows of a table as CSV without its head."""
    stream = io.StringIO()
    cells = [[_cell(row.get(column.name), column.type) for column in table.columns] for row in rows]
    csv.writer(stream, lineterminator="\r\n").writerows(cells)
    return Lines(len(cells), stream.getvalue())


def _made(part: _Part) -> dict[str, Lines]:
    named = (table for table in tables() if table.name in part.names)
    return {table.name: lines(table, ROWS[table.name](part.corpus)) for table in named}


def _parts(corpus: Corpus) -> Iterator[_Part]:
    """The parts of the data, in the order of their rows."""
    terms = _digests(corpus, (path for path in corpus.sources if path.startswith(VOCABULARY)))
    for id in corpus.trials:
        single = replace(corpus, trials=only(corpus.trials, [id]))
        yield _Part(single, OF_TRIALS, (_digests(corpus, [f"{TRIALS}/{id}.yml"]), terms))
    for id, question in corpus.questions.items():
        single = replace(corpus, questions=only(corpus.questions, [id]))
        yield _Part(single, OF_QUESTIONS, (_digests(corpus, _evidence(question)), terms))
    decisions = (path for path in corpus.sources if path.startswith(AVAILABILITY))
    remaining = frozenset(ROWS) - OF_TRIALS - OF_QUESTIONS
    yield _Part(corpus, remaining, (terms, _digests(corpus, decisions)))


def _evidence(question: Question) -> list[str]:
    """The paths of a question and of the tables it rests on."""
    trials = {f"{TRIALS}/{address.trial}.yml" for address in question.evidence}
    return [question.path, *sorted(trials)]


def _digests(corpus: Corpus, paths: Iterable[str]) -> Hashable:
    sources = corpus.sources
    return tuple((path, sources[path].digest if path in sources else "") for path in paths)


def _cell(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split()) if kind == "string" else str(value)
    return f"'{text}" if kind == "string" and text.startswith(FORMULA) else text
