"""New references: fetched from a stub of Crossref and PubMed or read from an export; written in
house form, or refused with a reason."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from new_command import BIB, run
from review.drafts import tagged_works
from review.evidence import bibliography, reference_lock
from review.rules.bibliography_rules import parse_checked
from review.sources.source import Source
from stub_server import (
    DOI,
    NBIB,
    PMID,
    WORK,
    Answer,
    body,
    drip,
    endless,
    message,
    redirect,
    serving,
    silence,
)
from system import catalogues

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "references.bib").write_text(BIB, encoding="utf-8")
    return tmp_path


def shelf(root: Path) -> bibliography.Bibliography:
    """references.bib, which must be sound."""
    read, problems = parse_checked(
        Source("references.bib", (root / "references.bib").read_text(encoding="utf-8"))
    )
    assert not problems, problems
    return read


def untouched(root: Path) -> bool:
    return (root / "references.bib").read_text(encoding="utf-8") == BIB and [
        file.name for file in root.iterdir()
    ] == ["references.bib"]


def ask(
    root: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer, *words: str
) -> tuple[int, list[str]]:
    """Exit status of ``new reference WORDS`` where Crossref and PubMed answer so, and what they
    were asked."""
    with serving(answer) as (address, asked):
        monkeypatch.setenv("REVIEW_CROSSREF", address)
        monkeypatch.setenv("REVIEW_PUBMED", address)
        return run(root, "reference", *words), asked


def test_doi(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    status, asked = ask(root, monkeypatch, body(message(WORK)), "--doi", f"https://doi.org/{DOI}")
    assert status == 0 and asked == ["/works/10.1016%2FS1470-2045%2818%2930742-3"]
    text = (root / "references.bib").read_text(encoding="utf-8")
    assert text == BIB.replace(
        "% about the next",
        """\
@article{duffaud2019,
  author       = {Duffaud, Florence and Blay, Jean-Yves and Penel, Nicolas S. and \
{{on behalf of the French Sarcoma Group}}},
  title        = {Regorafenib in adult patients with metastatic osteosarcoma ({REGOBONE}): \
a non-comparative, randomised, double-blind, phase 2 study},
  journal      = {The Lancet Oncology},
  shortjournal = {Lancet Oncol},
  year         = {2019},
  volume       = {20},
  number       = {1},
  pages        = {120--133},
  doi          = {10.1016/s1470-2045(18)30742-3},
}

