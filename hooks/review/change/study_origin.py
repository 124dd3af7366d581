"""Where the figures of a row, or the numbers of a study, come from: what whoever compares them with
the source has to open."""

from __future__ import annotations

from collections.abc import Iterable

from review.edition.change import Origin, Publication
from review.evidence.corpus import Corpus
from review.evidence.trial import Row, Trial


def of_row(trial: Trial, row: Row, corpus: Corpus) -> Origin:
    """The origin of a row, as its table gives it."""
    source, report = row.data.get("source"), _plain(row.data.get("report"))
    name, url = (
        _plain(trial.get("reports", report, field)) if report else "" for field in ("name", "url")
    )
    seen, locator = (_plain(row.data.get(field)) for field in ("seen", "locator"))
    return Origin(
        _publications([source] if isinstance(source, str) else [], corpus),
        seen,
        locator,
        report,
        name,
        url,
    )


def of_study(trial: Trial, corpus: Corpus) -> Origin:
    """The origin of numbers enrolled and arms, of which a table only says what sources it has."""
    return Origin(_publications(trial.ids("sources"), corpus))


def _publications(keys: Iterable[str], corpus: Corpus) -> tuple[Publication, ...]:
    known = corpus.bibliography.entries
    return tuple(
        Publication(key, known[key].doi or None, known[key].pmid or None)
        if key in known
        else Publication(key)
        for key in keys
    )


def _plain(value: object) -> str:
    """A value as text; empty where there is none, or it is no plain one."""
    return "" if value is None or isinstance(value, (dict, list)) else str(value)
