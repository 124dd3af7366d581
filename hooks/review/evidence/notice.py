"""Notices about a published work: that it was retracted, that there are concerns about it, or that
it was corrected.

The entry of the work names them, ``notices = {retraction 10.1000/a, erratum 10.1000/b}``: the kind
of each as Crossref calls it, then its DOI, its PMID or its address. An erratum that is an entry of
its own names the work instead (``corrects = {key}``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from review.problem import Text
from review.sources.declared import declared


class Kind(NamedTuple):
    """A kind of notice: its name, the words before it in a list of references (in English those of
    NLM), and the mark beside a citation of the work, where it is one a reader must not miss."""

    name: Text
    heading: Text
    mark: Text | None = None


KINDS = {
    kind: Kind(**{part: Text(**text) for part, text in words.items()})
    for kind, words in declared("schema/notice_kinds").items()
}
# an entry that does not say which kind: words that hold for every kind
OTHER = KINDS.pop("other")  # an entry that does not say which kind: words that hold for all
DOI = re.compile(r"10\.[0-9]{4,9}/[^\s,]+")
ADDRESS = re.compile(r"https?://[^\s,<>\"]+", re.I)
PMID = re.compile(r"(?:pmid:?)?([1-9][0-9]{0,8})", re.I)
ITEM = re.compile(r"(?:(?!;10\.)[^\s,])+")  # old DOIs hold semicolons


@dataclass(frozen=True)
class Notice:
    """A notice: its kind (a key of ``KINDS``, empty where none is given), its DOI in lower case,
    PMID or address (one of them), and how it is cited, where it is an entry itself."""

    kind: str
    doi: str = ""
    pmid: str = ""
    address: str = ""
    cited: str = ""

    @property
    def words(self) -> Kind:
        """The kind in words."""
        return KINDS.get(self.kind, OTHER)


def kind_of(word: str) -> str:
    """The key of ``KINDS`` that a word means, as ``Expression-of-Concern``; empty for another."""
    kind = re.sub(r"[\s-]+", "_", word.lower()).strip(":")
    return kind if kind in KINDS else ""


def notices(field: str) -> tuple[Notice, ...]:
    """The notices that a field of this value names."""
    return tuple(part for part in _read(field) if isinstance(part, Notice))


def unread(field: str) -> Iterator[tuple[int, str]]:
    """Words of a field that are neither a kind nor a notice, with their places in it; a kind with
    no notice behind it is one."""
    return ((part[0], part[1]) for part in _read(field) if not isinstance(part, Notice))


def _read(field: str) -> Iterator[Notice | tuple[int, str]]:
    pending: tuple[int, str] | None = None
    for item in ITEM.finditer(field):
        word = item[0].strip(";.")
        kind = kind_of(pending[1]) if pending else ""
        if found := _notice(word, kind):
            pending = None
            yield found
            continue
        if pending:
            yield pending
        pending = None
        if kind_of(word):
            pending = (item.start(), word)
        elif word:
            yield item.start(), word
    if pending:
        yield pending


def _notice(word: str, kind: str) -> Notice | None:
    """The notice that a word names; None where it names none."""
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", word, flags=re.I)
    if DOI.fullmatch(bare):
        return Notice(kind, doi=bare.lower())
    if ADDRESS.fullmatch(word):
        return Notice(kind, address=word)
    number = PMID.fullmatch(word)
    return Notice(kind, pmid=number[1]) if number else None


def grave(notices: Iterable[Notice]) -> Notice | None:
    """The gravest of the notices that a reader must not miss, in the order of ``KINDS``."""
    serious = [notice for notice in notices if notice.words.mark]
    order = [*KINDS, ""]
    return min(serious, key=lambda notice: order.index(notice.kind), default=None)
