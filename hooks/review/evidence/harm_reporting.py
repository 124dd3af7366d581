"""What a table says of harms: figures, that none were seen, or nothing."""

from __future__ import annotations

from review.evidence.row import Row
from review.evidence.trial import Trial
from review.evidence.vocabulary import Vocabulary

UNSEEN = "harms-unseen"
INTERVENTIONAL = frozenset({"randomised-trial", "single-arm-trial", "non-randomised-trial"})


def interventional(trial: Trial) -> bool:
    """Whether patients were given a treatment for the sake of the study."""
    return trial.design in INTERVENTIONAL


def harms_of(trial: Trial, vocabulary: Vocabulary) -> list[Row]:
    """The rows of harms of a table, and the results of an endpoint that is one."""
    endpoints = vocabulary.terms.get("endpoints", {})
    harmful = {id for id, term in endpoints.items() if term.harm}
    return [*trial.harms, *(row for row in trial.results if row.endpoint in harmful)]


def reports_harms(trial: Trial, vocabulary: Vocabulary) -> bool:
    """Whether a table has rows of harms, or results of an endpoint that is one."""
    return bool(harms_of(trial, vocabulary))


def says_unseen(trial: Trial) -> bool:
    """Whether a table says that what was seen gives no figures on harms."""
    return trial.get(UNSEEN) is True
