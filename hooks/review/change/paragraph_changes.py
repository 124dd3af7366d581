"""Changes of text: paragraphs of pages and bilingual texts of tables, judged by what changed in
them and in which language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from review.change.alignment import Match, Paragraph, align, paragraphs
from review.change.claims import CLAIMS, OTHERS, Claims, claims, listed
from review.change.renames import Renames
from review.change.wording_distance import SAME, Lexicon, distance, heaviest
from review.edition.change import CLINICAL, NEUTRAL, WORDING, Change, Detail, same
from review.evidence.corpus import Corpus
from review.markup.escape import plain as read
from review.problem import Place, Text
from review.sources.prose import LANGUAGES, Pair, Prose
from review.sources.sentence import END

NAMES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
ONLY = Text("只改了", "edited only in")
ABSENT = Text("无", "none")


@dataclass(frozen=True)
class Judge:
    """What it takes to compare two texts: the words of both versions, and what changed its name."""

    before: Lexicon
    after: Lexicon
    renames: Renames
    names: frozenset[str] = frozenset()  # whose digits are no figures

    def claims(self, prose: Prose | None, old: bool) -> Claims:
        """What a text states that data or sources hold, in the words of the new version."""
        return claims(prose, self.renames if old else None, self.names)

    def distance(self, old: Prose | None, new: Prose | None) -> str:
        """How far two texts are apart: the heaviest weight of what differs, SAME where nothing
        does."""
        one, other = (prose.text.strip() if prose else "" for prose in (old, new))
        if one == other:
            return SAME
        if self.claims(old, True) != self.claims(new, False):
            return CLINICAL
        return heaviest(distance(read(one), read(other), self.before, self.after), NEUTRAL)


def texts(before: Corpus, after: Corpus, judge: Judge) -> Iterator[Change]:
    """Changes of the paragraphs of all pages."""
    old, new = (
        [item for section in corpus.sections.values() for item in paragraphs(section)]
        for corpus in (before, after)
    )
    for match in align(old, new):
        yield from _matched(match, before, after, judge)


def _matched(match: Match, before: Corpus, after: Corpus, judge: Judge) -> Iterator[Change]:
    if match.new is None or match.old is None:
        paragraph = match.new or match.old
        assert paragraph is not None
        yield alone(
            paragraph.pair,
            _subject(paragraph, after if match.new else before),
            match.new is not None,
            judge,
        )
        return
    subject = _subject(match.new, after)
    change = edited(match.old.pair, match.new.pair, subject, judge)
    if change is not None:
        yield change
    elif match.moved:
        yield Change(
            "paragraph-moved", NEUTRAL, subject, _place(match.old.pair), _place(match.new.pair)
        )


def edited(old: Pair, new: Pair, subject: Text, judge: Judge) -> Change | None:
    """The change from one pair to another; None where nothing a reader sees did."""
    distances = {language: judge.distance(old[language], new[language]) for language in LANGUAGES}
    touched = [language for language in LANGUAGES if distances[language] != SAME]
    if not touched:
        return None
    kind, weight = _kind(old, new, touched, heaviest(*distances.values()))
    details = [
        detail
        for language in touched
        for detail in _details(
            old[language], new[language], distances[language], NAMES[language], judge
        )
    ]
    if len(touched) == 1:
        side = NAMES[touched[0]]
        subject = Text(f"{subject.zh}（{side.zh}）", f"{subject.en} ({side.en})")
        if kind == "paragraph-figures":
            details.insert(0, Detail(ONLY, None, side))
    places = (_place(old, touched[0]), _place(new, touched[0]))
    return Change(kind, weight, subject, *places, tuple(details))


def _kind(old: Pair, new: Pair, touched: list[str], weight: str) -> tuple[str, str]:
    """Kind and weight of an edit of the languages ``touched``."""
    if len(touched) == 1:
        # the language that stayed still carries every figure; the parity rules hold the other to it
        if old[touched[0]] is None:
            return "paragraph-translated", WORDING
        if new[touched[0]] is None:
            return "paragraph-untranslated", WORDING
    if weight == WORDING:
        return "paragraph-one-language" if len(touched) == 1 else "paragraph-wording", WORDING
    return {CLINICAL: "paragraph-figures", NEUTRAL: "paragraph-slip"}[weight], weight


def _details(
    old: Prose | None, new: Prose | None, found: str, name: Text, judge: Judge
) -> Iterator[Detail]:
    """What changed in one language: figures, citations and links as lists, then the sentences. Of a
    text that is put beside its twin only the sentences."""
    if found == CLINICAL and old is not None:
        yield from _claims(judge.claims(old, True), judge.claims(new, False), name)
    for one, other in _sentences(old, new) if found != SAME else ():
        yield Detail(name, same(one) if one else None, same(other) if other else None)


def _claims(old: Claims, new: Claims, side: Text) -> Iterator[Detail]:
    for name in CLAIMS:
        yield from _claim(name, old[name], new[name], side)


def _claim(name: Text, old: list[str], new: list[str], side: Text | None) -> Iterator[Detail]:
    """What came and went of figures, citations or links; ``side`` is the language, None where both
    agree."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not gone and not come and old != new:
        gone, come = Counter(old), Counter(new)  # the same ones in another order
    if gone or come:
        yield Detail(
            Text(f"{side.zh}版的{name.zh}", f"{side.en} text, {name.en}") if side else name,
            listed(gone),
            listed(come),
        )


