"""What of a review is published: pictures that carry no program, no other file, and no page where a
generated one stands."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from laid import TESTS, lay
from review import rules
from review.evidence import corpus
from review.pages.all_pages import weave


def link(path: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return change


LINKS = {
    "a folder out of the review": (link("docs/secret", "/etc"), "docs/secret:1:1 file-stray"),
    "a folder above itself": (link("docs/review/loop", "../.."), "docs/review/loop:1:1 file-stray"),
    "a picture out of the review": (
        link("docs/assets/x.png", "/etc/hostname"),
        "docs/assets/x.png:1:1 file-stray",
    ),
    "a picture inside it": (
        link("docs/assets/x.png", "curve.png"),
        "docs/assets/x.png:1:1 file-stray",
    ),
    "a picture that is not there": (
        link("docs/assets/x.png", "gone.png"),
        "docs/assets/x.png:1:1 file-stray",
    ),
    "a page beside docs": (
        link("docs/review/x.md", "../../references.bib"),
        "docs/review/x.md:1:1 source-symlink",
    ),
    "a table above the review": (
        link("docs/trials/x.yml", "/etc/hostname"),
        "docs/trials/x.yml:1:1 source-symlink",
    ),
    "a pipe as a picture": (
        lambda root: os.mkfifo(root / "docs/assets/x.png"),
        "docs/assets/x.png:1:1 file-stray",
    ),
    "a pipe as something else": (
        lambda root: os.mkfifo(root / "docs/assets/x.txt"),
        "docs/assets/x.txt:1:1 file-stray",
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_symbolic_link_or_pipe_is_refused(name: str, tmp_path: Path) -> None:
    change, expected = LINKS[name]
    root = lay(tmp_path / "review", {})
    change(root)
    read = corpus.read(root)
    assert [f"{problem.place} {problem.rule}" for problem in rules.check(read)] == [expected]
    assert read.published == ["docs/assets/curve.png"]


def test_no_page_of_a_contributor_takes_the_place_of_a_generated_one(tmp_path: Path) -> None:
    """Every page that is woven without a source of its own has an address that the rule keeps
    free."""
    read = corpus.read(TESTS / "site")
    generated = {
        page.uri.partition("/")[2] for page in weave(read, datetime.date(2026, 11, 23))
    } - {path.removeprefix("docs/") for path in read.sections}
    root = lay(tmp_path, {})
    for uri in generated:
        (root / "docs" / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "docs/index.md", root / "docs" / uri)
    shutil.copyfile(root / "docs/trials/alpha.yml", root / "docs/trials/index.yml")
    named = {
        problem.place.path
        for problem in rules.check(corpus.read(root))
        if problem.rule == "page-name"
    }
    assert len(generated) > 10 and named == {f"docs/{uri}" for uri in generated} | {
        "docs/trials/index.yml"
    }
