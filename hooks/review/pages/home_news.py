"""The newest clinical changes, as a person would tell them: which studies came, which results are
new or corrected, which verdicts changed. Changes of fields, of wording and of provenance are on the
page of all changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice

from review.edition.found_change import Change
from review.edition.log import Entry
from review.edition.mention import page_of
from review.edition.view import View
from review.evidence.trial import BETWEEN, EVERYBODY
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.pages.changes_page import NAME, reach
from review.pages.changes_pieces import arrow
from review.pages.currency import day
from review.pages.table_columns import StudyCells

NEWEST = 4  # lines
NAMES = 6  # studies named in one line
ADDED = "trial-added"


def news(view: View) -> str:
    """The newest changes; where there are none yet, since when they are told."""
    log = view.edition.log
    lines = list(islice(_lines(view), NEWEST))
    since = reach(view) if log.since else ""
    if log.first:
        since = view.word("home", "since", date=day(log.first.day, view))
    if not lines and not since:
        return ""
    return templates.render(
        "news.md.j2", view=view, lines=lines, since="" if lines else since, all=view.to(NAME)
    )


def _lines(view: View) -> Iterator[str]:
    """What is told, the newest day first, within a day the studies that came first of all."""
    for date, entries in groupby(view.edition.log.entries, key=lambda entry: entry.day):
        found = list(entries)
        texts = [*_studies_added(found, view), *(_of_entry(entry, view) for entry in found)]
        for text in filter(None, texts):
            yield f"<small>{day(date, view)}</small> {text}"


def _studies_added(entries: Iterable[Entry], view: View) -> list[str]:
    """All studies that came on a day, in one line."""
    trials = view.corpus.trials
    added = [
        trials[entry.subject]
        for entry in entries
        if entry.subject in trials and any(change.kind == ADDED for change in entry.changes)
    ]
    if not added:
        return []
    names = [view.trial(trial) for trial in added]
    return [view.word("news", "added") + view.language.few(names, "studies", NAMES)]


def _of_entry(entry: Entry, view: View) -> str:
    """The first thing worth telling of an entry, and how much more there is; empty if none."""
    if any(change.kind == ADDED for change in entry.changes):
        return ""
    changes = [change for change in entry.changes if change.kind in SENTENCES]
    texts = [*filter(None, (SENTENCES[change.kind](change, entry, view) for change in changes))]
    more = view.word("home", "and", n=len(texts) - 1) if len(texts) > 1 else ""
    return texts[0] + more if texts else ""


def _status(change: Change, entry: Entry, view: View) -> str:
    detail = change.details[0] if change.details else None
    if detail is None:
        return ""
    verdict = arrow(detail.old, detail.new, view)
    return _study(entry, view) + view.word("news", "verdict", change=literal(verdict))


def _result_added(change: Change, entry: Entry, view: View) -> str:
    """The new result as the table has it today."""
    trial = view.corpus.trials.get(entry.subject)
    row = trial.row(change.address) if trial else None
    if trial is None or row is None or row.kind == "facts":
        return ""
    cells = StudyCells(trial, view)
    words = cells.words.row(row)
    name = words.specified(short=True) if row.kind == "results" else words.name
    return _study(entry, view) + view.word("news", "result") + cells.result(row, literal(name))


def _result_changed(change: Change, entry: Entry, view: View) -> str:
    """The figures of a result as they were and are; other fields are no news."""
    trial = view.corpus.trials.get(entry.subject)
    row = trial.row(change.address) if trial else None
    if trial is None or row is None:
        return ""
    figures = {*row.cells, BETWEEN, EVERYBODY}
    details = (detail for detail in change.details if detail.key in figures)
    changed = [arrow(item.old, item.new, view) for item in details if item.old and item.new]
    if not changed:
        return ""
    words = StudyCells(trial, view).words.row(row)
    name = link(literal(words.name), view.to(f"trials/{trial.id}.md", row.id))
    figures_changed = literal(view.language.clauses(changed))
    return _study(entry, view) + name + view.language.colon + figures_changed


def _removed(change: Change, entry: Entry, view: View) -> str:
    return view.word("news", "removed", name=literal(plain(view.pick(change.subject))))


def _corrected(change: Change, entry: Entry, view: View) -> str:
    name = literal(plain(view.pick(change.subject)))
    page = page_of(entry.subject) if entry.subject in view.corpus.sections else ""
    target = view.to(page, change.address) if page else ""
    return view.word("news", "correction") + link(name, target)


def _section_added(change: Change, entry: Entry, view: View) -> str:
    section = view.corpus.sections.get(entry.subject)
    if section is None:
        return ""
    return view.word("news", "section") + view.section(section)


def _study(entry: Entry, view: View) -> str:
    """The study that an entry is about, before what is told of it."""
    trial = view.corpus.trials.get(entry.subject)
    return (view.trial(trial) if trial else literal(entry.subject)) + view.language.colon


SENTENCES: Mapping[str, Callable[[Change, Entry, View], str]] = {
    "trial-removed": _removed,
    "trial-status": _status,
    "result-added": _result_added,
    "result-changed": _result_changed,
    "correction-added": _corrected,
    "page-added": _section_added,
}
