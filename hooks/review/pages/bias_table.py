"""Risk of bias as a table of traffic lights: the domains of one study with their reasons, or
several studies by domain. A light is a sign and a word, so that colour is never needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from review.edition.view import View
from review.evidence.trial import Trial
from review.markup.escape import literal
from review.markup.table import table
from review.wording import prose_markdown
from review.wording.trial_words import worded

SIGNS = {"low": "+", "some-concerns": "?", "high": "−", "no-information": "·"}
OVERALL = "overall"

Judged = tuple[str, tuple[str, ...], Any]  # a domain, its path in the table, its block


def of_trial(trial: Trial, view: View) -> str:
    """The domains of a study's judgement, with reasons, who judged and from what, if anybody."""
    judged = _judged(trial)
    if not judged:
        return ""
    rows = [
        [view.word("bias", name), _light(block, view), _reason(trial, path, view)]
        for name, path, block in judged
    ]
    header = [view.word("bias", name) for name in ("domain", "rating", "reason")]
    return f"{table(header, rows)}\n\n{_by(trial, view)}"


def of_studies(trials: Sequence[Trial], view: View) -> str:
    """Studies by domain, a light each; empty where none was judged."""
    found = {trial.id: _judged(trial) for trial in trials}
    judged = [trial for trial in trials if found[trial.id]]
    names = dict.fromkeys(name for trial in judged for name, _, _ in found[trial.id])
    if not judged:
        return ""
    rows = []
    for trial in judged:
        lights = {name: _light(block, view) for name, _, block in found[trial.id]}
        rows.append([view.trial(trial), *(lights.get(name, "") for name in names)])
    return table([view.word("field", "trial"), *(view.word("bias", name) for name in names)], rows)


def _judged(trial: Trial) -> list[Judged]:
    """The domains that were judged and the whole, each with its path and block, in file order."""
    domains = trial.get("bias", "domains")
    named = domains.items() if isinstance(domains, dict) else ()
    found: list[Judged] = [
        (str(name), ("bias", "domains", str(name)), block) for name, block in named
    ]
    found.append((OVERALL, ("bias", OVERALL), trial.get("bias", OVERALL)))
    return [study for study in found if isinstance(study[2], dict)]


def _light(block: Mapping[str, Any], view: View) -> str:
    rating = str(block.get("rating"))
    sign = f'<span class="light" aria-hidden="true">{SIGNS.get(rating, "·")}</span>'
    return f'<span class="bias bias-{rating}">{sign} {view.word("bias-rating", rating)}</span>'


def _reason(trial: Trial, path: tuple[str, ...], view: View) -> str:
    prose = trial.record.prose(view.language, *path, "reason", view.language)
    return prose_markdown.line(prose, view)


def _by(trial: Trial, view: View) -> str:
    """The tool, who judged and when, and from what."""
    block = trial.get("bias", "judged")
    judged = block if isinstance(block, dict) else {}
    sources = judged.get("from")
    reports = [view.word("seen", str(source)) for source in sources or []]
    line = view.word(
        "bias",
        "judged",
        result=_result(trial, view),
        tool=view.word("bias-tool", str(trial.get("bias", "tool"))),
        by=literal(view.word("editors", str(judged.get("by", "")))),
        on=view.language.dated(str(judged.get("on", ""))),
        seen=view.listed(reports),
    )
    return f"<small>{line}</small>"


def _result(trial: Trial, view: View) -> str:
    """The name of the result that was judged."""
    id = trial.get("bias", "result")
    words = worded(trial, view.corpus, view.language)
    return literal(next((words.row(row).name for row in trial.results if row.id == id), str(id)))
