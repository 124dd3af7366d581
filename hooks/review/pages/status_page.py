"""The page “living status”, the table of all sections that it shares with the page about the
review, and the line on the home page."""

from __future__ import annotations

import datetime
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath

from review.edition.edition import Edition
from review.edition.list_parts import parts
from review.edition.page import Page
from review.edition.view import View
from review.evidence.settings import LIVING
from review.markup import templates
from review.markup.escape import link, literal
from review.markup.table import lines, small, table
from review.pages import search_record
from review.pages.changes_entries import items
from review.pages.changes_page import reach
from review.pages.currency import Currency, day, span
from review.pages.list_pages import ListPage, in_parts, listed
from review.pages.living import GUIDELINE, State, Studies, intervals, last_change, states, studies
from review.wording import prose_markdown

NAME = "status.md"
DATA = "status.json"
ROWS = 150  # sections on one page
NAMES = 60  # sections or studies in one line
DEFAULTS = ("retirement", "methods")  # fields whose absence says something


def status(edition: Edition) -> list[Page]:
    """How current the review is, and how it is kept alive, in both languages; where the sections
    are many, all of them stand on further pages."""
    found = states(edition)
    shared = parts(NAME, map(_stem, found), ROWS)
    return in_parts(shared, edition, partial(page, found))


def page(found: list[State], part: ListPage) -> Page:
    """One page in one language."""
    view = part.view
    if part.begin:
        here = [state for state in found if _stem(state) in part.keys]
        return listed(part, "status", banner="", sections=_table(here, view), mode="")
    data = table(
        [view.word("living", "item"), view.word("living", "said")],
        _mode(found, view),
    )
    return listed(
        part,
        "status",
        banner=banner(view),
        sections=section_table(view),
        searches=search_record.record(view),
        studies=_studies(studies(view.edition), view),
        mode=data,
        guideline=GUIDELINE,
        data=view.asset(DATA),
        change=_change(view),
    )


def _stem(state: State) -> str:
    return PurePosixPath(state.section.path).stem


def banner(view: View) -> str:
    """Which sections are overdue; empty where none is."""
    overdue = [
        view.section(state.section) for state in states(view.edition) if state.status == "overdue"
    ]
    if not overdue:
        return ""
    named = view.language.few(overdue, "sections", NAMES)
    return templates.render("overdue.md.j2", view=view, sections=named, n=len(overdue))


def line(view: View) -> str:
    """One line for the home page: how far the search reaches, and the way to all else; above it the
    banner. Empty where no search is recorded."""
    searched = search_record.span(_kept_up(states(view.edition)), view)
    if not searched:
        return ""
    parts = [searched, link(view.word("page", "status"), view.to(NAME))]
    return f'{banner(view)}\n\n<div class="currency" markdown="1">\n\n{" · ".join(parts)}\n\n</div>'


def _kept_up(found: list[State]) -> list[Currency]:
    """The dates of the sections that are not retired."""
    return [state.dates for state in found if state.status != "retired"]


def section_table(view: View) -> str:
    """The sections with their states; where they are many, those that are due first."""
    found = states(view.edition)
    if len(found) > ROWS:
        latest = datetime.date.max
        found.sort(key=lambda state: (state.status == "retired", state.dates.due or latest))
    return _table(found[:ROWS], view)


def _table(found: list[State], view: View) -> str:
    """Sections with their state, when each is next due, its last review and search; what matters
    most is what a phone shows first."""
    head = [
        view.word("living", name)
        for name in ("section", "state", "next", "last-review", "last-search")
    ]
    return table(head, [_row(state, view) for state in found])


def _row(state: State, view: View) -> list[str]:
    dates, previous = state.dates, _short(state.previous)
    review = lines(
        _short(dates.reviewed),
        small(view.word("living", "before", date=previous)) if previous else "",
    )
    status = view.word("state", state.status)
    if state.status == "retired":
        status = view.word("state", "retired-since", date=_short(dates.retired))
    elif state.status == "overdue":
        status = f"**{status}**"
    due = "" if state.status == "retired" else _short(dates.due)
    return [view.section(state.section), status, due, review, search_record.last(dates, view)]


