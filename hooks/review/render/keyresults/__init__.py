"""Key results: the box that opens a page, a line for each study, the strongest design first and among equals the newest.

What a line shows is chosen in ``choice``: the primary results, as far as they concern the subject of the page and have both a comparator
(or are said to have none) and a denominator. How it is said stands in ``line``.
"""
from __future__ import annotations

from typing import Sequence

from ...binding import target
from ...prose import Pair, Prose
from ...section import Section
from ...trial import Trial
from ...vocabulary import Term
from .. import templates
from ..edition import Edition
from ..escape import attribute
from ..strength import rank
from ..view import View
from .choice import Chosen, Subject, chosen, whole
from .line import line

FIRST = 6  # studies in sight
LISTED = 12  # studies in the box of a term, which has a table of all of them below
EVERY = 1000  # a section has no such table
NAMED = 8  # studies named that have nothing to show


def of_section(section: Section, views: Sequence[View]) -> str:
    """The box of a section in one language or in two: the studies whose figures its text states; empty where there are none.

    Where the section opens with results somebody wrote (``points``), the box has only the studies that these leave out.
    """
    written = points(section)
    told = {trial.id for trial in views[0].corpus.trials.values() if written and any(_states(side, trial) for side in written.sides)}
    studies = [trial for trial in discussed(section, views[0].edition) if trial.id not in told]
    return _box(studies, None, views, EVERY, "others" if written else "title")


def of_term(term: Term, trials: list[Trial], view: View) -> str:
    """The box of an agent or a diagnosis."""
    return _box(trials, subject(term, view), [view], LISTED, "title")


def points(section: Section) -> Pair | None:
    """The key results that somebody wrote: a list that opens the section, before its first heading."""
    first = next((item for part in section.parts[:1] for item in part.items), None)
    written = isinstance(first, Pair) and bool(first.sides) and all(side.text.lstrip().startswith("- ") for side in first.sides)
    return first if written and isinstance(first, Pair) else None


def discussed(section: Section, edition: Edition) -> list[Trial]:
    """Studies whose figures the text of a section states; one that it only points to is discussed elsewhere."""
    mentioned = ((trial, [mention.pair for mention in edition.mentions.get(trial.path, []) if mention.section is section]) for trial in edition.corpus.trials.values())
    return [trial for trial, pairs in mentioned if any(_states(side, trial) for pair in pairs for side in pair.sides)]


def _states(prose: Prose, trial: Trial) -> bool:
    return any(link.fragment and target(link, prose.source.path) == trial.path for link in prose.links)


def subject(term: Term, view: View) -> Subject:
    """What a term's page is about: the term, and for a diagnosis all narrower ones."""
    if term.kind != "diagnoses":
        return Subject(term.kind, frozenset({term.id}))
    known = view.corpus.vocabulary.terms.get(term.kind, {})
    return Subject(term.kind, frozenset(id for id in known if term.id in view.edition.lineage(term.kind, id)))


def _box(trials: list[Trial], about: Subject | None, views: Sequence[View], most: int, title: str) -> str:
    view = views[0]
    ranked = sorted(trials, key=lambda trial: rank(trial, view))
    found = [(trial, rows) for trial in ranked if (rows := chosen(trial, about))]
    if not trials:
        return ""
    told = {trial.id for trial, _ in found}
    lines = [_both([_line(trial, rows, about, each) for each in views], views) for trial, rows in found[:most]]
    silent = [trial for trial in ranked if trial.id not in told]
    return templates.render(
        "keyresults.md.j2",
        views=views,
        title=title,
        name=" ".join(attribute(each.word("key", title)) for each in views),
        first=lines[:FIRST],
        rest=lines[FIRST:],
        more=len(found) - len(lines),
        silent=[_named(silent, each) for each in views if silent],
    )


def _both(sides: Sequence[str], views: Sequence[View]) -> str:
    """One study: in one language as it is, in two side by side."""
    if len(sides) == 1:
        return sides[0]
    return templates.render("both.md.j2", name="study", sides=[{"lang": view.language, "markdown": side} for side, view in zip(sides, views)])


def _named(trials: list[Trial], view: View) -> str:
    return view.word("key", "silent") + view.listed([view.trial(trial) for trial in trials[:NAMED]]) + (f" +{len(trials) - NAMED}" if len(trials) > NAMED else "")


def _line(trial: Trial, rows: list[Chosen], about: Subject | None, view: View) -> str:
    return line(trial, rows, view, diagnoses=not whole(trial, about))
