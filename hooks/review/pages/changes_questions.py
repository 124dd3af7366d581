"""Entries of the log on clinical questions, in words."""

from __future__ import annotations

from collections.abc import Iterator

from review.edition.found_change import Change
from review.edition.log import Entry
from review.edition.view import View
from review.pages.changes_pieces import Line, Piece, arrow


def title(entry: Entry, view: View) -> Line:
    """The question as it is asked, as a link where it is still asked."""
    page = f"questions/{entry.subject}.md" if entry.subject in view.corpus.questions else ""
    return (Piece(view.pick(entry.changes[0].subject), page),)


def added(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """A question newly answered, with its answer."""
    answer = next((detail.new for detail in change.details if detail.key == "answer"), None)
    yield (Piece(view.word("change", change.kind) + view.language.colon + view.pick(answer)),)


def changed(change: Change, entry: Entry, view: View) -> Iterator[Line]:
    """What was said and is said; of evidence, whose values are addresses, that it changed."""
    for detail in change.details:
        name = view.pick(detail.name)
        if detail.key.endswith(".evidence"):
            yield (Piece(view.word("change", "question-evidence", name=name)),)
        else:
            yield (Piece(name + view.language.colon + arrow(detail.old, detail.new, view)),)
