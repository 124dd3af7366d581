"""Rows of each table of the open data. A row holds what the trial table holds, digit by digit, and
what is computed from it; a column left out is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from review.evidence.corpus import Corpus
from review.evidence.fields import mapping
from review.evidence.flat_figures import Values, both, comparison, listed, measures, p_value
from review.evidence.question_rows import outcomes, pools, questions
from review.evidence.trial import BETWEEN, EVERYBODY, Cell, Row, Trial

DECIMALS = 4  # of what is computed
DESIGN = ("kind", "comparative", "hypothesis", "blinding", "crossover", "layout")


def trials(corpus: Corpus) -> Iterator[Values]:
    """One row a study."""
    for trial in corpus.trials.values():
        numbers = mapping(trial.get("enrolled"))
        yield {
            "trial": trial.id,
            "acronym": trial.get("acronym"),
            **both("part", trial.text("part")),
            **both("title", trial.text("title")),
            "since": trial.get("since"),
            "registries": listed(trial.ids("registries")),
            "status": trial.get("status"),
            **_design(trial),
            **_population(trial),
            **{f"enrolled_{kind}": number for kind, number in numbers.items()},
            "agents": listed(trial.agents),
            "sources": listed(trial.cited),
            "checked_on": trial.get("checked", "on"),
            "checked_against": listed(trial.ids("checked", "against")),
            "harms_unseen": trial.get("harms-unseen"),
        }


def _design(trial: Trial) -> Values:
    return {
        **{name: trial.get("design", name) for name in DESIGN},
        "phase": _worded("phase", trial.get("design", "phase")),
        "allocation": _worded("ratio", trial.get("design", "allocation")),
        "from": trial.get("design", "period", "from"),
        "to": trial.get("design", "period", "to"),
    }


def _population(trial: Trial) -> Values:
    return {
        "diagnoses": listed(trial.diagnoses),
        "every": listed(trial.ids("population", "every")),
        "setting": trial.get("population", "setting"),
        **both("line", trial.text("population", "line")),
        "lines": listed(trial.ids("population", "lines")),
    }


def arms(corpus: Corpus) -> Iterator[Values]:
    """One row an arm."""
    for trial in corpus.trials.values():
        for id, arm in trial.arms.items():
            yield {
                "trial": trial.id,
                "address": f"{trial.id}#arms.{id}",
                **_arm(trial, id),
                "kind": arm.get("kind", "arm"),
                "control": arm.get("control") is True,
                "agents": listed(trial.ids("arms", id, "agents")),
                "diagnoses": listed(trial.ids("arms", id, "diagnoses")),
                **both("dose", trial.text("arms", id, "dose")),
                "n": arm.get("n"),
                "evaluable": arm.get("evaluable"),
                "pools": listed(trial.ids("arms", id, "pools")),
            }


def results(corpus: Corpus) -> Iterator[Values]:
    """One row for each arm of each result, and one for each comparison."""
    for trial in corpus.trials.values():
        for row in trial.results:
            shared, counts = _result(trial, row, corpus), _counted(row, corpus)
            for figures in _cells(trial, row):
                counted = {"counts": counts} if figures["events"] is not None else {}
                yield {**shared, **figures, **counted}
            if row.between is not None:
                yield {
                    **shared,
                    "address": f"{trial.id}#{row.id}.{BETWEEN}",
                    **comparison(row.between),
                    **_arm(trial, str(row.between.get("of"))),
                }


def harms(corpus: Corpus) -> Iterator[Values]:
    """One row for each arm of each adverse event."""
    for trial in corpus.trials.values():
        for row in trial.harms:
            shared = {
                "trial": trial.id,
                "row": row.id,
                **both("label", trial.text(*row.path, "label")),
                "criteria": row.data.get("criteria"),
                "grade": _worded("grade", row.data.get("grade")),
                "related": row.data.get("related"),
                **p_value(row.data),
                **_source(trial, row),
            }
            yield from ({**shared, **figures} for figures in _cells(trial, row))
            if not row.cells:  # compared without figures of the arms
                yield {**shared, "address": f"{trial.id}#{row.id}"}


def facts(corpus: Corpus) -> Iterator[Values]:
    """One row a fact."""
    for trial in corpus.trials.values():
        for row in trial.facts:
            yield {
                "trial": trial.id,
                "address": f"{trial.id}#{row.id}",
                "row": row.id,
                **both("label", trial.text(*row.path, "label")),
                **_figures(row.cells[EVERYBODY], row),
                **_source(trial, row),
            }


def vocabulary(corpus: Corpus) -> Iterator[Values]:
    """One row a term."""
    for term in corpus.vocabulary:
        codes = mapping(term.data.get("codes"))
        own = {term.name.zh, term.name.en, term.abbreviation}
        yield {
            "kind": term.kind,
            "id": term.id,
            "zh": term.name.zh,
            "en": term.name.en,
            "abbreviation": term.abbreviation,
            "synonyms": listed([name for name in term.all_names if name not in own]),
            "class": term.data.get("class"),
            "broader": listed(term.broader),
            "ncit": codes.get("ncit"),
            "icdo": _worded("ICD-O", codes.get("icdo")),
            **both("definition", term.definition),
        }


def availability(corpus: Corpus) -> Iterator[Values]:
    """One row a decision of a regulator."""
    for file in corpus.availability.values():
        for number, decision in enumerate(file.decisions, 1):
            yield {
                "agent": file.agent,
                "number": number,
                "region": decision.region,
                "body": decision.body,
                "event": decision.kind,
                "date": decision.date,
                "diagnoses": listed(list(decision.diagnoses)),
                **both("indication", decision.text("indication")),
                "source_name": decision.source("name"),
                "source_url": decision.source("url"),
                "seen": decision.data.get("seen"),
                **both("note", decision.text("note")),
                "looked": file.looked,
            }


ROWS: Mapping[str, Callable[[Corpus], Iterator[Values]]] = {
    "trials": trials,
    "arms": arms,
    "results": results,
    "harms": harms,
    "facts": facts,
    "vocabulary": vocabulary,
    "availability": availability,
    "questions": questions,
    "outcomes": outcomes,
    "pools": pools,
}


def _result(trial: Trial, row: Row, corpus: Corpus) -> Values:
    return {
        "trial": trial.id,
        "row": row.id,
        "endpoint": row.endpoint,
        **both("endpoint", corpus.vocabulary.name("endpoints", str(row.endpoint))),
        "timepoint": row.data.get("timepoint"),
        "primary": row.data.get("primary") is True,
        **both("population", trial.text(*row.path, "population")),
        "diagnoses": listed(trial.ids(*row.path, "diagnoses")),
        **both("assessment", trial.text(*row.path, "assessment")),
        "cutoff": row.data.get("cutoff"),
        "repeats": row.data.get("repeats"),
        "among": row.data.get("among"),
        **_source(trial, row),
    }


def _cells(trial: Trial, row: Row) -> Iterator[Values]:
    """The figures of each arm of a row, under their address."""
    for id, cell in row.cells.items():
        address = f"{trial.id}#{row.id}.{id}"
        yield {"address": address, **_arm(trial, id), **_figures(cell, row)}


def _figures(cell: Cell, row: Row) -> Values:
    """What the table says of an arm, and what is computed from it."""
    return {**measures(cell, row.data.get("unit")), **_computed(cell)}


def _counted(row: Row, corpus: Corpus) -> str:
    """``event`` for counts of a time to an event without a time point."""
    term = corpus.vocabulary.get("endpoints", str(row.endpoint))
    return "event" if term and term.timed and not row.data.get("timepoint") else "outcome"


def _arm(trial: Trial, id: str) -> Values:
    return {"arm": "" if id == EVERYBODY else id, **both("arm", trial.text("arms", id, "label"))}


def _computed(cell: Cell) -> Values:
    if cell.proportion is None:
        return {}
    events, n = cell.proportion
    limits = dict(zip(("exact_low", "exact_high"), map(_rounded, cell.exact or ())))
    return {"percent_computed": _rounded(100 * events / n), **limits}


def _source(trial: Trial, row: Row) -> Values:
    id = str(row.data.get("report"))
    report = trial.get("reports", id) or {}
    own = {name: row.data.get(name) for name in ("source", "locator", "seen")}
    return {
        **own,
        "confirmed": row.confirmed,
        "report": trial.report_name(id).en or None,
        "report_url": report.get("url"),
        **both("note", trial.text(*row.path, "note")),
        "report_kind": report.get("kind"),
    }


def _worded(word: str, value: object) -> str:
    """A code after its word, as ``grade 3-4``: alone, spreadsheets take it for a date."""
    text = "" if value is None else str(value)
    return f"{word} {text}" if text[:1].isdigit() else text


def _rounded(value: float) -> str:
    return f"{value:.{DECIMALS}f}"
