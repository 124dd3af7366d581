"""A reference in other programs' forms: BibTeX that reads back to the same entry, RIS that a RIS
reader reads, CSL-JSON as the standard has it."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace

import pytest
import rispy
from jsonschema import Draft202012Validator

from case_file import case_file
from places import TESTS
from review.edition.page import Page
from review.evidence import bibliography, corpus
from review.evidence.reference import Reference
from review.exports import citation_files, page_citation
from review.exports.colophon import Colophon
from review.sources.source import Source

SITE = TESTS / "site"
CASES = case_file(TESTS / "cases" / "styles.yml")
IDS = [case["name"] for case in CASES]
TEXT = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "properties": {
        part: TEXT for part in ("family", "given", "suffix", "non-dropping-particle", "literal")
    },
    "additionalProperties": False,
    "minProperties": 1,
}
DATE = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "literal": TEXT,
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
    },
}
KINDS = [
    "article",
    "article-journal",
    "book",
    "chapter",
    "dataset",
    "document",
    "paper-conference",
    "report",
    "standard",
    "thesis",
    "webpage",
]
VARIABLES = [
    "container-title",
    "container-title-short",
    "DOI",
    "edition",
    "event-place",
    "genre",
    "issue",
    "language",
    "number",
    "page",
    "PMCID",
    "PMID",
    "publisher",
    "publisher-place",
    "status",
    "title",
    "URL",
    "version",
    "volume",
]
CSL = {  # the part of CSL 1.0.2's input model that we write, in our words
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "type": {"enum": KINDS},
        **{name: TEXT for name in VARIABLES},
        **{
            role: {"type": "array", "minItems": 1, "items": NAME}
            for role in ("author", "editor", "translator")
        },
        **{name: DATE for name in ("issued", "accessed", "event-date")},
    },
}


def reference(bibtex: str) -> Reference:
    read, _ = bibliography.parse(Source("references.bib", bibtex))
    return next(iter(read.entries.values()), None) or pytest.fail("no entry")


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_csl_json_keeps_to_the_input_model(case: dict[str, str]) -> None:
    item = citation_files.csl(reference(case["bibtex"]))
    assert [error.message for error in Draft202012Validator(CSL).iter_errors(item)] == []
    assert json.loads(citation_files.json_text([item])) == [item]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_bibtex_reads_back_to_the_same_reference(case: dict[str, str]) -> None:
    one = reference(case["bibtex"])
    made = citation_files.bibtex(one)
    again = reference(made)
    assert (
        again.key == one.key
        and citation_files.csl(again) == citation_files.csl(one)
        and citation_files.bibtex(again) == made
    )
    assert {role: list(map(str, people)) for role, people in again.entry.persons.items()} == {
        role: list(map(str, people)) for role, people in one.entry.persons.items()
    }


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_ris_reader_finds_title_names_and_year(case: dict[str, str]) -> None:
    item = citation_files.csl(reference(case["bibtex"]))
    records = rispy.loads(citation_files.ris(item))
    assert len(records) == 1
    record = records[0]
    assert (
        record["type_of_reference"] == citation_files.RIS_TYPES.get(item["type"], "GEN")
        and record["title"] == item["title"]
    )
    assert record.get("doi", "") == item.get("DOI", "") and len(record.get("authors", [])) == len(
        item.get("author", [])
    )
    if "date-parts" in item.get("issued", {}):
        assert record["year"] == str(item["issued"]["date-parts"][0][0])
    if item.get("page"):
        assert record["start_page"] == item["page"].split("-")[0]


def test_names_are_parted_as_other_programs_need_them() -> None:
    authors = (
        "van den Berg, Henk and {{Children's Oncology Group}} and 张三 and 李, 四 "
        "and Peebles, Jr, Peyton Z. and others"
    )
    item = citation_files.csl(
        reference(
            f"@article{{berg2020,\n  author = {{{authors}}},\n  title = {{T}},\n"
            f"  year = {{2020}}\n}}"
        )
    )
    assert item["author"] == [
        {"family": "Berg", "given": "Henk", "non-dropping-particle": "van den"},
        {"literal": "Children's Oncology Group"},
        {"literal": "张三"},
        {"family": "李", "given": "四"},
        {"family": "Peebles", "given": "Peyton Z.", "suffix": "Jr"},
        {"literal": "others"},
    ]
    assert re.findall(r"AU  - (.*)\r", citation_files.ris(item)) == [
        "van den Berg, Henk",
        "Children's Oncology Group",
        "张三",
        "李, 四",
        "Peebles, Peyton Z., Jr",
        "et al.",
    ]


def test_what_only_this_review_uses_is_not_handed_on() -> None:
    made = citation_files.bibtex(
        reference(
            "@article{a2020,\n  title = {T},\n  year = {2020},\n  status = "
            "{unconfirmed},\n  keywords = {x}\n}"
        )
    )
    assert made == "@article{a2020,\n  title = {T},\n  year = {2020}\n}\n"


def test_every_reference_has_its_files_and_no_key_leads_out_of_the_folder() -> None:
    read = corpus.read(SITE)
    files = citation_files.files(read)
    assert {
        f"cite/{key}.{ending}"
        for key in read.bibliography.entries
        for ending in ("bib", "ris", "json", "js")
    } == {name for name in files if not name.endswith(".nbib")}
    assert {name for name in files if name.endswith(".nbib")} == {
        f"cite/{reference.key}.nbib" for reference in read.bibliography.all if reference.pmid
    }
    stray = bibliography.parse(Source("references.bib", "@article{../../x2020,\n  title = {T}\n}"))[
        0
    ]
    assert citation_files.files(replace(read, bibliography=stray)) == {}


def test_a_script_of_citations_holds_nothing_that_ends_it() -> None:
    evil = (
        "@article{a2020,\n  title = {</script><script>alert(1)</script> & more},\n "
        " year = {2020}\n}"
    )
    read = replace(
        corpus.read(SITE), bibliography=bibliography.parse(Source("references.bib", evil))[0]
    )
    script = citation_files.files(read)["cite/a2020.js"]
    assert not re.search("[<>&\u2028\u2029]", script)
    name, forms = re.fullmatch(r'reviewCitation\("(\w+)",(\{.*\})\);\n', script).groups()  # type: ignore[union-attr]
    assert name == "a2020" and json.loads(forms)["bib"] == citation_files.bibtex(
        read.bibliography.entries["a2020"]
    )


@pytest.fixture(scope="module")
def colophon() -> Colophon:
    return Colophon(corpus.read(SITE), datetime.date(2026, 11, 23), "https://example.org/")


def page(title: str, language: str = "en") -> Page:
    return Page(
        f"{language}/review/surveillance.md",
        language,
        "section",
        title,
        "",
        "",
        "docs/review/surveillance.md",
    )


def test_a_page_can_be_cited_in_every_form(colophon: Colophon) -> None:
    forms = {form.id: form.text for form in page_citation.forms(page("Surveillance"), colophon)}
    assert list(forms) == ["nlm", "gbt7714", "bib", "ris", "json"]
    assert "Surveillance. " in forms["nlm"] and forms["nlm"].endswith(
        "Available from: https://example.org/en/review/surveillance.html"
    )
    assert "[EB/OL]" in forms["gbt7714"] and "[2026-11-23]" in forms["gbt7714"]
    item = json.loads(forms["json"])[0]
    assert [error.message for error in Draft202012Validator(CSL).iter_errors(item)] == [] and item[
        "container-title"
    ] == colophon.site("en")
    assert (
        rispy.loads(forms["ris"])[0]["title"] == "Surveillance"
        and reference(forms["bib"]).title == "Surveillance"
    )
    assert next(form.id for form in page_citation.forms(page("监测", "zh"), colophon)) == "gbt7714"


def test_a_page_without_an_address_is_cited_without_one(colophon: Colophon) -> None:
    for form in page_citation.forms(page("Surveillance"), replace(colophon, base="")):
        assert "example.org" not in form.text and "file:" not in form.text


@pytest.mark.parametrize(
    "title", ["} @evil{x,", "50% & $x_1$ #2 \\input{/etc/passwd}", "</pre><script>", "`~^{{{", ""]
)
def test_no_title_breaks_the_citation_of_its_page(title: str, colophon: Colophon) -> None:
    forms = {form.id: form.text for form in page_citation.forms(page(title), colophon)}
    assert (
        len(bibliography.parse(Source("x.bib", forms["bib"]))[0].entries) == 1
        and "\\input" not in forms["bib"]
    )
    assert len(rispy.loads(forms["ris"])) == 1


def test_only_sections_and_trials_are_cited(colophon: Colophon) -> None:
    assert page_citation.forms(replace(page("Glossary"), kind="glossary"), colophon) == []
