"""What pages tell reference managers and search engines."""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from places import SITE
from review.edition.page import Page
from review.evidence import corpus
from review.exports.colophon import Author, Colophon
from review.exports.page_metadata import Metadata, metadata
from review.pages.all_pages import weave

TODAY = datetime.date(2026, 11, 23)
BASE = "https://example.org/review/"


@pytest.fixture(scope="module")
def colophon(tmp_path_factory: pytest.TempPathFactory) -> Colophon:
    site = shutil.copytree(SITE, tmp_path_factory.mktemp("cited") / "site")
    (site / "CITATION.cff").write_text(
        (
            "authors:\n  - name: The group\n  - {family-names: Van Doe, "
            "given-names: Jane}\n  - {}\n  - text\n"
        ),
        encoding="utf-8",
    )
    return Colophon(corpus.read(site), TODAY, BASE, "abc")


@pytest.fixture(scope="module")
def pages(colophon: Colophon) -> dict[str, Page]:
    return {page.uri: page for page in weave(colophon.corpus, TODAY)}


def linked(made: Metadata) -> dict[str, Any]:
    return json.loads(made.linked)


def test_a_section_is_an_article(colophon: Colophon, pages: dict[str, Page]) -> None:
    made = metadata(pages["en/review/systemic-therapy.md"], colophon)
    reviewed = colophon.reviewed(pages["en/review/systemic-therapy.md"])
    assert made.tags == (
        ("citation_title", pages["en/review/systemic-therapy.md"].title),
        ("citation_author", "The group"),
        ("citation_author", "Van Doe, Jane"),
        ("citation_publication_date", reviewed.replace("-", "/")),
        ("citation_language", "en"),
        ("citation_public_url", f"{BASE}en/review/systemic-therapy.html"),
    )
    data = linked(made)
    assert (
        data["@context"] == "https://schema.org"
        and data["@type"] == "MedicalScholarlyArticle"
        and data["dateModified"] == reviewed
        and data["inLanguage"] == "en"
    )
    assert data["isPartOf"]["name"] == colophon.site("en") and data["workTranslation"] == [
        {
            "@type": "CreativeWork",
            "@id": f"{BASE}zh/review/systemic-therapy.html",
            "inLanguage": "zh-CN",
        }
    ]
    assert data["author"] == [
        {"@type": "Organization", "name": "The group"},
        {"@type": "Person", "name": "Jane Van Doe"},
    ]


def test_a_trial_page_is_about_a_trial(colophon: Colophon, pages: dict[str, Page]) -> None:
    data = linked(metadata(pages["en/trials/reflect.md"], colophon))
    trial = colophon.corpus.trials["reflect"]
    assert (
        data["@type"] == "MedicalTrial"
        and data["name"] == "REFLECT"
        and data["identifier"] == trial.ids("registries")
    )
    assert all(
        address.startswith("https://clinicaltrials.gov/study/NCT") for address in data["sameAs"]
    )
    assert (
        data["phase"] == "phase 3" and "https://schema.org/RandomizedTrial" in data["trialDesign"]
    )
    assert data["healthCondition"][0]["@type"] == "MedicalCondition" and "sponsor" not in data
    assert linked(metadata(pages["zh/trials/reflect.md"], colophon))["phase"] == "3 期"


def test_pages_that_are_neither_have_none(colophon: Colophon, pages: dict[str, Page]) -> None:
    for uri in ("en/index.md", "zh/glossary.md", "en/references.md", "zh/trials/index.md"):
        assert metadata(pages[uri], colophon) == Metadata()


def test_without_an_address_nothing_is_absolute(colophon: Colophon, pages: dict[str, Page]) -> None:
    for uri in ("en/review/systemic-therapy.md", "zh/trials/reflect.md"):
        made = metadata(pages[uri], replace(colophon, base=""))
        assert (
            "citation_public_url" not in dict(made.tags)
            and "@id" not in made.linked
            and "workTranslation" not in made.linked
        )


def test_json_cannot_end_its_script(colophon: Colophon, pages: dict[str, Page]) -> None:
    title = "x</script><script>alert(1)</script> & <!-- \u2028"
    made = metadata(replace(pages["en/review/systemic-therapy.md"], title=title), colophon)
    assert not set("<>&\u2028") & set(made.linked) and linked(made)["headline"] == title


@pytest.mark.parametrize(
    "text", ["authors: x", "- a", "authors: [", "authors:\n  - name: \n", "\x00", ""]
)
def test_a_citation_file_that_says_nothing_names_nobody(
    text: str, colophon: Colophon, tmp_path: Path
) -> None:
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    assert replace(colophon, corpus=replace(colophon.corpus, root=tmp_path)).authors == ()
    assert replace(colophon, corpus=replace(colophon.corpus, root=tmp_path / "gone")).authors == ()


def test_authors_have_their_names_in_order(colophon: Colophon) -> None:
    assert colophon.authors == (Author("The group"), Author("Van Doe", "Jane"))


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("mine", ""),
    ],
)
def test_a_creative_commons_licence_has_an_address(licence: str, address: str) -> None:
    class Named(Colophon):
        @property
        def licence(self) -> str:
            return licence

    assert Named(corpus.read(SITE), TODAY).licence_address == address