def _sentences(old: Prose | None, new: Prose | None) -> Iterator[tuple[str, str]]:
    """Sentences that gave way to others: one by one where as many came as went, else as a run."""
    one, other = _split(old), _split(new)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace" and b - a != d - c:
            yield " ".join(one[a:b]), " ".join(other[c:d])
        elif tag != "equal":
            yield from zip_longest(one[a:b], other[c:d], fillvalue="")


def _split(prose: Prose | None) -> Sequence[str]:
    text = prose.text if prose else ""
    ends = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return [sentence for start, end in zip(ends, ends[1:]) if (sentence := read(text[start:end]))]


def alone(pair: Pair, subject: Text, added: bool, judge: Judge) -> Change:
    """A text that was put in or taken out: what it claims, then its sentences."""
    place, details = _place(pair), [*_claimed(pair, added, judge)]
    for side in pair.sides:
        sides = (None, side) if added else (side, None)
        details += [
            Detail(NAMES[side.language], same(one) if one else None, same(other) if other else None)
            for one, other in _sentences(*sides)
        ]
    kind = "paragraph-added" if added else "paragraph-removed"
    return Change(
        kind, CLINICAL, subject, None if added else place, place if added else None, tuple(details)
    )


def _claimed(pair: Pair, added: bool, judge: Judge) -> Iterator[Detail]:
    """Figures, citations and links of a text without another version; those which both languages
    share are told once."""
    stated = {side.language: judge.claims(side, not added) for side in pair.sides}
    for kind in CLAIMS:
        if kind == OTHERS:
            continue
        by_language = {language: claims[kind] for language, claims in stated.items()}
        if (
            len(by_language) == 2
            and len({tuple(sorted(values)) for values in by_language.values()}) == 1
        ):
            yield from _one_sided(kind, next(iter(by_language.values())), added, None)
            continue
        for language, values in by_language.items():
            yield from _one_sided(kind, values, added, NAMES[language])


def _one_sided(kind: Text, values: list[str], added: bool, side: Text | None) -> Iterator[Detail]:
    """Claims of a text that came or went."""
    old: list[str] = []
    yield from _claim(kind, old, values, side) if added else _claim(kind, values, old, side)


def _subject(paragraph: Paragraph, corpus: Corpus) -> Text:
    """Title of the page and heading of the paragraph."""
    section = corpus.sections[paragraph.path]
    heading = next(
        (each.text for each in section.headings if each.anchor == paragraph.anchor),
        section.title.text,
    )
    title = section.title.text
    return (
        title
        if heading == title
        else Text(f"{title.zh} · {heading.zh}", f"{title.en} · {heading.en}")
    )


def _place(pair: Pair, language: str = "zh") -> Place | None:
    """Where the text of a language begins, or that of the other where it has none."""
    side = pair[language] or next(iter(pair.sides), None)
    return side.place(len(side.text) - len(side.text.lstrip())) if side else None
