"""Results that the rest of a section's page tells twice already, in its text and in the head with
the key questions: a third time would not make them truer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from review.edition.edition import Edition
from review.evidence.corpus import TRIALS
from review.evidence.selection import ids, select
from review.pages.answers import question_words
from review.pages.answers.question_pages import of_section
from review.sources.link import target
from review.sources.section import Fence, Section

Row = tuple[str, str]  # id of a study, id of its row
OFTEN = 2


def told_twice(section: Section, edition: Edition) -> Mapping[str, frozenset[str]]:
    """Ids of rows by the id of their study."""
    places = (_in_text, _in_tables, _in_head)
    counts = Counter(row for place in places for row in place(section, edition))
    found: dict[str, set[str]] = {}
    for (trial, row), number in counts.items():
        if number >= OFTEN:
            found.setdefault(trial, set()).add(row)
    return {trial: frozenset(rows) for trial, rows in found.items()}


def _in_text(section: Section, edition: Edition) -> Iterator[Row]:
    """The rows whose figures the paragraphs state, each once a paragraph."""
    for mention in edition.pairs_of(section):
        rows = {
            (_trial(target(link, side.source.path)), link.fragment.partition(".")[0])
            for side in mention.pair.sides
            for link in side.links
            if link.fragment
        }
        yield from (row for row in rows if row[0])


def _trial(path: str) -> str:
    """The id of the study whose table a file is; empty where it is none."""
    known = path.startswith(f"{TRIALS}/") and path.endswith(".yml")
    return path.removeprefix(f"{TRIALS}/").removesuffix(".yml") if known else ""


def _in_tables(section: Section, edition: Edition) -> Iterator[Row]:
    """The rows that the tables of the text have a column for."""
    items = (item for part in section.parts for item in part.items)
    for fence in items:
        if not isinstance(fence, Fence) or fence.record is None:
            continue
        columns = set(ids(fence.record.get("columns")))
        for trial in select(fence.record, edition.corpus):
            primary = {row.id for row in trial.primaries} if "primary" in columns else set()
            yield from (
                (trial.id, row.id)
                for row in trial.results
                if row.endpoint in columns or row.id in primary
            )


def _in_head(section: Section, edition: Edition) -> Iterator[Row]:
    """The row that speaks for each key question."""
    for question in of_section(section.path, edition):
        outcome = question_words.leading(question) if question.key else None
        if outcome is not None:
            yield outcome.evidence[0].trial, outcome.evidence[0].row
