"""Rows of each table of the open data. A row holds what the trial table holds, digit by digit, and
what is computed from it; a column left out is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from review.evidence.corpus import Corpus
from review.evidence.data_tables import fields
from review.evidence.fields import Block
from review.evidence.flat_figures import Values, both, comparison, listed, measures, p_value
from review.evidence.question_rows import outcomes, pools, questions
from review.evidence.trial import BETWEEN, EVERYBODY, Cell, Row, Trial

DECIMALS = 4  # of what is computed


def trials(corpus: Corpus) -> Iterator[Values]:
    """One row a study."""
    for trial in corpus.trials.values():
        yield {
            "trial": trial.id,
            **fields("trials", trial.get),
            "phase": _worded("phase", trial.get("design", "phase")),
            "allocation": _worded("ratio", trial.get("design", "allocation")),
            "diagnoses": listed(trial.diagnoses),
            "agents": listed(trial.agents),
            "sources": listed(trial.cited),
        }


def arms(corpus: Corpus) -> Iterator[Values]:
    """One row an arm."""
    for trial in corpus.trials.values():
        for id, arm in trial.arms.items():
            yield {
                "trial": trial.id,
                "address": f"{trial.id}#arms.{id}",
                **_arm(trial, id),
                **fields("arms", partial(trial.get, "arms", id)),
                "kind": arm.get("kind", "arm"),
                "control": arm.get("control") is True,
            }


def results(corpus: Corpus) -> Iterator[Values]:
    """One row for each arm of each result, and one for each comparison."""
    for row in (row for row in corpus.rows if row.kind == "results"):
        term = corpus.vocabulary.get("endpoints", str(row.endpoint))
        named = both("endpoint", corpus.vocabulary.name("endpoints", str(row.endpoint)))
        shared = {**_row(row), **named, "primary": row.primary}
        # counts of a time to an event without a time point are of events
        of_events = term and term.timed and not row.data.get("timepoint")
        counts = {"counts": "event" if of_events else "outcome"}
        for figures in _cells(row):
            yield {**shared, **figures, **(counts if figures["events"] is not None else {})}
        if row.between is not None:
            address, arm = {"address": f"{_address(row)}.{BETWEEN}"}, row.between.get("of")
            yield {**shared, **address, **comparison(row.between), **_arm(row.trial, str(arm))}


def harms(corpus: Corpus) -> Iterator[Values]:
    """One row for each arm of each adverse event."""
    for row in (row for row in corpus.rows if row.kind == "harms"):
        grade = _worded("grade", row.data.get("grade"))
        shared = {**_row(row), "grade": grade, **p_value(row.data)}
        yield from ({**shared, **figures} for figures in _cells(row))
        if not row.cells:  # compared without figures of the arms
            yield {**shared, "address": _address(row)}


def facts(corpus: Corpus) -> Iterator[Values]:
    """One row a fact."""
    for row in (row for row in corpus.rows if row.kind == "facts"):
        yield {**_row(row), "address": _address(row), **_figures(row.cells[EVERYBODY], row)}


def vocabulary(corpus: Corpus) -> Iterator[Values]:
    """One row a term."""
    for term in corpus.vocabulary:
        main = {term.name.zh, term.name.en, term.abbreviation}
        get = Block(corpus.vocabulary.records[term.kind], (term.id,)).get
        yield {
            "kind": term.kind,
            "id": term.id,
            **term.name._asdict(),
            "abbreviation": term.abbreviation,
            "synonyms": listed(name for name in term.all_names if name not in main),
            **fields("vocabulary", get),
            "icdo": _worded("ICD-O", get("codes", "icdo")),
        }


def availability(corpus: Corpus) -> Iterator[Values]:
    """One row a decision of a regulator."""
    for file in corpus.availability.values():
        for number, decision in enumerate(file.decisions, 1):
            yield {
                "agent": file.agent,
                "number": number,
                "region": decision.region,
                **fields("availability", decision.get),
                "looked": file.looked,
            }


ROWS: Mapping[str, Callable[[Corpus], Iterator[Values]]] = {
    **{"trials": trials, "arms": arms, "results": results, "harms": harms, "facts": facts},
    **{"vocabulary": vocabulary, "availability": availability},
    **{"questions": questions, "outcomes": outcomes, "pools": pools},
}


def _cells(row: Row) -> Iterator[Values]:
    """The figures of each arm of a row, under their address."""
    for id, cell in row.cells.items():
        address = f"{_address(row)}.{id}"
        yield {"address": address, **_arm(row.trial, id), **_figures(cell, row)}


def _address(row: Row) -> str:
    return f"{row.trial.id}#{row.id}"


def _figures(cell: Cell, row: Row) -> Values:
    """What the table says of an arm, and what is computed from it."""
    return {**measures(cell, row.data.get("unit")), **_computed(cell)}


def _arm(trial: Trial, id: str) -> Values:
    return {"arm": "" if id == EVERYBODY else id, **both("arm", trial.text("arms", id, "label"))}


def _computed(cell: Cell) -> Values:
    if cell.proportion is None:
        return {}
    events, n = cell.proportion
    limits = dict(zip(("exact_low", "exact_high"), map(_rounded, cell.exact or ())))
    return {"percent_computed": _rounded(100 * events / n), **limits}


def _row(row: Row) -> Values:
    """What a row is about, and where it was seen."""
    trial, id = row.trial, str(row.data.get("report"))
    report = trial.get("reports", id) or {}
    return {
        "trial": trial.id,
        "row": row.id,
        **fields(row.kind, partial(trial.get, *row.path)),
        "confirmed": row.confirmed,
        "report": trial.report_name(id).en or None,
        "report_url": report.get("url"),
        "report_kind": report.get("kind"),
    }


def _worded(word: str, value: object) -> str:
    """A code after its word, as ``grade 3-4``: alone, spreadsheets take it for a date."""
    text = "" if value is None else str(value)
    return f"{word} {text}" if text[:1].isdigit() else text


def _rounded(value: float) -> str:
    return f"{value:.{DECIMALS}f}"
