"""The order of names: what a reader of either language looks a word up by."""

from __future__ import annotations

from review.markup import collation


def ordered(names: str, language: str) -> str:
    return " ".join(sorted(names.split(), key=lambda name: collation.key(name, language)))


def test_chinese_names_stand_in_the_order_of_pinyin_behind_latin_ones() -> None:
    assert (
        ordered("长春新碱 帕唑帕尼 阿帕替尼 瑞戈非尼 carotuximab 多柔比星 安罗替尼", "zh")
        == "carotuximab 阿帕替尼 安罗替尼 长春新碱 多柔比星 帕唑帕尼 瑞戈非尼"
    )


def test_english_names_stand_in_the_order_of_letters_whatever_their_case() -> None:
    assert (
        ordered("Sorafenib pazopanib Everolimus α-blocker", "en")
        == "Everolimus pazopanib Sorafenib α-blocker"
    )


def test_a_character_of_any_plane_has_a_place() -> None:
    assert ordered("𠮷 安", "zh") == "安 𠮷"