% about the next""",
    )
    assert [*shelf(root).entries] == ["adams2018", "duffaud2019", "zhou2020"]
    said = capsys.readouterr().out
    assert "[@duffaud2019]" in said and "Adult, Patients, Metastatic, Osteosarcoma" in said
    [record], wrong = reference_lock.parse((root / "references.lock").read_text(encoding="utf-8"))
    assert not wrong and record.source == "Crossref https://doi.org/10.1016/s1470-2045(18)30742-3"
    assert not [*reference_lock.differences(shelf(root).entries["duffaud2019"], record)]
    assert record.fields["authors"].startswith("Duffaud; Blay; Penel; ")


def test_pmid(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, asked = ask(
        root, monkeypatch, body(NBIB.encode(), "text/plain; charset=UTF-8"), "--pmid", PMID
    )
    assert status == 0 and asked == [
        "/efetch.fcgi?db=pubmed&id=30477937&rettype=medline&retmode=text&tool=living-review"
    ]
    entry = shelf(root).entries["duffaud2019"]
    assert (
        entry.title == "Efficacy and safety of regorafenib in adult patients with metastatic "
        "osteosarcoma: a non-comparative, randomised, double-blind, "
        "placebo-controlled, phase 2 study of PD-1 in Ewing sarcoma"
    )
    assert "{PD-1} in {Ewing} sarcoma" in entry.entry.fields["title"]
    assert (entry.pmid, entry.pmcid, entry.doi) == (PMID, "PMC1234567", DOI)
    assert [str(each) for each in entry.entry.persons["author"]][2:] == [
        "Patel, Shreyaskumar R.",
        "{{French Sarcoma Group}}",
    ]
    assert (
        entry.get("journal") == "The Lancet Oncology"
        and entry.get("shortjournal") == "Lancet Oncol"
    )


FAILURES = {
    "nothing there": (body(b"Resource not found.", "text/plain", 404), "没有 DOI", "knows no DOI"),
    "too many questions": (
        body(b"", "text/plain", 429),
        "暂时不能回答（429）",
        "cannot answer at present (429)",
    ),
    "trouble": (
        body(b"<html>", "text/html", 503),
        "暂时不能回答（503）",
        "cannot answer at present (503)",
    ),
    "forbidden": (body(b"", "text/plain", 403), "拒绝回答（403）", "refused to answer (403)"),
    "a page instead of data": (
        body(b"<html></html>", "text/html"),
        "的回答不是 json",
        "is not json",
    ),
    "no type": (body(b"{}", ""), "的回答不是 json", "is not json"),
    "broken JSON": (body(b'{"message": {"DOI": '), "无法读取", "cannot be read"),
    "JSON of another shape": (body(b'["message"]'), "无法读取", "cannot be read"),
    "JSON too deep": (body(b"[" * 200_000), "无法读取", "cannot be read"),
    "bytes that are no text": (body(b"\xff\xfe\x00"), "无法读取", "cannot be read"),
    "another work": (body(message({**WORK, "DOI": "10.1000/other"})), "另一个 DOI", "another DOI"),
    "another host": (
        redirect("http://localhost:9/works/x"),
        "转到别的主机",
        "redirects to another host",
    ),
    "another scheme": (redirect("file:///etc/passwd"), "转到别的主机", "redirects to another host"),
    "no address": (redirect("http://["), "转到的不是网址", "redirects to no address"),
    "no host": (redirect("//[x/"), "转到的不是网址", "redirects to no address"),
    "no port": (
        redirect("http://127.0.0.1:99999999/"),
        "转到的不是网址",
        "redirects to no address",
    ),
    "a circle": (redirect("/works/again"), "一再转向", "again and again"),
    "no title": (body(message({**WORK, "title": []})), "缺少 title", "has no title"),
    "no year": (
        body(
            message(
                {
                    name: value
                    for name, value in WORK.items()
                    if not name.startswith(("published", "issued"))
                }
            )
        ),
        "缺少 year",
        "has no year",
    ),
    "wrong types": (
        body(
            message(
                {
                    **WORK,
                    "title": {"a": 1},
                    "author": "x",
                    "container-title": 3,
                    "issued": [1],
                    "volume": [],
                }
            )
        ),
        "缺少 title",
        "has no title",
    ),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failure_is_said_in_both_languages_and_nothing_is_written(
    case: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    answer, zh, en = FAILURES[case]
    status, _ = ask(root, monkeypatch, answer, "--doi", DOI)
    said = capsys.readouterr()
    assert status == 1 and zh in said.err and en in said.err and not said.out and untouched(root)


@pytest.mark.parametrize("answer", [silence(3), drip(3)], ids=["silence", "drip"])
def test_slow(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer) as (address, _):
        monkeypatch.setenv("REVIEW_CROSSREF", address)
        with pytest.raises(catalogues.Refusal, match="did not answer in time"):
            catalogues.crossref(DOI, catalogues.Limits(silence=0.3, whole=0.6))


def test_huge(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(endless) as (address, _):
        monkeypatch.setenv("REVIEW_CROSSREF", address)
        with pytest.raises(catalogues.Refusal, match="too large"):
            catalogues.crossref(DOI, catalogues.Limits(size=200_000))


def test_redirection_on_the_same_host(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(handler) -> None:  # noqa: ANN001
        (body(message(WORK)) if handler.path == "/moved" else redirect("/moved"))(handler)

    assert ask(root, monkeypatch, answer, "--doi", DOI)[0] == 0


def test_unreachable(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("REVIEW_CROSSREF", "http://127.0.0.1:9")
    assert (
        run(root, "reference", "--doi", DOI) == 1 and "cannot be reached" in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "address", ["http://example.org", "ftp://127.0.0.1", "file:///etc", "https://["]
)
def test_only_https_or_this_machine(
    address: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("REVIEW_CROSSREF", address)
    assert run(root, "reference", "--doi", DOI) == 1 and re.search(
        "is no (https )?address", capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\nid: 1 Error occurred: The following PMID is not available",
        NBIB.replace("30477937", "1").encode(),
    ],
)
def test_unknown_pmid(
    answer: bytes, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert ask(root, monkeypatch, body(answer, "text/plain"), "--pmid", PMID)[0] == 1
    assert "knows no PMID" in capsys.readouterr().err and untouched(root)


@pytest.mark.parametrize(
    "words",
    [
        ("--doi", "not a doi"),
        ("--doi", "10.1/../../x y"),
        ("--pmid", "12a"),
        ("--pmid", "../1"),
        ("--doi", ""),
    ],
)
def test_malformed_number(words: tuple[str, str], root: Path, capsys: Captured) -> None:
    assert run(root, "reference", *words) == 1 and capsys.readouterr().err and untouched(root)


HOSTILE = [
    "}\n@article{evil2020, title = {x}}",
    "{{{{",
    "}}}}",
    r"\input{/etc/passwd} \write18{rm}",
    "$x$ 100% & #1 _a_ ~b~ ^c^ `d`",
    "<script>alert(1)</script>",
    "a\u202eb\u0000c\u2028d\r\n\te",
    '" quotation " \'',
    "@article{x2020,",
    "% comment",
    "&lt;b&gt;&amp;amp;",
    "x" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_stay_in_their_field(
    text: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    work = {
        **WORK,
        "title": [f"Study {text}"],
        "author": [{"family": f"Duffaud {text}", "given": text}, {"name": text}],
        "container-title": [f"Journal {text}"],
        "short-container-title": [text],
        "volume": text,
    }
    status, _ = ask(root, monkeypatch, body(message(work)), "--doi", DOI, "--key", "duffaud2019")
    said = capsys.readouterr()
    assert status == 0, said.err
    read = shelf(root)
    assert [*read.entries] == ["adams2018", "duffaud2019", "zhou2020"]
    source = (root / "references.bib").read_text(encoding="utf-8")
    assert (
        "\\input" not in source
        and "\\write" not in source
        and "<script" not in source
        and not re.search("[\u202e\x00\u2028]", source)
    )
    assert (
        source.count("\n@") == 3 and len(read.entries["duffaud2019"].entry.fields["title"]) < 1_200
    )


def test_known_already(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    same_doi = body(message({**WORK, "DOI": "10.1000/ADAMS"}))
    assert ask(root, monkeypatch, same_doi, "--doi", "10.1000/Adams")[0] == 1
    assert "adams2018 (line 3), with the same DOI" in capsys.readouterr().err
    assert (
        ask(
            root,
            monkeypatch,
            body(NBIB.replace(PMID, "111").encode(), "text/plain"),
            "--pmid",
            "111",
        )[0]
        == 1
    )
    assert "已有此文献：adams2018（第 3 行），PMID 相同" in capsys.readouterr().err
    title = body(message({**WORK, "title": ["<i>Surgery</i> for EWING  Sarcoma."]}))
    assert ask(root, monkeypatch, title, "--doi", DOI)[0] == 1
    assert (
        "the same title; if it is another work, add --distinct" in capsys.readouterr().err
        and untouched(root)
    )
    assert ask(root, monkeypatch, title, "--doi", DOI, "--distinct")[0] == 0


DOIS = [
    "10.1000/adams",
    "10.1000/ADAMS",
    "doi.org/10.1000/adams",
    "https://www.doi.org/10.1000/adams",
    "http://dx.doi.org/10.1000/adams",
    "//doi.org/10.1000/adams",
    "HTTPS://DOI.ORG/10.1000/adams",
    "DOI 10.1000/adams",
    "doi:10.1000/adams",
    "DOI: 10.1000/adams",
    "doi：10.1000/adams",
    "doi: https://doi.org/10.1000/adams",
    "10.1000/adams.",
    "https://doi.org/10.1000/adams.",
    "10.1000/adams;",
    "10.1000%2Fadams",
    "https://doi.org/10.1000%2Fadams",
    "https%3A%2F%2Fdoi.org%2F10.1000%2Fadams",
    "https%3A%2F%2Fdoi.org%2F10.1000%2Fadams%3Fx%3D1",
    "info:doi/10.1000/adams",
    "urn:doi:10.1000/adams",
    "https://doi.org/10.1000/adams?x=1",
    "10.1000/adams?x=1&y=2",
    "https://doi.org/10.1000/adams#section",
    "<https://doi.org/10.1000/adams>",
    "https://doi.org/10.1000/adams/",
    " 10.1000/adams ",
    "“10.1000/adams”",
    "https://doi.org/10.1000/ad%61ms",
]


@pytest.mark.parametrize("given", DOIS)
def test_a_doi_is_read_however_it_is_written(
    given: str,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    file = tmp_path_factory.mktemp("export") / "export"
    bibtex = (
        "@article{x, author = {Doe, J.}, title = {Other}, year = 2020, "
        f"journal = {{J}}, doi = {{{given}}}}}"
    )
    for text in (
        f"TY  - JOUR\nAU  - Doe, J.\nTI  - Other\nJO  - J\nPY  - 2020\nDO  - {given}\nER  - \n",
        f"PMID- 5\nTI  - Other\nJT  - J\nDP  - 2020\nFAU - Doe, J\nAID - {given} [doi]\n",
        bibtex,
    ):
        file.write_text(
            text.replace("%", "\\%") if text.startswith("@") else text, encoding="utf-8"
        )
        assert run(root, "reference", "--file", str(file)) == 1, text
        assert "adams2018 (line 3), with the same DOI" in capsys.readouterr().err
    _, asked = ask(root, monkeypatch, body(b"", "text/plain", 404), "--doi", given)
    assert [each.lower() for each in asked] == ["/works/10.1000%2fadams"]


@pytest.mark.parametrize(
    "given",
    [
        "https://example.org/article/5",
        "10.1000",
        "see the journal",
        "10.1000/a and 10.1000/b",
        "doi",
    ],
)
def test_what_is_no_doi_is_left_out_and_told(
    given: str, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.ris"
    file.write_text(
        f"TY  - JOUR\nAU  - Doe, J.\nTI  - Other\nJF  - J\nPY  - 2020\nDO  - {given}\nER  - \n",
        encoding="utf-8",
    )
    assert (
        run(root, "reference", "--file", str(file)) == 0
        and shelf(root).entries["doe2020"].doi == ""
    )
    assert (
        f"{given!r} 不是 DOI，未写入" in (said := capsys.readouterr().out)
        and f"{given!r} is no DOI and was left out" in said
    )


def test_a_doi_given_as_address_alone(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.ris"
    for text in (
        "TY  - JOUR\nAU  - Doe, J.\nTI  - Other\nJO  - J\nPY  - 2020\nUR  - "
        "https://doi.org/10.1000/adams\nER  - \n",
        "@misc{x, author = {Doe, J.}, title = {Other}, year = 2020, url = "
        "{https://doi.org/10.1000/adams}}",
    ):
        file.write_text(text, encoding="utf-8")
        assert (
            run(root, "reference", "--file", str(file)) == 1
            and "with the same DOI" in capsys.readouterr().err
        )


def test_key(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    adams = {
        **WORK,
        "author": [{"family": "Ådåms", "given": "A"}],
        "published-print": {"date-parts": [[2018]]},
    }
    assert (
        ask(root, monkeypatch, body(message(adams)), "--doi", DOI)[0] == 0
        and "adams2018b" in shelf(root).entries
    )
    for key in ("adams2018", "Adams2018", "x", "adams 2018"):
        assert (
            ask(
                root,
                monkeypatch,
                body(message({**WORK, "DOI": "10.1000/n", "title": ["Another"]})),
                "--doi",
                "10.1000/n",
                "--key",
                key,
            )[0]
            == 1
        )
    assert "is taken" in capsys.readouterr().err


def test_unsound_file_is_left_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    broken = BIB.replace("{Adams, Ann}", "{Adams, Ann")
    (root / "references.bib").write_text(broken, encoding="utf-8")
    assert ask(root, monkeypatch, body(message(WORK)), "--doi", DOI)[0] == 1
    assert (
        "mend it first" in capsys.readouterr().err
        and (root / "references.bib").read_text(encoding="utf-8") == broken
    )


def test_first_entry_of_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(tmp_path, monkeypatch, body(message(WORK)), "--doi", DOI)[0] == 0
    assert (
        (tmp_path / "references.bib")
        .read_text(encoding="utf-8")
        .startswith("@article{duffaud2019,")
    )


RIS = """\
TY  - JOUR
AU  - Duffaud, Florence
AU  - van den Berg, H.
AU  - Peebles, P Z, Jr.
T1  - Regorafenib in sarcoma: the GeDDiS trial
JF  - Journal of Clinical Oncology
JO  - J. Clin. Oncol.
VL  - 20
IS  - 1
SP  - 120
EP  - 33
PY  - 2019/01/02/
DO  - https://doi.org/10.1000/duffaud
N2  - A long abstract
ER  - with a strange line
ER  -\x20

