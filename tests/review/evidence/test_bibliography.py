"""Reading references.bib: each rule on a clean, a dirty and a near-miss entry, with the exact
place; nothing makes it raise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from review import styles
from review.evidence import bibliography
from review.evidence.reference import ALIASES, KINDS
from review.rules import bibliography_rules, guide
from review.sources.latex import decoded
from review.sources.source import Source
from review.styles import gbt7714, nlm

CLEAN = """\
@article{doe2020,
  author  = {Doe, Jane A. and {{The Sarcoma Group}} and van den Berg, H.
             and Peebles, Jr., P. Z. and others},
  title   = {Margins in {EURAMOS-1}: {X-ray} and {{MRI}} of the O-ring},
  journal = {The Bone \\& Joint Journal},
  year    = {2020},
  pages   = {1--9},
  doi     = {10.1016/S1470-2045(18)30006-8},
  pmid    = {29370992},
  pmcid   = {PMC6126546},
}

% a comment between entries
@dataset{zhang2020a,
  author = {张三 and 欧阳修 and {李 四} and Swingland, Ian R.},
  title  = {PD-L1在SARC028中的表达},
  date   = {2020-05-01},
  url    = {https://example.org/a_b?c=d},
}

@online{seen, title = {A page}, urldate = {2026-11-01}, url = {http://example.org/}}
"""


def problems(text: str) -> list[tuple[str, int, int]]:
    """Rule, line and column of every problem of a file."""
    _, found = bibliography_rules.parse_checked(Source("references.bib", text))
    assert all(each.place.path == "references.bib" for each in found)
    assert all(
        text.zh and text.en for each in found for text in (each.found, each.expected, each.cure)
    )
    return [(each.rule, each.place.line, each.place.column) for each in found]


def entry(*fields: str, head: str = "@dataset{doe2020,") -> str:
    """An entry with a title and a year, each field on a line of its own from line 2 on."""
    return "\n".join(
        [
            head,
            *(f"  {field}," for field in fields),
            "  title = {A title},",
            "  year = {2020},",
            "}",
            "",
        ]
    )


def test_clean() -> None:
    assert problems(CLEAN) == [("bibliography-key", 21, 9)]  # "seen" has no year in its key


DIRTY = {
    "value never closed": (
        entry("journal = {The {Lancet}", "volume = {3}"),
        [("bibliography-syntax", 2, 13)],
    ),
    "brace inside a value never closed": (
        entry("journal = {The {Lancet},", "volume = {3}"),
        [("bibliography-syntax", 2, 13)],
    ),
    "entry never closed": (
        entry().removesuffix("}\n") + "\n" + entry(head="@dataset{roe2020,"),
        [("bibliography-syntax", 1, 9)],
    ),
    "one brace too many": (entry("journal = {The Lancet}}"), [("bibliography-syntax", 2, 25)]),
    "no comma between fields": (
        entry().replace("title},", "title}"),
        [("bibliography-syntax", 3, 3)],
    ),
    "no equals sign": (entry("journal {Cancer}"), [("bibliography-syntax", 2, 11)]),
    "a field twice": (entry("volume = {1}", "volume = {2}"), [("bibliography-syntax", 3, 3)]),
    "text outside": (
        entry() + "stray words\n" + entry(head="@dataset{roe2020,"),
        [("bibliography-syntax", 5, 1)],
    ),
    "text before": ("\n hello\n" + entry(), [("bibliography-syntax", 2, 2)]),
    "entry on the line of another": (
        entry().rstrip() + " @dataset{roe2020, title = {A}, year = {2020}}\n",
        [("bibliography-syntax", 4, 3)],
    ),
    "key with capitals": (entry(head="@dataset{Doe2020,"), [("bibliography-key", 1, 10)]),
    "key with a dot": (entry(head="@dataset{doe.2020,"), [("bibliography-key", 1, 10)]),
    "key of Han letters": (entry(head="@dataset{张2020,"), [("bibliography-key", 1, 10)]),
    "no key": (entry(head="@dataset{,"), [("bibliography-key", 1, 10)]),
    "key twice": (entry() + entry(), [("bibliography-duplicate-key", 5, 10)]),
    "key twice in other letters": (
        entry() + entry(head="@dataset{DOE2020,"),
        [("bibliography-duplicate-key", 5, 10), ("bibliography-key", 5, 10)],
    ),
    "no title": (
        "@dataset{doe2020,\n  year = {2020},\n}\n",
        [("bibliography-missing-field", 1, 10)],
    ),
    "empty title": (
        "@dataset{doe2020,\n  title = {},\n  year = {2020},\n}\n",
        [("bibliography-missing-field", 1, 10)],
    ),
    "article without a journal": (
        entry(head="@article{doe2020,"),
        [("bibliography-missing-field", 1, 10)],
    ),
    "chapter without a book": (
        entry("publisher = {P}", head="@incollection{doe2020,"),
        [("bibliography-missing-field", 1, 15)],
    ),
    "paper of no meeting": (
        entry(head="@conference{doe2020,"),
        [("bibliography-missing-field", 1, 13)],
    ),
    "old DOI cut short": (
        entry("doi = {10.1002/1097-0142(19880115)61:2<209::aid>}"),
        [("bibliography-identifier", 2, 10)],
    ),
    "CSTR with its name": (
        entry("cstr = {CSTR:31253.11.sciencedb.1}"),
        [("bibliography-identifier", 2, 11)],
    ),
    "no year": ("@dataset{doe2020,\n  title = {A},\n}\n", [("bibliography-missing-field", 1, 10)]),
    "Chinese name with a blank": (
        entry("author = {李四 and 张 三}"),
        [("bibliography-name", 2, 20)],
    ),
    "Chinese name with a comma": (entry("author = {张, 三}"), [("bibliography-name", 2, 13)]),
    "Chinese names with a full-width comma": (
        entry("author = {张三，李四}"),
        [("bibliography-name", 2, 13)],
    ),
    "Chinese names with a list comma": (
        entry("author = {张三、李四}"),
        [("bibliography-name", 2, 13)],
    ),
    "Chinese names with and but no blanks": (
        entry("author = {张三and李四}"),
        [("bibliography-name", 2, 13)],
    ),
    "Chinese name and 等": (entry("author = {张三 and 等}"), [("bibliography-name", 2, 20)]),
    "name and et al": (entry("author = {Doe, J. and et al.}"), [("bibliography-name", 2, 25)]),
    "group in single braces": (
        entry("author = {Children's Oncology Group}"),
        [("bibliography-name", 2, 13)],
    ),
    "too many commas": (entry("author = {Doe, Jane, Roe, Peter}"), [("bibliography-name", 2, 13)]),
    "full-width comma in a Western name": (
        entry("author = {Doe，Jane}"),
        [("bibliography-name", 2, 13)],
    ),
    "second of two lines of editors": (
        entry("editor = {Doe, J. and", "    Roe P.}").replace("and,", "and"),
        [("bibliography-name", 3, 7)],
    ),
    "name missing": (entry("author = {Doe, J. and  and Roe, P.}"), [("bibliography-name", 2, 24)]),
    "capitals inside a word": (
        entry().replace("A title", "A title of {OK} PD-L1, mRNA"),
        [("bibliography-capitals", 2, 28), ("bibliography-capitals", 2, 35)],
    ),
    "title in capitals": (
        entry().replace("A title", "A TITLE"),
        [("bibliography-capitals", 2, 14)],
    ),
    "DOI with its address": (
        entry("doi = {https://doi.org/10.1000/1}"),
        [("bibliography-identifier", 2, 10)],
    ),
    "DOI with a full stop": (entry("doi = {10.1000/1.}"), [("bibliography-identifier", 2, 10)]),
    "DOI with a blank": (entry("doi = {10.1000/ 1}"), [("bibliography-identifier", 2, 10)]),
    "PMID with its name": (entry("pmid = {PMID 29370992}"), [("bibliography-identifier", 2, 11)]),
    "PMID with full-width digits": (
        entry("pmid = {２９３７}"),
        [("bibliography-identifier", 2, 11)],
    ),
    "PMCID without letters": (entry("pmcid = {6126546}"), [("bibliography-identifier", 2, 12)]),
    "address of another kind": (
        entry("url = {javascript:alert(1)}"),
        [("bibliography-identifier", 2, 10)],
    ),
    "date in words": (entry("urldate = {2 Nov 2026}"), [("bibliography-identifier", 2, 14)]),
    "DOI in two entries": (
        entry("doi = {10.1000/ab}") + entry("doi = {10.1000/AB}", head="@dataset{roe2020,"),
        [("bibliography-duplicate-identifier", 7, 10)],
    ),
    "DOI and PMID in the same two entries": (
        entry("doi = {10.1000/ab},\n  pmid = {12}")
        + entry("doi = {10.1000/ab},\n  pmid = {12}", head="@dataset{roe2020,"),
        [("bibliography-duplicate-identifier", 8, 10)],
    ),
    "an entry twice": (
        entry("doi = {10.1000/ab}") + entry("doi = {10.1000/ab}"),
        [("bibliography-duplicate-key", 6, 10)],
    ),
    "PMID in two entries": (
        entry("pmid = {12}") + entry("pmid = {12}", head="@dataset{roe2020,"),
        [("bibliography-duplicate-identifier", 7, 11)],
    ),
    "date that does not exist": (entry("date = {2024-02-30}"), [("bibliography-date", 2, 11)]),
    "date with a month 13": (entry("date = {2024-13}"), [("bibliography-date", 2, 11)]),
    "seen in the future": (entry("urldate = {2999-12-31}"), [("bibliography-date", 2, 14)]),
    "year in other digits": (
        entry().replace("{2020}", "{２０２０}"),
        [("bibliography-date", 3, 11)],
    ),
    "year in the future": (entry().replace("{2020}", "{9999}"), [("bibliography-date", 3, 11)]),
    "year of 5,000 digits": (
        entry().replace("{2020}", f"{{{'2' * 5000}}}"),
        [("bibliography-date", 3, 11)],
    ),
    "bare percent sign": (
        entry().replace("A title", "A 50% rise"),
        [("bibliography-latex", 2, 16)],
    ),
    "percent sign in a group's name": (
        entry("author = {{{The 50% Group}}}"),
        [("bibliography-latex", 2, 21)],
    ),
    "bare percent sign in double braces": (
        entry().replace("{A title}", "{{A 50% rise}}"),
        [("bibliography-latex", 2, 17)],
    ),
    "command nobody knows": (
        entry().replace("A title", r"A \href{javascript:alert(1)}{title}"),
        [("bibliography-latex", 2, 14)],
    ),
    "backslash at the end": (entry().replace("A title", "A \\"), [("bibliography-latex", 2, 14)]),
    "backslash in a name": (entry(r"author = {Smith\, John}"), [("bibliography-latex", 2, 18)]),
    "lone dollar sign": (
        entry().replace("A title", "A cost of 5$"),
        [("bibliography-latex", 2, 23)],
    ),
    "superscript that is no character": (
        entry().replace("A title", "An x$^{abc}$"),
        [("bibliography-latex", 2, 16)],
    ),
    "misspelt field": (entry("jounral = {Cancer}"), [("bibliography-field", 2, 3)]),
    "field that no reference prints": (
        entry("series = {Notes}", "month = jan"),
        [("bibliography-field", 2, 3), ("bibliography-field", 3, 3)],
    ),
    "unknown kind": (entry(head="@artcle{doe2020,"), [("bibliography-kind", 1, 1)]),
    "fields of another entry": (entry("crossref = {roe2020}"), [("bibliography-kind", 2, 3)]),
    "string of two values": (
        "@string{jj={J}, title={x}}\n" + entry("journal = jj"),
        [("bibliography-syntax", 1, 9)],
    ),
    "string without a value": (
        "@string{jj = 3}\n" + entry("journal = jj"),
        [("bibliography-syntax", 1, 9)],
    ),
    "string that stays open": (
        "@string{jj = {J}\n" + entry("journal = jj"),
        [("bibliography-syntax", 1, 8)],
    ),
    "string in round brackets": (
        "@string(jj = {J})\n" + entry("journal = jj"),
        [("bibliography-syntax", 1, 1)],
    ),
    "notice of no kind there is": (
        entry("notices = {erratum 10.1000/a, retracted 10.1000/b}"),
        [("bibliography-notice", 2, 33)],
    ),
    "no names at all": (entry("author = {and and and}"), [("bibliography-name", 2, 13)]),
}


@pytest.mark.parametrize("name", DIRTY)
def test_dirty(name: str) -> None:
    text, expected = DIRTY[name]
    assert problems(text) == expected


NEAR_MISSES = {
    "braces in pairs inside a value": entry("journal = {The {L}{a}ncet}"),
    "quoted value with braces": entry('journal = "The {L}ancet"'),
    "number without braces": entry("volume = 3"),
    "macro of the file": "@string{cancer = {Cancer}}\n" + entry("journal = cancer"),
    "comment block": "@comment{anything @ all}\n" + entry(),
    "upper-case type and field": entry("LangID = {chinese}", head="@DATASET{doe2020,"),
    "at sign and equals sign in a value": entry("note = {write to a@b.org, x = {y}}"),
    "blank lines and comments around": "\n\n% note\n" + entry() + "\n\n",
    "keys that differ by a letter": entry(head="@dataset{doe2020a,")
    + entry(head="@dataset{doe2020b,"),
    "date for the year": "@dataset{doe2020,\n  title = {A},\n  date = {2020-05},\n}\n",
    "Chinese name in braces": entry("author = {{张 三} and 李四}"),
    "name with and inside": entry("author = {Anderson, Andrew and Sand, Roland}"),
    "group with and in double braces": entry(
        "author = {{{Institute for Health and Care}} and Doe, J.}"
    ),
    "one-word author": entry("author = {WHO and others}"),
    "name with particle and Jr": entry("author = {van der Graaf, Jr, W. T. A.}"),
    "hyphens, apostrophes and sentence case": entry().replace(
        "A title", "O'ring, X-ray and T-cell: A new 'View' of ii"
    ),
    "capitals of a Chinese title": entry().replace("A title", "SARC028试验的PD-L1"),
    "LaTeX letters": entry().replace("A title", r"A t\"ule of G\"ottingen {\"O}sterreich"),
    "DOI with brackets and an escaped underscore": entry(
        r"doi = {10.1200/JCO.2022.40.17\_suppl.LBA2(1)}"
    ),
    "string without blanks": "@string{cancer={Cancer}}\n" + entry("journal = cancer"),
    "string in quotation marks": '@string{cancer = "Cancer",}\n' + entry("journal = cancer"),
    "percent sign behind a backslash": entry().replace("A title", r"A 50\% rise, \$5"),
    "percent sign in an address": entry(
        "url = {https://example.org/a%20b}", "abstract = {50% of it}"
    ),
    "shapes, small figures and symbols": entry().replace(
        "A title",
        r"A \textit{in vitro} {\em study} of {H$_2$O}, {$^{18}$F}, "
        r"\textsuperscript{3}, $\alpha_2$, $<$ 5",
    ),
    "thin space in a title": entry().replace("A title", r"A\,b c"),
    "the day it was seen": entry("urldate = {2026-11-01}", "date = {2024-02-29}"),
    "article with its journal under another name": entry(
        "journaltitle = {Cancer}", head="@article{doe2020,"
    ),
    "remark for editors": entry("note = {seen in print}", "Abstract = {x}", "ISSN = {1}"),
    "paper of a meeting": entry("eventtitle = {A meeting}", head="@inproceedings{doe2020,"),
    "group with and over two lines": entry("author = {{{Group for Care and\n    Cure}}}"),
    "DOI of the old form": entry(
        "doi = {10.1002/1097-0142(19880115)61:2<209::aid-cncr2820610202>3.0.co;2-l}"
    ),
    "DOI of the old form that ends in a sign": entry(
        "doi = {10.1002/(SICI)1097-0142(19960101)77:1<1::AID-CNCR1>3.0.CO;2-#}"
    ),
    "CSTR": entry("cstr = {31253.11.sciencedb.01234}"),
    "signs as commands": entry().replace(
        "A title", r"A \textbackslash{} b \textbraceleft{}c\textbraceright{} \textasciitilde{}d"
    ),
    "accents upon accents": entry(r"author = {Nguy{\~\^e}n, Th{\'\u a}ng}"),
    "identifiers that differ": entry("doi = {10.1000/a}", "pmid = {12}")
    + entry("doi = {10.1000/ab}", "pmid = {123}", head="@dataset{roe2020,"),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(name: str) -> None:
    assert problems(NEAR_MISSES[name]) == []


def test_the_rest_is_read_when_one_entry_is_broken() -> None:
    read, _ = bibliography.parse(
        Source(
            "references.bib",
            entry("volume = {3}", "journal = {The")
            + entry(head="@dataset{roe2020,")
            + entry("journal = {X}}", head="@dataset{poe2020,")
            + entry(head="@dataset{loe2020,"),
        )
    )
    assert list(read.entries) == ["doe2020", "roe2020", "poe2020", "loe2020"]
    assert read.entries["doe2020"].get("volume") == "3"
    assert read.entries["loe2020"].title == "A title"


def test_of_two_entries_with_one_key_the_first_counts() -> None:
    read, _ = bibliography.parse(
        Source("references.bib", entry("volume = {1}") + entry("volume = {2}"))
    )
    assert [each.get("volume") for each in (read.entries["doe2020"], *read.repeated)] == ["1", "2"]


def test_reference() -> None:
    read, _ = bibliography.parse(Source("references.bib", CLEAN))
    one, two, page = read.entries.values()
    assert (one.key, one.place.line, one.place.column, one.language, one.year, one.confirmed) == (
        "doe2020",
        1,
        10,
        "en",
        "2020",
        True,
    )
    assert (one.doi, one.pmid, one.pmcid, one.url) == (
        "10.1016/S1470-2045(18)30006-8",
        "29370992",
        "PMC6126546",
        "",
    )
    assert one.title == "Margins in EURAMOS-1: X-ray and MRI of the O-ring"
    assert (two.language, two.year, two.url) == ("zh", "2020", "https://example.org/a_b?c=d")
    assert (page.language, page.year) == ("en", "")


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ("title = {PD-1}, author = {Doe, J.}", "en"),
        ("title = {骨肉瘤}", "zh"),
        ("title = {PD-1}, author = {张三 and Doe, J.}", "zh"),
        ("title = {PD-1}, author = {Doe, J. and 张三}", "en"),
        ("title = {骨肉瘤}, langid = {english}", "en"),
        ("title = {PD-1}, langid = {simplifiedchinese}", "zh"),
        ("title = {PD-1}, langid = {zh-Hans}", "zh"),
    ],
)
def test_language_is_the_entrys_own(fields: str, language: str) -> None:
    read, _ = bibliography.parse(
        Source("references.bib", f"@dataset{{doe2020, {fields}, year = {{2020}}}}")
    )
    assert read.entries["doe2020"].language == language


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        ("A 50% rise\nof x", "A 50% rise of x"),
        (r"A 50\% rise", "A 50% rise"),
        ("{{A 50% rise}}", "A 50% rise"),
        (r"\textit{In vitro} and \emph{in {vivo}}, {\bf now}", "In vitro and in vivo, now"),
        (r"{CO$_{2}$}, H$_2$O, $^{18}$F-FDG, Ca\textsuperscript{2+}", "CO₂, H₂O, ¹⁸F-FDG, Ca²⁺"),
        (r"$\alpha_2$ $\geq$ $\beta$, $p < 0.05$, \$5", "α₂ ≥ β, p < 0.05, $5"),
        (r"G\"ottingen, {\O}sterg\aa rd, \v{S}", "Göttingen, Østergård, Š"),
        ("A \\", "A "),
        (r"\foo{bar}", r"\foo bar"),
    ],
)
def test_nothing_of_a_title_is_lost(latex: str, plain: str) -> None:
    assert decoded(latex) == plain


def test_the_kinds_are_those_of_the_styles() -> None:
    templates = {
        name.split("_")[1]
        for style in (gbt7714, nlm)
        for name in dir(style.Style)
        if re.fullmatch("get_[a-z]+_template", name)
    }
    assert {*ALIASES, *templates} == KINDS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "@",
        "@{",
        "@article",
        "@dataset{",
        "@dataset{}",
        "@dataset{a",
        "@dataset{a,",
        "@dataset{a,b",
        "@dataset{a,b=",
        "@dataset{a,b={",
        "@dataset{a,author={,,,,}}",
        "@dataset{a,author={and and and}}",
        "@string{x",
        "@string{x = }",
        "}}}",
        "{{{",
        "@dataset{a, title = x # y}",
        "@dataset{" + "{" * 200,
        "@a{b,c=" + "{" * 120 + "}" * 120 + "}",
        "@comment{",
    ],
)
def test_nothing_makes_it_raise(text: str) -> None:
    problems(text)
    problems(text + "\n" + entry())


@pytest.mark.parametrize("rule", bibliography_rules.DOCUMENTED, ids=lambda rule: rule.__name__)
def test_every_rule_is_told_in_both_languages(rule: Callable) -> None:
    told = guide.rule_in_words(rule)
    assert told.en.endswith(".") and told.zh.endswith("。")


@pytest.mark.parametrize(
    "field",
    ["edition", "eventdate", "date", "urldate", "volume", "number", "pages", "eid", "updated"],
)
@pytest.mark.parametrize(
    "given", ["9" * 5000, "2024-" + "9" * 5000, "２０２４-０５", "²", "\\", "{", "1--" + "9" * 5000]
)
@pytest.mark.parametrize("kind", ["article", "book", "online", "inproceedings"])
def test_no_value_stops_a_style(kind: str, given: str, field: str) -> None:
    read, _ = bibliography.parse(
        Source(
            "references.bib",
            entry(
                f"{field} = {{{given}}}", "url = {https://example.org}", head=f"@{kind}{{doe2020,"
            ),
        )
    )
    for reference in read.entries.values():
        assert all(
            "A title" in text or reference.damaged
            for text in (styles.plain(reference, "nlm"), styles.html(reference, "gbt7714"))
        )
