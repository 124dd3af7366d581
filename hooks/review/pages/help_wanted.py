"""What is still to be done: texts that wait for their other language, overdue sections, figures
without data, figures and references to be confirmed or completed. Each item leads to where it is
read and to where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from review.edition.edition import Edition
from review.edition.list_parts import parts
from review.edition.mention import Mention, pairs_of
from review.edition.page import Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.figures.coverage import Stated, stated
from review.markup.escape import link, literal, plain
from review.pages.currency import currency, day
from review.pages.list_pages import ListPage, in_parts, listed
from review.problem import Place
from review.sources.section import Section
from review.wording import citation_numbers
from review.wording.trial_words import worded

LISTS = ("todo", "overdue", "unbound", "figures", "references", "doi")
MOST = 400  # things on one page

Task = tuple[str, Callable[[View], list[str]]]  # its key, and its items


def help_wanted(edition: Edition, store: Kept) -> list[Page]:
    """What is to be done, in both languages."""
    tasks = [*_tasks(edition, store)]
    shared = parts("help-wanted.md", (key for key, _ in tasks), MOST)
    return in_parts(shared, edition, partial(page, tasks), _named)


def page(tasks: Sequence[Task], part: ListPage) -> Page:
    """One page in one language."""
    view, keys, name_of_list = part.view, part.keys, part.begin.partition("/")[0]
    lists: dict[str, list[str]] = {
        name: []
        for name in LISTS
        if part.begin in part.parts.shared and name == (name_of_list or name)
    }
    for key, items in tasks:
        if key in keys:
            lists[key.partition("/")[0]] += items(view)
    groups = [(view.word("help", name), name, items) for name, items in lists.items()]
    return listed(part, "help-wanted", groups=groups)


def _named(view: View, words: list[str]) -> str:
    return view.word("help", words[0])


def _tasks(edition: Edition, store: Kept) -> Iterator[Task]:
    """All there is to do, list by list: what the sections lack, and what the data lack."""
    for section in edition.sections:
        for mention in pairs_of(section):
            if mention.pair.todo:
                yield f"todo/{_stem(section)}", partial(_todo, mention)
    for section in edition.sections:
        if currency(section, edition.corpus).overdue(edition.today):
            yield f"overdue/{_stem(section)}", partial(_overdue, section)
    for _, section in sorted(edition.corpus.sections.items()):
        yield f"unbound/{_stem(section)}", partial(_unbound, section, store)
    yield from _data(edition, store)


def _data(edition: Edition, store: Kept) -> Iterator[Task]:
    for id in store.shelf("unconfirmed", edition.tables_digest, partial(_unconfirmed, edition)):
        yield f"figures/{id}", partial(_figures, id, store)
    references = edition.corpus.bibliography.entries.values()
    for reference in references:
        if not reference.confirmed:
            yield f"references/{reference.key}", partial(_reference, reference)
    for reference in references:
        if not reference.doi and not reference.url:  # a page of the web has no DOI
            yield f"doi/{reference.key}", partial(_reference, reference)


def _unconfirmed(edition: Edition) -> list[str]:
    """The trials that have a row that nobody has confirmed."""
    trials = edition.corpus.trials.items()
    return [id for id, trial in trials if any(not row.confirmed for row in trial.rows)]


def _stem(section: Section) -> str:
    return PurePosixPath(section.path).stem


def _todo(mention: Mention, view: View) -> list[str]:
    missing = view.word("help", "missing", language=view.word(f"language-{mention.pair.todo}"))
    place = mention.pair.gap or mention.heading.place
    return [_item(view.bracket(_read(mention, view), missing), place, view)]


def _overdue(section: Section, view: View) -> list[str]:
    due = view.word("help", "due", date=day(currency(section, view.corpus).due, view))
    return [_item(view.bracket(view.section(section), due), Place(section.path), view)]


def _unbound(section: Section, store: Kept, view: View) -> list[str]:
    """The result figures of each paragraph of a section that no datum holds."""
    inputs = (view.uri, store.around, section.path, section.source.digest)

    def of_tables() -> list[str]:
        tables = view.edition.tables(*view.edition.spoken_of_in(section))
        made_from = (*inputs, view.edition.frame, tables)
        return store.keep("unbound", made_from, partial(_unbound_in, section, view))

    return store.shelf("unbound", (*inputs, view.edition.structure), of_tables)


def _unbound_in(section: Section, view: View) -> list[str]:
    one_section = replace(view.corpus, sections={section.path: section}, records={})
    pairs = pairs_of(section)
    paragraphs = {id(side): mention for mention in pairs for side in mention.pair.sides}
    free: dict[int, list[Stated]] = {}
    for figure in stated(one_section):
        if not figure.bound and figure.prose.language in (view.language, "both"):
            free.setdefault(id(figure.prose), []).append(figure)
    return [
        _item(
            _whereabouts(found[0], paragraphs.get(prose), view)
            + view.language.colon
            + _digits(found, view),
            found[0].place,
            view,
        )
        for prose, found in free.items()
    ]


def _whereabouts(figure: Stated, paragraph: Mention | None, view: View) -> str:
    """The paragraph a figure stands in; for a heading or an image the section."""
    if paragraph:
        return _read(paragraph, view)
    return view.section(view.corpus.sections[figure.place.path])


def _digits(figures: list[Stated], view: View) -> str:
    return view.listed(
        [literal(figure.numeral.digits + "%" * figure.numeral.percent) for figure in figures]
    )


def _figures(id: str, store: Kept, view: View) -> list[str]:
    made_from = (id, view.uri, store.around, view.edition.frame, view.edition.tables_of([id]))
    return store.shelf("figures", made_from, lambda: _trial(view.corpus.trials[id], view))


def _trial(trial: Trial, view: View) -> list[str]:
    """The rows of a trial that nobody has confirmed, by who printed them."""
    words = worded(trial, view.corpus, view.language)
    names = words.distinct_names()
    unconfirmed = [row for row in trial.rows if not row.confirmed]
    reports: dict[str, list[str]] = {}
    for row in unconfirmed:
        named = link(literal(names[row.id]), view.source(trial.path, row.id))
        reports.setdefault(words.row(row).unconfirmed, []).append(named)
    reported = "".join(
        f"\n    - {literal(note)}{view.language.colon}{view.listed(rows)}"
        for note, rows in reports.items()
    )
    place = trial.record.key_place(*unconfirmed[0].path)
    return [_item(view.trial(trial), place, view) + reported]


def _reference(reference: Reference, view: View) -> list[str]:
    name = link(literal(reference.title), view.reference(reference.key))
    named = f'<span lang="{citation_numbers.language_of(reference)}">{name}</span>'
    return [_item(named, reference.place, view)]


def _read(mention: Mention, view: View) -> str:
    """Where a paragraph is read: its heading as a link to it."""
    return link(
        literal(plain(view.pick(mention.heading.text))), view.to(mention.page, mention.pair.id)
    )


def _item(text: str, place: Place, view: View) -> str:
    """An item with where it is written: a link for editing at that line where the repository is
    known, else the path and line alone."""
    edit = view.edit(place.path)
    written = literal(f"{place.path}:{place.line}")
    edit_link = link(written, edit and f"{edit}#L{place.line}")
    return f'{text} <small class="written">{edit_link}</small>'
