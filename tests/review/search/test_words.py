"""What counts as one word."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import pytest

from places import HOOKS
from review.search.folding import normal, numbered
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
    ("Ⅱ 期", "II期", "2期", "2 期", "二期", "ＩＩ期"),
    ("Ⅰ/Ⅱ 期", "1/2期", "I/II 期"),
    ("IIb 期", "2b期"),
    ("phase III", "Phase 3", "phase Ⅲ", "PHASE III"),
    ("stage IV", "stage 4"),
    ("WHO Ⅲ级", "WHO 3 级"),
    ("1线治疗", "一线治疗", "1 线治疗"),
    ("骨巨細胞瘤", "骨巨细胞瘤"),
    ("維持治療", "维持治疗"),
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
    ("2期", "3期"),
    ("12期", "第十二期"),
    ("唯一期望", "唯1期望"),
    ("phase in", "phase 1n"),
    ("ALT-II 期", "ALT-II期刊"),
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
    assert "骨肉瘤" not in list(cutter.keys("软骨肉瘤"))
    assert "生存" in list(cutter.keys("无进展生存期"))


@pytest.mark.parametrize(
    "text, keys",
    [
        ("随机 3 期试验", ["3期"]),
        ("Ⅰ/Ⅱ 期", ["12期", "1期", "2期"]),
        ("2b 期，随访 12 个月", ["2b期", "2期", "12个月"]),
        ("a phase II-III trial in the first line", ["phase23", "phase2", "phase3", "firstline"]),
        ("PD-1 期待，2.3 期，CD34 级", []),
    ],
)
def test_a_number_is_found_with_its_word(text: str, keys: list[str]) -> None:
    assert list(numbered(normal(text))) == keys


def test_the_ending_of_many_names_is_no_word_and_parts_no_name() -> None:
    drugs = ["伊马替尼", "培唑帕尼", "安罗替尼", "阿替利珠单抗", "纳武利尤单抗"]
    cutter = segmenter(drugs, drugs)
    assert cutter.endings == {"替尼"}
    assert [word.text for word in cutter.words("口服劳拉替尼")][-1] == "劳拉替尼"
    assert [word.text for word in cutter.words("伊马替尼")] == ["伊马替尼"]


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
    from review.search.folding import variants
    from review.search.search_words import STOP

    (tmp_path / "keys.js").write_text(
        (
            f"{part}\nfold({json.dumps(variants(map(key, words)))});\n"
            f"console.log(JSON.stringify({json.dumps(words)}.map(function "
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


def test_cuts_alike_with_the_dictionary_in_parts() -> None:
    kept: dict[object, object] = {}

    def keep(kind: str, made_from: Hashable, make: Callable[[], Any]) -> Any:
        if (kind, made_from) not in kept:
            kept[kind, made_from] = make()
        return kept[kind, made_from]

    names, text = (
        ["帕唑帕尼", "去分化脂肪肉瘤"],
        "帕唑帕尼治疗去分化脂肪肉瘤，患者的无进展生存期更长。",
    )
    first, second = (segmenter(names, names, keep) for _ in range(2))
    assert isinstance(first.jieba.FREQ, dict) and not isinstance(second.jieba.FREQ, dict)
    assert first.words(text) == second.words(text) != segmenter([]).words(text)
    assert first.keys("去分化脂肪肉瘤") == second.keys("去分化脂肪肉瘤")
