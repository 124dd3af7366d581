"""Prose as Markdown: joined lines, links, citations, provenance, and nothing a contributor wrote
that a browser would run."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest

from case_file import case_file
from places import TESTS
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.sources.prose import Prose
from review.sources.source import Source
from review.wording import prose_markdown as text
from review.wording.citation_numbers import PLACED

ROOT = TESTS
CASES = case_file(ROOT / "cases/render/text.yml")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition(corpus.read(ROOT / "site"), datetime.date(2026, 11, 23))


def shown(markdown: str) -> str:
    """What a reader reads."""
    text = re.sub(r'\[([^\[\]]*)\]\([^()\s]*(?: "[^"]*")?\)(?:\{\.datum\})?', r"\1", markdown)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"][:60])
def test_text(case: dict[str, Any], edition: Edition) -> None:
    language = case["language"]
    rendition = case.get("rendition", language)
    prose = Prose(
        language, case["source"], Source("docs/review/systemic-therapy.md", case["source"]), 0
    )
    woven = text.markdown(prose, View(edition, f"{rendition}/review/systemic-therapy.md", language))
    woven = woven.replace(PLACED, "[")
    if "woven" in case:
        assert woven == case["woven"]
    else:
        assert shown(woven) == case["shown"]
