"""What a table says of harms: figures, that none were seen, or nothing."""

from __future__ import annotations

from review.evidence.trial import Trial
from review.evidence.vocabulary import Vocabulary

UNSEEN = "harms-unseen"
INTERVENTIONAL = frozenset({"randomised-trial", "single-arm-trial", "non-randomised-trial"})


def interventional(trial: Trial) -> bool:
    """Whether patients were given a treatment for the sake of the study."""
    return trial.design in INTERVENTIONAL


def reports_harms(trial: Trial, vocabulary: Vocabulary) -> bool:
    """Whether a table has rows of harms, or results of an endpoint that is one."""
    endpoints = vocabulary.terms.get("endpoints", {})
    found = (endpoints.get(id) for id in trial.endpoints)
    return bool(trial.harms) or any(term is not None and term.harm for term in found)


def says_unseen(trial: Trial) -> bool:
    """Whether a table says that what was seen gives no figures on harms."""
    return trial.get(UNSEEN) is True