def _short(date: datetime.date | None) -> str:
    """A day in digits: three columns of days written out would leave a phone no room."""
    return date.isoformat() if date else ""


def _studies(found: Studies, view: View) -> list[str]:
    """Counts of the studies included, as a flow diagram would give them; what was identified and
    screened is said to be unrecorded."""
    predecessor = literal(view.pick(view.corpus.settings.predecessor))
    counts = [view.word("living", "total", n=found.total)]
    if predecessor:
        counts += [
            view.word("living", "from-predecessor", n=found.predecessor, predecessor=predecessor),
            view.word("living", "added", n=found.added, predecessor=predecessor),
        ]
    if found.since_first is not None:
        counts.append(view.word("living", "since-first", n=found.since_first))
    if found.day:
        trials = [view.trial(view.corpus.trials[id]) for id in found.newest]
        names = view.language.few(trials, "studies", NAMES)
        counts.append(view.word("living", "newest", date=day(found.day, view), names=names))
    return [*counts, view.word("living", "screened")]


def _mode(found: list[State], view: View) -> list[list[str]]:
    """The fields of the living mode, each with what the review says of it."""
    texts = {name: _text(name, view) for name in LIVING}
    unrecorded = view.word("living", "unrecorded")
    preceding = literal(view.pick(view.corpus.settings.predecessor))
    fields = {
        "version": _versions(view) or unrecorded,
        "preceding": preceding or view.word("living", "none"),
        "mode": _alive(found, view),
        "justification": texts["justification"],
        "sources": texts["sources"],
        "dates": search_record.span(_kept_up(found), view) or unrecorded,
        "schedule": _schedule(found, texts["schedule"], view),
        "steps": texts["steps"],
        "triggers": texts["triggers"],
        "retirement": texts["retirement"],
        "methods": texts["methods"],
        "results": link(view.word("page", "changes"), view.to("changes.md")),
        "roles": texts["roles"],
        "limits": texts["limits"],
    }
    return [[view.word("lsr", name), value] for name, value in fields.items()]


def _versions(view: View) -> str:
    """The days of the first edition and of the last change; empty where neither is known."""
    first, last = view.edition.log.first, last_change(view.edition)
    days = {"first-edition": first.day if first else None, "last-change": last}
    return view.language.clauses(
        view.word("living", name, date=day(date, view)) for name, date in days.items() if date
    )


def _alive(found: list[State], view: View) -> str:
    """Whether all sections are kept up, else which are not."""
    retired = [view.section(state.section) for state in found if state.status == "retired"]
    if not retired:
        return view.word("living", "alive")
    return view.word(
        "living", "retired-sections", names=view.language.few(retired, "sections", NAMES)
    )


def _text(name: str, view: View) -> str:
    """A text of the settings, else that it is not recorded, or what its absence means."""
    record = view.corpus.settings.record
    text = prose_markdown.line(
        record.prose(view.language, "living", name, view.language) if record else None, view
    )
    return text or view.word("living", f"no-{name}" if name in DEFAULTS else "unrecorded")


def _schedule(found: list[State], remark: str, view: View) -> str:
    """The intervals of the sections, and what the settings add."""
    counts = [
        view.word("living", "every", span=span(interval, view.language), n=n)
        for interval, n in intervals(found).items()
    ]
    remark_shown = remark if remark != view.word("living", "unrecorded") else ""
    return lines(view.listed(counts), remark_shown) or remark


def _change(view: View) -> str:
    """What the newest version changed of which the page of changes tells, in one line."""
    days = groupby(item.moment.date() for item in items(view))
    when, newest = next(days, (None, ()))
    if when is None:
        return view.word("living", "no-change") if view.edition.log.first else reach(view)
    return view.word(
        "living",
        "newest-change",
        date=link(day(when, view), view.to("changes.md", f"d{when.isoformat()}")),
        n=len([*newest]),
    )
