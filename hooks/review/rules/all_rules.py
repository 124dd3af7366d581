"""Every rule, found in the files ``*_rules``, and which of them judge a text by itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from review.rules.bound_figure_rules import figures_bound
from review.rules.record_rules import reference_record
from review.rules.rule import Rule, declared_in, judges_parts, judges_tables, name

FORM = {"corpus": "Corpus", "return": "Iterator[Problem]"}  # what each rule takes and yields


def _rules() -> Iterator[Rule]:
    """The rules of all files of this folder, file by file."""
    for file in sorted(Path(__file__).parent.glob("*_rules.py")):
        yield from declared_in(import_module(f"review.rules.{file.stem}"), FORM)


RULES = tuple(_rules())
IDS = tuple(map(name, RULES))
OF_PARTS = tuple(filter(judges_parts, RULES))
OF_TABLES = tuple(filter(judges_tables, RULES))
# judge how the review is built: what each page links to and cites, and all that is no page, but for
# the figures of trials; entries are compared with their records where these are judged by
# themselves
OF_OUTLINES = tuple(
    rule for rule in RULES if rule not in (*OF_PARTS, *OF_TABLES, figures_bound, reference_record)
)
