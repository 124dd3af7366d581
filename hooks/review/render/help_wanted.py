"""What is still to be done: texts that wait for their other language, overdue sections, figures and references to be confirmed."""
from __future__ import annotations

from ..prose import LANGUAGES
from ..section import Section
from ..trial import Trial
from . import citations, datum, provenance, templates
from .currency import currency
from .edition import Edition, Mention, page_of
from .escape import link, literal, plain
from .finish import Draft, finish
from .labels import dated
from .page import Page
from .view import View


def help_wanted(edition: Edition) -> list[Page]:
    """The page in both languages."""
    return [page(View(edition, f"{language}/help-wanted.md", language)) for language in LANGUAGES]


def page(view: View) -> Page:
    """The page in one language."""
    title, about = view.word("page", "help-wanted"), view.word("about", "help-wanted")
    lists = {"todo": _todos(view), "overdue": _overdue(view), "figures": _figures(view), "references": _references(view)}
    groups = [(view.word("help", name), name, items) for name, items in lists.items()]
    return finish(Draft(view, "help-wanted", title, about, templates.render("help-wanted.md.j2", view=view, title=title, about=about, groups=groups)))


def _todos(view: View) -> list[str]:
    return [_todo(mention, view) for section in view.edition.sections for mention in view.edition.pairs_of(section) if mention.pair.todo]


def _todo(mention: Mention, view: View) -> str:
    missing = view.word("help", "missing", language=view.word(f"language-{mention.pair.todo}"))
    name = literal(plain(view.pick(mention.heading.text)))
    return view.bracket(link(name, view.to(mention.page, mention.pair.id)), missing)


def _overdue(view: View) -> list[str]:
    sections = [section for section in view.edition.sections if currency(section).overdue(view.edition.today)]
    return [_late(section, view) for section in sections]


def _late(section: Section, view: View) -> str:
    due = currency(section).due
    said = view.word("help", "due", date=dated(due.isoformat(), view.language)) if due else ""
    return view.bracket(link(literal(plain(view.pick(section.title.text))), view.to(page_of(section.path))), said)


def _figures(view: View) -> list[str]:
    return [_trial(trial, view) for trial in view.corpus.trials.values() if any(not row.confirmed for row in trial.rows)]


def _trial(trial: Trial, view: View) -> str:
    """The rows of a trial that nobody has confirmed, by who printed them."""
    reports: dict[str, list[str]] = {}
    names = datum.distinct_names(trial, view)
    for row in trial.rows:
        if not row.confirmed:
            target = view.source(trial.path, row.id)
            reports.setdefault(provenance.unconfirmed(trial, row, view), []).append(link(literal(names[row.id]), target))
    colon, mark = ("：", "；") if view.language == "zh" else (": ", "; ")
    return view.trial(trial) + colon + mark.join(view.bracket(view.listed(rows), literal(said)) for said, rows in reports.items())


def _references(view: View) -> list[str]:
    unconfirmed = [reference for reference in view.corpus.bibliography.entries.values() if not reference.confirmed]
    links = {each: link(literal(each.title), view.to("references.md", each.key)) for each in unconfirmed}
    return [f'<span lang="{citations.language_of(each)}">{title}</span>' for each, title in links.items()]
