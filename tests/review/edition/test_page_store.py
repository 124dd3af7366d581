"""What a preview keeps between two weaves is never out of date, and a word changed in one section
weaves little anew."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from places import SITE
from review.edition.page import Page
from review.edition.page_store import Kept
from review.evidence import corpus
from review.pages.all_pages import weave

LATE = ("zh/help-wanted.md", "en/help-wanted.md")  # which are not kept
TODAY = datetime.date(2026, 11, 23)
SECTION, TRIAL = "docs/review/surveillance.md", "docs/trials/reflect.yml"
EDITS = {
    "a word of a section": (SECTION, "高危人群", "高危患者"),
    "a paragraph that speaks of another trial": (
        SECTION,
        "<!-- both -->",
        (
            "<!-- zh -->\n见 [REFLECT](../trials/reflect.yml)。\n\n<!-- en -->\n"
            "See [REFLECT](../trials/reflect.yml).\n\n<!-- both -->"
        ),
    ),
    "a paragraph moved down": (
        SECTION,
        "<!-- zh -->",
        "<!-- zh -->\n前言。\n\n<!-- en -->\nForeword.\n\n<!-- zh -->",
    ),
    "a citation less": (SECTION, "[@zhang2004]", ""),
    "a heading": (
        SECTION,
        "每半年筛查 | Screening every half year",
        "每年筛查 | Screening every year",
    ),
    "the title of a section": (SECTION, "# 筛查 | Surveillance", "# 监测 | Monitoring"),
    "the date of a review": (SECTION, "reviewed: 2025-01-31", "reviewed: 2025-02-28"),
    "a figure of a table": (TRIAL, "value: 1.08", "value: 1.09"),
    "a result of a trial": (TRIAL, "estimate: 0.92", "estimate: 0.93"),
    "the acronym of a trial": (TRIAL, "acronym: REFLECT", "acronym: REFLEX"),
    "a name of the vocabulary": ("docs/vocabulary/agents.yml", "zh: 仑伐替尼", "zh: 乐伐替尼二号"),
    "a reference": (
        "references.bib",
        "Lenvatinib versus sorafenib in first-line",
        "Lenvatinib and sorafenib in first-line",
    ),
    "a setting": ("docs/review.yml", "zh: 肝细胞癌（示例）", "zh: 肝癌（示例）"),
}


def woven(root: Path, kept: Kept, memory: corpus.Memory) -> dict[str, Page]:
    return {page.uri: page for page in weave(corpus.read(root, memory=memory), TODAY, kept=kept)}


def shown(pages: dict[str, Page]) -> list[tuple[str, str, str]]:
    return [(page.uri, repr(page), page.markdown) for page in pages.values()]


@dataclass
class Preview:
    """The small review, woven once: ``pages``, with what a preview keeps of that."""

    root: Path
    kept: Kept
    memory: corpus.Memory
    pages: dict[str, Page]

    def saved(self, path: str, old: str, new: str) -> dict[str, Page]:
        """The pages after a change of a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        return woven(self.root, self.kept, self.memory)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    root, kept, memory = tmp_path_factory.mktemp("preview") / "review", Kept(), {}
    shutil.copytree(SITE, root)
    return Preview(root, kept, memory, woven(root, kept, memory))


@pytest.fixture
def preview(begun: Preview) -> Iterator[Preview]:
    """Each test goes on from the first weave, with a copy of what is kept of it."""
    kept = Kept()
    kept.shelf.values = {**begun.kept.shelf.values}
    yield Preview(begun.root, kept, {**begun.memory}, begun.pages)
    shutil.copytree(SITE, begun.root, dirs_exist_ok=True)


@pytest.mark.parametrize(("path", "old", "new"), EDITS.values(), ids=EDITS)
def test_pages_woven_again_are_those_woven_from_nothing(
    path: str, old: str, new: str, preview: Preview
) -> None:
    again = preview.saved(path, old, new)
    assert shown(again) == shown(woven(preview.root, Kept(), {}))
    if path != "docs/review.yml":
        assert shown(again) != shown(preview.pages)


def test_a_result_leaves_pages_it_does_not_concern_alone(preview: Preview) -> None:
    before, again = preview.pages, preview.saved(TRIAL, "estimate: 0.92", "estimate: 0.93")
    changed = {uri for uri, page in again.items() if page is not before[uri]}
    assert {"zh/trials/reflect.md", "en/agents/lenvatinib.md", "zh/endpoints/os.md"} <= changed
    assert not {"zh/trials/zhang-2004.md", "zh/trials/sharp.md"} & changed


def test_a_word_in_a_section_leaves_trials_and_terms_alone(preview: Preview) -> None:
    before, again = preview.pages, preview.saved(SECTION, "高危人群", "高危患者")
    changed = {uri for uri, page in again.items() if page is not before[uri]}
    assert {f"{rendition}/review/surveillance.md" for rendition in ("zh", "en", "zh-en")} <= changed
    assert not [
        uri
        for uri in changed
        if uri.split("/")[1] in ("trials", "agents", "diagnoses", "endpoints")
        and not uri.endswith("/index.md")
    ]


@pytest.mark.parametrize("first", ["zh-en/review/surveillance.md", "en/trials/index.md"])
def test_a_page_wanted_first_is_woven_before_all_others(first: str, preview: Preview) -> None:
    kept, whole = preview.kept, preview.pages
    for name in ("the acronym of a trial", "a word of a section"):
        kept.first, kept.last = first, whole
        early = preview.saved(*EDITS[name])
        kept.first, kept.last = "", early
        before, whole = whole, woven(preview.root, kept, preview.memory)
        assert repr(early[first]) == repr(whole[first])
        assert early[first].markdown == whole[first].markdown
        assert all(early[uri] is before[uri] for uri in whole if uri not in (first, *LATE))
        assert [*whole] == [*early] and shown(whole) == shown(woven(preview.root, Kept(), {}))


def test_markdown_that_a_store_has_lost_is_made_again() -> None:
    lost = Kept(keep=lambda kind, made_from, make: make())
    read = corpus.read(SITE)
    again, whole = (
        {page.uri: page for page in weave(read, TODAY, kept=kept)} for kept in (lost, Kept())
    )
    for uri in ("en/trials/sharp.md", "zh/timeline.md", "zh-en/review/surveillance.md"):
        assert "markdown" not in vars(again[uri])
        assert again[uri].markdown == whole[uri].markdown
