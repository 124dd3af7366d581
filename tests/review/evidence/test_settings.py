"""What docs/review.yml says reaches templates that do not escape, and addresses: nothing of it may
become mark-up, even in a preview of a review that the check refuses."""

from __future__ import annotations

import pytest

from review.evidence.settings import Settings
from review.sources import record
from review.sources.source import Source


def settings(text: str) -> Settings:
    return Settings(record.parse(Source("docs/review.yml", text))[0])


def test_mark_up_becomes_look_alikes() -> None:
    text = 'title: {zh: "<b>甲</b> [x](javascript:y)", en: "A \\"b\\" `c` | {: d}"}\n'
    assert settings(text).title == ("‹b›甲‹/b› (x)(javascript:y)", "A ”b” ’c’ / (: d)")


@pytest.mark.parametrize(
    "text", ["Bone & joint: a review", "2020 年的综述文章（第 2 版）", "It’s “living”; 100% – α"]
)
def test_a_plain_text_is_left_alone(text: str) -> None:
    assert settings(f"title: {{zh: '{text}', en: '{text}'}}\n").title == (text, text)


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        'https://example.org/"x',
        "https://example.org/<b>",
        "//example.org?x",
        "[1]",
    ],
)
def test_what_is_no_address_is_none(value: str) -> None:
    assert (
        settings(f"url: '{value}'\nedit: '{value}'\n").address("url")
        == settings(f"edit: '{value}'\n").address("edit")
        == ""
    )


@pytest.mark.parametrize(
    "value",
    [
        "https://example.org/r?a=b",
        "http://localhost:8000/",
        "edit/main",
        "CC BY-NC 4.0",
        "urn:uuid:9b766f1a-4f77-431e-a749-eef249033f2b",
    ],
)
def test_addresses(value: str) -> None:
    assert settings(f"url: '{value}'\n").address("url") == value
