"""Rules on the addresses that pages and their parts had before they were renamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.evidence.addresses import published
from review.evidence.corpus import Corpus
from review.evidence.settings import PUBLISHED
from review.messages import problem
from review.problem import Problem
from review.suggestion import advice

GENERATED = frozenset({"references.html", "glossary.html"})  # of these all anchors are known


def address_moved(corpus: Corpus) -> Iterator[Problem]:
    """What docs/review.yml lists under moved is an address that is no longer in use, with the one
    in use where that now leads.
    docs/review.yml 的 moved 中，左边是已不再使用的网址，右边是现在使用的网址。
    """
    lines = corpus.settings.data.get("moved")
    published_now = published(corpus) if lines else {}
    for old, new in lines.items() if isinstance(lines, dict) else ():
        if not PUBLISHED.fullmatch(old):
            yield _problem(corpus, "form", old)
        elif isinstance(new, str) and PUBLISHED.fullmatch(new):  # else the schema tells it
            yield from _wrong(corpus, published_now, old, new)


def _wrong(
    corpus: Corpus, published_now: dict[str, tuple[str, ...]], old: str, new: str
) -> Iterator[Problem]:
    """What is wrong with a line whose two addresses have the form of one."""
    if _is_published(published_now, old):
        yield _problem(corpus, "in-use", old)
    elif not _is_published(published_now, new) and not _is_generated(published_now, new):
        page = new.partition("#")[0]
        anchors = [f"{page}#{anchor}" for anchor in published_now.get(page, ())]
        near = advice(new, anchors if page in published_now else published_now)
        yield _problem(corpus, "nowhere", old, new=new, cure=near)


def _is_published(published_now: dict[str, tuple[str, ...]], address: str) -> bool:
    page, _, anchor = address.partition("#")
    return page in published_now and (not anchor or anchor in published_now[page])


def _is_generated(published_now: dict[str, tuple[str, ...]], address: str) -> bool:
    """Whether no source gives the anchors of a page, so that any may be there."""
    page, _, anchor = address.partition("#")
    woven = page.startswith("trials/") and anchor.startswith("sec-")
    return page in published_now and (woven or (not published_now[page] and page not in GENERATED))


def _problem(corpus: Corpus, kind: str, old: str, **values: Any) -> Problem:
    record = corpus.settings.record
    assert record is not None
    return problem(record.key_place("moved", old), f"address-moved/{kind}", old=old, **values)
