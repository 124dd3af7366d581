"""Rules on the words of a pair: as many sentences in both languages, the same terms named, the same
things denied, the same direction told. A word that only one language has may be style; one that
stands against another in the same clause is a slip."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from review.evidence.bilingual import pairs
from review.evidence.corpus import Corpus, once
from review.evidence.vocabulary import TermId, Vocabulary
from review.messages import problem
from review.problem import Problem, Text
from review.rules.counterpart_words import Side, denies, may_deny, opposites
from review.rules.rule import of_parts
from review.sources.prose import Pair, Prose
from review.sources.visible_text import seen

# not within quotation marks, not behind an initial; x alone is code, which may begin a sentence
SENTENCE = {
    "zh": re.compile("[。！？](?!”)|\\n"),
    "en": re.compile(r"(?:(?<![ .][A-Z])\.|[!?])(?=\s+(?:[^\sa-z]|x\b))|\n"),
}
# between clauses, not in brackets
CLAUSE = {"zh": re.compile("[；：](?![^（）]*）)"), "en": re.compile(r"[;:](?![^()]*\))")}
SHOWN = 40  # characters of a clause that a problem quotes


class Stretch(NamedTuple):
    """What is seen of a stretch of prose, and where in the prose it begins."""

    text: str
    start: int


class Counterparts(NamedTuple):
    """A Chinese stretch and the English one that stands at its place."""

    pair: Pair
    zh: Stretch
    en: Stretch


@lru_cache(maxsize=1 << 12)
def sentences(prose: Prose) -> list[Stretch]:
    """The sentences of a prose as they are seen."""
    view = seen(prose)
    return [
        Stretch(text, view.starts[start + len(text) - len(text.lstrip())])
        for start, text in _split(view.text, SENTENCE[prose.language])
    ]


def counterparts(pair: Pair) -> Iterator[Counterparts]:
    """The clauses of both sides at the same place; where the languages have not as many sentences,
    or clauses of a sentence, the whole of it."""
    if pair.zh is None or pair.en is None:
        return
    zh, en = sentences(pair.zh), sentences(pair.en)
    if len(zh) != len(en):
        zh, en = [Stretch(seen(pair.zh).text, 0)], [Stretch(seen(pair.en).text, 0)]
    for one, other in zip(zh, en, strict=True):
        clauses = [_split(one.text, CLAUSE["zh"]), _split(other.text, CLAUSE["en"])]
        if len(clauses[0]) == len(clauses[1]) > 1:
            for (_, chinese), (_, english) in zip(*clauses, strict=True):
                yield Counterparts(pair, Stretch(chinese, one.start), Stretch(english, other.start))
        else:
            yield Counterparts(pair, one, other)


def _split(text: str, end: re.Pattern[str]) -> list[tuple[int, str]]:
    """The parts of a text between ends, each with where it begins; blank ones left out."""
    parts, start = [], 0
    for match in [*end.finditer(text), None]:
        part = text[start : match.start() if match else len(text)]
        if part.strip():
            parts.append((start, part))
        start = match.end() if match else start
    return parts


@of_parts
def pair_sentences(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair have as many sentences and lines.
    一对文字中，两种语言的句数和行数相同。
    """
    for _, pair in pairs(corpus):
        if pair.zh is not None and pair.en is not None:
            zh, en = len(sentences(pair.zh)), len(sentences(pair.en))
            if zh != en:
                yield problem(pair.zh.place(), "pair-sentences", n=zh, english=en)


@of_parts
def pair_terms(corpus: Corpus) -> Iterator[Problem]:
    """A clause does not name one agent or diagnosis in Chinese and another in its place in English;
    terms above or below one another may stand for each other.
    同一分句中，中文与英文不写两个不同的药物或诊断（上下位词除外）。
    """
    lexicons = corpus.vocabulary.lexicons
    for found in _clauses(corpus):
        zh = lexicons["zh"].named(found.zh.text)
        en = lexicons["en"].named(found.en.text) if zh else zh
        if zh != en and (exchanged := _exchanged(zh, en, corpus.vocabulary)):
            yield _against(found, "pair-terms", exchanged)


@of_parts
def pair_opposites(corpus: Corpus) -> Iterator[Problem]:
    """A clause does not say longer, higher or better in one language and shorter, lower or worse in
    the other, nor before surgery and after it, placebo and observation, or the like.
    同一分句中，一种语言写延长、升高、改善等，另一种语言不写缩短、降低、恶化等；术前与术后、
    安慰剂与观察等亦然。
    """
    for found in _clauses(corpus):
        zh = opposites(found.zh.text, "zh")
        en = opposites(found.en.text, "en") if zh else zh
        if zh and en and (words := _opposed(zh, en)):
            yield _against(found, "pair-opposites", words)


@of_parts
def pair_denials(corpus: Corpus) -> Iterator[Problem]:
    """What a clause denies in one language it denies in the other.
    一种语言的分句中有否定的，另一种语言也有。
    """
    for found in _clauses(corpus):
        zh, en = found.zh.text, found.en.text
        chinese, english = denies(zh, "zh"), denies(en, "en")
        if chinese and not may_deny(en, "en"):
            yield _against(found, "pair-denials", Text(chinese, "…"))
        elif english and not may_deny(zh, "zh"):
            yield _against(found, "pair-denials", Text("…", english))


@once
def _clauses(corpus: Corpus) -> tuple[Counterparts, ...]:
    """The clauses of all pairs, those of both languages at one place beside each other."""
    return tuple(found for _, pair in pairs(corpus) for found in counterparts(pair))


def _exchanged(zh: Counter[TermId], en: Counter[TermId], vocabulary: Vocabulary) -> Text | None:
    """The names of a term that only Chinese has and of another that only English has."""
    only_english = en - zh
    for kind, chinese in zh - en:
        for other_kind, english in only_english:
            if kind == other_kind and not vocabulary.related(kind, chinese, english):
                return Text(vocabulary.name(kind, chinese).zh, vocabulary.name(kind, english).en)
    return None


def _opposed(zh: Mapping[Side, list[str]], en: Mapping[Side, list[str]]) -> Text | None:
    """What Chinese has more of, and English more of its opposite."""
    for (group, side), words in zh.items():
        opposite, words_en = (group, 1 - side), en.get((group, side), [])
        if len(words) > len(words_en) and len(en.get(opposite, [])) > len(zh.get(opposite, [])):
            return Text("、".join(words), ", ".join(en[opposite]))
    return None


def _against(found: Counterparts, rule: str, words: Text) -> Problem:
    """A word of one language against that of the other."""
    pair, zh, en = found
    assert pair.zh is not None and pair.en is not None
    line, clause = pair.en.place(en.start).line, " ".join(en.text.split())
    clause = clause if len(clause) <= SHOWN else f"{clause[:SHOWN]}…"
    return problem(
        pair.zh.place(zh.start),
        "pair-words",
        rule=rule,
        zh=words.zh,
        en=words.en,
        line=line,
        clause=clause,
    )
