"""What a label says is not said twice beside it, and Chinese pages have Chinese marks."""

from __future__ import annotations

import re

import pytest

import reviews
from places import ROOT, TODAY
from review.edition.edition import Edition
from review.edition.view import View
from review.exports import machine_readable
from review.exports.colophon import Colophon
from review.markup.language import Language
from review.pages import section_pages, term_pages, trial_pages
from review.pages.table_columns import StudyCells


@pytest.fixture(scope="module")
def edition() -> Edition:
    return reviews.edition(ROOT)


def test_a_broader_diagnosis_is_not_listed_beside_its_narrower_ones(edition: Edition) -> None:
    trial = edition.corpus.trials["a091401"]
    view = View(edition, "en/trials/index.md", Language.EN)
    few = StudyCells(trial, view).few("diagnoses", ["sarcoma", "osteosarcoma", "bone-sarcoma"])
    assert "osteosarcoma" in few and "/sarcoma.md" not in few and "bone-sarcoma.md" not in few


def test_a_subgroup_that_names_itself_is_not_called_one_again(edition: Edition) -> None:
    again = re.compile(r"(亚组|队列)<br><small class=\"kind\">\1</small>")
    for id in ("study-309", "sarc028", "regosarc"):
        markdown = trial_pages.page(edition.corpus.trials[id], Language.ZH, edition).markdown
        assert again.search(markdown) is None, id


def test_a_name_that_differs_in_blanks_only_is_for_the_search(edition: Edition) -> None:
    term = edition.corpus.vocabulary.terms["agents"]["dactinomycin"]
    assert "放线菌素D" in term.names("synonyms", "zh")  # else the next line would prove nothing
    assert "放线菌素D" not in term_pages.page(term, Language.ZH, edition).markdown


def test_the_bare_chinese_page_has_chinese_colons_and_signs(edition: Edition) -> None:
    section = edition.corpus.sections["docs/review/liposarcoma.md"]
    page = section_pages.page(section, "zh", edition)
    bare = machine_readable.twin(page, Colophon(edition.corpus, TODAY)).partition("\n---\n")[2]
    assert "图中数据：" in bare and not re.search(r"[一-鿿]: *$", bare, re.MULTILINE)
    assert "P<0.001" in bare and "P&lt;" not in bare
