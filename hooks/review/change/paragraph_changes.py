"""Changes of paragraphs and bilingual texts, judged by what changed in which language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from review.change.alignment import Paragraph, align, paragraphs
from review.change.renames import Renames
from review.change.stated_figures import CLAIMS, OTHERS, Claims, claims, listed
from review.change.wording_distance import SAME, Lexicon, distance, heaviest, replacements
from review.edition.found_change import Change, Detail, Weight
from review.evidence.corpus import Corpus
from review.markup.escape import plain as read
from review.problem import Place, Text, same, under
from review.sources.prose import LANGUAGES, Pair, Prose
from review.sources.sentence import END

NAMES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
ONLY = Text("只改了", "edited only in")


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
        """How far two texts are apart: the heaviest weight of what differs, or SAME."""
        before, after = (prose.text.strip() if prose else "" for prose in (old, new))
        if before == after:
            return SAME
        if self.claims(old, True) != self.claims(new, False):
            return Weight.CLINICAL
        found = distance(read(before), read(after), self.before, self.after)
        return heaviest(found, Weight.NEUTRAL)


def texts(before: Corpus, after: Corpus, judge: Judge) -> Iterator[Change]:
    """Changes of the paragraphs of all pages."""
    old, new = (
        [item for section in corpus.sections.values() for item in paragraphs(section)]
        for corpus in (before, after)
    )
    for match in align(old, new):
        if match.old and match.new:
            subject = _subject(match.new, after)
            yield from _edited(match.old.pair, match.new.pair, match.moved, subject, judge)
        elif match.new:
            yield one_sided_paragraph(match.new.pair, _subject(match.new, after), True, judge)
        elif match.old:
            yield one_sided_paragraph(match.old.pair, _subject(match.old, before), False, judge)


def _edited(old: Pair, new: Pair, moved: bool, subject: Text, judge: Judge) -> Iterator[Change]:
    """The change of a paragraph of both versions, where there is one."""
    if change := edited(old, new, subject, judge):
        yield change
    elif moved:
        yield Change("paragraph-moved", Weight.NEUTRAL, subject, _place(old), _place(new))


def edited(old: Pair, new: Pair, subject: Text, judge: Judge) -> Change | None:
    """The change from one pair to another; None where nothing a reader sees did."""
    distances = {language: judge.distance(old[language], new[language]) for language in LANGUAGES}
    languages = [language for language in LANGUAGES if distances[language] != SAME]
    if not languages:
        return None
    kind, weight = _kind(old, new, languages, heaviest(*distances.values()))
    details = [
        detail
        for side in languages
        for detail in _details(old[side], new[side], distances[side], NAMES[side], judge)
    ]
    if len(languages) == 1:
        side = NAMES[languages[0]]
        subject = Text(f"{subject.zh}（{side.zh}）", f"{subject.en} ({side.en})")
        if kind == "paragraph-figures":
            details.insert(0, Detail(ONLY, None, side))
    places = (_place(old, languages[0]), _place(new, languages[0]))
    return Change(kind, weight, subject, *places, tuple(details))


def _kind(old: Pair, new: Pair, languages: list[str], weight: str) -> tuple[str, str]:
    """Kind and weight of an edit of one language or both."""
    if len(languages) == 1:
        # the language that stayed still carries every figure; the parity rules hold the other to it
        if old[languages[0]] is None:
            return "paragraph-translated", Weight.WORDING
        if new[languages[0]] is None:
            return "paragraph-untranslated", Weight.WORDING
    wording = "paragraph-one-language" if len(languages) == 1 else "paragraph-wording"
    kinds = {"clinical": "paragraph-figures", "wording": wording, "neutral": "paragraph-slip"}
    return kinds[weight], weight


def _details(
    old: Prose | None, new: Prose | None, found: str, name: Text, judge: Judge
) -> Iterator[Detail]:
    """What changed in one language: figures, citations and links as lists, then the sentences. Of a
    text that is put beside its twin only the sentences."""
    if found == Weight.CLINICAL and old is not None:
        before, after = judge.claims(old, True), judge.claims(new, False)
        for kind in CLAIMS:
            yield from _claim(kind, before[kind], after[kind], name)
    if found != SAME:
        yield from _sentence_details(old, new, name)


def _sentence_details(old: Prose | None, new: Prose | None, name: Text) -> Iterator[Detail]:
    for removed, added in _sentences(old, new):
        yield Detail(name, same(removed) if removed else None, same(added) if added else None)


def _claim(name: Text, old: list[str], new: list[str], side: Text | None) -> Iterator[Detail]:
    """What came and went of one kind of claim; ``side`` is the language, None for both."""
    removed, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not removed and not added and old != new:
        removed, added = Counter(old), Counter(new)  # the same ones in another order
    if removed or added:
        yield Detail(
            Text(f"{side.zh}版的{name.zh}", f"{side.en} text, {name.en}") if side else name,
            listed(removed),
            listed(added),
        )


def _sentences(old: Prose | None, new: Prose | None) -> Iterator[tuple[str, str]]:
    """Sentences that gave way to others: one by one where as many came as went, else as a run."""
    before, after = _split(old), _split(new)
    for at_old, at_new in replacements(before, after):
        removed, added = before[at_old], after[at_new]
        if removed and added and len(removed) != len(added):
            yield " ".join(removed), " ".join(added)
        else:
            yield from zip_longest(removed, added, fillvalue="")


def _split(prose: Prose | None) -> Sequence[str]:
    text = prose.text if prose else ""
    ends = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return [sentence for start, end in zip(ends, ends[1:]) if (sentence := read(text[start:end]))]


def one_sided_paragraph(pair: Pair, subject: Text, added: bool, judge: Judge) -> Change:
    """A text that was put in or taken out: what it claims, then its sentences."""
    place, details = _place(pair), [*_claimed(pair, added, judge)]
    for side in pair.sides:
        old, new = (None, side) if added else (side, None)
        details += _sentence_details(old, new, NAMES[side.language])
    if added:
        return Change("paragraph-added", Weight.CLINICAL, subject, None, place, tuple(details))
    return Change("paragraph-removed", Weight.CLINICAL, subject, place, None, tuple(details))


def _claimed(pair: Pair, added: bool, judge: Judge) -> Iterator[Detail]:
    """The claims of a text without another version, those that both languages share once."""
    stated = {side.language: judge.claims(side, not added) for side in pair.sides}
    for kind in CLAIMS:
        values = [claims[kind] for claims in stated.values()]
        names: list[Text | None] = [NAMES[language] for language in stated]
        if len(values) == 2 and sorted(values[0]) == sorted(values[1]):
            names = [None]
        for name, listing in zip(names, values) if kind != OTHERS else ():
            yield from _claim(kind, *(([], listing) if added else (listing, [])), name)


def _subject(paragraph: Paragraph, corpus: Corpus) -> Text:
    """Title of the page and heading of the paragraph."""
    section = corpus.sections[paragraph.path]
    title = section.title.text
    headings = {heading.anchor: heading.text for heading in section.headings}
    heading = headings.get(paragraph.anchor, title)
    return title if heading == title else under(title, heading)


def _place(pair: Pair, language: str = "zh") -> Place | None:
    """Where the text of a language begins, or that of the other where it has none."""
    side = pair[language] or next(iter(pair.sides), None)
    return side.place(len(side.text) - len(side.text.lstrip())) if side else None
