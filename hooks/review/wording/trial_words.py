"""A trial table in the words of one language. A table is worded once: hover titles, tables, key
results, plots, explorer, search and change log all take their words from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from review.edition.view import trial_name
from review.evidence.corpus import Corpus, once
from review.evidence.trial import EVERYBODY, Datum, Row, Trial
from review.evidence.vocabulary import Vocabulary
from review.markup.escape import plain
from review.markup.language import Language
from review.wording import denominator, values
from review.wording.row_words import RowWords

MARK = " · "  # between the parts of a title


@dataclass(frozen=True, eq=False)
class TrialWords:
    """A trial, worded. Everything is plain text."""

    trial: Trial
    corpus: Corpus
    language: Language

    @property
    def vocabulary(self) -> Vocabulary:
        return self.corpus.vocabulary

    def term(self, kind: str, id: str) -> str:
        """Name of a term."""
        return plain(self.language.pick(self.vocabulary.name(kind, id)))

    @cached_property
    def name(self) -> str:
        """Acronym, and the part of the trial in brackets."""
        return trial_name(self.trial, self.language)

    def arm(self, id: str) -> str:
        """Name of an arm; its id where the table does not name it."""
        return self._arms.get(id) or self._arm(id)

    @cached_property
    def _arms(self) -> dict[str, str]:
        return {id: self._arm(id) for id in self.trial.arms}

    def _arm(self, id: str) -> str:
        if id == EVERYBODY:
            return self.language.word("everybody")
        return plain(self.language.pick(self.trial.text("arms", id, "label")) or id)

    @cached_property
    def rows(self) -> dict[str, RowWords]:
        """Results, harms and facts by id."""
        return {row.id: RowWords(self, row) for row in reversed(self.trial.rows)}

    def row(self, row: Row) -> RowWords:
        """A row of the trial, worded."""
        words = self.rows.get(row.id)
        return words if words is not None and words.row is row else RowWords(self, row)

    def distinct_names(self, short: bool = False, median: bool = False) -> dict[str, str]:
        """Names of all rows by id, no two the same: by whom they are limited to, else by
        assessment, grade, data cut-off, adjustment or arms; numbered where nothing differs."""
        rows = [self.row(row) for row in self.trial.rows]
        named = [
            words.specified(short, median) if words.row.kind == "results" else words.name
            for words in rows
        ]
        marks: list[Callable[[RowWords], str]] = [
            lambda words: words.assessment,
            lambda words: words.grade,
            lambda words: words.cutoff,
            lambda words: words.adjustment,
            lambda words: words.one_arm if short else words.arms,
        ]
        differing = [[mark_of(words) for words in rows] for mark_of in marks]
        distinct = distinguished(named, differing, self.language)
        return {words.row.id: name for words, name in zip(rows, distinct)}

    def title(self, datum: Datum) -> str:
        """Trial, arm, endpoint, figures and source of a datum, for the title of its link."""
        if datum.address not in self._titles:
            self._titles[datum.address] = MARK.join(part for part in self._title(datum) if part)
        return self._titles[datum.address]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {}

    def _title(self, datum: Datum) -> list[str]:
        if datum.row is None:
            return [self.name, self._count(datum)]
        words = self.row(datum.row)
        result = datum.row.kind == "results"
        # the figures of a comparison are no medians
        name = words.specified(median=not datum.compares) if result else words.name
        return [
            self.name,
            self.arm(datum.arm) if datum.arm and datum.arm != EVERYBODY else "",
            words.comparison if datum.compares else "",
            name + self.language.colon + self._figures(datum, words),
            denominator.of_datum(datum, self.language),
            self._provenance(words),
        ]

    def _provenance(self, words: RowWords) -> str:
        if not words.source:
            return words.seen
        source = self.language.word("source") + self.language.colon
        return source + self.language.bracket(words.source, words.seen)

    def _figures(self, datum: Datum, words: RowWords) -> str:
        """The figures of one cell, of the comparison, or of the whole row."""
        if datum.compares:
            return words.estimate
        if datum.arm is None:
            return words.line()
        value, exact = (
            words.value(datum.arm, not words.names_median),
            self.language.word("interval", "exact"),
        )
        if value.interval and value.label == exact:
            value = replace(value, interval=self.language.commas([value.interval, exact]))
        return values.inline(value, self.language)

    def _count(self, datum: Datum) -> str:
        """A number enrolled, in all or in one arm."""
        numbers = [values.count(int(figure.value), self.language) for figure in datum.figures]
        numbers_text = self.language.listed(numbers)
        if datum.arm:
            return f"{self.arm(datum.arm)} n={numbers_text}"
        return f"{self.language.word('enrolled', str(datum.path[-1]))} {numbers_text}"


@once
def _worded(corpus: Corpus) -> dict[tuple[str, Language], TrialWords]:
    """Those that somebody has asked for."""
    return {}


def worded(trial: Trial, corpus: Corpus, language: Language) -> TrialWords:
    """The words of a trial of the review, the same ones whoever asks."""
    words, key = _worded(corpus), (trial.id, language)
    if key not in words:
        words[key] = TrialWords(corpus.trials[trial.id], corpus, language)
    return words[key]


def distinguished(
    names: Sequence[str], marks: Sequence[Sequence[str]], language: Language
) -> list[str]:
    """The names, no two the same. Each of ``marks`` holds a word for every name: names that are the
    same get the first mark in which they differ from each other, else a number."""
    distinct = list(names)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    for name, group in places.items():
        if len(group) == 1:
            continue
        inner = _differences([[mark[place] for place in group] for mark in marks], len(group))
        several = inner.count("") > 1
        for number, (place, difference) in enumerate(zip(group, inner), 1):
            distinct[place] = language.bracket(name, difference or (str(number) if several else ""))
    return distinct


def _differences(marks: Sequence[Sequence[str]], number: int) -> list[str]:
    """For each of ``number`` names its first mark that no other has; empty where there is none."""
    return [
        next((mark[place] for mark in marks if mark[place] and mark.count(mark[place]) == 1), "")
        for place in range(number)
    ]
