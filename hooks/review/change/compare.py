"""Two versions of a review in, what a reader will find different out, in the order in which it is
told."""

from __future__ import annotations

from collections.abc import Iterator

from review.change.address_changes import addresses
from review.change.change_kinds import kinds
from review.change.page_changes import pages
from review.change.paragraph_changes import texts
from review.change.question_changes import questions
from review.change.reference_changes import of_data, references
from review.change.seal_changes import seals
from review.change.term_changes import terms
from review.change.trial_changes import trials
from review.change.versions import Versions
from review.edition.found_change import Change, Difference, Weight
from review.evidence.corpus import Corpus
from review.figures.coverage import share
from review.problem import Place, same


def compare(before: Corpus, after: Corpus) -> Difference:
    """What the change from ``before`` to ``after`` means for a reader."""
    versions = Versions(before, after)
    tables = [*trials(versions)]
    parts = (
        _unreadable(versions),
        questions(versions),
        tables,
        references(versions, of_data(tables)),
        texts(before, after, versions.judge),
        pages(versions),
        addresses(versions),
        terms(versions),
        seals(before, after),
    )
    changes = sorted((change for part in parts for change in part), key=_order)
    return Difference(tuple(changes), share(before), share(after))


def _unreadable(versions: Versions) -> Iterator[Change]:
    for path in sorted(versions.unread[0]):
        yield Change("unreadable-before", Weight.CLINICAL, same(path), old=Place(path))
    for path in sorted(versions.unread[1]):
        yield Change("unreadable-now", Weight.CLINICAL, same(path), new=Place(path))


def _order(change: Change) -> tuple[int, Place]:
    return kinds()[change.kind].order, change.new or change.old or Place("")
