"""Postings: for each key the documents it says something of, and how much. BM25 with fields
(BM25F), reckoned once at build.

A text is walked word by word. Where the longest run of words is a name of the vocabulary, the
*term* is noted, under the key of its name in this language, whichever of its names stands there;
its words are noted, too. The entry of any name says which key to see: so a brand name, a former
name, an abbreviation and the other language's name find the same texts. A name also leads to the
page it names, with how surely it does."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby, islice
from typing import NamedTuple

from review.keep import Keep, Made, anew
from review.search.document import Document
from review.search.folding import normal, numbered
from review.search.search_words import Segmenter, Word, bigrams, compounds, key

SATURATION, LENGTH = 1.2, 0.5  # k1 and b of BM25
BOOST = {"name": 8.0, "place": 1.5, "lead": 4.5, "body": 1.0}
TOP = 63  # an impact is one digit of base 64
DIGITS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
# begins the key of two neighbouring characters, which are a word only to a query that knows no
# better; no word begins so
PAIR = "+"
# begins the key of a word in the title of a page, by which all headings of the page are found
ABOUT = "@"
Counts = tuple[defaultdict[str, float], Counter[str]]  # of its head, and of its body
TOGETHER = 200  # documents that are asked of the store together, at most
SHORT = 5  # an abbreviation up to this length is one only in capitals: OR is no "or"


@dataclass(frozen=True)
class Run:
    """A name as words, and the key of its term; ``capitals`` where it is a name only so."""

    words: tuple[str, ...]
    meaning: str
    capitals: bool


class PagePostings(NamedTuple):
    """What documents that are asked of the store together say, in few values that are soon read: of
    each word the first and the last of these documents, and the impacts on all as ``numbers`` has
    them, without the first step; and what they are called, with their number and how surely."""

    words: str  # a line each, as are the impacts
    firsts: array[int]
    lasts: array[int]
    impacts: bytes
    names: list[tuple[str, int, int]]


@dataclass(slots=True)
class Entry:
    """What the index knows of a key: impacts on documents as ``numbers`` has them (they are
    millions), up to the ``last`` document, pages it names, keys to see as well."""

    impacts: bytearray = field(default_factory=bytearray)
    last: int = -1
    names: dict[int, int] = field(default_factory=dict)
    see: Set[str] = frozenset()


def numbers(pairs: Iterable[tuple[int, int]], last: int = -1) -> bytes:
    """Documents in order, each with a value below 64: the step from the one before as ``_step`` has
    it, then the value as one digit."""
    text = bytearray()
    for number, value in pairs:
        text += _step(number - last) + DIGITS[value : value + 1]
        last = number
    return bytes(text)


@lru_cache(maxsize=1 << 12)
def _step(step: int) -> bytes:
    """A number in base 32, a digit above 31 for each but the last place."""
    text = bytearray()
    while step >= 32:
        text.append(DIGITS[32 + step % 32])
        step //= 32
    return bytes(text) + DIGITS[step : step + 1]


class Names:
    """Names of the vocabulary, which documents that have a ``see`` have, as runs of words, by their
    first word, and the keys that each name should see as well."""

    def __init__(self, documents: Iterable[Document], segmenter: Segmenter) -> None:
        self.runs: dict[str, list[Run]] = {}
        self.see: dict[str, set[str]] = {}
        for document in documents:
            for name, _ in document.names:
                self._add(name, key(document.names[0][0]), segmenter)
        for runs in self.runs.values():
            runs.sort(key=lambda run: -len(run.words))

    def _add(self, name: str, meaning: str, segmenter: Segmenter) -> None:
        words = tuple(word.text for word in segmenter.words(name))
        if words:
            self.runs.setdefault(words[0], []).append(
                Run(words, meaning, len(name) <= SHORT and name.isupper() and name.isalpha())
            )
            self.see.setdefault(key(name), set()).add(meaning)

    def at(self, words: list[Word], start: int) -> Run | None:
        """The longest name that begins at ``start``."""
        for run in self.runs.get(words[start].text, ()):
            if (words[start].capitals or not run.capitals) and tuple(
                word.text for word in words[start : start + len(run.words)]
            ) == run.words:
                return run
        return None


def postings(
    documents: list[Document],
    segmenter: Segmenter,
    keep: Keep = anew,
    cut_by: Hashable = (),
) -> dict[str, Entry]:
    """The entry of every key. ``cut_by`` tells what the segmenter is made from; how often a
    document says what, and how much it has to say, is asked of ``keep``."""
    named = [document for document in documents if document.see]
    made_from = hashlib.sha256(repr((cut_by, *_digests(named))).encode()).hexdigest()
    names = keep("names", made_from, partial(Names, named, segmenter))
    pages = [_OfPage(group, names, segmenter, keep, made_from) for group in _grouped(documents)]
    average = _rounded(sum(page.length() for page in pages) / max(1, len(documents)) or 1)
    entries: defaultdict[str, Entry] = defaultdict(Entry)
    first = 0
    for page in pages:
        _add(page.encoded(average), first, entries)
        first += len(page.documents)
    _refer(entries, names.see)
    return {word: entry for word, entry in entries.items() if word}


def _add(encoded: PagePostings, first: int, entries: defaultdict[str, Entry]) -> None:
    """Add what documents say, the number of whose first is given."""
    words = zip(
        encoded.words.split("\n"), encoded.firsts, encoded.lasts, encoded.impacts.split(b"\n")
    )
    for word, start, end, impacts in words:
        entry = entries[word]
        entry.impacts += _step(first + start - entry.last) + impacts
        entry.last = first + end
    for name, number, worth in encoded.names:
        entries[name].names[first + number] = worth


def _digests(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(document.digest for document in documents)


def _rounded(average: float) -> float:
    """The average length in two digits, so that what a page has to say does not change with every
    word of another: it only weighs a long text against a short one."""
    return float(f"{average:.1e}")


@dataclass(frozen=True)
class _OfPage:
    """Documents that are asked of the store together; ``cut_by`` tells how they are cut."""

    documents: list[Document]
    names: Names
    segmenter: Segmenter
    keep: Keep
    cut_by: str

    def length(self) -> float:
        """How many words stand in the bodies."""
        return self._kept("length", lambda: sum(body.total() for _, body in self._counted()))

    def encoded(self, average: float) -> PagePostings:
        """What the documents say, weighed by the average length of a body."""
        return self._kept("postings of a page", partial(self._encoded, average), average)

    def _kept(self, kind: str, make: Callable[[], Made], *parameters: float) -> Made:
        return self.keep(kind, (self.cut_by, _digests(self.documents), parameters), make)

    def _counted(self) -> list[Counts]:
        return self._kept("words of a page", lambda: [*map(self._count, self.documents)])

    def _count(self, document: Document) -> Counts:
        """How much each key counts in a document's subject, and how often in its body."""

        def count() -> Counts:
            body = words(document.body, self.names, self.segmenter)
            return _head(document, self.names, self.segmenter), Counter(body)

        return self.keep("words", (self.cut_by, document.digest), count)

    def _encoded(self, average: float) -> PagePostings:
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (document, counts) in enumerate(zip(self.documents, self._counted())):
            for word, impact in _impacts(*counts, average, document.page_weight):
                found[word].append((number, impact))
            if document.kind == "section":
                title = document.place or document.title
                for word in set(words(title, self.names, self.segmenter)):
                    found[ABOUT + word].append((number, TOP))
        rests = (
            DIGITS[impacts[0][1] :][:1] + numbers(impacts[1:], impacts[0][0])
            for impacts in found.values()
        )
        return PagePostings(
            "\n".join(found),
            array("H", [impacts[0][0] for impacts in found.values()]),
            array("H", [impacts[-1][0] for impacts in found.values()]),
            b"\n".join(rests),
            [*_names(self.documents)],
        )


