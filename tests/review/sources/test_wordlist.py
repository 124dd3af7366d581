"""Wordings in texts: the longest at each place, whole Latin words, any white space for a blank."""

from __future__ import annotations

import pytest

from review.sources.wordlist import Wordlist

WORDS = ["ab", "ab cd", "药", "药物", "药物甲-1", "x-ray"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab cd", [(0, "ab cd")]),
        ("an ab\n   cd, ab", [(3, "ab cd"), (13, "ab")]),
        ("cab abs ab-cd ab", [(8, "ab"), (14, "ab")]),
        ("药物甲-1，药物甲-12，药", [(0, "药物甲-1"), (6, "药物"), (13, "药")]),
        ("用ab药物药", [(1, "ab"), (3, "药物"), (5, "药")]),
        ("x-rays, 2x-ray, x-ray", [(16, "x-ray")]),
        ("", []),
    ],
)
def test_finds_the_longest_whole_wordings(text: str, found: list[tuple[int, str]]) -> None:
    assert [*Wordlist(WORDS).find(text)] == found


def test_finds_nothing_without_wordings() -> None:
    assert [*Wordlist([" "]).find("any text")] == []
