"""The living status as data: ``status.json`` at the top of the site. ``version`` rises when a field
changes its meaning; null is “not recorded”."""

from __future__ import annotations

import datetime
import json
from typing import Any

from review.edition.edition import Edition
from review.edition.mention import page_of
from review.evidence.searches import Search
from review.evidence.settings import LIVING
from review.exports.colophon import Colophon
from review.pages.living import GUIDELINE, State, last_change, states, studies
from review.pages.status_page import DATA
from review.problem import Text

VERSION = 1

Data = dict[str, Any]


def files(edition: Edition, colophon: Colophon) -> dict[str, str]:
    """The file by its path within the site."""
    return {DATA: json.dumps(data(edition, colophon), ensure_ascii=False, indent=1) + "\n"}


def data(edition: Edition, colophon: Colophon) -> Data:
    """Versions, sections, studies and the living mode, as page and settings name them."""
    settings, log, counts = edition.corpus.settings, edition.log, studies(edition)
    return {
        "version": VERSION,
        "guideline": GUIDELINE,
        "review": _text(settings.title),
        "url": colophon.base or None,
        "commit": colophon.version or None,
        "built": colophon.today.isoformat(),
        "first_edition": _day(log.first.day if log.first else None),
        "last_change": _day(last_change(edition)),
        "history_since": _day(log.since),
        "sections": [_section(state) for state in states(edition)],
        "searches": [_search(search) for search in edition.corpus.searches],
        "studies": {
            "included": counts.total,
            "in_predecessor": counts.predecessor,
            "added_since_predecessor": counts.added,
            "added_since_first_edition": counts.since_first,
            "newest": {"date": _day(counts.day), "trials": list(counts.newest)},
            "records_identified": None,
            "records_screened": None,
        },
        "predecessor": _text(settings.predecessor),
        "living": {name: _text(settings.text("living", name)) for name in LIVING},
    }


def _section(state: State) -> Data:
    dates, meta = state.dates, state.section.meta
    why = (
        {language: meta.get("reason", language) for language in ("zh", "en")}
        if meta and state.status == "retired"
        else None
    )
    return {
        "page": page_of(state.section.path).removesuffix(".md") + ".html",
        "title": _text(state.section.title.text),
        "status": state.status,
        "searched": _day(dates.searched),
        "looked_up": _day(dates.looked),
        "reviewed": _day(dates.reviewed),
        "previous_review": _day(state.previous),
        "interval": state.section.metadata.get("interval"),
        "due": _day(dates.due) if state.status != "retired" else None,
        "retired": _day(dates.retired),
        "reason": why,
    }


def _search(search: Search) -> Data:
    """A recorded search; what nobody kept is null."""
    return {
        "on": _day(search.day),
        "kind": search.kind,
        "sections": [page.removesuffix(".md") + ".html" for page in search.sections],
        "strings": list(search.strings) if search.strings is not None else None,
        "looked": search.looked,
        "taken": search.taken,
        **{name: _text(search.text(name) or Text("", "")) for name in ("sources", "by", "note")},
    }


def _text(text: Text) -> dict[str, str] | None:
    return {"zh": text.zh, "en": text.en} if text.zh or text.en else None


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
