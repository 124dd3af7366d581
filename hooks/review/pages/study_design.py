"""What a study puts to the test, and how strong its design is, to rank it by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from review.edition.edition import Edition
from review.evidence.corpus import Corpus
from review.evidence.row import CASES
from review.evidence.selection import size, year
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import labels
from review.markup.language import Language

# the strongest first; what befell chosen patients comes last
STRENGTHS = ("randomised-3", "randomised-2", "single-arm", "observational", "cases")
LATE = ("3", "4")


def strength(trial: Trial) -> str:
    """One of ``STRENGTHS``. A trial with a phase that was not randomised counts as single-arm,
    whatever its arms: they were not compared."""
    if trial.randomised:
        confirmatory = any(phase in trial.phase for phase in LATE)
        return "randomised-3" if confirmatory else "randomised-2"
    if trial.design in CASES:
        return "cases"
    treated = trial.design in ("single-arm-trial", "non-randomised-trial")
    return "single-arm" if treated or trial.phase != "none" else "observational"


def rank(trial: Trial, corpus: Corpus) -> tuple[int, int, int, str]:
    """Sorts the strongest design first, then the largest, then the newest."""
    published = year(trial, corpus)
    newest = -int(published if published.isdigit() else 0)
    return STRENGTHS.index(strength(trial)), -(size(trial) or 0), newest, trial.id


def design_words(trial: Trial, language: Language) -> str:
    """Design and phase, as ``随机 3 期`` or ``randomised phase 3``."""
    layout = "" if trial.layout == "parallel" else language.word("layout", trial.layout)
    kind = language.bracket(language.word("kind-short", trial.design), layout)
    if trial.phase == "none":
        return kind
    phase = language.word("phase", "of", phase=trial.phase)
    return labels.spaced(kind, phase) if language is Language.ZH else f"{kind} {phase}"


def tested(trial: Trial) -> list[str]:
    """Agents under test: of randomised arms those in which they differ, without what only the
    controls were given; of any other study all that are given, without those of its controls. None
    where the arms differ in something else (dose, interval, order, length), which is then what was
    tested."""
    agents_of_arms = _agents_by_arm(trial)
    controls = [id for id in agents_of_arms if trial.get("arms", id, "control") is True]
    not_tested = set(chain.from_iterable(agents_of_arms.pop(id) for id in controls))
    if trial.randomised and len(agents_of_arms) > 1 and not controls:
        not_tested = set.intersection(*map(set, agents_of_arms.values()))
    agents = dict.fromkeys(chain.from_iterable(agents_of_arms.values()))
    return [agent for agent in agents if agent not in not_tested]


def _agents_by_arm(trial: Trial) -> dict[str, Sequence[str]]:
    """The agents of each arm; of each cohort where a study has no arms."""
    arms = [id for id, arm in trial.arms.items() if arm.get("kind", "arm") == "arm"]
    return {id: trial.ids("arms", id, "agents") for id in arms or trial.arms}


def classes(agents: list[str], edition: Edition) -> list[str]:
    """Classes of agents, each once."""
    terms = (edition.corpus.vocabulary.get("agents", id) for id in agents)
    found = (term.data.get("class") for term in terms if term)
    return list(dict.fromkeys(name for name in found if isinstance(name, str)))


def lineages(kind: str, ids: list[str], edition: Edition) -> list[str]:
    """Ids with those of all broader terms, each once."""
    return list(dict.fromkeys(broader for id in ids for broader in edition.lineage(kind, id)))


def most_studied(kind: str, edition: Edition) -> list[Term]:
    """Terms of a kind, those of most studies first."""
    return sorted(edition.paged(kind), key=lambda term: -len(edition.studied[kind, term.id]))
