"""Where a figure was seen. What a primary publication, its abstract or a registry shows reads
plain; all else says who printed it."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.trial import CONFIRMED, Row, Trial
from review.markup.escape import address, attribute, link, literal
from review.wording import locator


def report_name(trial: Trial, row: Row, view: View) -> str:
    """Plain name of the report or article that prints an unconfirmed figure; empty where it has
    none."""
    if row.data.get("seen") == "predecessor":
        return view.pick(view.corpus.settings.predecessor)
    return str(trial.get("reports", str(row.data.get("report")), "name") or "")


def unconfirmed(trial: Trial, row: Row, view: View, name: str | None = None) -> str:
    """“as printed in X, not yet confirmed”; ``name`` stands for X where it is to be a link."""
    name = report_name(trial, row, view) if name is None else name
    kind = "predecessor" if row.data.get("seen") == "predecessor" else "secondary"
    return (
        view.word("unconfirmed", kind, report=name)
        if name
        else view.word("unconfirmed", "nameless")
    )


def seen(trial: Trial, row: Row, view: View) -> str:
    """Plain words on where the figures of a row were seen."""
    if row.confirmed:
        return located(view.word("seen", str(row.data.get("seen"))), row, view)
    return located(unconfirmed(trial, row, view), row, view)


def located(said: str, row: Row, view: View) -> str:
    """Where a figure was seen, with its place there where the table gives one: ``full text, table
    2``."""
    place = locator.located(str(row.data.get("locator") or ""), view.language)
    return said + ("，" if view.language == "zh" else ", ") + place if place else said


def column(trial: Trial, row: Row, view: View) -> str:
    """The provenance column: how it was seen, and the source as a citation."""
    source = row.data.get("source")
    cited = f"[@{source}]" if isinstance(source, str) else ""
    if row.data.get("seen") in CONFIRMED:
        return seen(trial, row, view) + cited
    url = address(str(trial.get("reports", str(row.data.get("report")), "url") or ""))
    name = link(literal(report_name(trial, row, view)), url)
    return f'<span class="unconfirmed">{located(unconfirmed(trial, row, view, name), row, view)}</span>{cited}'


def note(said: str, view: View, marks: str = "alone") -> str:
    """What follows the first unconfirmed figure of a paragraph: in brackets of its own (``alone``),
    in ``square`` ones inside others, else behind a semicolon."""
    before, after = NOTES[view.language].get(
        marks, ("；", "") if view.language == "zh" else ("; ", "")
    )
    return f'<span class="unconfirmed">{before}{literal(said)}{after}</span>'


def dagger(said: str, sign: str = "†") -> str:
    """What follows the others: a dagger, or the sign of the source, that holds the note."""
    return f'<sup class="unconfirmed" title="{attribute(said)}">{sign}</sup>'


NOTES = {
    "zh": {"alone": ("（", "）"), "square": ("［", "］")},
    "en": {"alone": (" (", ")"), "square": (" &#91;", "&#93;")},
}
