"""What counts as one word, told the same way at build and in the browser.

A *key* is a word or a whole name without blanks, hyphens, case and number: ``PD-1 抑制剂``,
``pd-1抑制剂`` and ``PD1抑制剂`` are one key. Latin words lose a plural ending and the British
spelling; Chinese is cut by jieba, to which every name of the vocabulary is one word.
``search.js`` cuts a query by the longest key the index holds, so no dictionary is shipped;
``key`` and ``stem`` there must say what they say here."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import jieba

from review.keep import Keep, anew
from review.search import dictionary
from review.search.dictionary import Frequencies
from review.search.folding import normal
from review.sources.prose import HAN

PIECE = re.compile(rf"[{HAN}]+|(?:(?![{HAN}])[^\W_])+")
HAN_PIECE, HAN_ONLY = re.compile(rf"[{HAN}]"), re.compile(rf"[{HAN}]+")
COMPOUND = re.compile(rf"(?:(?![{HAN}])[^\W_])+(?:[-‐‑–/+*.](?:(?![{HAN}])[^\W_])+)+")
# no lookbehind: older Safari has none, and these stand in search.js letter by letter
ENDINGS = (
    (re.compile(r"([a-z]{2})ies$"), r"\1y"),
    (re.compile(r"(ss|sh|ch|x)es$"), r"\1"),
    (re.compile(r"([a-z]{2}[a-rt-z])s$"), r"\1"),
)
SPELLINGS = (
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"our($|al|ed|ing|able)"), r"or\1"),
    (re.compile(r"is(e|ed|ing|ation)$"), r"iz\1"),
)
_STOP = """
a an and are as at be by for from had has have in is it its not of on or than that the their these
this those to or v versus vs was were which with 的 和 与 及 或 在 对 者 了 是
"""
STOP = frozenset(_STOP.split())
# what a query asks with, and not about; the longer before what they hold
_ASKING = (
    "有没有用 有用吗 有效吗 可以吗 怎么办 好不好 行不行 用什么药 用什么方案 怎么治疗 怎么治 选什么 "
    "哪个好 哪种好 有必要吗 需不需要 要不要 能不能 该不该 一定要"
)
ASKING = tuple(_ASKING.split())


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A Latin word in lower case, without its plural ending, in one spelling."""
    word = word.lower()
    if len(word) < 4 or not word.isascii() or word in STOP:
        return word
    word = next(
        (shorter for ending, instead in ENDINGS if (shorter := ending.sub(instead, word)) != word),
        word,
    )
    for variant, spelling in SPELLINGS:
        word = variant.sub(spelling, word)
    return word


def pieces(text: str) -> list[str]:
    """Runs of Han characters, and stems of runs of other letters and digits."""
    return [
        piece if HAN_PIECE.match(piece) else stem(piece) for piece in PIECE.findall(normal(text))
    ]


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """A name as one key; empty where it holds no letter or digit."""
    return "".join(pieces(text))


class Word(NamedTuple):
    """A word of a text, and whether it stands there in capitals."""

    text: str
    capitals: bool = False


@dataclass(frozen=True)
class Segmenter:
    """Cuts text into words, to which every one of ``names`` is one word."""

    names: frozenset[str]
    jieba: jieba.Tokenizer
    # what the names of many drugs end with and is no word: never found by itself
    endings: frozenset[str] = frozenset()
    _words: dict[str, list[Word]] = field(
        default_factory=dict, init=False, repr=False
    )  # the same pieces and words come again on page after page
    _keys: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def words(self, text: str) -> list[Word]:
        """Words of a text in order: Chinese ones as jieba cuts them, Latin ones stemmed."""
        found: list[Word] = []
        for piece in PIECE.findall(normal(text)):
            if (words := self._words.get(piece)) is None:
                words = self._words[piece] = self._cut(piece)
            found += words
        return found

    def _cut(self, piece: str) -> list[Word]:
        if not HAN_PIECE.match(piece):
            return [Word(stem(piece), piece.isupper())]
        words: list[str] = []
        for word in self.jieba.lcut(piece):
            if words and self._ends(words[-1], word):
                word = words.pop() + word
            words.append(word)
        return [Word(word) for word in words]

    def _ends(self, before: str, word: str) -> bool:
        """Whether a word ends the name of a drug that no dictionary has."""
        unknown = len(word) < 2 or (len(word) < 4 and not self.jieba.FREQ.get(word))
        return unknown and (before + word)[-2:] in self.endings

    def keys(self, word: str) -> list[str]:
        """What a word is found by: itself where it is worth it, and shorter words inside a Chinese
        one. A name of the vocabulary is none of these: one disease may stand inside the name of
        another."""
        if (keys := self._keys.get(word)) is None:
            keys = self._keys[word] = [word] if _is_searchable(word) else []
            keys += filter(self._is_part, _runs(word) if HAN_PIECE.match(word) else ())
        return keys

    def _is_part(self, run: str) -> bool:
        unnamed = run not in self.names and run not in self.endings
        return unnamed and bool(self.jieba.FREQ.get(run))


def _runs(word: str) -> Iterator[str]:
    """Two and three neighbouring characters of a longer word."""
    for size in (2, 3):
        if len(word) > size:
            yield from (word[start : start + size] for start in range(len(word) - size + 1))


def _is_searchable(word: str) -> bool:
    """Whether a word is worth finding: no stop word, single character or short number."""
    return len(word) > 1 and word not in STOP and not (word.isdigit() and len(word) < 4)


def segmenter(names: Iterable[str], drugs: Iterable[str] = (), keep: Keep = anew) -> Segmenter:
    """A segmenter whose dictionary holds ``names``, too; of ``drugs`` it knows the endings."""
    jieba.setLogLevel(logging.WARNING)
    runs = [PIECE.findall(normal(name)) for name in names]
    words = tuple(
        sorted({word for run in runs for word in run if HAN_PIECE.match(word) and len(word) > 1})
    )
    fresh: list[jieba.Tokenizer] = []

    def make() -> tuple[Frequencies, int, frozenset[str]]:
        cutter = dictionary.whole_dictionary(keep)
        fresh.append(cutter)
        endings = _endings(drug_names, cutter)
        for word in words:
            cutter.add_word(word)
        frequencies = {start: cutter.FREQ[start] for start in dictionary.beginnings(words)}
        return frequencies, cutter.total, endings

    drug_names = tuple(drugs)
    frequencies, total, endings = keep("cutter", (words, drug_names), make)
    cutter = fresh[0] if fresh else dictionary.split_dictionary(frequencies, total, keep)
    return Segmenter(frozenset(run[0] for run in runs if len(run) == 1), cutter, endings)


def _endings(names: Iterable[str], cutter: jieba.Tokenizer) -> frozenset[str]:
    """What several names end with, and no dictionary has as a word: ``替尼``, but not ``单抗``."""
    ends = Counter(name[-2:] for name in set(names) if HAN_ONLY.fullmatch(name) and len(name) > 2)
    return frozenset(end for end, count in ends.items() if count > 1 and not cutter.FREQ.get(end))


def compounds(text: str) -> Iterator[str]:
    """Keys of words joined by marks, as ``pd1`` of PD-1: a reader may leave the mark out."""
    yield from (key(compound) for compound in COMPOUND.findall(normal(text)))


def bigrams(text: str) -> Iterator[str]:
    """Neighbouring Han characters: how a part of a name is found that is no word. A query must find
    all of its own in one page."""
    for run in PIECE.findall(normal(text)):
        if HAN_PIECE.match(run):
            yield from (run[start : start + 2] for start in range(len(run) - 1))
