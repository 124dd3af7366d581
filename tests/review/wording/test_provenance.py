"""Figures that are not confirmed: a reader sees, without pointing at anything, which source each of
them is from."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path

import pytest

import reviews
from laid import lay
from places import ROOT
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.pages.all_pages import weave
from review.pages.keyresults import of_term

TODAY = datetime.date(2026, 11, 23)
ALPHA = "docs/trials/alpha.yml"
BULLETIN = {
    "reports:\n": 'reports:\n  bulletin: {name: Bulletin, url: "https://example.org/bulletin"}\n',
    "    median: 12.5\n    source: smith2020\n    seen: abstract\n": (
        "    median: 12.5\n    source: smith2020\n    seen: secondary\n    report: bulletin\n"
    ),
}
DRUG, PLACEBO, FOLLOWED = (
    f"[{figure}](../trials/alpha.yml#{datum})"
    for figure, datum in (
        ("5.4 months", "pfs.drug"),
        ("2.1 months", "pfs.placebo"),
        ("12.5 months", "follow-up"),
    )
)


def read(markdown: str) -> str:
    """What a reader reads."""
    return html.unescape(
        re.sub(
            r"<[^>]*>",
            "",
            re.sub(
                r'\[([^\[\]]*)\]\([^()\s]*(?: "(?:[^"\\]|\\.)*")?\)(?:\{\.datum\})?',
                r"\1",
                markdown,
            ),
        )
    )


def english(tmp_path: Path, text: str) -> list[str]:
    """The lines of the English text from “Then” on, as a reader sees them."""
    root = lay(tmp_path, {"en": text, "swap": {ALPHA: BULLETIN}})
    pages = {page.uri: page.markdown for page in weave(corpus.read(root), TODAY)}
    lines = [line for line in read(pages["en/review/page.md"]).splitlines() if line.strip()]
    start = next(number for number, line in enumerate(lines) if line.startswith("Then"))
    return [line for line in lines[start:] if line.startswith(("Then", "†", "‡"))]


GAZETTE, BULLETINS = "seen in a report of it: The Gazette", "seen in a report of it: Bulletin"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            f"Then {DRUG} and {PLACEBO}.",
            ["Then 5.4 months† and 2.1 months†.", f"† {GAZETTE}"],
        ),
        (
            f"Then {DRUG} and {FOLLOWED}.",
            ["Then 5.4 months† and 12.5 months‡.", f"† {GAZETTE}", f"‡ {BULLETINS}"],
        ),
        (
            f"Then {FOLLOWED}, {DRUG} and {PLACEBO}.",
            [
                "Then 12.5 months†, 5.4 months‡ and 2.1 months‡.",
                f"† {BULLETINS}",
                f"‡ {GAZETTE}",
            ],
        ),
    ],
    ids=["one source", "two", "two, one again"],
)
def test_a_figure_has_the_sign_of_its_source_and_no_words_in_the_sentence(
    text: str, shown: list[str], tmp_path: Path
) -> None:
    assert english(tmp_path, text) == shown


def test_a_block_says_once_what_its_signs_mean(tmp_path: Path) -> None:
    text = f"Then {FOLLOWED} and {FOLLOWED}.\n\nThen {DRUG}, {PLACEBO} and {FOLLOWED}."
    assert english(tmp_path, text) == [
        "Then 12.5 months† and 12.5 months†.",
        "Then 5.4 months‡, 2.1 months‡ and 12.5 months†.",
        f"† {BULLETINS}",
        f"‡ {GAZETTE}",
    ]


def test_a_box_of_results_names_the_sources_of_its_daggers(tmp_path: Path) -> None:
    edition = Edition(corpus.read(lay(tmp_path, {})), TODAY)
    term = edition.corpus.vocabulary.terms["agents"]["drug-a"]
    made = of_term(
        term, edition.studied[("agents", "drug-a")], View(edition, "en/agents/drug-a.md", "en")
    )
    assert re.search(r'P=0\.017[^\n]*<sup class="unconfirmed"[^>]*>†</sup>', made)
    assert f'<small class="unconfirmed">† {GAZETTE}</small>' in made


def test_a_box_explains_no_sign_that_only_another_page_has(tmp_path: Path) -> None:
    """What a study does not show stands on its own page, and so do the sources of that."""
    said = "[12.5](#follow-up), [5.4](#pfs.drug), [12.5](#follow-up), [2.1](#pfs.placebo)"
    limits = {"  limits: {zh: 甲, en: A}\n": f'  limits: {{zh: "甲 {said}", en: "A {said}"}}\n'}
    root = lay(tmp_path, {"swap": {ALPHA: BULLETIN}})
    table = root / ALPHA
    table.write_text(
        re.sub(
            r"(?m)^  limits:.*\n(?:    .*\n)*",
            limits.popitem()[1],
            table.read_text(encoding="utf-8"),
        ),
        encoding="utf-8",
    )
    edition = Edition(corpus.read(root), TODAY)
    made = read(
        of_term(
            edition.corpus.vocabulary.terms["agents"]["drug-a"],
            edition.studied[("agents", "drug-a")],
            View(edition, "en/agents/drug-a.md", "en"),
        )
    )
    assert "What it does not show" in made and "12.5" not in made
    assert f"† {GAZETTE}" in made and BULLETINS not in made


def test_a_box_without_daggers_has_no_key_to_them(tmp_path: Path) -> None:
    confirmed = {"    seen: secondary\n    report: gazette\n": "    seen: full-text\n"}
    edition = Edition(corpus.read(lay(tmp_path, {"swap": {ALPHA: confirmed}})), TODAY)
    term = edition.corpus.vocabulary.terms["agents"]["drug-a"]
    assert "†" not in of_term(
        term, edition.studied[("agents", "drug-a")], View(edition, "en/agents/drug-a.md", "en")
    )


@pytest.mark.parametrize(
    "kind, english_words, chinese_words",
    [
        ("news", "seen in a news report: Bulletin", "见于新闻报道：公报"),
        (
            "summary",
            "seen in a guideline or evidence summary: Bulletin",
            "见于指南或循证摘要：公报",
        ),
        ("review", "quoted from a review: Bulletin", "转引自综述：公报"),
        (
            "regulator",
            "seen in a document of a regulator or a label: Bulletin",
            "见于监管机构文件或说明书：公报",
        ),
        ("", "seen in a report of it: Bulletin", "见于转述：公报"),
    ],
)
def test_a_report_is_called_what_it_is(
    tmp_path: Path, kind: str, english_words: str, chinese_words: str
) -> None:
    named = "{name: Bulletin,"
    own = f"{{kind: {kind}, " if kind else "{"
    swap = {**BULLETIN, named: f"{own}name: {{zh: 公报, en: Bulletin}},"}
    root = lay(tmp_path, {"en": f"Then {FOLLOWED}.", "swap": {ALPHA: swap}})
    pages = {page.uri: page.markdown for page in weave(corpus.read(root), TODAY)}
    assert english_words in read(pages["en/trials/alpha.md"])
    assert chinese_words in read(pages["zh/trials/alpha.md"])


def test_every_report_of_the_review_says_its_kind() -> None:
    trials = reviews.review(ROOT).trials.values()
    kinds = [
        trial.get("reports", id, "kind") for trial in trials for id in trial.get("reports") or {}
    ]
    assert kinds and None not in kinds
