"""Tables of trials in a section: whose figure each is can be read off the cell itself."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path

from laid import lay
from review.evidence import corpus
from review.pages.all_pages import weave

ALPHA = "docs/trials/alpha.yml"


def row(tmp_path: Path, swap: dict[str, str] | None = None) -> str:
    """The row of the one study in a table with a column of harms that one arm alone has, as a
    reader reads it."""
    root = lay(
        tmp_path,
        {
            "both": "```trials\nagent: drug-a\ncolumns: [rash, follow-up]\n```",
            "swap": {ALPHA: swap or {}},
        },
    )
    page = {
        page.uri: page.markdown for page in weave(corpus.read(root), datetime.date(2026, 11, 23))
    }["en/review/page.md"]
    line = next(line for line in page.splitlines() if line.startswith("| ") and "12.5" in line)
    return html.unescape(
        re.sub(
            r"<[^>]*>",
            "",
            re.sub(r'\[([^\[\]]*)\]\([^()\s]*(?: "(?:[^"\\]|\\.)*")?\)(?:\{[^}]*\})?', r"\1", line),
        )
    )


def test_the_only_arm_with_a_figure_is_named_where_the_study_has_others(tmp_path: Path) -> None:
    assert "drug A: 3/40" in row(tmp_path)


def test_what_concerns_everybody_and_the_arm_of_a_study_of_one_need_no_name(tmp_path: Path) -> None:
    assert "everybody" not in (shown := row(tmp_path / "two")) and "| 12.5 months" in shown.replace(
        "median ", ""
    )
    alone = {
        (
            "  placebo:\n    label: {zh: 安慰剂, en: placebo}\n    control: true\n "
            "   agents: [placebo]\n    n: 20\n"
        ): "",
        "      placebo: {events: 2, n: 20}\n": "",
        (
            "      placebo: {median: 2.1}\n    between: {measure: HR, of: drug, "
            "versus: placebo, estimate: 0.42, ci: {low: 0.21, high: 0.85, level: "
            '95}, p: "0.017"}\n'
        ): "",
    }
    assert "drug A" not in row(tmp_path / "one", alone).partition("|")[2].partition("|")[2]
