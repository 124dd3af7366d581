"""The figures in the answer and findings of a question that no link binds to data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.evidence.question import Address, Question
from review.evidence.relative_effect import row_at
from review.figures import coverage
from review.sources.numeral import Numeral, numerals
from review.sources.prose import Pair, Prose

FINDING = re.compile(r"outcomes-(?P<number>[0-9]+)-finding")  # ids of pairs of a question
ASKED = (("asked",), ("population", "description"), ("population", "marker"))
SIDES = (("intervention", "description"), ("comparator", "description"))


def unbound(corpus: Corpus) -> Iterator[tuple[Prose, Numeral]]:
    """Each result figure without a link to its datum. What the question itself asks about (3 or 5
    cycles) is no result, nor is the time of a row that is its evidence."""
    questions = {question.path: question for question in corpus.questions.values()}
    for path, pair in corpus.pairs:
        if path in questions and (pair.id == "answer" or FINDING.fullmatch(pair.id)):
            times = _times(questions[path], pair, corpus)
            for prose in pair.sides:
                asked = _asked(questions[path], prose.language)
                for numeral in coverage.unbound(corpus, prose, times):
                    if (numeral.digits, numeral.unit) not in asked:
                        yield prose, numeral


def _times(question: Question, pair: Pair, corpus: Corpus) -> frozenset[str]:
    """When the rows were measured that a text speaks of: those of its outcome, or of all."""
    match = FINDING.fullmatch(pair.id)
    addresses: list[Address] = [*question.evidence]
    if match:
        outcomes = (one for one in question.outcomes if one.number == int(match["number"]))
        addresses = [address for outcome in outcomes for address in outcome.evidence]
    rows = (row_at(address, corpus) for address in addresses)
    return frozenset(
        str(row.data["timepoint"]) for row in rows if row is not None and row.data.get("timepoint")
    )


def _asked(question: Question, language: str) -> frozenset[tuple[str, str | None]]:
    """Numbers with their units in what a question asks."""
    texts = (question.record.get(*path, language) for path in (*ASKED, *SIDES))
    return frozenset(
        (numeral.digits, numeral.unit)
        for text in texts
        if isinstance(text, str)
        for numeral in numerals(text)
    )