TY  - CHAP
A1  - Smith, John
TI  - A chapter
T2  - A book of sarcoma
PB  - A press
PY  - 2020
"""


def test_ris(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("export") / "export.ris"
    file.write_bytes(b"\xef\xbb\xbf" + RIS.replace("\n", "\r\n").encode())
    assert run(root, "reference", "--file", str(file)) == 0
    entries = shelf(root).entries
    assert [*entries] == ["adams2018", "duffaud2019", "smith2020", "zhou2020"]
    article = entries["duffaud2019"]
    assert (article.get("pages"), article.doi, article.get("shortjournal")) == (
        "120--133",
        "10.1000/duffaud",
        "J Clin Oncol",
    )
    assert [str(each) for each in article.entry.persons["author"]] == [
        "Duffaud, Florence",
        "van den Berg, H.",
        "Peebles, Jr., P. Z.",
    ]
    assert article.entry.fields["title"] == "Regorafenib in sarcoma: the {GeDDiS} trial"
    assert (
        entries["smith2020"].entry.type == "incollection"
        and entries["smith2020"].get("booktitle") == "A book of sarcoma"
    )


@pytest.mark.parametrize(
    ("said", "pmid"),
    [
        ("DB  - PubMed\nAN  - 30477937", "30477937"),
        ("DB  - Ovid MEDLINE(R) ALL\nDP  - Ovid\nAN  - 30477937", "30477937"),
        ("DP  - PubMed\nAN  - 30477937", "30477937"),
        ("DB  - Embase\nDP  - PubMed\nAN  - 30477937", ""),
        ("DP  - Ovid Technologies\nAN  - 30477937", ""),
        ("AN  - 30477937", ""),
        ("DB  - Embase\nAN  - 30477937", ""),
        ("DB  - MEDLINE\nDB  - Embase\nAN  - 30477937", ""),
        ("DB  - Medline, Embase\nAN  - 30477937", ""),
        ("DB  - MEDLINE\nDP  - ProQuest\nAN  - 30477937", ""),
        ("DB  - PubMed\nAN  - WOS:000455", ""),
        ("DB  - PubMed\nAN  - 2173456789", ""),
    ],
)
def test_accession_number_that_is_the_pmid_for_certain(said: str, pmid: str) -> None:
    text = f"TY  - JOUR\nAU  - Doe, Jane\nTI  - A trial\nPY  - 2020\n{said}\nER  - \n"
    [work] = tagged_works.publications(text, "RIS")
    assert work.pmid == pmid


def test_an_accession_number_that_may_be_the_pmid_is_told(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.ris"
    record = (
        "TY  - JOUR\nAU  - Doe, Jane\nTI  - A trial\nJF  - J\nJA  - J\nPY  - 2020\n{}AN  - "
        "30477937\nER  - \n"
    )
    file.write_text(record.format(""), encoding="utf-8")
    assert run(root, "reference", "--file", str(file)) == 0
    assert (
        "add pmid = {30477937}" in (said := capsys.readouterr().out)
        and "请补 pmid = {30477937}" in said
    )
    file.write_text(
        record.format("DB  - PubMed\n").replace("A trial", "A second trial"), encoding="utf-8"
    )
    assert run(root, "reference", "--file", str(file)) == 0
    assert (
        shelf(root).entries["doe2020b"].pmid == "30477937"
        and "AN 30477937" not in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("journal", "said"),
    [
        ("中华骨科杂志", "未收录的不写"),
        ("Journal of Studies", "请补 shortjournal（NLM 缩写，不带点） / add"),
    ],
)
def test_a_journal_without_short_name(
    journal: str, said: str, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.ris"
    file.write_text(
        f"TY  - JOUR\nAU  - Doe, Jane\nTI  - A trial\nJF  - {journal}\nPY  - 2020\nER  - \n",
        encoding="utf-8",
    )
    assert run(root, "reference", "--file", str(file)) == 0 and said in capsys.readouterr().out


ERRATUM = (
    "PMID- 222\nDP  - 2019\nTI  - Correction to Lancet Oncol 2018; 19: 1-9.\nFAU - Doe, "
    "Jane\nJT  - The Lancet Oncology\nTA  - Lancet Oncol\n"
)


@pytest.mark.parametrize(
    "article",
    [
        "Lancet Oncol. 2018;19(1):1-9. PMID: 111",
        "Lancet Oncol. 2018;19(1):1-9. doi: \n      10.1000/Adams. PMID: 999",
        "Lancet Oncol. 2018. doi: 10.1000/adams.",
    ],
)
def test_an_erratum_names_what_it_corrects(
    article: str, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.nbib"
    file.write_text(f"{ERRATUM}EFR - {article}\n", encoding="utf-8")
    assert run(root, "reference", "--file", str(file)) == 0
    assert (
        shelf(root).entries["doe2019"].get("corrects") == "adams2018"
        and "这是 adams2018 的勘误，已写 corrects" in capsys.readouterr().out
    )


def test_an_erratum_may_bear_the_title_of_what_it_corrects(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.nbib"
    file.write_text(
        ERRATUM.replace("Correction to Lancet Oncol 2018; 19: 1-9", "Surgery for Ewing sarcoma"),
        encoding="utf-8",
    )
    assert (
        run(root, "reference", "--file", str(file)) == 1
        and "with the same title" in capsys.readouterr().err
    )
    file.write_text(
        file.read_text(encoding="utf-8") + "EFR - Lancet Oncol. 2018;19(1):1-9. PMID: 111\n",
        encoding="utf-8",
    )
    assert (
        run(root, "reference", "--file", str(file)) == 0
        and shelf(root).entries["doe2019"].get("corrects") == "adams2018"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("EFR - Lancet. 2018. PMID: 333\n", "of a work that references.bib lacks (PMID 333)"),
        ("", "write corrects = {key of the work it corrects}"),
    ],
)
def test_an_erratum_of_a_work_that_is_not_there(
    line: str, said: str, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.nbib"
    file.write_text(ERRATUM + line, encoding="utf-8")
    assert run(root, "reference", "--file", str(file)) == 0
    assert not shelf(root).entries["doe2019"].get("corrects") and said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("update", "key"),
    [
        ([{"DOI": "10.1000/ADAMS", "type": "erratum", "label": "Erratum"}], "adams2018"),
        ([{"DOI": "10.1000/adams", "type": "Correction"}], "adams2018"),
        ([{"DOI": "10.1000/adams", "type": "retraction"}], ""),
        ([{"DOI": "10.1000/adams", "type": "new_version"}], ""),
        (
            [
                {"DOI": "10.1000/adams", "type": "erratum"},
                {"DOI": "10.1000/other", "type": "erratum"},
            ],
            "",
        ),
        ([{"DOI": ["10.1000/adams"], "type": {}}, "x", None], ""),
        ("10.1000/adams", ""),
    ],
)
def test_a_correction_that_crossref_knows(
    update: object, key: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = {**WORK, "title": ["Correction to Lancet Oncol 2018"], "update-to": update}
    assert ask(root, monkeypatch, body(message(work)), "--doi", DOI)[0] == 0
    assert shelf(root).entries["duffaud2019"].get("corrects") == key


def test_nbib_file_of_two_one_known(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.nbib"
    file.write_text(
        NBIB + NBIB.replace(PMID, "111").replace("10.1016", "10.1017"), encoding="utf-8"
    )
    assert run(root, "reference", "--file", str(file)) == 1
    assert "duffaud2019" in shelf(root).entries and "PMID" in capsys.readouterr().err


def test_bibtex_file(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("export") / "export.bib"
    file.write_text(
        """\
