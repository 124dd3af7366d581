"""A work that was retracted or corrected is marked wherever it is cited: in both lists, beside the
citation, on the page of the trial, in what is handed on; a careful reader cannot miss it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from laid import lay
from review import styles
from review.edition.page import Page
from review.evidence import bibliography, corpus, notice
from review.evidence.corpus import Corpus
from review.evidence.reference import Reference
from review.exports import citation_files
from review.pages.all_pages import weave
from review.sources.source import Source
from review.wording import citation_numbers

RETRACTED = "notices = {retraction 10.1000/Gone}"
ADDRESS = "https://doi.org/10.1000/gone"
TODAY = datetime.date(2026, 11, 23)


def entry(fields: str, more: str = "") -> Reference:
    """A work with these fields in a small bibliography."""
    text = (
        "@article{doe2021,\n  author = {Doe, Jane},\n  title = {A drug},\n  journal = {Cancer},\n"
        f"  year = {{2021}},\n  {fields}\n}}\n{more}"
    )
    read, problems = bibliography.parse(Source("references.bib", text))
    assert not problems
    return read.entries["doe2021"]


# what an entry says of itself, and what follows it in the list of either language
SHOWN = {
    "a retraction": (RETRACTED, f"（已撤稿，见：{ADDRESS}）", f" Retraction in: {ADDRESS}."),
    "concerns": (
        "notices = {expression-of-concern https://doi.org/10.1000/gone}",
        f"（有关注声明，见：{ADDRESS}）",
        f" Expression of concern in: {ADDRESS}.",
    ),
    "by its number in PubMed": (
        "notices = {retraction PMID:123}",
        "（已撤稿，见：https://pubmed.ncbi.nlm.nih.gov/123/）",
        " Retraction in: https://pubmed.ncbi.nlm.nih.gov/123/.",
    ),
    "two notices": (
        "notices = {erratum 10.1000/err, retraction 10.1000/gone}",
        f"（有勘误，见：https://doi.org/10.1000/err）（已撤稿，见：{ADDRESS}）",
        f" Erratum in: https://doi.org/10.1000/err. Retraction in: {ADDRESS}.",
    ),
    "no kind: words that hold for each": (
        "notices = {10.1000/gone}",
        f"（已撤稿、更正或受到关注，见：{ADDRESS}）",
        f" Retraction, correction or expression of concern in: {ADDRESS}.",
    ),
    "none": ("", "", ""),
}


@pytest.mark.parametrize("name", SHOWN)
def test_both_lists_say_so(name: str) -> None:
    fields, zh, en = SHOWN[name]
    work, bare = entry(fields), entry("")
    for style, said in (("gbt7714", zh), ("nlm", en)):
        assert styles.plain(work, style) == styles.plain(bare, style) + said
        assert styles.html(work, style).count("<a href=") == said.count("http")


def test_an_erratum_of_its_own_is_named_at_what_it_corrects() -> None:
    erratum = (
        "@article{doe2022,\n  title = {Erratum},\n  journal = {Lancet Oncol},\n  year = {2022},\n"
        "  volume = {3},\n  pages = {e1--e2},\n  corrects = {doe2021},\n  doi = {10.1000/ERR},\n}\n"
    )
    said = styles.plain(entry("", erratum), "nlm")
    assert said.endswith(" Erratum in: Lancet Oncol. 2022;3:e1-e2. https://doi.org/10.1000/err.")


def test_what_is_handed_on_says_so() -> None:
    forms = citation_files.all_forms(entry(RETRACTED))
    said = f"Retraction in: {ADDRESS}."
    assert f"  note = {{{said}}}" in forms["bib"] and f"N1  - {said}\r\n" in forms["ris"]
    assert f'"note": "{said}"' in forms["json"]


def noticed(root: Path, kind: str) -> Path:
    """The small review, its one trial from a work with such a notice; with none where it has no
    kind."""
    head, field = "@article{smith2020,\n", f"  notices = {{{kind} 10.1000/gone}},\n"
    return lay(root, {"swap": {"references.bib": {head: head + (field if kind else "")}}})


@pytest.mark.parametrize(
    "rendition, words", [("zh", "已撤稿"), ("en", "retracted"), ("zh-en", "已撤稿 retracted")]
)
def test_the_citation_says_so(tmp_path: Path, rendition: str, words: str) -> None:
    read = corpus.read(noticed(tmp_path, "retraction"))
    retracted, sound = "smith2020", "jones2021"
    page = Page("x.md", rendition, "page", "", "", "", None, ((retracted,), (sound,)))
    mark = f'<a href="{ADDRESS}">{words}</a>'
    assert mark in citation_numbers.marker(page, 1, read)
    assert "retracted" not in citation_numbers.marker(page, 2, read)
    both = Page("x.md", rendition, "page", "", "", "", None, ((sound, retracted),))
    assert f" {read.bibliography.entries[retracted].year} {mark}" in citation_numbers.marker(
        both, 1, read
    )


def trial_page(read: Corpus, language: str) -> str:
    uri = f"{language}/trials/alpha.md"
    return next(page.markdown for page in weave(read, TODAY) if page.uri == uri)


@pytest.mark.parametrize("language, words", [("zh", "宜作为依据"), ("en", "do not rely on")])
@pytest.mark.parametrize("kind, warned", [("retraction", True), ("erratum", False), ("", False)])
def test_the_page_of_the_trial_says_so_above_its_result(
    tmp_path: Path, language: str, words: str, kind: str, warned: bool
) -> None:
    above = trial_page(corpus.read(noticed(tmp_path, kind)), language).partition(
        '<div class="result"'
    )[0]
    assert (words in above) == warned and (ADDRESS in above) == bool(kind)


@pytest.mark.parametrize(
    "field, left",
    [
        ("retraction 10.1000/a, erratum 10.1000/b", []),
        ("10.1002/(SICI)1097(1996)77:1<1::AID-C>3.0.CO;2-#; 10.1000/b", []),
        ("retracted 10.1000/a", [(0, "retracted")]),
        ("10.1000/a, retraction", [(11, "retraction")]),
        ("retraction erratum 10.1000/a", [(0, "retraction")]),
    ],
)
def test_what_is_no_notice_is_told(field: str, left: list[tuple[int, str]]) -> None:
    assert list(notice.unread(field)) == left
