"""What the home page has of its own: the newest changes, the ways in (by disease, by drug, all
trials, map, timeline), and lists of which the rest is one tap away."""

from __future__ import annotations

import re
from itertools import groupby, islice

from review.edition.view import View
from review.evidence.page_names import EVIDENCE
from review.markup import templates
from review.markup.escape import link, literal
from review.pages.changes_entries import item
from review.pages.changes_page import NAME, reach, shown
from review.pages.changes_pieces import Item
from review.pages.currency import day
from review.pages.study_design import most_studied, tested

SIGHT = 8  # links in sight; all others one tap away
NEWEST = 4  # changes
NAMES = 3  # of what a change is about, where it is about many
ITEMS = 2  # of a list of results
WAYS = (
    "trials/index.md",
    "availability.md",
    "evidence-map.md",
    "timeline.md",
    "changes.md",
)  # as far as the navigation has them


def picks(view: View) -> str:
    """Two lists of links with their counts, most studied first, and the other ways in."""
    kinds = {kind: _counted(kind, view) for kind in ("diagnoses", "agents")}
    groups = [
        (view.word("pick", kind), found[:SIGHT], found[SIGHT:])
        for kind, found in kinds.items()
        if found
    ]
    ways = [
        link(literal(view.word("page", EVIDENCE[page])), view.to(page))
        for page in WAYS
        if page in EVIDENCE
    ]
    return templates.render("picks.md.j2", view=view, groups=groups, ways=ways) if groups else ""


def news(view: View) -> str:
    """The newest changes; where there are none yet, since when they are told."""
    log = view.edition.log
    told = (each for entry in log.entries if (each := item(entry, view)).lines)
    alike = groupby(
        told, key=lambda each: (each.moment.date(), each.lines, each.more)
    )  # what was done to many tables at once is told once
    lines = [_change(list(each), view) for _, each in islice(alike, NEWEST)]
    since = (
        view.word("home", "since", date=day(log.first.day, view))
        if log.first
        else reach(view)
        if log.since
        else ""
    )
    return (
        templates.render(
            "news.md.j2", view=view, lines=lines, since="" if lines else since, all=view.to(NAME)
        )
        if lines or since
        else ""
    )


def _change(alike: list[Item], view: View) -> str:
    """One change: its day, what it is about, the first thing that is told of it, how much more
    there is."""
    names, first = view.listed([shown(each.title, view) for each in alike[:NAMES]]), alike[0]
    about = (
        view.word("home", "alike", names=names, n=len(alike) - NAMES)
        if len(alike) > NAMES
        else names
    )
    rest = len(first.lines) + first.more - 1
    more = view.word("home", "and", n=rest) if rest else ""
    told = shown(first.lines[0], view)
    date = f"<small>{day(first.moment.date(), view)}</small>"
    return f"{date} {about}{view.language.colon}{told}{more}"


def folded(markdown: str, view: View) -> str:
    """A list with its first items in sight and the rest one tap away; any other text as it is."""
    items = re.split(r"\n(?=- )", markdown)
    if not markdown.startswith("- ") or len(items) <= ITEMS + 1:
        return markdown
    first, rest = "\n".join(items[:ITEMS]), "\n".join(items[ITEMS:])
    summary = f"<summary>{view.word('home', 'more', n=len(items) - ITEMS)}</summary>"
    opening = f'<details class="rest" markdown="1">{summary}'
    return f"{first}\n\n{opening}\n\n{rest}\n\n</details>"


def _counted(kind: str, view: View) -> list[str]:
    """Terms of a kind as links, each with the number of its studies; of the agents those that a
    study puts to the test."""
    under_test = {agent for trial in view.corpus.trials.values() for agent in tested(trial)}
    terms = [
        term
        for term in most_studied(kind, view.edition)
        if kind != "agents" or term.id in under_test
    ]
    return [
        f"{view.term(kind, term.id)} <small>{len(view.edition.studied[kind, term.id])}</small>"
        for term in terms
    ]
