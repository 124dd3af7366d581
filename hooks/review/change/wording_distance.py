"""How far two wordings of one text are apart: figures, words, a slip of the pen, or marks only.

A machine cannot tell a better wording from a changed meaning: one letter parts hypo- from hyper-,
one character 有效 from 无效. So an edit counts as a mere slip only where a word that stands nowhere
else in the review gave way, by one letter, to one that does, and neither is a word of negation or
direction. Everything else is to be read by a person."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from review.edition.found_change import Weight
from review.evidence.corpus import Corpus
from review.sources.prose import HAN

SAME = "same"
HEAVIEST = (*Weight, SAME)
WORD = re.compile(rf"[^\W\d_{HAN}]+|[{HAN}]|\S")
LATIN = re.compile(r"[^\W\d_]+\Z")
HAN_SIGN = re.compile(f"[{HAN}]")
POLAR = frozenset(
    "无不未没非否有可能较更最高低增减升降优劣多少早晚前后阳阴大小长短强弱好差内外上下男女"
)
POLAR_WORDS = frozenset(
    WORD.findall(
        "no not non nor none never without with all any few "
        "more less most least may can must higher lower up down"
    )
)
SHORTEST = 3  # letters of a word that may hold a slip


@dataclass(frozen=True)
class Lexicon:
    """How often each word, and each pair of neighbouring Han characters, stands in a version."""

    counts: Counter[str]

    @classmethod
    def of(cls, corpus: Corpus) -> Lexicon:
        return cls(Counter(token for _, prose, _ in corpus.prose for token in _tokens(prose.plain)))

    def knows(self, token: str) -> bool:
        return self.counts[token] > 0

    def knows_elsewhere(self, token: str, here: Counter[str]) -> bool:
        """Whether a token stands anywhere but in the text with the tokens ``here``."""
        return self.counts[token] > here[token]


def distance(old: str, new: str, before: Lexicon, after: Lexicon) -> str:
    """SAME, NEUTRAL or WORDING for two plain texts without figures, citations or links."""
    if old == new:
        return SAME
    if _bare(old) == _bare(new):
        return Weight.NEUTRAL
    here, there = Counter(_tokens(old)), Counter(_tokens(new))
    slips = all(
        _slip(one, other, Side(before, here), Side(after, there)) for one, other in _edits(old, new)
    )
    return Weight.NEUTRAL if slips else Weight.WORDING


def heaviest(*distances: str) -> str:
    return min(distances, key=HEAVIEST.index, default=SAME)


def alike(one: str, other: str) -> float:
    """Likeness of two texts, 0 to 1, by the pairs of characters they share."""
    mine, yours = _neighbours(one), _neighbours(other)
    total = len(mine) + len(yours)
    return 2 * len(mine & yours) / total if total else float(one == other)


@lru_cache(maxsize=4096)
def _neighbours(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; kept, because each paragraph is held against many."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _bare(text: str) -> str:
    """The text without case, blanks, marks and widths; signs such as < and ± stay."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign == "%" or not _is_mark(sign))


def _is_mark(sign: str) -> bool:
    """Whether a character is punctuation, a blank or a control."""
    return unicodedata.category(sign)[0] in "PZC"


def _tokens(text: str) -> Iterator[str]:
    words = WORD.findall(text)
    yield from (word.lower() for word in words if LATIN.match(word) and len(word) > 1)
    han = [_han(word) for word in words]
    neighbours = zip(words, words[1:], han, han[1:])
    yield from (one + other for one, other, first, second in neighbours if first and second)


def _han(word: str) -> bool:
    return HAN_SIGN.match(word) is not None


def _edits(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of words that gave way to others; of Han with the neighbours that make it a word."""
    one, other = WORD.findall(old), WORD.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal" and _bare("".join(one[a:b])) != _bare("".join(other[c:d])):
            wide = any(map(_han, [*one[a:b], *other[c:d]]))
            yield (
                (one[max(a - 1, 0) : b + 1], other[max(c - 1, 0) : d + 1])
                if wide
                else (one[a:b], other[c:d])
            )


class Side(NamedTuple):
    """A text of one version: the words of the whole version, and its own."""

    lexicon: Lexicon
    here: Counter[str]

    def knows_elsewhere(self, token: str) -> bool:
        return self.lexicon.knows_elsewhere(token, self.here)


def _slip(old: list[str], new: list[str], before: Side, after: Side) -> bool:
    if any(map(_han, [*old, *new])):
        return _han_slip(old, new, before, after)
    return len(old) == len(new) and all(
        one.lower() == other.lower() or _word_slip(one.lower(), other.lower(), before, after)
        for one, other in zip(old, new)
    )


def _word_slip(old: str, new: str, before: Side, after: Side) -> bool:
    """One letter amiss in a word that stands nowhere else, for one that does."""
    words = bool(LATIN.match(old) and LATIN.match(new))
    if not words or {old, new} & POLAR_WORDS or min(len(old), len(new)) < SHORTEST:
        return False
    unknown = not before.knows_elsewhere(old) and not after.lexicon.knows(old)
    return unknown and after.knows_elsewhere(new) and old[0] == new[0] and _one_letter(old, new)


def _han_slip(old: list[str], new: list[str], before: Side, after: Side) -> bool:
    """One character for another, that made no known pair with its neighbours and now does."""
    changed = [(one, other) for one, other in zip(old, new) if one != other]
    if len(old) != len(new) or len(changed) != 1 or set("".join(changed[0])) & POLAR:
        return False
    gone, come = _pairs(old, changed[0][0]), _pairs(new, changed[0][1])
    known = any(before.knows_elsewhere(pair) or after.lexicon.knows(pair) for pair in gone)
    return bool(gone) and not known and any(map(after.knows_elsewhere, come))


def _pairs(run: list[str], character: str) -> list[str]:
    """The pairs of neighbours of a run that hold the character."""
    return [pair for pair in _tokens("".join(run)) if character in pair]


def _one_letter(old: str, new: str) -> bool:
    """Whether one letter in, out or replaced, or two exchanged, make the one from the other."""
    if len(old) > len(new):
        old, new = new, old
    at = next((index for index, (a, b) in enumerate(zip(old, new)) if a != b), len(old))
    if len(old) < len(new):
        return len(new) - len(old) == 1 and old[at:] == new[at + 1 :]
    exchanged = old[at : at + 2][::-1] == new[at : at + 2] and old[at + 2 :] == new[at + 2 :]
    return old[at + 1 :] == new[at + 1 :] or exchanged
