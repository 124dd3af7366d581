"""Rows of each table of the open data. A row holds what the trial table holds, digit by digit, and
what is computed from it; a column left out is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from review.evidence.corpus import Corpus
from review.evidence.flat_figures import Values, comparison, fields, measures, p_value
from review.evidence.interval import exact
from review.evidence.trial import BETWEEN, EVERYBODY, Cell, Row, Trial
from review.problem import Text

DECIMALS = 4  # of what is computed
DESIGN = ("kind", "comparative", "hypothesis", "blinding", "crossover")


def trials(corpus: Corpus) -> Iterator[Values]:
    """One row a study."""
    for trial in corpus.trials.values():
        numbers = fields(trial.get("enrolled"))
        yield {
            "trial": trial.id,
            "acronym": trial.get("acronym"),
            **_both("part", trial.text("part")),
            **_both("title", trial.text("title")),
            "since": trial.get("since"),
            "registries": _list(trial.ids("registries")),
            "status": trial.get("status"),
            **_design(trial),
            **_population(trial),
            **{f"enrolled_{kind}": number for kind, number in numbers.items()},
            "agents": _list(trial.agents),
            "sources": _list(trial.cited),
            "checked_on": trial.get("checked", "on"),
            "checked_against": _list(trial.ids("checked", "against")),
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
        "diagnoses": _list(trial.diagnoses),
        "every": _list(trial.ids("population", "every")),
        "setting": trial.get("population", "setting"),
        **_both("line", trial.text("population", "line")),
        "lines": _list(trial.ids("population", "lines")),
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
                "agents": _list(trial.ids("arms", id, "agents")),
                "diagnoses": _list(trial.ids("arms", id, "diagnoses")),
                **_both("dose", trial.text("arms", id, "dose")),
                "n": arm.get("n"),
                "evaluable": arm.get("evaluable"),
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
                **_both("label", trial.text(*row.path, "label")),
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
                **_both("label", trial.text(*row.path, "label")),
                **_figures(row.cells[EVERYBODY], row),
                **_source(trial, row),
            }


def vocabulary(corpus: Corpus) -> Iterator[Values]:
    """One row a term."""
    for term in corpus.vocabulary:
        codes = fields(term.data.get("codes"))
        own = {term.name.zh, term.name.en, term.abbreviation}
        yield {
            "kind": term.kind,
            "id": term.id,
            "zh": term.name.zh,
            "en": term.name.en,
            "abbreviation": term.abbreviation,
            "synonyms": _list([name for name in term.all_names if name not in own]),
            "class": term.data.get("class"),
            "broader": _list(term.broader),
            "ncit": codes.get("ncit"),
            "icdo": _worded("ICD-O", codes.get("icdo")),
            **_both("definition", term.definition),
        }


def availability(corpus: Corpus) -> Iterator[Values]:
    """One row a decision of a regulator."""
    for each in corpus.availability.values():
        for number, decision in enumerate(each.decisions, 1):
            yield {
                "agent": each.agent,
                "number": number,
                "region": decision.region,
                "body": decision.body,
                "event": decision.kind,
                "date": decision.date,
                "diagnoses": _list(list(decision.diagnoses)),
                **_both("indication", decision.text("indication")),
                "source_name": decision.source("name"),
                "source_url": decision.source("url"),
                "seen": decision.data.get("seen"),
                **_both("note", decision.text("note")),
                "looked": each.looked,
            }


ROWS: Mapping[str, Callable[[Corpus], Iterator[Values]]] = {
    "trials": trials,
    "arms": arms,
    "results": results,
    "harms": harms,
    "facts": facts,
    "vocabulary": vocabulary,
    "availability": availability,
}


def _result(trial: Trial, row: Row, corpus: Corpus) -> Values:
    return {
        "trial": trial.id,
        "row": row.id,
        "endpoint": row.endpoint,
        **_both("endpoint", corpus.vocabulary.name("endpoints", str(row.endpoint))),
        "timepoint": row.data.get("timepoint"),
        "primary": row.data.get("primary") is True,
        **_both("population", trial.text(*row.path, "population")),
        "diagnoses": _list(trial.ids(*row.path, "diagnoses")),
        **_both("assessment", trial.text(*row.path, "assessment")),
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
    """``event`` for counts of an endpoint that is a time, without a time point that would make them
    a rate."""
    term = corpus.vocabulary.get("endpoints", str(row.endpoint))
    return "event" if term and term.timed and not row.data.get("timepoint") else "outcome"


def _arm(trial: Trial, id: str) -> Values:
    return {"arm": "" if id == EVERYBODY else id, **_both("arm", trial.text("arms", id, "label"))}


def _computed(cell: Cell) -> Values:
    if cell.proportion is None:
        return {}
    events, n = cell.proportion
    low, high = exact(events, n)
    return {
        "percent_computed": _rounded(100 * events / n),
        "exact_low": _rounded(low),
        "exact_high": _rounded(high),
    }


def _source(trial: Trial, row: Row) -> Values:
    id = str(row.data.get("report"))
    report = trial.get("reports", id) or {}
    own = {name: row.data.get(name) for name in ("source", "locator", "seen")}
    return {
        **own,
        "confirmed": row.confirmed,
        "report": trial.report_name(id).en or None,
        "report_url": report.get("url"),
        **_both("note", trial.text(*row.path, "note")),
        "report_kind": report.get("kind"),
    }


def _both(name: str, text: Text | None) -> Values:
    return {f"{name}_zh": text.zh, f"{name}_en": text.en} if text else {}


def _worded(word: str, value: object) -> str:
    """A code after its word, as ``grade 3-4``: alone, a spreadsheet would take it for a date or a
    time of day."""
    text = "" if value is None else str(value)
    return f"{word} {text}" if text[:1].isdigit() else text


def _list(ids: list[str]) -> str:
    return ";".join(ids)


def _rounded(value: float) -> str:
    return f"{value:.{DECIMALS}f}"
