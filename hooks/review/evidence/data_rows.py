"""Rows of each table. A row holds what the trial table holds, digit by digit, and what is computed
from it; a column left out is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.interval import exact
from review.evidence.trial import BETWEEN, EVERYBODY, NOT_REACHED, Cell, Row, Trial
from review.problem import Text

Values = dict[str, Any]
DECIMALS = 4  # of what is computed


def trials(corpus: Corpus) -> Iterator[Values]:
    """One row a study."""
    for trial in corpus.trials.values():
        design, enrolled = trial.get("design") or {}, trial.get("enrolled") or {}
        yield {
            "trial": trial.id, "acronym": trial.get("acronym"), **_both("part", trial.text("part")), **_both("title", trial.text("title")),
            "since": trial.get("since"), "registries": _list(trial.ids("registries")), "status": trial.get("status"),
            **{name: design.get(name) for name in ("kind", "comparative", "hypothesis", "blinding", "crossover")},
            "phase": _worded("phase", design.get("phase")), "allocation": _worded("ratio", design.get("allocation")),
            **{name: trial.get("design", "period", name) for name in ("from", "to")},
            "diagnoses": _list(trial.diagnoses), "agents": _list(trial.agents), "setting": trial.get("population", "setting"),
            **_both("line", trial.text("population", "line")), **{f"enrolled_{kind}": number for kind, number in enrolled.items()},
            "sources": _list(trial.cited), "checked_on": trial.get("checked", "on"), "checked_against": _list(trial.ids("checked", "against")),
            "lines": _list(trial.ids("population", "lines")), "every": _list(trial.ids("population", "every")),
        }  # fmt: skip


def arms(corpus: Corpus) -> Iterator[Values]:
    """One row an arm."""
    for trial in corpus.trials.values():
        for id, arm in trial.arms.items():
            yield {
                "trial": trial.id, "address": f"{trial.id}#arms.{id}", **_arm(trial, id), "kind": arm.get("kind", "arm"), "control": arm.get("control") is True,
                "agents": _list(trial.ids("arms", id, "agents")), "diagnoses": _list(trial.ids("arms", id, "diagnoses")),
                **_both("dose", trial.text("arms", id, "dose")), "n": arm.get("n"), "evaluable": arm.get("evaluable"),
            }  # fmt: skip


def results(corpus: Corpus) -> Iterator[Values]:
    """One row for each arm of each result, and one for each comparison."""
    for trial in corpus.trials.values():
        for row in trial.results:
            shared = _result(trial, row, corpus)
            for id, cell in row.cells.items():
                counts = _counted(row, corpus) if cell["events"] is not None else None
                yield {
                    "trial": trial.id,
                    "address": f"{trial.id}#{row.id}.{id}",
                    **shared,
                    **_arm(trial, id),
                    "counts": counts,
                    **_measures(cell, row),
                }
            if row.between is not None:
                yield {
                    "trial": trial.id,
                    "address": f"{trial.id}#{row.id}.{BETWEEN}",
                    **shared,
                    **_arm(trial, str(row.between.get("of"))),
                    **_compared(row.between),
                }


def harms(corpus: Corpus) -> Iterator[Values]:
    """One row for each arm of each adverse event."""
    for trial in corpus.trials.values():
        for row in trial.harms:
            shared = {
                "row": row.id,
                **_both("label", trial.text(*row.path, "label")),
                **{name: row.data.get(name) for name in ("criteria", "related")},
                **_p(row.data),
                **_source(trial, row),
            }
            shared["grade"] = _worded("grade", row.data.get("grade"))
            for id, cell in row.cells.items():
                yield {
                    "trial": trial.id,
                    "address": f"{trial.id}#{row.id}.{id}",
                    **shared,
                    **_arm(trial, id),
                    **_measures(cell, row),
                }
            if not row.cells:  # compared without figures of the arms
                yield {"trial": trial.id, "address": f"{trial.id}#{row.id}", **shared}


def facts(corpus: Corpus) -> Iterator[Values]:
    """One row a fact."""
    for trial in corpus.trials.values():
        for row in trial.facts:
            label = _both("label", trial.text(*row.path, "label"))
            yield {
                "trial": trial.id,
                "address": f"{trial.id}#{row.id}",
                "row": row.id,
                **label,
                **_measures(row.cells[EVERYBODY], row),
                **_source(trial, row),
            }


def vocabulary(corpus: Corpus) -> Iterator[Values]:
    """One row a term."""
    for term in corpus.vocabulary:
        codes = term.data.get("codes") if isinstance(term.data.get("codes"), dict) else {}
        own = {term.name.zh, term.name.en, term.abbreviation}
        yield {
            "kind": term.kind, "id": term.id, "zh": term.name.zh, "en": term.name.en, "abbreviation": term.abbreviation,
            "synonyms": _list([name for name in term.all_names if name not in own]), "class": term.data.get("class"), "broader": _list(term.broader),
            "ncit": codes.get("ncit"), "icdo": _worded("ICD-O", codes.get("icdo")), **_both("definition", term.definition),
        }  # fmt: skip


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
    "trials": trials, "arms": arms, "results": results, "harms": harms, "facts": facts, "vocabulary": vocabulary,
    "availability": availability,
}  # fmt: skip


def _result(trial: Trial, row: Row, corpus: Corpus) -> Values:
    return {
        "row": row.id, "endpoint": row.endpoint, **_both("endpoint", corpus.vocabulary.name("endpoints", str(row.endpoint))),
        "timepoint": row.data.get("timepoint"), "primary": row.data.get("primary") is True, **_both("population", trial.text(*row.path, "population")),
        "diagnoses": _list(trial.ids(*row.path, "diagnoses")), **_both("assessment", trial.text(*row.path, "assessment")),
        "cutoff": row.data.get("cutoff"), "repeats": row.data.get("repeats"), "among": row.data.get("among"), **_source(trial, row),
    }  # fmt: skip


def _counted(row: Row, corpus: Corpus) -> str:
    """``event`` for counts of an endpoint that is a time, without a time point that would make them
    a rate."""
    term = corpus.vocabulary.get("endpoints", str(row.endpoint))
    return "event" if term and term.timed and not row.data.get("timepoint") else "outcome"


def _arm(trial: Trial, id: str) -> Values:
    return {"arm": "" if id == EVERYBODY else id, **_both("arm", trial.text("arms", id, "label"))}


def _measures(cell: Cell, row: Row) -> Values:
    limits = {
        f"{name}_{end}": (cell[name] or {}).get(end)
        for name in ("ci", "range", "iqr")
        for end in ("low", "high")
    }
    measured = {name: cell[name] for name in ("percent", "median", "value")} | limits
    kind = (
        {"ci_level": cell["ci"].get("level"), "ci_kind": cell["ci"].get("kind", "confidence")}
        if cell["ci"]
        else {}
    )
    unit = (
        row.data.get("unit")
        if any(cell[name] is not None for name in ("median", "value", "range", "iqr"))
        else None
    )
    return {
        "events": cell["events"],
        "n": cell["n"],
        "unit": unit,
        **_reached(measured),
        **kind,
        **_computed(cell),
    }


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


def _compared(between: Mapping[str, Any]) -> Values:
    interval = between.get("ci") or {}
    limits = _reached(
        {
            "estimate": between.get("estimate"),
            "ci_low": interval.get("low"),
            "ci_high": interval.get("high"),
        }
    )
    kind = (
        {"ci_level": interval.get("level"), "ci_kind": interval.get("kind", "confidence")}
        if interval
        else {}
    )
    return {
        "versus": between.get("versus"),
        "measure": between.get("measure"),
        **limits,
        **kind,
        **_p(between),
        "p_sided": between.get("sided"),
        "adjusted": between.get("adjusted"),
    }


def _p(data: Mapping[str, Any]) -> Values:
    p = data.get("p")
    return (
        {}
        if p is None
        else {"p": str(p).removeprefix("<"), "p_relation": "<" if str(p).startswith("<") else "="}
    )


def _reached(measured: Mapping[str, Any]) -> Values:
    """The measures that are numbers, and the names of those not reached."""
    missing = [name for name, value in measured.items() if value == NOT_REACHED]
    return {name: value for name, value in measured.items() if name not in missing} | {
        "not_reached": _list(missing)
    }


def _source(trial: Trial, row: Row) -> Values:
    report = trial.get("reports", str(row.data.get("report"))) or {}
    own = {name: row.data.get(name) for name in ("source", "locator", "seen")}
    return {
        **own,
        "confirmed": row.confirmed,
        "report": report.get("name"),
        "report_url": report.get("url"),
        **_both("note", trial.text(*row.path, "note")),
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
