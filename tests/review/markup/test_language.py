"""A language sets its own marks, and finds what is kept by its code."""

from __future__ import annotations

from review.markup.language import Language
from review.problem import Text

ZH, EN = Language.ZH, Language.EN


def test_marks_are_those_of_the_language() -> None:
    assert ZH.commas(["甲", "", "乙"]) == "甲，乙"
    assert EN.commas(["a", "", "b"]) == "a, b"
    assert (ZH.clauses(["甲", "乙"]), EN.clauses(["a", "b"])) == ("甲；乙", "a; b")
    assert (ZH.listed(["甲", "乙"]), EN.listed(["a", "b"])) == ("甲、乙", "a, b")
    assert (ZH.colon, EN.colon) == ("：", ": ")
    assert (f"1{ZH.dash}2", f"1{EN.dash}2") == ("1～2", "1–2")
    assert (f"甲{ZH.opening}乙{ZH.closing}", f"a{EN.opening}b{EN.closing}") == ("甲（乙）", "a (b)")


def test_it_takes_its_half_of_what_is_said_in_two() -> None:
    text = Text("甲", "a")
    assert (ZH.pick(text), EN.pick(text), ZH.pick(None)) == ("甲", "a", "")
    assert ZH.other.pick(text) == "a" and EN.other is ZH


def test_it_is_found_by_its_code() -> None:
    assert Language("en") is EN and {"zh": 1}[ZH] == 1 and f"{EN}/index.md" == "en/index.md"
    assert [language.tag for language in Language] == ["zh-CN", "en"]
