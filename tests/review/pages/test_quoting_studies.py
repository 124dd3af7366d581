"""What is kept of studies is each one's own, also where studies speak of each other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

from places import SITE, TODAY
from review.edition.edition import Edition
from review.edition.page_store import Kept
from review.evidence import corpus
from review.keep import Made, Shelf
from review.pages.all_pages import pages

EACH = {"reflect": ("In first-line", "sharp"), "sharp": ("In advanced", "reflect")}


class Forgetful(Shelf):
    """A shelf that keeps nothing."""

    def __call__(self, kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
        return make()


def test_two_studies_that_link_to_each_other_are_not_taken_for_each_other(tmp_path: Path) -> None:
    root = shutil.copytree(SITE, tmp_path / "review")
    for id, (words, other) in EACH.items():
        file = root / f"docs/trials/{id}.yml"
        text = file.read_text(encoding="utf-8")
        assert words in text
        text = text.replace("seen: abstract", "seen: secondary")  # so that help is wanted with both
        file.write_text(text.replace(words, f"As [there]({other}.yml), {words}"), encoding="utf-8")
    read = corpus.read(root)
    kept = pages(Edition(read, TODAY, "", keep=Shelf()), Kept())
    assert [(page.uri, page.markdown) for page in kept] == [
        (page.uri, page.markdown)
        for page in pages(Edition(read, TODAY, ""), Kept(shelf=Forgetful()))
    ]
