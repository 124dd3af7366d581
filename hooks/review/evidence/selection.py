"""What a ``trials`` fence asks for: which trials (rows) and which of their fields and results
(columns). Pure; the page is made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.evidence.vocabulary import Vocabulary
from review.sources.record import Record

COLUMNS = (
    *("phase", "n", "status", "design", "line", "comparator", "agents", "diagnoses", "endpoints"),
    *("setting", "since", "year", "primary"),
)
SIZES = ("n", "randomised", "registered", "treated", "eligible", "analysed", "evaluable")
MODIFIERS = ("trials", "columns", "sort")

Filter = Callable[[Trial, set[str], Vocabulary], bool]
FILTERS: Mapping[str, Filter] = {
    "diagnosis": lambda trial, ids, vocabulary: bool(
        set(trial.diagnoses) & vocabulary.below("diagnoses", ids)
    ),
    "agent": lambda trial, ids, vocabulary: bool(set(trial.agents) & ids),
    "agent-class": lambda trial, ids, vocabulary: any(
        _class(agent, vocabulary) in ids for agent in trial.agents
    ),
    "endpoint": lambda trial, ids, vocabulary: bool(set(trial.endpoints) & ids),
    "status": lambda trial, ids, vocabulary: str(trial.get("status")) in ids,
    "phase": lambda trial, ids, vocabulary: str(trial.get("design", "phase")) in ids,
    "design": lambda trial, ids, vocabulary: trial.design in ids,
    "since": lambda trial, ids, vocabulary: str(trial.get("since")) in ids,
    "setting": lambda trial, ids, vocabulary: str(trial.get("population", "setting")) in ids,
}
KEYS = (*FILTERS, *MODIFIERS)
ORDERS: Mapping[str, Callable[[Trial, Corpus], Any]] = {
    "acronym": lambda trial, corpus: str(trial.get("acronym")).lower(),
    "n": lambda trial, corpus: size(trial) or 0,
    "phase": lambda trial, corpus: str(trial.get("design", "phase")),
    "status": lambda trial, corpus: str(trial.get("status")),
    "year": lambda trial, corpus: year(trial, corpus),
}


def select(record: Record, corpus: Corpus) -> list[Trial]:
    """The trials a fence asks for: those that pass every filter, listed ones only where there is a
    list.

    Ids of one filter are alternatives; a diagnosis takes in its narrower ones. Order: that of the
    list, of ``sort`` (``-year`` for the latest first), or of the file names."""
    trials = list(corpus.trials.values())
    named = ids(record.get("trials"))
    if named:
        trials = [corpus.trials[id] for id in named if id in corpus.trials]
    for field, passes in FILTERS.items():
        terms = set(ids(record.get(field)))
        if terms:
            trials = [trial for trial in trials if passes(trial, terms, corpus.vocabulary)]
    order = str(record.get("sort") or "")
    key = ORDERS.get(order.removeprefix("-"))
    if key is None:
        return trials
    return sorted(trials, key=lambda trial: key(trial, corpus), reverse=order.startswith("-"))


def ids(value: Any) -> list[str]:
    """The ids of a field that holds one or a list."""
    if value is None:
        return []
    return [str(id) for id in (value if isinstance(value, list) else [value])]


def size(trial: Trial) -> int | None:
    """How many a study enrolled, by the first definition it gives."""
    return next(
        (number for kind in SIZES if isinstance(number := trial.get("enrolled", kind), int)), None
    )


def year(trial: Trial, corpus: Corpus) -> str:
    """Year of a study's first source; empty where it is unknown."""
    reference = corpus.bibliography.entries.get(next(iter(trial.ids("sources")), ""))
    return str(reference.year) if reference else ""


def _class(agent: str, vocabulary: Vocabulary) -> str | None:
    term = vocabulary.get("agents", agent)
    return term.data.get("class") if term else None
