"""The first use of an abbreviation on a page has its full name, wherever on the page it stands;
what is written is otherwise left as it is."""

from __future__ import annotations

import datetime
import re

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.pages.all_pages import weave
from review.wording.abbreviations import marked

TODAY = datetime.date(2026, 11, 23)
MARKED = re.compile(r'<abbr title="([^"]*)"[^>]*>([^<]*)</abbr>')


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(SITE)


def explained(read: Corpus, rendition: str, markdown: str) -> str:
    return marked(
        markdown,
        View(Edition(read, TODAY), f"{rendition}/review/x.md", "en" if rendition == "en" else "zh"),
    )


def names(read: Corpus, rendition: str, markdown: str) -> list[tuple[str, str]]:
    return MARKED.findall(explained(read, rendition, markdown))


def test_the_first_use_on_a_page_has_the_full_name(read: Corpus) -> None:
    page = "HR for OS. HR again.\n\nOS in HCC."
    assert names(read, "en", page) == [
        ("hazard ratio", "HR"),
        ("overall survival", "OS"),
        ("hepatocellular carcinoma", "HCC"),
    ]
    assert names(read, "zh", "OS 延长。") == [("总生存期（overall survival）", "OS")]
    assert MARKED.sub(r"\2", explained(read, "en", page)) == page


def test_the_definition_goes_with_it(read: Corpus) -> None:
    made = explained(read, "en", "OS")
    term = read.vocabulary.get("endpoints", "os")
    assert term and term.definition and f'data-definition="{term.definition.en[:10]}' in made


@pytest.mark.parametrize(
    "markdown",
    [
        "[OS](../endpoints/os.md)",
        '[OS 9.2 months](x.md#os "OS in SHARP"){.datum}',
        "| OS |\n| --- |\n| x |",
        '<div class="keyresults" markdown="1">\n\nOS\n\n</div>',
        "（OS）",
    ],
)
def test_links_tables_and_boxes_are_read_like_any_other_text(markdown: str, read: Corpus) -> None:
    made = explained(read, "en", markdown)
    assert len(MARKED.findall(made)) == 1 and MARKED.sub(r"\2", made) == markdown


@pytest.mark.parametrize(
    "markdown",
    [
        "`OS`",
        "```\nOS\n```",
        "<!-- OS -->",
        "OSX",
        "the OS2006 trial",
        "EOS",
        "OS-X",
        "[#1 @os2001; @OS]",
        "# OS {#os}",
        "x\n## OS",
        "<svg><text>OS</text></svg>",
        "<form hidden><option>OS</option></form>",
        '<span title="OS"></span>',
        "![OS](OS.png)",
        "[x](OS.md)",
        '[x](a.md#b "OS (HR)"){.OS}',
        "<code>OS</code>",
        "<summary>OS</summary>",
    ],
)
def test_code_headings_drawings_and_other_words_are_left_alone(markdown: str, read: Corpus) -> None:
    assert explained(read, "en", markdown) == markdown


@pytest.mark.parametrize(
    ("language", "markdown"),
    [
        ("en", "Overall survival (OS) and OS."),
        ("en", "OS (overall survival) and OS."),
        ("zh", "总生存期（OS）与 OS。"),
        ("zh", "OS（总生存期）与 OS。"),
        ("en", "[overall survival](../endpoints/os.md) (OS)"),
    ],
)
def test_what_the_text_explains_itself_is_not_said_again(
    language: str, markdown: str, read: Corpus
) -> None:
    assert names(read, language, markdown) == []


def test_what_only_an_opened_fold_shows_is_no_first_use_outside_of_it(read: Corpus) -> None:
    page = (
        "HR\n\n<details><summary>more</summary>\n\nHR OS OS\n\n"
        "<details><summary>more</summary>\n\nOS HCC\n\n</details>\n\nHCC\n\n"
        "</details>\n\nOS HCC HCC"
    )
    assert [word for _, word in names(read, "en", page)] == ["HR", "OS", "HCC", "HCC", "OS", "HCC"]


def test_both_languages_of_the_parallel_page_have_their_own_first_use(read: Corpus) -> None:
    page = (
        '# 标题 <span lang="en">Title</span>\n\n<div lang="zh" markdown="1">\n\nOS\n'
        '\n</div>\n<div lang="en" markdown="1">\n\nOS, OS\n\n</div>\n<div '
        'lang="zh" markdown="1">\n\nOS\n\n</div>'
    )
    assert [name for name, _ in names(read, "zh-en", page)] == [
        "总生存期（overall survival）",
        "overall survival",
    ]


def test_every_kind_of_page_has_its_first_uses_and_no_second_one(read: Corpus) -> None:
    kinds = set()
    for page in weave(read, TODAY):
        shown = re.sub(r"(?s)<details.*</details>", "", page.markdown)
        found = MARKED.findall(shown)
        assert len(set(found)) == len(found), page.uri
        kinds |= {page.kind} if found else set()
    assert {"section", "trial", "agent", "diagnosis", "endpoint", "trials"} <= kinds


@pytest.mark.parametrize("kind", ["references", "glossary", "agents", "diagnoses"])
def test_titles_and_definitions_are_quoted_as_they_are(kind: str, read: Corpus) -> None:
    assert [
        page.uri for page in weave(read, TODAY) if page.kind == kind and "<abbr" in page.markdown
    ] == []
