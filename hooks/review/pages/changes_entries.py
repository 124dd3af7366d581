"""Entries of the log in words: each kind of change is told by a function of its own. What is no
longer there is named, but leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from review.change.claims import CITATIONS
from review.edition.change import Change, Detail
from review.edition.edition import Mention, page_of
from review.edition.log import CORRECTION, REFERENCE, SECTION, TRIAL, Entry
from review.edition.view import View
from review.evidence.reference import PERSONS
from review.markup.escape import plain as read
from review.markup.labels import dated
from review.pages.changes_pieces import Item, Line, Piece, arrow, colon, semicolon
from review.pages.currency import span
from review.problem import Text
from review.sources.latex import decoded

MOST = 12  # lines of one entry
PLACES = 4  # places that cite a row
LONGEST = 8  # figures of a text told one by one
PART = " · "  # between a trial and its row, as the clinical diff names them


def items(view: View) -> list[Item]:
    """All entries of the log in the language of the view, the newest day first; those of which
    nothing can be told are left out."""
    return [each for entry in view.edition.log.entries if (each := item(entry, view)).lines]


def item(entry: Entry, view: View) -> Item:
    """The entry in the language of the view."""
    lines = [line for change in entry.changes for line in TELLERS[change.kind](change, entry, view)]
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


def _references_title(entry: Entry, view: View) -> Line:
    return (Piece(view.word("page", "references"), "references.md"),)


def _trial_added(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    status, results = (view.pick(each.new) for each in change.details[:2])
    yield (Piece(view.word("change", "trial-added", status=status, n=results)),)


def _trial_removed(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    yield (Piece(view.word("change", "trial-removed")),)


def _trial_status(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    yield (
        Piece(
            view.word("field", "status")
            + colon(view)
            + arrow(change.details[0].old, change.details[0].new, view)
        ),
    )


def _trial_changed(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """Numbers enrolled and arms with their values; of the design and population which parts,
    because their values are ids."""
    if change.address:
        yield (
            _row(change, entry, view),
            Piece(colon(view) + _values(change.details, view)),
            *_cited(change, entry, view),
        )
        return
    names = dict.fromkeys(name for detail in change.details if (name := _field(detail, view)))
    if names:
        yield (
            Piece(view.word("change", "trial-changed") + colon(view) + view.listed(list(names))),
        )


def _field(detail: Detail, view: View) -> str:
    """Interface word of a field named by its path; empty where readers know no such field."""
    steps = detail.key.split(".")
    return next(
        (
            said
            for step in reversed(steps)
            if steps[0] != "reports" and (said := view.word("field", step)) != step
        ),
        "",
    )


def _result(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    said = colon(view) + _values(change.details, view) if change.details else ""
    kind = view.word("change", change.kind) if change.kind != "result-changed" else ""
    before = (Piece(kind + colon(view)),) if kind else ()
    yield (*before, _row(change, entry, view), Piece(said), *_cited(change, entry, view))


def _row(change: Change, entry: Entry, view: View) -> Piece:
    """The row a change is about, as a link where the table still has it."""
    name = view.pick(change.subject).partition(PART)[2] or view.pick(change.subject)
    trial = view.corpus.trials.get(entry.subject)
    known = trial is not None and change.address in trial.addresses()
    return Piece(
        name, f"trials/{entry.subject}.md" if known else "", change.address if known else ""
    )


def _values(details: tuple[Detail, ...], view: View) -> str:
    """What each value was and is; a source or report is named by an id, which readers do not
    know."""
    shown = [each for each in details if each.name.en not in ("report", "source", "locator")]
    return semicolon(view).join(
        view.pick(each.name) + colon(view) + arrow(each.old, each.new, view) for each in shown
    )


def _cited(change: Change, entry: Entry, view: View) -> Iterator[Piece]:
    """The paragraphs that cite the row today."""
    mentions = view.edition.citing_rows.get((entry.subject, change.address), [])
    if mentions:
        yield Piece(semicolon(view) + view.word("change", "cited") + colon(view))
    for number, mention in enumerate(mentions[:PLACES]):
        if number:
            yield Piece(view.language.pause)
        yield Piece(_place(mention, view), mention.page, mention.pair.id)
    if len(mentions) > PLACES:
        yield Piece(view.word("change", "places", n=len(mentions) - PLACES))


def _place(mention: Mention, view: View) -> str:
    section, heading = (
        read(view.pick(each)) for each in (mention.section.title.text, mention.heading.text)
    )
    return section if mention.heading is mention.section.title else f"{section} › {heading}"


def _page(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    yield (Piece(view.word("change", change.kind)),)


def _dates(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """Front matter: dates and the interval as readers write them."""
    for each in change.details:
        if each.name.en in ("searched", "reviewed", "interval", "retired"):
            old, new = (
                Text(*(_date(side.en, language) for language in ("zh", "en"))) if side else None
                for side in (each.old, each.new)
            )
            yield (Piece(view.word("change", each.name.en) + colon(view) + arrow(old, new, view)),)


def _date(value: str, language: str) -> str:
    return span(value, language) or dated(value, language)


def _text(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """A heading under which figures or citations of the text changed."""
    section = view.corpus.sections.get(entry.subject)
    anchors = {heading.anchor for heading in section.headings} if section else set()
    page = page_of(entry.subject) if change.address in anchors else ""
    said = semicolon(view).join(_claims(detail, view) for detail in change.details)
    yield (
        Piece(read(view.pick(change.subject)), page, change.address if page else ""),
        Piece(colon(view) + said),
    )


def _claims(detail: Detail, view: View) -> str:
    """Figures or citations that went and came; many figures are only counted as changed."""
    if detail.name != CITATIONS:
        many = sum(len(side.en.split(", ")) for side in (detail.old, detail.new) if side) > LONGEST
        return (
            view.word("change", "figures-many")
            if many
            else view.word("change", "figures")
            + colon(view)
            + (arrow(detail.old, detail.new, view) if detail.new else _gone(detail, view))
        )
    said = [
        f"{sign} {_named(key, view)}"
        for sign, side in (("+", detail.new), ("−", detail.old))
        if side
        for key in dict.fromkeys(side.en.split(", "))
    ]
    return view.word("change", "citations") + colon(view) + view.listed(said)


def _gone(detail: Detail, view: View) -> str:
    return view.word("change", "gone", value=view.pick(detail.old))


def _named(key: str, view: View) -> str:
    """A reference by its first author and year; by its key where it is gone."""
    reference = view.corpus.bibliography.entries.get(key)
    if reference is None:
        return key
    persons = reference.entry.persons
    people = next((persons[role] for role in PERSONS if persons.get(role)), None)
    family = " ".join(people[0].last_names) if people else ""
    return f"{decoded(family)} {reference.year}".strip().strip("{}") if family else key


def _reference(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    detail = change.details[0]
    known = change.subject.en in view.corpus.bibliography.entries
    uses = (
        (Piece(" "), Piece(view.word("change", "uses"), "references.md", change.subject.en))
        if known
        else ()
    )
    yield (
        Piece(view.word("change", change.kind) + colon(view) + view.pick(detail.new or detail.old)),
        *uses,
    )


def _corrected(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    section = view.corpus.sections.get(entry.subject)
    known = section is not None and change.address in {
        heading.anchor for heading in section.headings
    }
    yield (
        Piece(view.word("change", "correction-added") + colon(view)),
        Piece(
            read(view.pick(change.subject)),
            page_of(entry.subject) if known else "",
            change.address if known else "",
        ),
    )


TITLES: Mapping[str, Callable[[Entry, View], Line]] = {
    TRIAL: _trial_title,
    SECTION: _section_title,
    REFERENCE: _references_title,
    CORRECTION: _section_title,
}
TELLERS: Mapping[str, Callable[[Change, Entry, View], Iterator[Line]]] = {
    "trial-added": _trial_added,
    "trial-removed": _trial_removed,
    "trial-status": _trial_status,
    "trial-changed": _trial_changed,
    "result-added": _result,
    "result-removed": _result,
    "result-changed": _result,
    "figure-confirmed": _result,
    "figure-unconfirmed": _result,
    "page-added": _page,
    "page-removed": _page,
    "section-reviewed": _dates,
    "text-changed": _text,
    "reference-added": _reference,
    "reference-removed": _reference,
    "correction-added": _corrected,
}
