"""Which paragraph of one version is which of the other: equal ones first, then those alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from review.change.wording_distance import similarity
from review.sources.prose import Pair
from review.sources.section import Section

# likeness from which two paragraphs are one, on the same page and on another
LIKE_HERE, LIKE_ELSEWHERE = 0.4, 0.7


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A zh/en pair of a page, and the heading it stands under."""

    path: str
    anchor: str
    pair: Pair

    @property
    def words(self) -> tuple[str, str]:
        """The text in both languages, letter by letter; empty where there is none."""
        zh, en = ((side.text.strip() if side else "") for side in (self.pair.zh, self.pair.en))
        return zh, en


@dataclass(frozen=True)
class Match:
    """A paragraph in both versions, or in one; ``moved`` where it stands elsewhere than before."""

    old: Paragraph | None
    new: Paragraph | None
    moved: bool = False

    @property
    def unedited(self) -> bool:
        """Whether both versions have it in the same words."""
        return bool(self.old and self.new and self.old.words == self.new.words)

    @property
    def anchor(self) -> str:
        """The heading it stands under, in the new version where that has it."""
        paragraph = self.new or self.old
        return paragraph.anchor if paragraph else ""


def paragraphs(section: Section) -> list[Paragraph]:
    """The paragraphs of a page, in order."""
    return [
        Paragraph(section.path, part.heading.anchor, item)
        for part in section.parts
        for item in part.items
        if isinstance(item, Pair)
    ]


def align(before: list[Paragraph], after: list[Paragraph]) -> list[Match]:
    """Every paragraph of two versions, matched with its other self where it has one."""
    matches = [*_unmoved(before, after)]
    for like, same_page in ((1.0, False), (LIKE_HERE, True), (LIKE_ELSEWHERE, False)):
        before, after = _left(before, after, matches)
        matches += _nearest(before, after, like, same_page)
    before, after = _left(before, after, matches)
    return [
        *matches,
        *(Match(paragraph, None) for paragraph in before),
        *(Match(None, paragraph) for paragraph in after),
    ]


def _unmoved(before: list[Paragraph], after: list[Paragraph]) -> Iterator[Match]:
    """Paragraphs with the same words in the same order under the same heading."""
    old, new = (
        [(paragraph.path, paragraph.anchor, *paragraph.words) for paragraph in side]
        for side in (before, after)
    )
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for at_old, at_new, length in matcher.get_matching_blocks():
        yield from (Match(before[at_old + step], after[at_new + step]) for step in range(length))


def _left(
    before: list[Paragraph], after: list[Paragraph], matches: list[Match]
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that no match has yet."""
    old, new = {id(match.old) for match in matches}, {id(match.new) for match in matches}
    return (
        [paragraph for paragraph in before if id(paragraph) not in old],
        [paragraph for paragraph in after if id(paragraph) not in new],
    )


def _nearest(
    before: list[Paragraph], after: list[Paragraph], like: float, same_page: bool
) -> Iterator[Match]:
    """Pairs at least ``like`` alike, the most alike first, on one page only where ``same_page``."""
    ranked = sorted(
        (-likeness, at_old, at_new)
        for (at_old, old), (at_new, new) in product(enumerate(before), enumerate(after))
        if (not same_page or old.path == new.path)
        and (likeness := _likeness(old, new, like)) >= like
    )
    matched_old, matched_new = set[int](), set[int]()
    for _, at_old, at_new in ranked:
        if at_old not in matched_old and at_new not in matched_new:
            matched_old.add(at_old)
            matched_new.add(at_new)
            yield _match(before[at_old], after[at_new])


def _match(old: Paragraph, new: Paragraph) -> Match:
    elsewhere = (old.path, old.anchor) != (new.path, new.anchor)
    return Match(old, new, moved=elsewhere or old.words == new.words)


def _likeness(old: Paragraph, new: Paragraph, like: float) -> float:
    """Of the language in which they are more alike, because an edit may concern one only."""
    if like == 1.0:
        return float(old.words == new.words)
    return max((similarity(*pair) for pair in zip(old.words, new.words) if all(pair)), default=0.0)
