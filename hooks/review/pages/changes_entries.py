"""Entries of the log in words: each kind of change is told by a function of its own. What is no
longer there is named, but leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from review.change.stated_figures import CITATIONS
from review.edition.found_change import Change, Detail
from review.edition.log import CORRECTION, QUESTION, REFERENCE, SECTION, TRIAL, Entry
from review.edition.mention import page_of
from review.edition.view import View
from review.evidence.reference import PERSONS
from review.markup.escape import plain as read
from review.markup.language import in_both
from review.pages import changes_questions, mentions
from review.pages.changes_pieces import Item, Line, Piece, arrow
from review.pages.currency import span
from review.problem import Text
from review.sources.latex import decoded

MOST = 12  # lines of one entry
PLACES = 4  # places that cite a row
LONGEST = 8  # figures of a text told one by one
UNNAMED = ("report", "source", "locator")  # fields of a row whose values are ids
PART = " · "  # between a trial and its row, as the clinical diff names them


def items(view: View) -> Iterator[Item]:
    """All entries of the log in the language of the view, the newest day first."""
    return news_items(view.edition.log.entries, view)


def news_items(entries: Iterable[Entry], view: View) -> Iterator[Item]:
    """Entries in the language of the view; those of which nothing can be told are left out."""
    return (found for entry in entries if (found := item(entry, view)).lines)


def item(entry: Entry, view: View) -> Item:
    """The entry in the language of the view."""
    lines = [line for change in entry.changes for line in LINES[change.kind](change, entry, view)]
    return Item(
        f"{entry.day.isoformat()} {entry.kind} {entry.subject}",
        entry.moment,
        TITLES[entry.kind](entry, view),
        tuple(lines[:MOST]),
        max(len(lines) - MOST, 0),
    )


def _trial_title(entry: Entry, view: View) -> Line:
    trial = view.corpus.trials.get(entry.subject)
    if trial is None:
        return (Piece(view.pick(entry.changes[0].subject).partition(PART)[0]),)
    return (Piece(view.trial_name(trial), f"trials/{trial.id}.md"),)


def _section_title(entry: Entry, view: View) -> Line:
    section = view.corpus.sections.get(entry.subject)
    if section is None:
        return (Piece(read(view.pick(entry.changes[0].subject))),)
    return (Piece(read(view.pick(section.title.text)), page_of(section.path)),)


def _trial_added(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    status, results = (view.pick(detail.new) for detail in change.details[:2])
    yield (Piece(view.word("change", "trial-added", status=status, n=results)),)


def _trial_status(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    [detail] = change.details
    status = arrow(detail.old, detail.new, view)
    yield (Piece(view.word("field", "status") + view.language.colon + status),)


def _trial_changed(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """Numbers enrolled and arms with values; of design and population only which parts."""
    if change.address:
        yield (
            _row(change, entry, view),
            Piece(view.language.colon + _values(change.details, view)),
            *_cited(change, entry, view),
        )
        return
    fields = [_field(detail, view) for detail in change.details]
    names = [*dict.fromkeys(filter(None, fields))]
    if names:
        words = view.word("change", "trial-changed") + view.language.colon + view.listed(names)
        yield (Piece(words),)


def _field(detail: Detail, view: View) -> str:
    """Interface word of a field named by its path; empty where readers know no such field."""
    steps = detail.key.split(".")
    if steps[0] == "reports":
        return ""
    words = ((step, view.word("field", step)) for step in reversed(steps))
    return next((word for step, word in words if word != step), "")


def _result(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    values = view.language.colon + _values(change.details, view) if change.details else ""
    line = (_row(change, entry, view), Piece(values), *_cited(change, entry, view))
    if change.kind == "result-changed":
        yield line
    else:
        yield (Piece(view.word("change", change.kind) + view.language.colon), *line)


def _row(change: Change, entry: Entry, view: View) -> Piece:
    """The row a change is about, as a link where the table still has it."""
    subject = view.pick(change.subject)
    name = subject.partition(PART)[2] or subject
    trial = view.corpus.trials.get(entry.subject)
    if trial is None or change.address not in trial.addresses():
        return Piece(name)
    return Piece(name, f"trials/{entry.subject}.md", change.address)


def _values(details: tuple[Detail, ...], view: View) -> str:
    """What each value was and is; sources and reports have ids that readers do not know."""
    return view.language.semicolon.join(
        view.pick(detail.name) + view.language.colon + arrow(detail.old, detail.new, view)
        for detail in details
        if detail.key not in UNNAMED
    )


def _cited(change: Change, entry: Entry, view: View) -> Iterator[Piece]:
    """The paragraphs that cite the row today."""
    found = view.edition.citing_rows.get((entry.subject, change.address), [])
    if found:
        yield Piece(view.language.semicolon + view.word("change", "cited") + view.language.colon)
    for number, mention in enumerate(found[:PLACES]):
        yield from (Piece(view.language.pause),) if number else ()
        yield Piece(mentions.title(mention, view), mention.page, mention.pair.id)
    if len(found) > PLACES:
        yield Piece(view.word("change", "places", n=len(found) - PLACES))


def _word(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    yield (Piece(view.word("change", change.kind)),)


def _dates(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """Front matter: dates and the interval as readers write them."""
    for detail in change.details:
        if detail.key in ("searched", "reviewed", "interval", "retired"):
            dates = arrow(_in_words(detail.old), _in_words(detail.new), view)
            yield (Piece(view.word("change", detail.key) + view.language.colon + dates),)


def _in_words(value: Text | None) -> Text | None:
    """A date or an interval in the words of both languages."""
    if value is None:
        return None
    return in_both(lambda language: span(value.en, language) or language.dated(value.en))


def _text(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """A heading under which figures or citations of the text changed."""
    claims = view.language.semicolon.join(_claims(detail, view) for detail in change.details)
    yield (_heading(change, entry, view), Piece(view.language.colon + claims))


def _heading(change: Change, entry: Entry, view: View) -> Piece:
    """The heading a change is about, as a link where the page still has it."""
    name, section = read(view.pick(change.subject)), view.corpus.sections.get(entry.subject)
    anchors = {heading.anchor for heading in section.headings} if section else set()
    if change.address not in anchors:
        return Piece(name)
    return Piece(name, page_of(entry.subject), change.address)


def _claims(detail: Detail, view: View) -> str:
    """Figures or citations that went and came; many figures are only counted as changed."""
    if detail.name != CITATIONS:
        return _figures(detail, view)
    keys = [
        f"{sign} {_reference_name(key, view)}"
        for sign, side in (("+", detail.new), ("−", detail.old))
        for key in (dict.fromkeys(side.en.split(", ")) if side else ())
    ]
    return view.word("change", "citations") + view.language.colon + view.listed(keys)


def _figures(detail: Detail, view: View) -> str:
    """Figures that went and came; many of them are only counted as changed."""
    sides = [side for side in (detail.old, detail.new) if side]
    if sum(len(side.en.split(", ")) for side in sides) > LONGEST:
        return view.word("change", "figures-many")
    if detail.new is None:
        figures = view.word("change", "gone", value=view.pick(detail.old))
    else:
        figures = arrow(detail.old, detail.new, view)
    return view.word("change", "figures") + view.language.colon + figures


def _reference_name(key: str, view: View) -> str:
    """A reference by its first author and year; by its key where it is gone."""
    reference = view.corpus.bibliography.entries.get(key)
    if reference is None:
        return key
    people = [person for role in PERSONS for person in reference.entry.persons.get(role, [])]
    family = " ".join(people[0].last_names) if people else ""
    return f"{decoded(family)} {reference.year}".strip().strip("{}") if family else key


def _reference(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    key, detail = change.subject.en, change.details[0]
    formatted = view.pick(detail.new or detail.old)
    line = (Piece(view.word("change", change.kind) + view.language.colon + formatted),)
    if key in view.corpus.bibliography.entries:
        uses = Piece(view.word("change", "uses"), view.edition.references.to(key), key)
        yield (*line, Piece(" "), uses)
    else:
        yield line


def _corrected(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    added = Piece(view.word("change", "correction-added") + view.language.colon)
    yield (added, _heading(change, entry, view))


TITLES: Mapping[str, Callable[[Entry, View], Line]] = {
    QUESTION: changes_questions.title,
    TRIAL: _trial_title,
    SECTION: _section_title,
    REFERENCE: lambda _, view: (Piece(view.word("page", "references"), "references.md"),),
    CORRECTION: _section_title,
}
LINES: Mapping[str, Callable[[Change, Entry, View], Iterator[Line]]] = {
    "question-added": changes_questions.added,
    "question-removed": _word,
    "question-changed": changes_questions.changed,
    "trial-added": _trial_added,
    "trial-removed": _word,
    "trial-status": _trial_status,
    "trial-changed": _trial_changed,
    "result-added": _result,
    "result-removed": _result,
    "result-changed": _result,
    "figure-confirmed": _result,
    "figure-unconfirmed": _result,
    "page-added": _word,
    "page-removed": _word,
    "not-compared": _word,
    "section-reviewed": _dates,
    "text-changed": _text,
    "reference-added": _reference,
    "reference-removed": _reference,
    "correction-added": _corrected,
}
