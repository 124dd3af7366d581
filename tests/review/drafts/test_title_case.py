"""Titles in house form, as the references of the review have them."""

from __future__ import annotations

import pytest

from places import ROOT
from review.drafts.identifiers import identifier, pages
from review.drafts.person_names import person
from review.drafts.title_case import sentence_case
from review.evidence import bibliography
from review.evidence.reference import decoded
from review.rules.bibliography_rules import parse_checked
from review.sources.source import Source

REAL = ROOT / "references.bib"
NAMES = {"Ewing", "European"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("PD-1 and CTLA-4 combination blockade", "{PD-1} and {CTLA-4} combination blockade"),
        (
            "Response to anti-PD-1 therapy in the EURAMOS-1 trial",
            "Response to anti-{PD-1} therapy in the {EURAMOS-1} trial",
        ),
        (
            "Chest X-ray or tomography? Results of a trial",
            "Chest {X}-ray or tomography? Results of a trial",
        ),
        ("A phase I study of PD-L1 in T cells", "A phase {I} study of {PD-L1} in {T} cells"),
        (
            "Surgery in Ewing's Sarcoma: A Report From the European Group",
            "Surgery in {Ewing's} sarcoma: a report from the {European} group",
        ),
        ("SURGERY IN EWING SARCOMA OF CHILDREN", "Surgery in {Ewing} sarcoma of children"),
        ("Care of children in Japan and Norway", "Care of children in {Japan} and {Norway}"),
        (
            "Non-Small-Cell and Double-Blind Randomised Studies",
            "Non-small-cell and double-blind randomised studies",
        ),
        ("Use of γ-secretase & 5% dextrose_x", r"Use of γ-secretase \& 5\% dextrose\_x"),
        ("甲药治疗Ewing肉瘤的研究", "甲药治疗Ewing肉瘤的研究"),
        ("", ""),
    ],
)
def test_sentence_case(given: str, wanted: str) -> None:
    assert sentence_case(given, NAMES).latex == wanted


def test_lowered_words_are_told() -> None:
    assert sentence_case("Care of Children in Japan and Norway").lowered == (
        "Children",
        "Japan",
        "Norway",
    )
    assert sentence_case("Care of children in Japan").lowered == ()


def test_every_title_of_the_review_reads_the_same_and_passes_its_rules() -> None:
    shelf, _ = bibliography.parse(Source("references.bib", REAL.read_text(encoding="utf-8")))
    for each in shelf.all:
        latex = sentence_case(each.title).latex
        assert decoded(latex).casefold() == each.title.casefold()
        text = f"@misc{{{each.key},\n  title = {{{latex}}},\n  year  = {{2020}},\n}}\n"
        assert parse_checked(Source("references.bib", text))[1] == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("120-33", "120--133"),
        ("1493-501", "1493--1501"),
        ("e12-e19", "e12--e19"),
        ("S12-5", "S12--S15"),
        ("7–9", "7--9"),
        ("100359", "100359"),
        ("e1", "e1"),
        ("12-12", "12"),
        ("S1470-2045(18)", "S1470-2045(18)"),
        ("", ""),
    ],
)
def test_pages(given: str, wanted: str) -> None:
    assert pages(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("J I", "J. I."),
        ("JI", "J. I."),
        ("C.L.L.", "C. L. L."),
        ("Jean-Yves", "Jean-Yves"),
        ("Ann B", "Ann B."),
        ("MARIA", "MARIA"),
    ],
)
def test_initials(given: str, wanted: str) -> None:
    assert person("Doe", given).given == wanted


@pytest.mark.parametrize(
    ("kind", "given", "wanted"),
    [
        ("doi", "https://dx.doi.org/10.1000/a", "10.1000/a"),
        ("doi", "doi:10.1000/a", "10.1000/a"),
        ("doi", "10.1000/a b", ""),
        ("pmid", " 12 ", "12"),
        ("pmid", "012", ""),
        ("url", "javascript:x", ""),
    ],
)
def test_identifiers(kind: str, given: str, wanted: str) -> None:
    assert identifier(kind, given) == wanted
