"""What a step changed in the sections as a reader of the log is told it: pages that came and went,
dates, and figures and citations of the text.

A paragraph that cites a row of a table which changed as well, and kept its citations and links, has
only followed the data: the table says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from review.change.alignment import Match, align, paragraphs
from review.change.page_changes import dates, one_sided_section
from review.change.paragraph_changes import Judge
from review.change.renames import Renames, matched
from review.change.stated_figures import CITATIONS, FIGURES, LINKS, OTHERS, Claims, listed
from review.change.wording_distance import Lexicon
from review.edition.found_change import Change, Detail, Weight
from review.evidence.corpus import TRIALS
from review.figures.coverage import REVIEW
from review.problem import Text
from review.sources.link import target
from review.sources.prose import LANGUAGES
from review.sources.section import Section

CORRECTIONS = "docs/corrections.md"  # a review need not have it
NO_WORDS = Lexicon(Counter())

Sections = Mapping[str, Section]
Rows = set[tuple[str, str]]  # trial and row
Counts = dict[Text, Counter[str]]  # by the kind of claim


def sections(
    before: Sections,
    after: Sections,
    renames: Renames,
    rows: Rows,
    names: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    """Changes of the sections of the review. ``rows`` are the rows of tables that the same step
    changed; the digits of ``names`` are no figures."""
    old, new = _of_review(before), _of_review(after)
    paths = {path: path for path in old if path in new} | _moved(old, new)
    judge = Judge(NO_WORDS, NO_WORDS, renames, names)
    for old_page, new_page in matched(old, new, paths):
        if old_page and new_page:
            yield from dates(old_page, new_page)
            yield from _texts(old_page, new_page, judge, rows)
        elif section := old_page or new_page:
            yield one_sided_section(section, old_page is None)


def _of_review(pages: Sections) -> dict[str, Section]:
    """The pages that are sections of the review."""
    return {path: page for path, page in pages.items() if path.startswith(REVIEW)}


def corrected(old: Section | None, new: Section | None) -> list[Change]:
    """Corrections put on record: headings with a text that the page did not have before."""
    before = {heading.anchor for heading in old.headings} if old else set()
    headings = [part.heading for part in (new.parts if new else ()) if part.items]
    return [
        Change(
            "correction-added", Weight.CLINICAL, added.text, new=added.place, address=added.anchor
        )
        for added in headings
        if added.level > 1 and added.anchor not in before
    ]


def _moved(old: Sections, new: Sections) -> dict[str, str]:
    """Sections whose file has another name, by their titles."""
    titles = {page.title.text: path for path, page in new.items() if path not in old}
    return {
        path: titles[page.title.text]
        for path, page in old.items()
        if path not in new and page.title.text in titles
    }


def _texts(old: Section, new: Section, judge: Judge, rows: Rows) -> Iterator[Change]:
    """Under which headings figures or citations came or went."""
    removed: dict[str, Counts] = {}
    added: dict[str, Counts] = {}
    for match in align(paragraphs(old), paragraphs(new)):
        if match.unedited:
            continue
        before, after = _claims(match, judge)
        if not _followed(match, before, after, rows):
            _count(removed.setdefault(match.anchor, _no_counts()), before)
            _count(added.setdefault(match.anchor, _no_counts()), after)
    headings = {heading.anchor: heading for heading in (*old.headings, *new.headings)}
    for anchor in removed:
        if details := tuple(_details(removed[anchor], added[anchor])):
            places = old.title.place, new.title.place
            text = headings[anchor].text
            yield Change("text-changed", Weight.CLINICAL, text, *places, details, address=anchor)


def _no_counts() -> Counts:
    return {FIGURES: Counter(), CITATIONS: Counter()}


def _count(counts: Counts, claims: Claims) -> None:
    """Add the claims of a paragraph; numbers of phases and the like count as figures here."""
    counts[FIGURES].update(claims[FIGURES] + claims[OTHERS])
    counts[CITATIONS].update(claims[CITATIONS])


def _details(removed: Counts, added: Counts) -> Iterator[Detail]:
    for name in (FIGURES, CITATIONS):
        old, new = _bare(removed[name] - added[name], added[name] - removed[name])
        if old or new:
            yield Detail(name, listed(old), listed(new))


def _bare(old: Counter[str], new: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Figures without units, which one language writes, unless it is the unit that changed."""
    old_bare, new_bare = (
        Counter(value.partition(" ")[0] for value in side.elements()) for side in (old, new)
    )
    return (old_bare, new_bare) if old_bare - new_bare or new_bare - old_bare else (old, new)


def _claims(match: Match, judge: Judge) -> tuple[Claims, Claims]:
    """What both versions state in a language that both have; a translation states nothing new."""
    no_claims = judge.claims(None, True)
    for language in LANGUAGES:
        old, new = (side.pair[language] if side else None for side in (match.old, match.new))
        if (old or not match.old) and (new or not match.new):
            before, after = judge.claims(old, True), judge.claims(new, False)
            if before != after:
                return before, after
    return no_claims, no_claims


def _followed(match: Match, old: Claims, new: Claims, rows: Rows) -> bool:
    """Whether only figures differ, beside links to a datum that changed."""
    if match.old is None or match.new is None:
        return False
    links = {
        (target(link, side.source.path), link.fragment.partition(".")[0])
        for side in match.new.pair.sides
        for link in side.links
    }
    changed = {(f"{TRIALS}/{trial}.yml", row) for trial, row in rows}
    return old[LINKS] == new[LINKS] and old[CITATIONS] == new[CITATIONS] and bool(links & changed)
