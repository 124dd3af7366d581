"""Documents, postings and shards of the index."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jieba
import pytest

from laid import lay
from places import SITE
from review.edition.edition import Edition
from review.evidence import corpus as sources
from review.evidence.vocabulary import Term
from review.pages.all_pages import weave
from review.problem import Place
from review.search.all_documents import documents, names
from review.search.document import Document
from review.search.plain_text import parts
from review.search.postings import DIGITS, Entry, postings
from review.search.postings import numbers as encoded
from review.search.search_words import segmenter
from review.search.shards import CALL, SHARD, shards
from review.search.shards import files as index_files

TODAY = datetime.date(2026, 11, 23)
SMALL = SITE


def entry(pairs: Iterable[tuple[int, int]], **more: Any) -> Entry:
    """The entry with impacts on documents."""
    return Entry(bytearray(encoded(pairs)), **more)


def data(text: str) -> tuple[str, str, Any]:
    """Version, name and data of a file of the index, read as a browser would."""
    match = re.fullmatch(rf"{CALL}\((.*)\);\n", text, re.DOTALL)
    assert match
    version, name, held = json.loads(f"[{match[1]}]")
    return version, name, held


def numbers(text: str) -> dict[int, int]:
    """What ``search.js`` reads from a run of postings."""
    found, document, step, size, at = {}, -1, 0, 1, 0
    while at < len(text):
        digit = DIGITS.index(ord(text[at]))
        if digit >= 32:
            step, size = step + (digit - 32) * size, size * 32
        else:
            document += step + digit * size
            at, step, size = at + 1, 0, 1
            found[document] = DIGITS.index(ord(text[at]))
        at += 1
    return found


def made(root: Path) -> dict[str, str]:
    corpus = sources.read(root)
    edition, pages = Edition(corpus, TODAY), weave(corpus, TODAY)
    return index_files(edition, pages, "zh") | index_files(edition, pages, "en")


@pytest.fixture(scope="module", autouse=True)
def one_dictionary() -> Iterator[None]:
    """Each segmenter begins with a copy of jieba's dictionary, which takes long to load."""
    loaded = jieba.Tokenizer()
    loaded.initialize()

    def copy(cutter: jieba.Tokenizer) -> None:
        cutter.FREQ, cutter.total, cutter.initialized = {**loaded.FREQ}, loaded.total, True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jieba.Tokenizer, "initialize", copy)
        yield


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return made(SMALL)


def test_the_same_sources_give_the_same_index(files: dict[str, str]) -> None:
    assert made(SMALL) == files


def test_every_file_of_a_language_has_one_version(files: dict[str, str]) -> None:
    for language in ("zh", "en"):
        own = {path: text for path, text in files.items() if path.startswith(f"search/{language}/")}
        assert len({data(text)[0] for text in own.values()}) == 1
        assert all(data(text)[1] == Path(path).stem for path, text in own.items())


def test_every_key_stands_in_the_shard_a_browser_looks_in(files: dict[str, str]) -> None:
    heads = data(files["search/zh/index.js"])[2]["words"]
    last = ""
    for number, head in enumerate(heads):
        flat = data(files[f"search/zh/w{number}.js"])[2]
        for word in flat[::2]:
            assert word.encode("utf-16-be") > last.encode("utf-16-be") and word >= head
            assert number + 1 == len(heads) or word.encode("utf-16-be") < heads[number + 1].encode(
                "utf-16-be"
            )
            last = word


def test_every_document_has_an_address_and_a_title_and_its_page_is_woven(
    files: dict[str, str],
) -> None:
    corpus = sources.read(SMALL)
    pages = weave(corpus, TODAY)
    for language in ("zh", "en"):
        uris = {page.uri for page in pages}
        for document in documents(Edition(corpus, TODAY), pages, language):
            page = document.address.partition("#")[0].removesuffix(".html") + ".md"
            assert f"{language}/{page}" in uris and document.title, document


@pytest.mark.parametrize(
    "values", [{}, {0: 1}, {31: 63, 32: 1, 64: 5}, {0: 7, 1023: 9, 1024: 2, 200_000: 63}]
)
def test_postings_come_back_as_they_went(values: dict[int, int]) -> None:
    text = shards([], {"word": entry(values.items(), names={3: 9}, see={"see"})})["w0.js"]
    impacts, names, see = data(text)[2][1].split("~")
    assert (numbers(impacts), numbers(names), see) == (values, {3: 9}, "see")


def test_a_long_entry_has_a_shard_of_its_own_and_keys_beyond_the_plane_are_in_order() -> None:
    many = entry((number, 5) for number in range(0, SHARD * 40, 40))
    one = entry([(1, 1)])
    files_ = shards([], {"\U00020000": one, "\uff21": one, "a": many, "b": one})
    heads = data(files_["index.js"])[2]["words"]
    assert len(heads) >= 2
    words = [word for number in range(len(heads)) for word in data(files_[f"w{number}.js"])[2][::2]]
    assert words == ["a", "b", "\U00020000", "\uff21"]  # JavaScript's order


