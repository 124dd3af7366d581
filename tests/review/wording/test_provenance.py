"""Figures that are not confirmed: a reader sees, without pointing at anything, which source each of
them is from."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path

import pytest

from laid import lay
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


def english(tmp_path: Path, text: str) -> str:
    root = lay(tmp_path, {"en": text, "swap": {ALPHA: BULLETIN}})
    page = {page.uri: page.markdown for page in weave(corpus.read(root), TODAY)}[
        "en/review/page.md"
    ]
    return next(line for line in read(page).splitlines() if line.startswith("Then"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            f"Then {DRUG} and {PLACEBO}.",
            "Then 5.4 months (as printed in The Gazette, not yet confirmed) and 2.1 months†.",
        ),
        (
            f"Then {DRUG} and {FOLLOWED}.",
            (
                "Then 5.4 months (as printed in The Gazette, not yet confirmed) "
                "and 12.5 months (as printed in Bulletin, not yet confirmed)."
            ),
        ),
        (
            f"Then {FOLLOWED}, {DRUG} and {PLACEBO}.",
            (
                "Then 12.5 months (as printed in Bulletin, not yet confirmed), 5.4 "
                "months († as printed in The Gazette, not yet confirmed) and 2.1 "
                "months†."
            ),
        ),
        (
            f"Then {FOLLOWED}, {DRUG}, {PLACEBO} and {FOLLOWED}.",
            (
                "Then 12.5 months († as printed in Bulletin, not yet confirmed), "
                "5.4 months (‡ as printed in The Gazette, not yet confirmed), 2.1 "
                "months‡ and 12.5 months†."
            ),
        ),
    ],
    ids=["one source", "two, each once", "two, one again", "two, both again"],
)
def test_in_a_paragraph_of_several_sources_each_that_comes_again_has_its_sign(
    text: str, shown: str, tmp_path: Path
) -> None:
    assert english(tmp_path, text) == shown


def test_a_paragraph_does_not_count_what_another_names(tmp_path: Path) -> None:
    shown = english(tmp_path, f"Before it {FOLLOWED} and {FOLLOWED}.\n\nThen {DRUG} and {PLACEBO}.")
    assert (
        shown == "Then 5.4 months (as printed in The Gazette, not yet confirmed) and 2.1 months†."
    )


def test_a_box_of_results_names_the_sources_of_its_daggers(tmp_path: Path) -> None:
    edition = Edition(corpus.read(lay(tmp_path, {})), TODAY)
    term = edition.corpus.vocabulary.terms["agents"]["drug-a"]
    made = of_term(
        term, edition.studied[("agents", "drug-a")], View(edition, "en/agents/drug-a.md", "en")
    )
    assert re.search(r'P=0\.017[^\n]*<sup class="unconfirmed"[^>]*>†</sup>', made)
    assert (
        '<small class="unconfirmed">† as printed in The Gazette, not yet confirmed</small>' in made
    )


def test_the_text_in_a_box_has_the_signs_of_the_box(tmp_path: Path) -> None:
    """In a paragraph of its own the Gazette would be ‡; in the box it is what the results above it
    have."""
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
    assert (
        "12.5 (‡ as printed in Bulletin, not yet confirmed), 5.4 († as printed "
        "in The Gazette, not yet confirmed), 12.5‡, 2.1†"
    ) in made
    assert "† as printed in The Gazette, not yet confirmed<br>" in made or re.search(
        r"† as printed in The Gazette, not yet confirmed\s*‡ as printed in Bulletin", made
    )


def test_a_box_without_daggers_has_no_key_to_them(tmp_path: Path) -> None:
    confirmed = {"    seen: secondary\n    report: gazette\n": "    seen: full-text\n"}
    edition = Edition(corpus.read(lay(tmp_path, {"swap": {ALPHA: confirmed}})), TODAY)
    term = edition.corpus.vocabulary.terms["agents"]["drug-a"]
    assert "†" not in of_term(
        term, edition.studied[("agents", "drug-a")], View(edition, "en/agents/drug-a.md", "en")
    )
