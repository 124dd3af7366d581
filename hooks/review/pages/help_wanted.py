"""What is still to be done: texts that wait for their other language, overdue sections, figures
without data, figures and references to be confirmed or completed. Each item leads to where it is
read and to where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from review.edition.edition import Edition, Mention
from review.edition.page import Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.figures.coverage import Stated, stated
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.pages.currency import currency, day
from review.pages.page_finish import generated
from review.problem import Place
from review.sources.section import Section
from review.wording import citation_numbers
from review.wording.trial_words import worded


def help_wanted(edition: Edition, kept: Kept) -> list[Page]:
    """The page in both languages."""
    views = [View(edition, f"{language}/help-wanted.md", language) for language in Language]
    return [page(view, kept) for view in views]


def page(view: View, kept: Kept) -> Page:
    """The page in one language."""
    known = list(view.corpus.bibliography.entries.values())
    lists = {
        "todo": [
            _todo(mention, view)
            for section in view.edition.sections
            for mention in view.edition.pairs_of(section)
            if mention.pair.todo
        ],
        "overdue": [*_overdue(view)],
        "unbound": _unbound(view, kept),
        "figures": _figures(view),
        "references": [_reference(each, view) for each in known if not each.confirmed],
        # a page of the web has no DOI
        "doi": [_reference(each, view) for each in known if not each.doi and not each.url],
    }
    groups = [(view.word("help", name), name, items) for name, items in lists.items()]
    return generated(view, "help-wanted", groups=groups)


def _todo(mention: Mention, view: View) -> str:
    missing = view.word("help", "missing", language=view.word(f"language-{mention.pair.todo}"))
    return _item(
        view.bracket(_read(mention, view), missing), mention.pair.gap or mention.heading.place, view
    )


def _overdue(view: View) -> Iterator[str]:
    for section in view.edition.sections:
        dates = currency(section, view.corpus)
        if dates.overdue(view.edition.today):
            due = view.word("help", "due", date=day(dates.due, view))
            yield _item(view.bracket(view.section(section), due), Place(section.path), view)


def _unbound(view: View, kept: Kept) -> list[str]:
    """The result figures of each paragraph of the review that no datum holds."""
    found: list[str] = []
    for path, section in sorted(view.corpus.sections.items()):
        tables = view.edition.tables(*view.edition.spoken_of_in(section))
        made_from = (
            view.language,
            kept.around,
            view.edition.frame,
            path,
            section.source.digest,
            tables,
        )
        found += kept.keep("unbound", made_from, partial(_unbound_in, section, view))
    return found


def _unbound_in(section: Section, view: View) -> list[str]:
    own = replace(view.corpus, sections={section.path: section}, records={})
    pairs = view.edition.pairs_of(section)
    paragraphs = {id(side): mention for mention in pairs for side in mention.pair.sides}
    free: dict[int, list[Stated]] = {}
    for each in stated(own):
        if not each.bound and each.prose.language in (view.language, "both"):
            free.setdefault(id(each.prose), []).append(each)
    return [
        _item(
            _stands(found[0], paragraphs.get(prose), view)
            + view.language.colon
            + _digits(found, view),
            found[0].place,
            view,
        )
        for prose, found in free.items()
    ]


def _stands(figure: Stated, paragraph: Mention | None, view: View) -> str:
    """The paragraph a figure stands in; for a heading or an image the section."""
    if paragraph:
        return _read(paragraph, view)
    return view.section(view.corpus.sections[figure.place.path])


def _digits(figures: list[Stated], view: View) -> str:
    return view.listed(
        [literal(each.numeral.digits + "%" * each.numeral.percent) for each in figures]
    )


def _figures(view: View) -> list[str]:
    return [
        _trial(trial, view)
        for trial in view.corpus.trials.values()
        if any(not row.confirmed for row in trial.rows)
    ]


def _trial(trial: Trial, view: View) -> str:
    """The rows of a trial that nobody has confirmed, by who printed them."""
    words = worded(trial, view.corpus, view.language)
    names = words.distinct_names()
    unconfirmed = [row for row in trial.rows if not row.confirmed]
    reports: dict[str, list[str]] = {}
    for row in unconfirmed:
        named = link(literal(names[row.id]), view.source(trial.path, row.id))
        reports.setdefault(words.row(row).unconfirmed, []).append(named)
    listed = "".join(
        f"\n    - {literal(note)}{view.language.colon}{view.listed(rows)}"
        for note, rows in reports.items()
    )
    return _item(view.trial(trial), trial.record.key_place(*unconfirmed[0].path), view) + listed


def _reference(reference: Reference, view: View) -> str:
    name = link(literal(reference.title), view.reference(reference.key))
    return _item(
        f'<span lang="{citation_numbers.language_of(reference)}">{name}</span>',
        reference.place,
        view,
    )


def _read(mention: Mention, view: View) -> str:
    """Where a paragraph is read: its heading as a link to it."""
    return link(
        literal(plain(view.pick(mention.heading.text))), view.to(mention.page, mention.pair.id)
    )


def _item(said: str, place: Place, view: View) -> str:
    """An item with where it is written: a link for editing at that line where the repository is
    known, else the path and line alone."""
    edit = view.edit(place.path)
    written = literal(f"{place.path}:{place.line}")
    way = link(written, edit and f"{edit}#L{place.line}")
    return f'{said} <small class="written">{way}</small>'
