"""What counts as one word."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from places import HOOKS
from review.search.search_words import Segmenter, bigrams, compounds, key, segmenter

SCRIPT = HOOKS / "theme" / "assets" / "javascripts" / "search.js"
SAME = [
    ("PD-1 抑制剂", "pd-1抑制剂", "PD1抑制剂", "ＰＤ－１抑制剂"),
    ("soft-tissue sarcoma", "Soft Tissue Sarcomas", "soft tissue sarcoma"),
    ("tumour", "tumors", "Tumours"),
    ("randomised", "randomized"),
    ("paediatric", "pediatric"),
    ("haemangiopericytoma", "hemangiopericytoma"),
    ("Thévenin-Lemoine", "Thevenin Lemoine"),
    ("Ⅱ 期", "II期"),
    ("studies", "study"),
    ("SARC028", "SARC 028"),
    ("HLA-A*02", "HLA A02"),
]
DIFFERENT = [
    ("骨肉瘤", "软骨肉瘤"),
    ("this", "thi"),
    ("OS", "OR"),
    ("disease", "diseas"),
    ("loss", "los"),
    ("PD-1", "PD-L1"),
]


@pytest.fixture(scope="module")
def cutter() -> Segmenter:
    return segmenter(["骨肉瘤", "软骨肉瘤", "无进展生存期", "帕唑帕尼", "去分化脂肪肉瘤"])


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_one_key_however_it_is_written(names: tuple[str, ...]) -> None:
    assert len({key(name) for name in names}) == 1


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_what_differs_has_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("text", ["", " ", "—", "“”", "\u200b", "🙂"])
def test_nothing_to_find(text: str, cutter: Segmenter) -> None:
    assert key(text) == "" and list(cutter.words(text)) == []


@pytest.mark.parametrize(
    "text, word",
    [
        ("晚期软骨肉瘤患者", "软骨肉瘤"),
        ("中位无进展生存期", "无进展生存期"),
        ("口服帕唑帕尼", "帕唑帕尼"),
        ("去分化脂肪肉瘤者", "去分化脂肪肉瘤"),
    ],
)
def test_a_name_of_the_vocabulary_is_one_word(text: str, word: str, cutter: Segmenter) -> None:
    assert word in [each.text for each in cutter.words(text)]


def test_a_disease_is_no_part_of_the_name_of_another(cutter: Segmenter) -> None:
    assert "骨肉瘤" not in list(cutter.parts("软骨肉瘤"))
    assert "生存" in list(cutter.parts("无进展生存期"))


def test_compounds_and_bigrams() -> None:
    assert list(compounds("PD-1 and HLA-A*02, alone")) == ["pd1", "hlaa02"]
    assert list(bigrams("滑膜肉瘤 X 期")) == ["滑膜", "膜肉", "肉瘤"]


def test_the_script_says_the_same_of_every_word(tmp_path: Path) -> None:
    """The browser's own copy of ``normal`` and ``stem``, run by Node where there is one."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("没有 node / no node; tests/published asks the browser")
    script = SCRIPT.read_text(encoding="utf-8")
    part = script[
        script.index("  var HAN = ") : script.index(
            "  /* The words of the query from left to right"
        )
    ]
    words = [name for names in [*SAME, *DIFFERENT] for name in names] + re.findall(
        r"\w+", Path(__file__).read_text(encoding="utf-8")
    )
    from review.search.search_words import STOP

    (tmp_path / "keys.js").write_text(
        (
            f"{part}\nconsole.log(JSON.stringify({json.dumps(words)}.map(function "
            f"(word) {{ return cut(word, {json.dumps(sorted(STOP))}).key; }})));"
        ),
        encoding="utf-8",
    )
    done = subprocess.run(
        [node, str(tmp_path / "keys.js")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == [key(word) for word in words]
