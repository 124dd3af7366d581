"""Old addresses lead on: of a heading, its paragraphs, a row, a reference and a whole page; and the
clinical diff tells of those that end."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from laid import PAGE, lay
from review.change.compare import compare
from review.edition.edition import Edition
from review.evidence import corpus
from review.pages import moved
from review.pages.all_pages import weave

TODAY = datetime.date(2026, 11, 23)
HEADING = {PAGE: {"# 章节 | Section\n": "# 章节 | Section\n\n## 手术 | Surgery\n"}}
RENAMED = {PAGE: {"# 章节 | Section\n": "# 章节 | Section\n\n## 手术 | Operation\n"}}
ADDRESS = re.compile(r'<p id="([^"]+)"[^>]*>[^<]*?\[[^\]]+\]\(([^)]+)\)')


def listed(lines: str) -> dict[str, dict[str, str]]:
    """The settings with these lines under ``moved``."""
    return {"docs/review.yml": {"pages:\n": f"moved:\n{lines}pages:\n"}}


def ways(root: Path, uri: str) -> dict[str, str]:
    """Former anchors of a page with where they lead."""
    page = next(page for page in weave(corpus.read(root), TODAY) if page.uri == uri)
    return dict(ADDRESS.findall(page.markdown))


@pytest.mark.parametrize("rendition", ["zh", "en", "zh-en"])
def test_a_heading_leads_on_with_its_paragraphs(tmp_path: Path, rendition: str) -> None:
    line = "  review/page.html#surgery: review/page.html#operation\n"
    root = lay(tmp_path, {"swap": RENAMED | listed(line)})
    assert ways(root, f"{rendition}/review/page.md") == {
        "surgery": "#operation",
        "surgery-1": "#operation-1",
    }


@pytest.mark.parametrize(
    "line, uri, way",
    [
        ("trials/alpha.html#rr: trials/alpha.html#orr", "zh/trials/alpha.md", ("rr", "#orr")),
        (
            "trials/alpha.html#rr: review/page.html",
            "en/trials/alpha.md",
            ("rr", "../review/page.md"),
        ),
        (
            "references.html#smyth2020: references.html#smith2020",
            "en/references.md",
            ("smyth2020", "#smith2020"),
        ),
    ],
)
def test_any_part_of_a_page_leads_on(
    tmp_path: Path, line: str, uri: str, way: tuple[str, str]
) -> None:
    assert ways(lay(tmp_path, {"swap": listed(f"  {line}\n")}), uri) == dict([way])


def test_a_page_that_is_gone_leads_on_in_every_rendition(tmp_path: Path) -> None:
    lines = (
        "  review/old.html: review/page.html\n  review/old.html#a: trials/alpha.html#orr\n"
        "  trials/beta.html: trials/alpha.html\n"
    )
    edition = Edition(corpus.read(lay(tmp_path, {"swap": listed(lines)})), TODAY)
    made = moved.files(edition)
    assert sorted(made) == sorted(
        [f"{rendition}/review/old.html" for rendition in ("en", "zh", "zh-en")]
        + [f"{rendition}/trials/beta.html" for rendition in ("en", "zh")]
    )
    page = made["en/review/old.html"]
    assert '<a href="page.html" data-moved>' in page and 'lang="en"' in page
    assert '<p id="a">What stood here has moved: <a href="../trials/alpha.html#orr">' in page
    assert "url=page.html" in page and 'src="../../assets/javascripts/moved.js"' in page


def test_a_review_that_moved_nothing_has_nothing_of_it(tmp_path: Path) -> None:
    read = corpus.read(lay(tmp_path, {}))
    assert not moved.files(Edition(read, TODAY))
    assert not any('class="moved"' in page.markdown for page in weave(read, TODAY))


def ended(tmp_path: Path, old: dict[str, object], new: dict[str, object]) -> dict[str, str | None]:
    """The addresses that end from one version to the next, and what the diff takes them to be."""
    before, after = (corpus.read(lay(tmp_path / n, case)) for n, case in (("a", old), ("b", new)))
    changes = [
        change for change in compare(before, after).changes if change.kind == "address-ended"
    ]
    return {
        detail.old.en: detail.new and detail.new.en
        for change in changes
        for detail in change.details
        if detail.old
    }


SAME = {"review/page.html#surgery": "review/page.html#operation"}


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ({"swap": HEADING}, {"swap": RENAMED}, SAME),
        (
            {"swap": HEADING},
            {"swap": RENAMED | listed("  review/page.html#surgery: review/page.html#operation\n")},
            {},
        ),
        ({"swap": HEADING}, {}, {"review/page.html#surgery": None}),
        ({}, {"swap": HEADING}, {}),
        (
            {},
            {"swap": {"docs/trials/alpha.yml": {"  rash:\n": "  exanthem:\n"}}},
            {"trials/alpha.html#rash": "trials/alpha.html#exanthem"},
        ),
        ({}, {"zh": "乙药有效。", "en": "Drug B works."}, {}),
    ],
)
def test_the_diff_tells_what_ends(
    tmp_path: Path,
    old: dict[str, object],
    new: dict[str, object],
    expected: dict[str, str | None],
) -> None:
    assert ended(tmp_path, old, new) == expected


def test_a_page_that_goes_ends_whole(tmp_path: Path) -> None:
    text = "# 其他 | Other\n\n<!-- zh -->\n甲药。\n\n<!-- en -->\nDrug A.\n"
    two = {
        "files": {"docs/review/other.md": text},
        "swap": {
            "docs/review.yml": {"  - review/page.md\n": "  - review/page.md\n  - review/other.md\n"}
        },
    }
    assert ended(tmp_path, two, {}) == {"review/other.html": None}
    line = listed("  review/other.html: review/page.html\n")
    assert ended(tmp_path / "kept", two, {"swap": line}) == {}