NAMES = (("甲肉瘤", 63), ("alpha sarcoma", 60), ("AS", 58), ("旧称瘤", 54))


def entries(*found: Document) -> dict[str, Entry]:
    return postings(list(found), segmenter(name for each in found for name, _ in each.names))


def test_every_name_sees_the_term_and_leads_to_its_page() -> None:
    made_ = entries(
        Document("diagnosis", "d.html", "甲肉瘤", names=NAMES, see="diagnoses#a"),
        Document(
            "section", "s.html", "节", body="旧称瘤与 Alpha Sarcomas 和 AS 都是它；as such 不是。"
        ),
    )
    for name in ("alphasarcoma", "as", "旧称瘤"):
        assert made_[name].see == {"甲肉瘤"} and made_[name].names.keys() == {0}
    assert numbers(made_["甲肉瘤"].impacts.decode()).keys() == {0, 1} and not made_["甲肉瘤"].see


def test_an_abbreviation_is_a_name_only_in_capitals() -> None:
    made_ = entries(
        Document(
            "diagnosis",
            "d.html",
            "alpha",
            names=(("alpha sarcoma", 63), ("AS", 58)),
            see="diagnoses#a",
        ),
        Document("section", "s.html", "x", body="it is as such"),
    )
    assert 1 not in numbers(made_["alphasarcoma"].impacts.decode())


def test_a_part_of_a_name_is_no_word() -> None:
    made_ = entries(
        Document("agent", "d.html", "瑞戈非尼", names=(("瑞戈非尼", 63),), see="agents#a")
    )
    assert {"+瑞戈", "+戈非", "+非尼"} <= made_.keys() and not {
        "瑞戈",
        "戈非",
        "非尼",
    } & made_.keys()


def test_a_wording_to_avoid_is_a_name_of_what_has_a_page_and_of_no_concept() -> None:
    place = Place("x.yml", 1, 1)
    avoid = {
        "zh": "甲肉瘤",
        "en": "alpha sarcoma",
        "avoid": {"zh": ["旧写瘤"], "en": ["alpha's sarcoma"]},
    }
    assert {"旧写瘤", "alpha's sarcoma"} <= dict(
        names(Term("diagnoses", "a", avoid, place), "zh")
    ).keys()
    assert "旧写瘤" not in dict(names(Term("terms", "a", avoid, place), "zh"))


def test_a_page_about_a_thing_says_more_than_a_mention() -> None:
    body = "甲药 " + "其他内容很多" * 30
    made_ = entries(
        Document("agent", "a.html", "甲药", names=(("甲药", 63),), see="agents#a"),
        Document("section", "s.html", "某节", body=body),
        Document("reference", "r.html", "甲药"),
    )
    impacts = numbers(made_["甲药"].impacts.decode())
    assert impacts[0] > impacts[1] and impacts[0] > impacts[2]


def test_what_is_hostile_stays_text(tmp_path: Path) -> None:
    hostile = '</script><img src=x onerror="alert(1)">\u2028"); alert(1); ("'
    text = shards(
        [Document("section", "x.html", hostile, excerpt=(hostile,))],
        entries(Document("section", "x.html", hostile, names=((hostile, 1),))),
    )["d0.js"]
    assert data(text)[2][0][2] == hostile


def test_a_review_without_trials_or_terms(tmp_path: Path) -> None:
    bare = {
        f"docs/vocabulary/{kind}.yml": "{}\n"
        for kind in ("agents", "diagnoses", "endpoints", "terms")
    }
    root = lay(tmp_path, {"files": {**bare, "docs/trials/alpha.yml": None}})
    found = made(root)
    assert data(found["search/zh/index.js"])[2]["documents"] > 0


MARKDOWN = """# Title {#t}

<div class="currency" markdown="1">

Last search: now

</div>

One [figure (3/4)](../t.yml#a "T (x) · 3/4"){.datum}<sup class="citation">[1]</sup> stands here \
[#1 @a2020; @b2021]. *Two* `code`, A\\*02.

## Table {#tab}

| A | B |
| --- | --- |
| x<br><small>y</small> | <span id="z"></span>5 |
"""


def test_markdown_becomes_what_a_reader_reads() -> None:
    top, table = parts(MARKDOWN)
    assert (top.title, top.anchor, top.text) == (
        "Title",
        "t",
        "One figure (3/4) stands here. Two code, A*02.",
    )
    assert top.sentences == ["One figure (3/4) stands here.", "Two code, A*02."]
    assert (table.text, table.sentences) == ("A B x y 5", [])
