"""Notes of rows: their letters run in the order in which a reader meets them, however the rows are
spread over tables."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from places import SITE
from review.edition.edition import Edition
from review.evidence import corpus
from review.pages.trial_pages import page

NOTE = "note: {{zh: {0}。, en: {0}.}}"
ROW = (
    "  {id}:\n    endpoint: os\n    unit: months\n    arms:\n{arms}    source: "
    "kudo2018\n    seen: abstract\n    {note}\n"
)
ARMS = {
    "both": "      lenvatinib: {median: 5}\n      sorafenib: {median: 4}\n",
    "all": "      all: {median: 5}\n",
}


def shown(root: Path, rows: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Letters at the rows and at the notes of a trial's page, for rows each with its arms and its
    note."""
    shutil.copytree(SITE, root)
    table = root / "docs/trials/reflect.yml"
    more = "".join(
        ROW.format(id=f"more-{number}", arms=ARMS[arms], note=NOTE.format(note))
        for number, (arms, note) in enumerate(rows)
    )
    table.write_text(
        table.read_text(encoding="utf-8").replace("harms-unseen:", f"{more}harms-unseen:", 1),
        encoding="utf-8",
    )
    read = corpus.read(root)
    markdown = page(
        read.trials["reflect"], "en", Edition(read, datetime.date(2026, 11, 23))
    ).markdown
    return re.findall(r'<sup class="note"><a href="#note-[^"]*">(\w+)</a>', markdown), re.findall(
        r"\n- (?:<span id=\"note-[^>]*></span>)+\[(\w+)\]", markdown
    )


@pytest.mark.parametrize(
    ("rows", "marks", "notes"),
    [
        ([("both", "One"), ("both", "Two")], ["a", "b"], ["a", "b"]),
        # the third row stands in the table of the first
        ([("both", "One"), ("all", "Two"), ("both", "Three")], ["a", "b", "c"], ["a", "b", "c"]),
        # a note that two tables share
        ([("both", "One"), ("all", "One"), ("both", "Two")], ["a", "b", "a"], ["a", "b", "a"]),
    ],
)
def test_letters_run_in_the_order_of_reading(
    rows: list[tuple[str, str]], marks: list[str], notes: list[str], tmp_path: Path
) -> None:
    assert shown(tmp_path / "review", rows) == (marks, notes)
