"""What the site hands out comes back the same: every reference of the review through each of its
forms and the importer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from places import ROOT
from review.drafts import bibliography_place, export_files
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


Returned = Callable[[Reference, str], Reference]


@pytest.fixture(scope="module")
def again(read: Bibliography) -> Returned:
    """Gives a reference of the review as it comes back through a form, made once."""
    names = known_names(read, vocabulary.gather({}))
    made: dict[tuple[str, str], Reference] = {}

    def ask(one: Reference, form: str) -> Reference:
        if (one.key, form) not in made:
            made[one.key, form] = returned(one, form, names)
        return made[one.key, form]

    return ask


def returned(reference: Reference, form: str, names: frozenset[str]) -> Reference:
    """The reference that the importer makes of what the site hands out."""
    [work] = export_files.publications(citation_files.all_forms(reference)[form])
    assert work.unused == () or form != "bib", (reference.key, work.unused)
    placed = bibliography_place.place(EMPTY, [], work, names)
    return bibliography.parse(Source("references.bib", placed.text))[0].entries[placed.key]


def printed(reference: Reference, style: str) -> str:
    return plain(reference, style).removesuffix(UNCONFIRMED[style])


@pytest.mark.parametrize("form", ["bib", "ris", "json", "nbib"])
def test_every_reference_comes_back(form: str, read: Bibliography, again: Returned) -> None:
    held = [one for one in read.all if one.indexed] if form == "nbib" else read.all
    assert held
    for one in held:
        back = again(one, form)
        assert back.key == one.key or form == "nbib"  # which has no place for a key
        for style in ("gbt7714", "nlm"):
            assert printed(back, style) == printed(one, style)
        assert (back.pmid, back.pmcid, back.doi) == (one.pmid, one.pmcid, one.doi)
        assert back.language == one.language


def test_bibtex_comes_back_field_by_field(read: Bibliography, again: Returned) -> None:
    """With its braces, its and others and whatever else stands in it."""
    for one in read.all:
        back = again(one, "bib")
        assert fields(back) == fields(one)
        assert people(back) == people(one)


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


@pytest.mark.parametrize("form", ["bib", "ris", "json", "nbib"])
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


# of each what a form could lose: order of persons and groups, language, the title a work has itself
RARE = {
    "a group before persons": (
        "author = {{{Group of A}} and Doe, Jr, Jane B. and {{Second Group}} and van Roe, P.}, "
        "title = {A study of {DNA}}, journal = {The Cancer Journal}, shortjournal = {Cancer J}, "
        "volume = {3}, number = {2}, pages = {S93--S97}, doi = {10.1002/(SICI)1097-01(19960101)77:1"
        "<1::AID-CNCR1>3.0.CO;2-#}"
    ),
    "a Chinese article": (
        "author = {张三 and 欧阳, 四 and {{中国肿瘤协作组}} and others}, title = {某瘤的治疗}, "
        "journal = {中华肿瘤杂志}, volume = {45}, number = {3}, pages = {1--6}"
    ),
    "a translated title": (
        "author = {Zhang, San}, title = {Treatment of a tumour}, origtitle = {某瘤的治疗}, "
        "origlanguage = {chinese}, journal = {Zhonghua Zhong Liu Za Zhi}, volume = {45}"
    ),
    "another language": (
        "author = {Meier, Jürgen}, title = {Über ein Sarkom}, langid = {german}, "
        "journal = {Der Chirurg}, volume = {45}"
    ),
    "online first": (
        "author = {Doe, Jane}, title = {Does it work?}, journal = {Cancer}, date = {2020-11-05}, "
        "pubstate = {aheadofprint}, pages = {e27077}"
    ),
}


@pytest.mark.parametrize("case", RARE)
def test_what_is_rare_comes_back_from_pubmeds_form(case: str) -> None:
    entry = f"@article{{doe2020,\n  {RARE[case]},\n  year = {{2020}},\n  pmid = {{12}}\n}}\n"
    one = bibliography.parse(Source("references.bib", entry))[0].entries["doe2020"]
    [work] = export_files.publications(citation_files.all_forms(one)["nbib"])
    key = "" if one.language == "en" else "doe2020"
    placed = bibliography_place.place(EMPTY, [], work, frozenset(), key)
    again = bibliography.parse(Source("references.bib", placed.text))[0].entries[placed.key]
    assert [printed(again, style) for style in ("gbt7714", "nlm")] == [
        printed(one, style) for style in ("gbt7714", "nlm")
    ]
    assert (again.language, again.doi) == (one.language, one.doi)
    assert again.entry.fields.get("origtitle") == one.entry.fields.get("origtitle")


def test_a_retraction_is_told_to_who_reads_pubmeds_form() -> None:
    entry = OTHERS.replace("pmid =", "notices = {retraction 10.1000/taken.back},\n  pmid =")
    one = bibliography.parse(Source("references.bib", entry))[0].entries["doe2020"]
    record = citation_files.all_forms(one)["nbib"]
    assert "\r\nRIN - doi: 10.1000/taken.back\r\n" in record
    [work] = export_files.publications(record)
    assert any("notices = {retraction 10.1000/taken.back}" in told.en for told in work.warnings)
