"""What Zenodo is told of a release is what CITATION.cff and the settings say; Zenodo reads
.zenodo.json alone where both are there."""

from __future__ import annotations

import json
import re

import reviews
from case_file import case_file
from places import ROOT

ZENODO = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
CITATION = case_file(ROOT / "CITATION.cff")


def test_the_deposit_says_what_the_citation_file_says() -> None:
    assert ZENODO["title"] == CITATION["title"]
    assert ZENODO["upload_type"] == CITATION["type"] == "dataset"
    assert ZENODO["license"] == CITATION["license"]
    assert [creator["name"] for creator in ZENODO["creators"]] == [
        author.get("name") or f"{author['family-names']}, {author['given-names']}"
        for author in CITATION["authors"]
    ]
    assert [creator.get("orcid") for creator in ZENODO["creators"]] == [
        (author.get("orcid") or "").rpartition("/")[2] or None for author in CITATION["authors"]
    ]


def test_the_deposit_says_what_the_settings_say() -> None:
    settings = reviews.review(ROOT).settings
    assert re.findall("<p>(.*?)</p>", ZENODO["description"]) == [
        settings.description.en,
        settings.description.zh,
    ]
    assert ZENODO["title"] == f"{settings.title.en} ({settings.title.zh})"
    assert (
        ZENODO["license"].replace("-", " ") == settings.address("licence").replace("-", " ")
        and ZENODO["access_right"] == "open"
    )


def test_nothing_in_the_deposit_ages() -> None:
    assert set(ZENODO) == {
        "title",
        "description",
        "upload_type",
        "access_right",
        "license",
        "creators",
        "keywords",
    }  # version and day come from the release
