"""Key results: the box that opens a page, a line for each study, the strongest design first and
among equals the newest.

What a line shows is chosen in ``choice``: the primary results, as far as they concern the subject
of the page and have both a comparator (or are said to have none) and a denominator. How it is said
stands in ``line``."""

from __future__ import annotations

from collections.abc import Sequence

from review.edition.edition import Edition
from review.edition.view import View
from review.evidence.selection import ids
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import templates
from review.markup.escape import attribute
from review.pages.keyresults.keyresult_choice import Chosen, Subject, chosen, relevant, silence
from review.pages.keyresults.keyresult_line import StudyLine
from review.pages.study_design import rank
from review.sources.link import target
from review.sources.prose import Prose
from review.sources.section import Section
from review.wording.provenance import Signs

__all__ = ["discussed", "of_section", "of_term", "relevant", "subject", "subjects"]

FIRST = 6  # studies in sight
LISTED = 12  # studies in the box of a term, which has a table of all of them below
EVERY = 1000  # a section has no such table
NAMED = 8  # studies named that have nothing to show
WHY = ("elsewhere", "silent")


def of_section(section: Section, views: Sequence[View]) -> str:
    """The box of a section in one language or in two: the studies whose figures its text states, of
    a section on some diseases those that concern these; empty where there are none."""
    about = subjects(section, views[0].edition)
    return _box(
        [
            trial
            for trial in discussed(section, views[0].edition)
            if about is None or about.ids.intersection(_studied(trial))
        ],
        about,
        views,
        EVERY,
    )


def of_term(term: Term, trials: list[Trial], view: View) -> str:
    """The box of an agent or a diagnosis."""
    return _box(trials, subject(term, view.edition), [view], LISTED)


def subjects(section: Section, edition: Edition) -> Subject | None:
    """What a section is about, where its front matter names diagnoses: these, with all narrower
    ones."""
    named = frozenset(ids(section.metadata.get("diagnoses")))
    return (
        Subject("diagnoses", _and_narrower("diagnoses", named, edition), named) if named else None
    )


def discussed(section: Section, edition: Edition) -> list[Trial]:
    """Studies whose figures the text of a section states; one that it only points to is discussed
    elsewhere."""
    mentioned = (
        (
            trial,
            [
                mention.pair
                for mention in edition.mentions.get(trial.path, [])
                if mention.section is section
            ],
        )
        for trial in edition.corpus.trials.values()
    )
    return [
        trial
        for trial, pairs in mentioned
        if any(_states(side, trial) for pair in pairs for side in pair.sides)
    ]


def _states(prose: Prose, trial: Trial) -> bool:
    return any(
        link.fragment and target(link, prose.source.path) == trial.path for link in prose.links
    )


def subject(term: Term, edition: Edition) -> Subject:
    """What a term's page is about: the term, and for a diagnosis all narrower ones."""
    named = frozenset({term.id})
    return Subject(
        term.kind,
        _and_narrower(term.kind, named, edition) if term.kind == "diagnoses" else named,
        named,
    )


def _and_narrower(kind: str, named: frozenset[str], edition: Edition) -> frozenset[str]:
    return frozenset(
        id
        for id in edition.corpus.vocabulary.terms.get(kind, {})
        if named.intersection(edition.lineage(kind, id))
    )


def _studied(trial: Trial) -> list[str]:
    return [*trial.diagnoses, *trial.ids("population", "every")]


def _box(trials: list[Trial], about: Subject | None, views: Sequence[View], most: int) -> str:
    if not trials:
        return ""
    ranked = sorted(trials, key=lambda trial: rank(trial, views[0].corpus))
    found = [(trial, rows) for trial in ranked if (rows := chosen(trial, about))]
    listed, signs = found[:most], [Signs() for _ in views]
    sides = [
        [StudyLine(trial, rows, about, view, own).markdown() for trial, rows in listed]
        for view, own in zip(views, signs)
    ]
    lines = [_both(pair, views) for pair in zip(*sides)]
    shown = {trial.id for trial, _ in found}
    silent = [trial for trial in ranked if trial.id not in shown]
    named = [(view, _named(why, silent, about, view)) for why in WHY for view in views]
    return templates.render(
        "keyresults.md.j2",
        views=views,
        name=" ".join(attribute(view.word("key", "title")) for view in views),
        first=lines[:FIRST],
        rest=lines[FIRST:],
        more=len(found) - len(lines),
        notes=[(view.language, own.below()) for view, own in zip(views, signs) if own.notes],
        computed=any(_computed(result) for _, rows in listed for result in rows),
        silent=[(view.language, names) for view, names in named if names],
    )


def _computed(result: Chosen) -> bool:
    """Whether a line shows an interval that no publication gives."""
    return any(cell.proportion is not None and cell["ci"] is None for cell in result.cells)


def _both(sides: Sequence[str], views: Sequence[View]) -> str:
    """One study: in one language as it is, in two side by side."""
    if len(sides) == 1:
        return sides[0]
    return templates.render(
        "both.md.j2",
        name="study",
        sides=[{"lang": view.language, "markdown": side} for side, view in zip(sides, views)],
    )


def _named(why: str, silent: list[Trial], about: Subject | None, view: View) -> str:
    """The studies that have nothing to show for the reason ``why``."""
    trials = [trial for trial in silent if silence(trial, about) == why]
    if not trials:
        return ""
    reason = f"{why}-{about.kind}" if about and why == "elsewhere" else why
    named = view.word("key", reason) + view.listed([view.trial(each) for each in trials[:NAMED]])
    if len(trials) <= NAMED:
        return named
    return named + view.word("more", "studies", n=len(trials) - NAMED, all=len(trials))
