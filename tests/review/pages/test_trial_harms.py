"""What a trial's page, its hover and the clinical diff say of harms that were not seen, and of the
patients of a comparison."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from laid import TESTS, lay
from review.change.compare import compare
from review.evidence import corpus
from review.pages.all_pages import weave

TABLE = "docs/trials/alpha.yml"
TODAY = datetime.date(2026, 11, 23)
HARMS = (TESTS / "base" / TABLE).read_text(encoding="utf-8").partition("\nharms:\n")[2]
HARMS = "harms:\n" + HARMS.partition("appraisal:\n")[0]
UNSEEN = {TABLE: {HARMS: "harms-unseen: true\n"}}
LINES = {
    "zh": "所见材料未给出不良事件的数字；这不等于没有不良事件。",
    "en": "What was seen gives no figures on harms; that does not mean there were none.",
}


def page(root: Path, language: str) -> str:
    uri = f"{language}/trials/alpha.md"
    pages = weave(corpus.read(root), TODAY)
    return next(page.markdown for page in pages if page.uri == uri)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_says_that_no_harms_were_seen(language: str, tmp_path: Path) -> None:
    block = page(lay(tmp_path, {"swap": UNSEEN}), language).partition("{#sec-harms}")[2]
    assert block.partition("\n## ")[0].strip() == LINES[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_with_harms_says_nothing_of_the_kind(language: str, tmp_path: Path) -> None:
    found = page(lay(tmp_path, {}), language)
    assert "{#sec-harms}" in found and LINES[language] not in found


def test_the_diff_names_the_field_in_words(tmp_path: Path) -> None:
    before = corpus.read(lay(tmp_path / "before", {}))
    after = corpus.read(lay(tmp_path / "after", {"swap": UNSEEN}))
    details = [detail for change in compare(before, after).changes for detail in change.details]
    detail = next(detail for detail in details if detail.key == "harms-unseen")
    assert (detail.name.en, detail.old, detail.new) == (
        "no figures on harms in what was seen",
        None,
        ("是", "yes"),
    )


def test_the_diff_tells_the_patients_of_a_comparison(tmp_path: Path) -> None:
    versions = [
        corpus.read(
            lay(tmp_path / n, {"swap": {TABLE: {"versus: placebo": f"versus: placebo, n: {n}"}}})
        )
        for n in ("58", "60")
    ]
    details = [detail for change in compare(*versions).changes for detail in change.details]
    assert [("n=58" in str(detail.old), "n=60" in str(detail.new)) for detail in details] == [
        (True, True)
    ]


@pytest.mark.parametrize(
    "n, expected",
    [("", "randomised 40 v 20"), (", n: 57", "analysed 57")],
    ids=["enrolled", "analysed"],
)
def test_a_comparison_counts_its_own_patients(n: str, expected: str, tmp_path: Path) -> None:
    link = "[HR 0.42](../trials/alpha.yml#pfs.between)"
    swap = {TABLE: {"versus: placebo": f"versus: placebo{n}"}}
    root = lay(tmp_path, {"zh": f"甲药 {link}。", "en": f"Drug A: {link}.", "swap": swap})
    found = next(
        page.markdown for page in weave(corpus.read(root), TODAY) if page.uri == "en/review/page.md"
    )
    line = next(line for line in found.splitlines() if "HR 0.42" in line and "Drug A" in line)
    assert expected in line
