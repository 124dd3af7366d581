"""Rows of a trial table (results, harms, facts) as tables in which every row and cell has its
anchor.

Rows that report the same few arms share a table with a column per arm; a row with more arms than
that gets one of its own, a line per arm. Notes of rows stand below their table: in a cell they
would make a column of single words on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from review.edition.view import View
from review.evidence.trial import BETWEEN, EVERYBODY, Row, Trial
from review.markup.escape import attribute, link, literal
from review.markup.table import anchor, lines, small, table
from review.wording import prose_markdown, provenance
from review.wording.citation_numbers import letter
from review.wording.row_words import RowWords
from review.wording.trial_words import TrialWords

WIDEST = 3  # arms that fit beside each other on a phone
SAME = '<span class="same"></span>'  # as in the first line: not a cell in which nothing is reported
HEADS = {"results": "endpoint", "harms": "harm"}  # the first column of a table, by kind of row


@dataclass
class Group:
    """Rows that share a table; ``arms`` are its columns."""

    arms: list[str]
    rows: list[Row]

    def takes(self, arms: list[str]) -> bool:
        """Whether a row with these arms fits without the table growing beyond recognition."""
        nested = set(arms) <= set(self.arms) or set(arms) >= set(self.arms)
        return nested and max(len(arms), len(self.arms)) <= WIDEST

    def add(self, row: Row) -> None:
        """Put a row in, and its arms among the columns."""
        self.rows.append(row)
        self.arms += [arm for arm in row.cells if arm not in self.arms]


def groups(rows: Sequence[Row]) -> list[Group]:
    """Rows whose arms are the same, or some of the same, together; a row with many arms alone."""
    found: list[Group] = []
    for row in rows:
        group = next((group for group in found if group.takes(list(row.cells))), None)
        if group is None:
            found.append(group := Group([], []))
        group.add(row)
    return found


@dataclass(frozen=True)
class RowTables:
    """The rows of a trial as tables on the page of ``view``."""

    words: TrialWords
    view: View

    @property
    def trial(self) -> Trial:
        return self.words.trial

    def results(self) -> list[str]:
        """The tables of the results, in the order of their first rows."""
        return self._tables("results")

    def harms(self) -> list[str]:
        """The tables of the harms."""
        return self._tables("harms")

    def _tables(self, kind: str) -> list[str]:
        return [self._with_notes(self._table(group), group.rows) for group in self._groups[kind]]

    def facts(self) -> str:
        """The table of other figures."""
        rows = [
            [self._label(row, EVERYBODY), self._value(row, EVERYBODY), self._provenance(row)]
            for row in self.trial.facts
        ]
        markdown = table(self._header("fact", "value", "provenance"), rows)
        return self._with_notes(markdown, self.trial.facts)

    @cached_property
    def _groups(self) -> dict[str, list[Group]]:
        """Which rows share a table, by kind of row."""
        trial = self.trial
        return {
            "results": groups(trial.results),
            "harms": groups(trial.harms),
            "facts": groups(trial.facts),
        }

    def _header(self, *names: str) -> list[str]:
        return [self.view.word("field", name) for name in names]

    def _table(self, group: Group) -> str:
        first = HEADS[group.rows[0].kind]
        if len(group.arms) > WIDEST:
            return self._long(group.rows[0], first)
        arms = [literal(self.words.arm(arm)) for arm in group.arms]
        header = [*self._header(first), *arms, *self._header("comparison", "provenance")]
        return table(header, [self._wide(row, group.arms) for row in group.rows])

    def _wide(self, row: Row, arms: Sequence[str]) -> list[str]:
        """One row with a column per arm."""
        cells = [self._cell(row, arm) if arm in row.cells else "" for arm in arms]
        return [self._label(row), *cells, self._between(row, arms), self._provenance(row)]

    def _long(self, row: Row, first: str) -> str:
        """One row with a line per arm; label, comparison and provenance stand in the first line."""
        header = self._header(first, "arm", "value", "comparison", "provenance")
        label, between = self._label(row), self._between(row, list(row.cells))
        ends = [between, self._provenance(row)]
        blanks = [SAME if end else "" for end in ends]
        body = [
            [SAME, literal(self.words.arm(arm)), self._cell(row, arm), *blanks] for arm in row.cells
        ]
        body[0] = [label, *body[0][1:3], *ends]
        return table(header, body)

    def _provenance(self, row: Row) -> str:
        return provenance.column(self.words.row(row))

    def _label(self, row: Row, *cells: str) -> str:
        """What the row is about, and what a reader must know of it."""
        if row.kind == "results":
            target = self.view.term_target("endpoints", row.endpoint or row.id)
            name = link(literal(self.words.row(row).name), target)
        else:
            name = self._prose(row, "label") or literal(row.id)
        targets = anchor(row.id, *(f"{row.id}.{cell}" for cell in cells))
        remarks = self._remarks(row, self.words.row(row))
        return lines(
            targets + name + self.note_mark(row),
            *(small(text, kind) for kind, text in remarks.items()),
        )

    def _remarks(self, row: Row, words: RowWords) -> dict[str, str]:
        """Primary endpoint, grade, population, assessment, cut-off, by the class of their line;
        empty where there is nothing to say."""
        related = self.view.word("related") if row.data.get("related") is True else ""
        grade = [
            related,
            literal("" if words.grade in words.name else words.grade),
            literal(str(row.data.get("criteria") or "")),
        ]
        population = self._prose(row, "population")
        return {
            "primary": self.view.word("primary") if row.primary else "",
            "grade": self.view.listed(list(filter(None, grade))),
            "diagnoses": self.view.terms("diagnoses", row.diagnoses),
            "population": self.view.word("population", text=population) if population else "",
            "assessment": self._prose(row, "assessment"),
            "cutoff": words.cutoff,
        }

    def _prose(self, row: Row, name: str) -> str:
        return prose_markdown.line(row.prose(name, self.view.language), self.view)

    def _cell(self, row: Row, arm: str) -> str:
        return anchor(f"{row.id}.{arm}") + self._value(row, arm)

    def _value(self, row: Row, arm: str) -> str:
        """A value with its interval below; computed in italics, how it was got behind."""
        words, cell = self.words.row(row), row.cells[arm]
        value = words.value(arm, row.kind == "results" or not words.names_median)
        figure = literal(value.figure)
        if value.computed:
            ratio = f"{cell['events']}/{cell['n']}"
            title = attribute(self.view.word("computed", ratio=ratio))
            computed = f'<i class="computed" title="{title}">{value.computed}</i>'
            figure = figure.replace(value.computed, computed)
        # an exact interval for every harm would hide the figures it goes with
        with_interval = isinstance(cell["ci"], dict) or row.kind == "results"
        if not with_interval or not value.interval:
            return figure
        interval = self.view.bracket(literal(value.interval), value.label)
        return lines(figure, small(interval, "interval"))

    def _between(self, row: Row, columns: Sequence[str]) -> str:
        """The comparison, and between whom where the columns do not say."""
        words = self.words.row(row)
        if row.between is None:
            return literal(words.p_value)
        arms = {row.between.get("of"), row.between.get("versus")}
        named = literal(words.comparison) + self.view.language.colon if arms != {*columns} else ""
        return anchor(f"{row.id}.{BETWEEN}") + named + literal(words.estimate)

    def note_mark(self, row: Row) -> str:
        """The letter of a row's note, leading to it; empty where it has none."""
        if not _noted(row):
            return ""
        return f'<sup class="note"><a href="#note-{row.id}">{self._letters[row.id]}</a></sup>'

    def _with_notes(self, body: str, rows: Sequence[Row]) -> str:
        """A table with the notes of its rows below it, one for all rows that have the same."""
        sharing: dict[str, list[Row]] = {}
        for row in filter(_noted, rows):
            sharing.setdefault(self._letters[row.id], []).append(row)
        notes = "\n".join(f"- {self._note(mark, shared)}" for mark, shared in sharing.items())
        return f'{body}\n\n<div class="notes" markdown="1">\n\n{notes}\n\n</div>' if notes else body

    def _note(self, mark: str, sharing: Sequence[Row]) -> str:
        """A note; the first of the rows that share it leads to it."""
        targets = anchor(*(f"note-{row.id}" for row in sharing))
        return f"{targets}[{mark}](#{sharing[0].id}) {self._prose(sharing[0], 'note')}"

    @cached_property
    def _letters(self) -> dict[str, str]:
        """Letters of the notes by row. They run through all tables of a kind in the order of
        reading, so that none stands twice in one part of the page for two notes; the same note has
        the same."""
        letters: dict[str, str] = {}
        for tables in self._groups.values():
            noted = [row for group in tables for row in group.rows if _noted(row)]
            notes = list(dict.fromkeys(row.text("note") for row in noted))
            letters |= {row.id: letter(notes.index(row.text("note"))) for row in noted}
        return letters


def computed(trial: Trial) -> bool:
    """Whether a table shows a figure that was computed, which calls for a legend."""
    return any(
        cell.proportion and (cell["ci"] is None or cell["percent"] is None)
        for row in trial.results
        for cell in row.cells.values()
    )


def _noted(row: Row) -> bool:
    return isinstance(row.data.get("note"), dict)
