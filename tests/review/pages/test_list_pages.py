"""References that one page cannot hold stand by what their keys begin with, and every link finds
them."""

from __future__ import annotations

import re

import pytest

from places import SITE, TODAY
from review.edition import edition as editions
from review.edition.edition import Edition
from review.edition.list_parts import beginnings
from review.evidence import corpus
from review.pages.references_page import references


@pytest.mark.parametrize(
    ("keys", "most", "expected"),
    [
        ([], 2, {"": []}),
        (["b2", "a1"], 2, {"": ["a1", "b2"]}),
        (["a1", "a2", "b1"], 2, {"a": ["a1", "a2"], "b": ["b1"]}),
        (["ab1", "ab2", "ac1", "b1"], 2, {"ab": ["ab1", "ab2"], "ac": ["ac1"], "b": ["b1"]}),
        (["a1", "a1b", "a1c"], 1, {"a1": ["a1"], "a1b": ["a1b"], "a1c": ["a1c"]}),
    ],
)
def test_keys_are_parted_by_as_few_letters_as_do(
    keys: list[str], most: int, expected: dict[str, list[str]]
) -> None:
    assert beginnings(keys, most) == expected


def test_each_reference_stands_where_links_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "REFERENCES", 2)
    edition = Edition(corpus.read(SITE), TODAY)
    pages = {page.uri: page.markdown for page in references(edition)}
    first = pages["en/references.md"]
    assert not re.search(r'<li id="', first)
    stands = {key: edition.references.to(key) for key in edition.corpus.bibliography.entries}
    ways = re.findall(r"\]\((references/[a-z]+\.md)\)\{data-begins=", first)
    assert set(ways) == {*stands.values()}
    for key, path in stands.items():
        for language in ("zh", "en"):
            assert f'<li id="{key}"' in pages[f"{language}/{path}"]
    assert "(../trials/" in pages[f"en/{edition.references.to('kudo2018')}"]
