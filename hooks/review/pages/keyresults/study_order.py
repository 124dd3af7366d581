"""In which order the studies of key results stand."""

from __future__ import annotations

import sys

from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.evidence.weighed_evidence import Weight, critical_weights
from review.pages.study_design import rank

UNWEIGHED: Weight = (True, sys.maxsize, sys.maxsize)


def clinical_rank(
    trial: Trial, corpus: Corpus, section: str = ""
) -> tuple[bool, Weight, tuple[int, int, int, str]]:
    """Sorts by the chief question of ``section`` that weighs a study for a critical outcome, what
    only others weigh after these and without their places, what none does last; then by
    ``rank``."""
    weights = critical_weights(corpus).get(trial.id, {})
    elsewhere = [(key, standing, 0) for key, standing, _ in weights.values()]
    weight = weights.get(section)
    return weight is None, weight or min(elsewhere, default=UNWEIGHED), rank(trial, corpus)