def _grouped(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents that are asked of the store together, as many as a process should hold counted."""
    for _, group in groupby(documents, key=_page):
        while together := list(islice(group, TOGETHER)):
            yield together


def _page(document: Document) -> tuple[str, str]:
    """What documents share that are asked together: the page of a section, else their kind and with
    what letter their page begins, so that one that changed is asked with few others."""
    page = document.address.partition("#")[0]
    return document.kind, page if document.kind == "section" else page[: page.rfind("/") + 2]


def _names(documents: Iterable[Document]) -> Iterator[tuple[str, int, int]]:
    """What documents are called: the key of each name, the number, and how surely it is meant."""
    for number, document in enumerate(documents):
        worths: dict[str, int] = {}
        for name, weight in document.names:
            worth, found = round(weight * document.page_weight), key(name)
            worths[found] = max(worths.get(found, 1), worth)
        yield from ((name, number, worth) for name, worth in worths.items())


def _refer(entries: defaultdict[str, Entry], see: Mapping[str, set[str]]) -> None:
    for name, meanings in see.items():
        entries[name].see |= {term for term in meanings if term != name and term in entries}


def _head(document: Document, names: Names, segmenter: Segmenter) -> defaultdict[str, float]:
    """How much each key counts in a document's names, its place and its lead."""
    counts: defaultdict[str, float] = defaultdict(float)
    for text in [document.title, *(name for name, _ in document.names)]:
        weighed = Counter(
            {*words(text, names, segmenter), *(PAIR + pair for pair in bigrams(text))}
        )
        for word in weighed:
            # a title says a word once, however many names repeat it
            counts[word] = max(counts[word], BOOST["name"])
    for field_ in ("place", "lead"):
        # so does what a page is about: an arm in which a drug is one of two names it no less often
        for word in set(words(getattr(document, field_), names, segmenter)):
            counts[word] += BOOST[field_]
    return counts


def _impacts(
    head: defaultdict[str, float], body: Counter[str], average: float, worth: float
) -> Iterator[tuple[str, int]]:
    """How much a document has to say of each key. Only its body is weighed by its length: a study
    with many results is no less about what its lead says."""
    length = 1 - LENGTH + LENGTH * sum(body.values()) / average
    for word in {**head, **body}:
        weight = head[word] + BOOST["body"] * body[word] / length
        yield word, max(1, round(TOP * worth * weight / (weight + SATURATION * 2)))


def words(text: str, names: Names, segmenter: Segmenter) -> list[str]:
    """Keys of a text: terms it names, its words, parts of long Chinese words, joined words."""
    found, place, keys = segmenter.words(text), 0, list[str]()
    while place < len(found):
        first = found[place].text
        run = names.at(found, place) if first in names.runs else None
        if run is None:
            keys += segmenter.keys(first)
            place += 1
            continue
        keys.append(run.meaning)
        for word in run.words:
            keys += [key for key in segmenter.keys(word) if key != run.meaning]
        place += len(run.words)
    keys += [joined for joined in compounds(text) if not joined.isdigit()]
    return [*keys, *numbered(normal(text))]
