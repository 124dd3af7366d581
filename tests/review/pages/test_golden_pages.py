"""The woven pages of the small review: golden pages, and what must hold for every page.

After a change that is meant, ``GOLDEN=write pytest tests/test_render_pages.py`` writes the golden
pages anew; read the difference."""

from __future__ import annotations

import datetime
import os
import posixpath
import re
import shutil
from pathlib import Path

import pytest

from places import TESTS
from review.edition.page import Page
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.pages.all_pages import resolve, weave

SITE = TESTS / "site"
GOLDEN = TESTS / "cases/render/pages"
TODAY = datetime.date(2026, 11, 23)
CHOSEN = (
    "zh/index.md",
    "en/review/surveillance.md",
    "en/review/systemic-therapy.md",
    "zh-en/review/systemic-therapy.md",
    "zh/trials/reflect.md",
    "en/trials/zhang-2004.md",
    "en/questions/sorafenib-first-line.md",
    "zh/questions/index.md",
    "zh/trials/index.md",
    "en/agents/sorafenib.md",
    "zh/agents/index.md",
    "en/diagnoses/index.md",
    "en/diagnoses/liver-cancer.md",
    "zh/endpoints/os.md",
    "zh/references.md",
    "en/glossary.md",
    "en/help-wanted.md",
    "zh/status.md",
    "en/status.md",
    "en/changes.md",
)
LINK = re.compile(r'(?<!\\)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?: "[^"]*")?\)|href="([^"]*)"')
ID = re.compile(r'(?<![\w-])id="([^"]*)"|\{#([^{}\s]+)\}')
OUTSIDE = re.compile(r"[a-z]+:")
HAN = "\u4e00-\u9fff"


@pytest.fixture(scope="module")
def read() -> Corpus:
    found = corpus.read(SITE)
    assert not found.problems
    return found


@pytest.fixture(scope="module")
def pages(read: Corpus) -> dict[str, Page]:
    return {page.uri: page for page in weave(read, TODAY)}


@pytest.fixture(scope="module")
def resolved(pages: dict[str, Page], read: Corpus) -> dict[str, str]:
    return {uri: resolve(page, read) for uri, page in pages.items()}


def links(markdown: str) -> list[str]:
    """Targets of all links of a page, those of HTML and of Markdown."""
    return [one or two for one, two in LINK.findall(markdown)]


def ids(markdown: str) -> list[str]:
    return [one or two for one, two in ID.findall(markdown)]


@pytest.mark.parametrize("uri", CHOSEN)
def test_golden_page(uri: str, resolved: dict[str, str]) -> None:
    golden = GOLDEN / uri.replace("/", "__")
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(resolved[uri], encoding="utf-8")
    assert resolved[uri] == golden.read_text(encoding="utf-8")


def test_every_internal_link_resolves(resolved: dict[str, str]) -> None:
    known = {uri: set(ids(text)) for uri, text in resolved.items()}
    dead = []
    for uri, text in resolved.items():
        for target in links(text):
            path, _, fragment = target.partition("#")
            path = path.partition("?")[0]  # a filtered view of the explorer
            page = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) if path else uri
            if (
                not OUTSIDE.match(target)
                and not page.startswith(("assets/", "cite/", "data/"))
                and not page.endswith(("/changes.xml", "status.json"))
                and (page not in known or fragment and fragment not in known[page])
            ):
                dead.append(f"{uri}: {target}")
    assert not dead


def test_assets_are_reached_from_every_rendition(resolved: dict[str, str]) -> None:
    for rendition in ("zh", "en", "zh-en"):
        assert "](../../assets/found.png)" in resolved[f"{rendition}/review/surveillance.md"]


def test_ids_are_unique(resolved: dict[str, str]) -> None:
    for uri, text in resolved.items():
        found = ids(text)
        assert len(found) == len(set(found)), uri


def test_every_datum_has_its_anchor(read: Corpus, resolved: dict[str, str]) -> None:
    for trial in read.trials.values():
        for language in ("zh", "en"):
            assert set(trial.addresses()) <= set(ids(resolved[f"{language}/trials/{trial.id}.md"]))


def test_no_page_is_a_dead_end_and_none_is_out_of_reach(resolved: dict[str, str]) -> None:
    ways = {
        uri: {
            posixpath.normpath(posixpath.join(posixpath.dirname(uri), target.partition("#")[0]))
            for target in links(text)
            if not OUTSIDE.match(target) and target.partition("#")[0]
        }
        for uri, text in resolved.items()
    }
    assert all(ways.values())
    summaries = (
        "index.md",
        "trials/index.md",
        "agents/index.md",
        "diagnoses/index.md",
        "endpoints/index.md",
        "references.md",
        "glossary.md",
        "data.md",
        "help-wanted.md",
        "guide.md",
    )
    # the navigation leads to the sections and the summaries; from there everything must be
    # reachable
    reached = {uri for uri in resolved if uri.partition("/")[2] in summaries or "/review/" in uri}
    while (
        new := {target for uri in reached for target in ways[uri] if target in resolved} - reached
    ):
        reached |= new
    assert reached == set(resolved)