@Article{Sch_2019,
  Title = {{Effect of {mTOR} Inhibition on Survival of Patients With Wilms Tumour}},
  Author = {Sch{\\"o}ffski, Patrick and de la Cruz, J.-L. and {The {EORTC} Group} and others},
  Journal = {Journal of Clinical Oncology}, Year = 2019, Volume = 3, \
Pages = {1-9}, DOI = {https://doi.org/10.1000/S}, Keywords = {a, b}, abstract = {no},
}
""",
        encoding="utf-8",
    )
    assert run(root, "reference", "--file", str(file)) == 0
    entry = shelf(root).entries["schoffski2019"]
    assert (
        entry.entry.fields["title"]
        == "Effect of {mTOR} inhibition on survival of patients with wilms tumour"
    )
    assert [str(each) for each in entry.entry.persons["author"]] == [
        "Schöffski, Patrick",
        "de la Cruz, J.-L.",
        "{{The EORTC Group}}",
        "others",
    ]
    assert (
        "keywords" not in entry.entry.fields
        and entry.doi == "10.1000/S"
        and entry.get("pages") == "1--9"
    )


def test_chinese_names_need_a_key(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.ris"
    file.write_text(
        "TY  - JOUR\nAU  - 张三\nAU  - 欧阳, 修\nAU  - 中国抗癌协会肉瘤专业委员会\nTI  "
        "- 甲药治疗骨肉瘤的研究\nJO  - 中华肿瘤杂志\nPY  - 2019\nVL  - 3\nER  - \n",
        encoding="utf-8",
    )
    assert run(root, "reference", "--file", str(file)) == 1 and "--key" in capsys.readouterr().err
    assert run(root, "reference", "--file", str(file), "--key", "zhang2019") == 0
    entry = shelf(root).entries["zhang2019"]
    assert [str(each) for each in entry.entry.persons["author"]] == [
        "张三",
        "欧阳修",
        "{{中国抗癌协会肉瘤专业委员会}}",
    ] and entry.language == "zh"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\xff\xfe",
        json.dumps({"some": "thing"}).encode(),
        b"@article{a, title = {x",
        b"TY  - \n",
        b"PMID- \n",
        b"@comment{x}",
    ],
)
def test_export_that_holds_nothing(
    content: bytes, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    file = tmp_path_factory.mktemp("export") / "export"
    file.write_bytes(content)
    assert (
        run(root, "reference", "--file", str(file)) == 1
        and capsys.readouterr().err
        and untouched(root)
    )


ENTRY = (
    "@article{{x,\n  title = {{{title}}},\n  author = {{{author}}},\n  journal = {{J}},\n  "
    "year = {{2020}},\n}}\n"
)
BIG = {
    "braces": (
        ENTRY.format(title="{" * 100_000 + "x" + "}" * 100_000, author="Doe, J."),
        "more than 30 braces in one another in line 2",
    ),
    "braces never closed": (
        "@article{x, title = {x},\n author = " + "{" * 200_000,
        "more than 30 braces in one another in line 2",
    ),
    "commands in commands": (
        ENTRY.format(title="\\emph{" * 50_000 + "x" + "}" * 50_000, author="Doe, J."),
        "more than 30 braces",
    ),
    "names": (
        ENTRY.format(title="x", author=" and ".join(["Doe, J."] * 100_000)),
        "more than 20000 names",
    ),
    "names in one": (
        ENTRY.format(title="x", author="{" + " and ".join(["Doe, J."] * 100_000) + "}"),
        "more than 20000 names",
    ),
    "names of RIS": (
        "TY  - JOUR\nTI  - x\nPY  - 2020\n" + "AU  - Doe, J.\n" * 500_000 + "ER  - \n",
        "more than 20000 names",
    ),
    "editors of RIS": (
        "TY  - BOOK\nTI  - x\nPY  - 2020\n" + "ED  - Doe, J.\n" * 30_000 + "ER  - \n",
        "more than 20000 names",
    ),
    "names of NBIB": (
        "PMID- 5\nTI  - x\nDP  - 2020\n" + "FAU - Doe, J\n" * 30_000,
        "more than 20000 names",
    ),
    "entries": (
        "".join(f"@article{{a{n}, title = {{x}}}}\n" for n in range(200_000)),
        "must hold 1 to 500 records; this has 200000",
    ),
    "records": ("TY  - JOUR\n" * 500_000, "must hold 1 to 500 records; this has 500000"),
}


@pytest.mark.parametrize("name", BIG)
def test_a_file_made_to_take_for_ever(
    name: str, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    text, said = BIG[name]
    file = tmp_path_factory.mktemp("export") / "export"
    file.write_text(text, encoding="utf-8")
    began = time.process_time()
    assert (
        run(root, "reference", "--file", str(file)) == 1
        and said in capsys.readouterr().err
        and untouched(root)
    )
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.format(
            title="A {{{B}}} c" + " " * 200_000,
            author="Doe, J. and {Food and Drug Administration}" + " " * 200_000,
        ),
        ENTRY.format(
            title="x", author=" and ".join(f"Doe{chr(97 + n % 26)}, J." for n in range(3_000))
        ),
    ],
    ids=["blanks", "many names"],
)
def test_a_file_that_is_only_large(
    text: str, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("export") / "export.bib"
    file.write_text(text, encoding="utf-8")
    began = time.process_time()
    assert (
        run(root, "reference", "--file", str(file), "--key", "doe2020") == 0
        and "doe2020" in shelf(root).entries
    )
    assert time.process_time() - began < 20


def test_one_source_at_a_time(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), ("--doi", DOI, "--pmid", PMID)):
        assert run(root, "reference", *words) == 2
        refused = capsys.readouterr().err
        assert "写且只写一个" in refused and "one of --doi, --pmid, --file is needed" in refused
