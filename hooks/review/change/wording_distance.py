"""How far two wordings of one text are apart: figures, words, a slip of the pen, or marks only.

A machine cannot tell a better wording from a changed meaning: one letter parts hypo- from hyper-,
one character 有效 from 无效. So an edit counts as a mere slip only where a word that stands nowhere
else in the review gave way, by one letter, to one that does, and neither is a word of negation or
direction. Everything else is to be read by a person."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
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

    def knows_elsewhere(self, token: str, tokens: Counter[str]) -> bool:
        """Whether a token stands anywhere but in the text that these are the tokens of."""
        return self.counts[token] > tokens[token]


def distance(old: str, new: str, before: Lexicon, after: Lexicon) -> str:
    """SAME, NEUTRAL or WORDING for two plain texts without figures, citations or links."""
    if old == new:
        return SAME
    if _bare(old) == _bare(new):
        return Weight.NEUTRAL
    old_tokens, new_tokens = Counter(_tokens(old)), Counter(_tokens(new))
    sides = Side(before, old_tokens), Side(after, new_tokens)
    slips = all(_slip(*runs, *sides) for runs in _edits(old, new))
    return Weight.NEUTRAL if slips else Weight.WORDING


def heaviest(*distances: str) -> str:
    return min(distances, key=HEAVIEST.index, default=SAME)


def similarity(old: str, new: str) -> float:
    """Likeness of two texts, 0 to 1, by the pairs of characters they share."""
    old_pairs, new_pairs = _neighbours(old), _neighbours(new)
    total = len(old_pairs) + len(new_pairs)
    return 2 * len(old_pairs & new_pairs) / total if total else float(old == new)


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
    yield from (left + right for left, right, first, second in neighbours if first and second)


def _han(word: str) -> bool:
    return HAN_SIGN.match(word) is not None


def replacements(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Where a run of the old sequence gave way to one of the new; either may be empty."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield slice(start, end), slice(new_start, new_end)


def _edits(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of words that gave way to others; of Han with the neighbours that make it a word."""
    before, after = WORD.findall(old), WORD.findall(new)
    for at_old, at_new in replacements(before, after):
        runs = before[at_old], after[at_new]
        if _bare("".join(runs[0])) == _bare("".join(runs[1])):
            continue
        if any(map(_han, chain(*runs))):
            runs = before[_wider(at_old)], after[_wider(at_new)]
        yield runs


def _wider(place: slice) -> slice:
    return slice(max(place.start - 1, 0), place.stop + 1)


class Side(NamedTuple):
    """A text of one version: the words of the whole version, and its own."""

    lexicon: Lexicon
    tokens: Counter[str]

    def knows_elsewhere(self, token: str) -> bool:
        return self.lexicon.knows_elsewhere(token, self.tokens)


def _slip(old: list[str], new: list[str], before: Side, after: Side) -> bool:
    if any(map(_han, [*old, *new])):
        return _han_slip(old, new, before, after)
    pairs = ((word.lower(), new_word.lower()) for word, new_word in zip(old, new))
    return len(old) == len(new) and all(
        len(set(pair)) == 1 or _word_slip(*pair, before, after) for pair in pairs
    )


def _word_slip(old: str, new: str, before: Side, after: Side) -> bool:
    """One letter between a word found nowhere else and a word found elsewhere."""
    words = bool(LATIN.match(old) and LATIN.match(new))
    if not words or {old, new} & POLAR_WORDS or min(len(old), len(new)) < SHORTEST:
        return False
    unknown = not before.knows_elsewhere(old) and not after.lexicon.knows(old)
    return unknown and after.knows_elsewhere(new) and old[0] == new[0] and _one_letter(old, new)


def _han_slip(old: list[str], new: list[str], before: Side, after: Side) -> bool:
    """One character for another, that made no known pair with its neighbours and now does."""
    changed = [pair for pair in zip(old, new) if len(set(pair)) > 1]
    if len(old) != len(new) or len(changed) != 1 or set("".join(changed[0])) & POLAR:
        return False
    old_pairs, new_pairs = _pairs(old, changed[0][0]), _pairs(new, changed[0][1])
    if any(before.knows_elsewhere(pair) or after.lexicon.knows(pair) for pair in old_pairs):
        return False
    return bool(old_pairs) and any(map(after.knows_elsewhere, new_pairs))


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