def test_pages_know_their_twins_titles_and_sources(pages: dict[str, Page]) -> None:
    for uri, page in pages.items():
        rendition, _, rest = uri.partition("/")
        expected = {
            other: f"{other}/{rest}"
            for other in ("zh", "en", "zh-en")
            if f"{other}/{rest}" in pages and other != rendition
        }
        assert page.twins == expected and page.rendition == rendition
        assert page.title and page.description and not re.search(r"[<>\[\]*]", page.title)
        assert page.source is None or (SITE / page.source).is_file()


def test_weaving_is_deterministic(read: Corpus, pages: dict[str, Page]) -> None:
    assert weave(corpus.read(SITE), TODAY) == list(pages.values())


def test_chinese_has_no_stray_blanks(resolved: dict[str, str]) -> None:
    for uri, text in resolved.items():
        if uri.startswith("zh/"):
            plain = re.sub(r"(?s)<pre>.*?</pre>|<[^>]*>|\{[.#][^}]*\}", "", LINK.sub("", text))
            assert not re.search(rf"[{HAN}] [{HAN}]|[{HAN}]\n[{HAN}]", plain), uri


def test_overdue_depends_on_the_day(read: Corpus) -> None:
    def overdue(day: datetime.date) -> list[str]:
        late = [
            page.uri
            for page in weave(read, day)
            if 'class="overdue"' in page.markdown and page.rendition == "en"
        ]
        assert not late or {"en/index.md", "en/status.md"} < set(late), (
            "the home page and the status tell of it, too"
        )
        return [uri for uri in late if "/review/" in uri]

    assert overdue(datetime.date(2026, 1, 31)) == []
    assert overdue(datetime.date(2026, 2, 1)) == ["en/review/surveillance.md"]
    assert overdue(datetime.date(2027, 5, 21)) == [
        "en/review/systemic-therapy.md",
        "en/review/surveillance.md",
    ]


HOSTILE = '<script>alert(1)</script> | "x" \\" {onclick=alert(1)} [y](javascript:alert(1)) `'


def test_text_of_tables_cannot_break_out(tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    trial = site / "docs/trials/reflect.yml"
    text = trial.read_text(encoding="utf-8")
    text = re.sub(
        r"label: \{zh: 仑伐替尼, en: lenvatinib\}",
        lambda match: f"label: {{zh: {quoted}, en: {quoted}}}",
        text,
    )
    text = re.sub(
        r"name: eviQ, url: \"[^\"]*\"",
        lambda match: f"name: {quoted}, url: 'javascript:alert(1)'",
        text,
    )
    trial.write_text(text.replace("acronym: REFLECT", f"acronym: {quoted}"), encoding="utf-8")
    agents = site / "docs/vocabulary/agents.yml"
    agents.write_text(
        agents.read_text(encoding="utf-8").replace("zh: 索拉非尼", f"zh: {quoted}"),
        encoding="utf-8",
    )
    for page in weave(found := corpus.read(site), TODAY):
        woven = resolve(page, found)
        assert "<script" not in woven and not re.search(
            r"(?<!\\)\]\(javascript:|(?<!\\)\{onclick|href=\"javascript:", without_code(woven)
        ), page.uri
        assert all(width == table[0] for table in tables(woven) for width in table), page.uri


def without_code(markdown: str) -> str:
    return re.sub(r'title="[^"]*"| "[^"]*"\)', "", markdown)


def tables(markdown: str) -> list[list[int]]:
    """Number of cells of each line of each table."""
    found: list[list[int]] = [[]]
    for line in markdown.splitlines():
        if line.startswith("|"):
            found[-1].append(len(re.findall(r"(?<!\\)\|", line)))
        elif found[-1]:
            found.append([])
    return [table for table in found if table]


def test_a_bare_table_still_makes_a_page(tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    (site / "docs/trials/bare.yml").write_text("id: bare\nacronym: Bare\n", encoding="utf-8")
    (site / "docs/review/broken.md").write_text("no heading\n", encoding="utf-8")
    found = corpus.read(site)
    assert {"zh/trials/bare.md", "en/review/broken.md"} <= {
        page.uri for page in weave(found, TODAY)
    }
