"""The first use of an abbreviation on a page has its full name; prose is otherwise left as it is."""
from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from review import corpus
from review.corpus import Corpus
from review.prose import Prose
from review.render import text
from review.render.edition import Edition
from review.render.view import View
from review.source import Source

SITE = Path(__file__).parent / "site"
MARKED = re.compile(r'<abbr title="([^"]*)"[^>]*>([^<]*)</abbr>')


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(SITE)


def explained(read: Corpus, language: str, *proses: str, uri: str = "") -> list[str]:
    view = View(Edition(read, datetime.date(2026, 11, 23)), uri or f"{language}/review/x.md", language)
    return [text.explained(Prose(language, each, Source("docs/review/x.md", each), 0), view) for each in proses]


def marked(read: Corpus, language: str, *proses: str) -> list[tuple[str, str]]:
    return [found for made in explained(read, language, *proses) for found in MARKED.findall(made)]


def test_the_first_use_on_a_page_has_the_full_name(read: Corpus) -> None:
    assert marked(read, "en", "HR for OS. HR again.", "OS in HCC.") == [("hazard ratio", "HR"), ("overall survival", "OS"), ("hepatocellular carcinoma", "HCC")]
    assert marked(read, "zh", "OS 延长。") == [("总生存期（overall survival）", "OS")]


def test_the_definition_goes_with_it(read: Corpus) -> None:
    made = explained(read, "en", "OS")[0]
    term = read.vocabulary.get("endpoints", "os")
    assert term and term.definition and f'data-definition="{term.definition.en[:10]}' in made


@pytest.mark.parametrize("prose", ["[OS](../trials/sharp.yml)", "`OS`", "```\nOS\n```", "<!-- OS -->", "OSX", "the OS2006 trial", "EOS", "OS-X", "[@os2001]"])
def test_links_code_and_other_words_are_left_alone(prose: str, read: Corpus) -> None:
    assert marked(read, "en", prose) == []


@pytest.mark.parametrize(("language", "prose"), [("en", "Overall survival (OS) and OS."), ("en", "OS (overall survival) and OS."), ("zh", "总生存期（OS）与 OS。"), ("zh", "OS（总生存期）与 OS。")])
def test_what_the_text_explains_itself_is_not_said_again(language: str, prose: str, read: Corpus) -> None:
    assert marked(read, language, prose) == []


def test_both_languages_of_the_parallel_page_have_their_own_first_use(read: Corpus) -> None:
    edition = Edition(read, datetime.date(2026, 11, 23))
    made = [text.explained(Prose(language, "OS", Source("x.md", "OS"), 0), View(edition, "zh-en/review/x.md", language)) for language in ("zh", "en")]
    assert [MARKED.findall(each)[0][0] for each in made] == ["总生存期（overall survival）", "overall survival"]


def test_another_page_has_a_first_use_of_its_own(read: Corpus) -> None:
    edition = Edition(read, datetime.date(2026, 11, 23))
    made = [text.explained(Prose("en", "OS", Source("x.md", "OS"), 0), View(edition, f"en/review/{name}.md", "en")) for name in "ab"]
    assert all(MARKED.search(each) for each in made)
