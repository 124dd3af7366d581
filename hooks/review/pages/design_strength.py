"""How strong the design of a study is, for every place that puts the strongest first."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.selection import size, year
from review.evidence.trial import Trial
from review.markup import labels

STRENGTHS = ("randomised-3", "randomised-2", "single-arm", "observational")  # the strongest first
LATE = ("3", "4")


def strength(trial: Trial) -> str:
    """One of ``STRENGTHS``. A trial with a phase that was not randomised counts as single-arm,
    whatever its arms: they were not compared."""
    kind, phase = str(trial.get("design", "kind")), str(trial.get("design", "phase") or "none")
    if kind == "randomised-trial":
        return "randomised-3" if any(each in phase for each in LATE) else "randomised-2"
    return (
        "single-arm"
        if phase != "none" or kind in ("single-arm-trial", "non-randomised-trial")
        else "observational"
    )


def rank(trial: Trial, view: View) -> tuple[int, int, int, str]:
    """Sorts the strongest design first, then the newest, then the largest."""
    known = year(trial, view.corpus)
    return (
        STRENGTHS.index(strength(trial)),
        -int(known if known.isdigit() else 0),
        -(size(trial) or 0),
        trial.id,
    )


def words(trial: Trial, view: View) -> str:
    """Design and phase, as ``随机 3 期`` or ``randomised phase 3``."""
    kind, phase = (
        view.word("kind-short", str(trial.get("design", "kind"))),
        str(trial.get("design", "phase") or "none"),
    )
    if phase == "none":
        return kind
    said = view.word("phase", "of", phase=phase)
    return labels.spaced(kind, said) if view.language == "zh" else f"{kind} {said}"
