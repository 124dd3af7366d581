"""Which agents a study puts to the test, in which diagnoses: not its controls, nor what every arm
was given."""

from __future__ import annotations

from review.edition.edition import Edition
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term


def tested(trial: Trial) -> list[str]:
    """Agents of the arms that are no control, without those the controls were given, too; where
    that leaves none, the arms differ in something else (dose, schedule, order), and all agents of
    the tested arms count."""
    arms = [id for id, arm in trial.arms.items() if arm.get("kind", "arm") == "arm"] or list(
        trial.arms
    )
    controls = {
        agent
        for id in arms
        if trial.get("arms", id, "control") is True
        for agent in trial.ids("arms", id, "agents")
    }
    given = dict.fromkeys(
        agent
        for id in arms
        if trial.get("arms", id, "control") is not True
        for agent in trial.ids("arms", id, "agents")
    )
    return [agent for agent in given if agent not in controls] or list(given) or trial.agents


def classes(agents: list[str], edition: Edition) -> list[str]:
    """Classes of agents, each once."""
    terms = (edition.corpus.vocabulary.get("agents", id) for id in agents)
    return list(
        dict.fromkeys(
            str(term.data["class"])
            for term in terms
            if term and isinstance(term.data.get("class"), str)
        )
    )


def lineages(kind: str, ids: list[str], edition: Edition) -> list[str]:
    """Ids with those of all broader terms, each once."""
    return list(dict.fromkeys(each for id in ids for each in edition.lineage(kind, id)))


def most_studied(kind: str, edition: Edition) -> list[Term]:
    """Terms of a kind, those of most studies first."""
    return sorted(edition.paged(kind), key=lambda term: -len(edition.studied[kind, term.id]))
