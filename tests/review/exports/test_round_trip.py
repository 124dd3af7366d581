"""What the site hands out comes back the same: every reference of the review through each of its
forms and the importer."""

from __future__ import annotations

import re

import pytest

from places import ROOT
from review.drafts import export_files, shelf
from review.drafts.title_case import known_names
from review.evidence import bibliography, vocabulary
from review.evidence.bibliography import Bibliography
from review.evidence.reference import Reference
from review.exports import citation_files
from review.sources.latex import decoded
from review.sources.source import Source
from review.styles import UNCONFIRMED, plain

# of the review itself, which no other needs
OWN = {"corrects", "status", "notices", "seal"}
EMPTY, _ = bibliography.parse(Source("references.bib", ""))


@pytest.fixture(scope="module")
def read() -> Bibliography:
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    return bibliography.parse(Source("references.bib", text))[0]


def returned(reference: Reference, form: str, names: frozenset[str]) -> Reference:
    """The reference that the importer makes of what the site hands out."""
    [work] = export_files.publications(citation_files.all_forms(reference)[form])
    assert work.unused == () or form != "bib", (reference.key, work.unused)
    placed = shelf.place(EMPTY, [], work, names)
    return bibliography.parse(Source("references.bib", placed.text))[0].entries[placed.key]


def printed(reference: Reference, style: str) -> str:
    return plain(reference, style).removesuffix(UNCONFIRMED[style])


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_every_reference_comes_back(form: str, read: Bibliography) -> None:
    names = known_names(read, vocabulary.gather({}))
    for one in read.all:
        again = returned(one, form, names)
        assert again.key == one.key
        for style in ("gbt7714", "nlm"):
            assert printed(again, style) == printed(one, style)
        assert (again.pmid, again.pmcid, again.doi) == (one.pmid, one.pmcid, one.doi)
        assert again.language == one.language


def test_bibtex_comes_back_field_by_field(read: Bibliography) -> None:
    """With its braces, its and others and whatever else stands in it."""
    names = known_names(read, vocabulary.gather({}))
    for one in read.all:
        again = returned(one, "bib", names)
        assert fields(again) == fields(one)
        assert people(again) == people(one)


def fields(reference: Reference) -> dict[str, str]:
    return {
        name.lower(): " ".join(value.split())
        for name, value in reference.entry.fields.items()
        if name.lower() not in OWN
    }


def people(reference: Reference) -> dict[str, list[str]]:
    """Names as they read; initials run together are parted, braces within a group are one pair."""
    return {
        role: [re.sub(r"[{}. ]", "", decoded(str(person))) for person in persons]
        for role, persons in reference.entry.persons.items()
    }


OTHERS = (
    "@article{doe2020,\n  author = {Doe, Jane and {{Group of A and B}} and others},\n"
    "  editor = {Roe, P. and others},\n  title = {A {DNA} study},\n  journal = {Cancer},\n"
    "  year = {2020},\n  pmid = {12},\n  pmcid = {PMC34},\n}\n"
)


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_the_rest_of_the_names_and_the_numbers_come_back(form: str) -> None:
    one = bibliography.parse(Source("references.bib", OTHERS))[0].entries["doe2020"]
    again = returned(one, form, frozenset())
    assert [str(person) for person in again.entry.persons["author"]] == [
        "Doe, Jane",
        "{{Group of A and B}}",
        "others",
    ]
    assert (again.pmid, again.pmcid) == ("12", "PMC34")
    assert again.entry.fields["title"] == "A {DNA} study"
