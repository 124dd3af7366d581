"""Key results: the box that opens a page, a line for each study, the strongest design first and among equals the newest.

What a line shows is chosen in ``choice``: the primary results, as far as they concern the subject of the page and have both a comparator
(or are said to have none) and a denominator. How it is said stands in ``line``.
"""
from __future__ import annotations

from ...binding import target
from ...prose import Prose
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


def of_section(section: Section, view: View) -> str:
    """The box of a section: the studies whose figures its text states; empty where there are none."""
    return _box(discussed(section, view.edition), None, view, EVERY)


def of_term(term: Term, trials: list[Trial], view: View) -> str:
    """The box of an agent or a diagnosis."""
    return _box(trials, subject(term, view), view, LISTED)


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


def _box(trials: list[Trial], about: Subject | None, view: View, most: int) -> str:
    ranked = sorted(trials, key=lambda trial: rank(trial, view))
    found = [(trial, rows) for trial in ranked if (rows := chosen(trial, about))]
    if not trials:
        return ""
    told = {trial.id for trial, _ in found}
    lines = [_line(trial, rows, about, view) for trial, rows in found[:most]]
    silent = [view.trial(trial) for trial in ranked if trial.id not in told]
    return templates.render(
        "keyresults.md.j2",
        view=view,
        name=attribute(view.word("key", "title")),
        first=lines[:FIRST],
        rest=lines[FIRST:],
        more=len(found) - len(lines),
        silent=view.listed(silent[:NAMED]) + (f" +{len(silent) - NAMED}" if len(silent) > NAMED else ""),
    )


def _line(trial: Trial, rows: list[Chosen], about: Subject | None, view: View) -> str:
    return line(trial, rows, view, diagnoses=not whole(trial, about))
