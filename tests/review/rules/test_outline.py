"""Rewording a page and correcting a figure leave the outline as it was; whatever a rule on the
whole review could meet changes it."""

from __future__ import annotations

import shutil
from collections.abc import Hashable
from pathlib import Path

import pytest

from places import SITE
from review.evidence import corpus
from review.keep import anew
from review.rules.outline import outlines

PAGE = "docs/review/surveillance.md"
ADDED = {
    "a link": "See [another](systemic-therapy.md).",
    "a citation": "So it was [@llovet2008].",
    "half a link": "See [another",
    "a slip of the width of a bracket": "See 【another】",
    "an address without its link": "See https://example.org.",
    "a tag": "See <b>this</b>.",
    "the name of a drug": "One is sorafenib.",
    "a mark": "<!-- en -->",
    "a heading": "## Neu | New",
    "an allowance": "<!-- allow link-dead: because -->",
}
TABLE = "docs/trials/reflect.yml"
CORRECTED = {
    "where a link of the summary leads": ("(#os.lenvatinib)", "(#os.sorafenib)"),
    "the drug that the summary names": ("sorafenib (median", "placebo (median"),
    "the id of a row": ("\n  os:\n", "\n  os-all:\n"),
    "an arm": ("\n      sorafenib: {", "\n      other: {"),
    "a source": ("    source: kudo2018\n", "    source: llovet2008\n"),
    "a figure that the schema forbids": ("{median: 13.6,", "{median: 13.6.1,"),
    "a number that is no result": ("randomised: 954", "randomised: 955"),
}


def outlined(root: Path, *changes: tuple[str, str], path: str = PAGE) -> Hashable:
    """The outlines of the review with the page changed, or the table at ``path``."""
    file = root / path
    before = file.read_text(encoding="utf-8")
    text = before
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    found = outlines(corpus.read(root), anew)
    file.write_text(before, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(SITE, tmp_path_factory.mktemp("outline") / "review")


def test_words_and_numbers_are_no_part_of_an_outline(root: Path) -> None:
    spoken = ("<!-- en -->\n", "<!-- en -->\nThis was said anew, in 12 words,\non two lines.\n")
    assert outlined(root, spoken) == outlined(root)


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_what_a_rule_could_meet_is_part_of_it(added: str, root: Path) -> None:
    assert outlined(root, ("<!-- en -->\n", f"<!-- en -->\n{added}\n")) != outlined(root)


def test_figures_and_the_words_of_a_summary_are_no_part_of_an_outline(root: Path) -> None:
    figure = ("{median: 13.6,", "{median: 14.2,")
    words = ("不劣于", "并不劣于")
    assert outlined(root, figure, path=TABLE) == outlined(root)
    assert outlined(root, words, path=TABLE) == outlined(root)


@pytest.mark.parametrize(("old", "new"), CORRECTED.values(), ids=CORRECTED)
def test_what_else_a_table_says_is_part_of_it(old: str, new: str, root: Path) -> None:
    assert outlined(root, (old, new), path=TABLE) != outlined(root)
