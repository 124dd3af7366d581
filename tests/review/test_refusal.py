"""A refusal holds every reason once, in both languages, and crosses from one process to another."""

from __future__ import annotations

import pickle

from review.refusal import Refusal

ONE = Refusal("缺字体", "a font is missing")
OTHER = Refusal("没有标题", "there is no heading", "zh/review/one.html")


def test_one_reason_is_told_in_both_languages() -> None:
    assert str(ONE) == "缺字体\na font is missing"
    assert ONE.reasons == (ONE,)


def test_several_reasons_are_told_with_their_pages_each_once() -> None:
    whole = Refusal.of([ONE, OTHER, Refusal("缺字体", "a font is missing")])
    assert whole.reasons == (ONE, OTHER)
    assert str(whole).splitlines() == [
        "缺字体",
        "a font is missing",
        "zh/review/one.html: 没有标题",
        "zh/review/one.html: there is no heading",
    ]


def test_the_same_words_about_another_page_are_another_reason() -> None:
    assert Refusal("没有标题", "there is no heading", "en/index.html") != OTHER


def test_a_refusal_crosses_from_one_process_to_another() -> None:
    whole = pickle.loads(pickle.dumps(Refusal.of([ONE, OTHER])))
    assert whole.reasons == (ONE, OTHER)
    assert (whole.zh, whole.en, whole.page) == ("缺字体", "a font is missing", "")
