"""Help wanted: everything that is still to be done is on it, each item with where it is read and
where it is written."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from laid import lay
from review.evidence import corpus
from review.pages.all_pages import weave

TODAY = datetime.date(2026, 11, 23)
TABLE = "docs/trials/alpha.yml"
TODO = (
    "---\n# a page\nreviewed: 2024-11-20\ninterval: 6 months\n"
    "---\n# 章节 | Section\n\n<!-- zh -->\n甲药组 7 "
    "例死亡，[12/40](../trials/alpha.yml#orr.drug) 缓解，共 35%。\n\n<!-- en: todo "
    "-->\n"
)
TWINS = {
    "  pfs:\n    endpoint: pfs\n": "  pfs-one:\n    endpoint: pfs\n    unit: months\n"
    "    population: {zh: 可评价者, en: evaluable patients}\n"
    "    arms:\n      drug: {median: 3}\n    source: smith2020\n    seen: predecessor\n"
    "  pfs-two:\n    endpoint: pfs\n    unit: months\n    arms:\n      drug: "
    "{median: 4}\n    source: smith2020\n    seen: predecessor\n  pfs:\n    "
    "endpoint: pfs\n",
}


def page(
    tmp_path: Path, language: str = "en", repository: str = "", **case: Any
) -> dict[str, list[str]]:
    """The items of the page by the anchor of their list."""
    read = corpus.read(lay(tmp_path / "site", case))
    text = next(
        page.markdown
        for page in weave(read, TODAY, repository)
        if page.uri == f"{language}/help-wanted.md"
    )
    return {
        name: re.findall(r"(?m)^- (.*(?:\n    - .*)*)$", part)
        for name, part in re.findall(r"(?ms)^## [^\n]*\{#([a-z]+)\}\n(.*?)(?=^## |\Z)", text)
    }


def test_lists(tmp_path: Path) -> None:
    assert list(page(tmp_path)) == ["todo", "overdue", "unbound", "figures", "references", "doi"]


def test_a_language_that_is_missing_and_a_section_that_is_overdue(tmp_path: Path) -> None:
    found = page(tmp_path, files={"docs/review/page.md": TODO})
    assert found["todo"] == [
        (
            "[Section](review/page.md#section-1) (English missing) <small "
            'class="written">docs/review/page.md:11</small>'
        )
    ]
    assert found["overdue"] == [
        (
            "[Section](review/page.md) (due by 20 May 2025) <small "
            'class="written">docs/review/page.md:1</small>'
        )
    ]


def test_a_missing_language_leads_to_its_mark(tmp_path: Path) -> None:
    text = TODO.replace("<!-- zh -->\n", "<!-- zh: todo -->\n\n<!-- en -->\n").replace(
        "\n<!-- en: todo -->\n", ""
    )
    assert page(tmp_path, language="zh", files={"docs/review/page.md": text})["todo"] == [
        (
            "[章节](review/page.md#section-1)（缺中文） <small "
            'class="written">docs/review/page.md:8</small>'
        )
    ]


def test_figures_without_data(tmp_path: Path) -> None:
    assert page(tmp_path, language="zh", files={"docs/review/page.md": TODO})["unbound"] == [
        (
            "[章节](review/page.md#section-1)：7、35% <small "
            'class="written">docs/review/page.md:9</small>'
        )
    ]
    assert (
        page(
            tmp_path,
            zh="[12/40](../trials/alpha.yml#orr.drug)，第 3 章。",
            en="[12/40](../trials/alpha.yml#orr.drug), chapter 3.",
        )["unbound"]
        == []
    )


def test_rows_of_one_name_are_distinguished(tmp_path: Path) -> None:
    (item,) = page(tmp_path, swap={TABLE: TWINS})["figures"]
    names = re.findall(r"\[([^\]]*)\]\(trials/alpha\.md#", item)
    assert len(names) == 3 and len(set(names)) == 3
    assert any("evaluable patients" in name for name in names)
    assert "the previous edition" not in item and item.startswith(
        '[ALPHA](trials/alpha.md) <small class="written">docs/trials/alpha.yml:43</small>\n'
    )


def test_a_name_that_stands_alone_stays_short(tmp_path: Path) -> None:
    (item,) = page(tmp_path)["figures"]
    assert "(pfs)" not in item and "#pfs)" in item


def test_references(tmp_path: Path) -> None:
    swap = {
        "references.bib": {
            "  year         = {2021},\n": "  year         = {2021},\n"
            "  doi          = {10.1000/1},\n",
            "  year         = {2020},\n": "  year         = {2020},\n"
            "  status       = {unconfirmed},\n",
        }
    }
    found = page(tmp_path, swap=swap)
    assert [
        re.search(r"references\.md#(\w+)", item)[1] for item in found["references"] + found["doi"]
    ] == ["smith2020", "smith2020"]
    assert (
        page(
            tmp_path,
            swap={
                "references.bib": {
                    "  year         = {2021},\n": (
                        "  year         = {2021},\n  url          = {https://example.org/},\n"
                    )
                }
            },
        )["doi"][0].count("smith2020")
        == 1
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_item_leads_to_its_source(language: str, tmp_path: Path) -> None:
    lists = page(
        tmp_path,
        language,
        "https://git.example.org/o/r",
        files={"docs/review/page.md": TODO},
        swap={"docs/review.yml": {"pages:\n": "edit: edit/main\npages:\n"}},
    )
    items = [item for each in lists.values() for item in each]
    assert len(items) >= 5
    for item in items:
        path, line, target = re.search(
            r'<small class="written">\[([^\]]+):([0-9]+)\]\(([^)]+)\)</small>(?:\n    - .*)*\Z',
            item,
        ).groups()
        assert target == f"https://git.example.org/o/r/edit/main/{path}#L{line}"
