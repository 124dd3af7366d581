"""What only changed its name: a trial's file, a row, an arm, a reference's key. What kept its
content is the same thing under another name."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, TypeVar

from review.evidence.corpus import TRIALS, Corpus
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.sources.record import walk

ALIKE = 0.6  # share of equal values from which two trial tables are taken to be one study

Id = TypeVar("Id", bound=Hashable)
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Names:
    """New ids of the rows and arms of one trial, by the old ones."""

    rows: Mapping[str, str]
    arms: Mapping[str, str]

    def address(self, old: str) -> str:
        """The address of the same datum in the new version."""
        head, _, tail = old.partition(".")
        if head == "arms":
            return f"arms.{self.arms.get(tail, tail)}"
        row = self.rows.get(head, head)
        return f"{row}.{self.arms.get(tail, tail)}" if tail else row


@dataclass(frozen=True)
class Renames:
    """New trial ids and reference keys by the old ones; the ids within each trial by its old id."""

    trials: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, Names] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def target(self, path: str, fragment: str) -> str:
        """A link target of the old version as it reads in the new one."""
        folder, name = posixpath.split(path)
        id = name.removesuffix(".yml")
        if folder != TRIALS or id not in self.trials:
            return f"{path}#{fragment}"
        return f"{folder}/{self.trials[id]}.yml#{self.within[id].address(fragment)}"

    def key(self, old: str) -> str:
        return self.keys.get(old, old)


def renames(before: Corpus, after: Corpus) -> Renames:
    """Which names of ``before`` are which names of ``after``; a name that stayed maps to itself."""
    trials = {old: old for old in before.trials if old in after.trials} | _moved_trials(
        before, after
    )
    inner = {old: _names_in(before.trials[old], after.trials[new]) for old, new in trials.items()}
    return Renames(trials, inner, _rekeyed(before, after))


def paired(before: Mapping[Id, Any], after: Mapping[Id, Any]) -> dict[Id, Id]:
    """New ids by old ones: an id that stayed is itself; of the others equal contents are one."""
    pairs = {id: id for id in before if id in after}
    added = {id: content for id, content in after.items() if id not in before}
    for old, content in before.items():
        if old not in after:
            twin = next((id for id, new in added.items() if new == content), None)
            if twin is not None:
                pairs[old] = twin
                del added[twin]
    return pairs


def matched(
    before: Mapping[Id, Thing], after: Mapping[Id, Thing], pairs: Mapping[Id, Id]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """What only the old version has, what only the new one has, and what both have: ``pairs`` are
    the new ids of these by the old ones."""
    added = after.keys() - set(pairs.values())
    yield from ((old, None) for id, old in before.items() if id not in pairs)
    yield from ((None, new) for id, new in after.items() if id in added)
    yield from ((before[old_id], after[new_id]) for old_id, new_id in pairs.items())


def _names_in(before: Trial, after: Trial) -> Names:
    rows = paired(
        {row.id: (row.kind, row.data) for row in before.rows},
        {row.id: (row.kind, row.data) for row in after.rows},
    )
    return Names(rows, paired(before.arms, after.arms))


def _moved_trials(before: Corpus, after: Corpus) -> dict[str, str]:
    """Trials that only one version has, joined where most of their values are equal."""
    removed, added = _trials_only_in(before, after), _trials_only_in(after, before)
    pairs = product(removed, added)
    ranked = sorted((_likeness(removed[old], added[new]), old, new) for old, new in pairs)[::-1]
    moved: dict[str, str] = {}
    for likeness, old, new in ranked:
        if likeness >= ALIKE and old not in moved and new not in moved.values():
            moved[old] = new
    return moved


def _trials_only_in(corpus: Corpus, without: Corpus) -> dict[str, Counter[tuple[Any, ...]]]:
    """The values of the trials that the one version has and the other has not."""
    return {id: _leaves(trial) for id, trial in corpus.trials.items() if id not in without.trials}


def _leaves(trial: Trial) -> Counter[tuple[Any, ...]]:
    return Counter(
        (path, str(value))
        for path, value in walk(trial.record.data)
        if path != ("id",) and not isinstance(value, (dict, list))
    )


def _likeness(old: Counter[Any], new: Counter[Any]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 0.0


def _rekeyed(before: Corpus, after: Corpus) -> dict[str, str]:
    """Keys that only one version has, joined where entries share DOI, PMID or all fields."""
    old, new = before.bibliography.entries, after.bibliography.entries
    added = {key: entry for key, entry in new.items() if key not in old}
    keys: dict[str, str] = {}
    for key, entry in old.items():
        if key not in new:
            twin = next((id for id in added if _one_work(entry, added[id])), None)
            if twin is not None:
                keys[key] = twin
                del added[twin]
    return keys


def _one_work(old: Reference, new: Reference) -> bool:
    identified = any(
        name and name.lower() == twin.lower()
        for name, twin in ((old.doi, new.doi), (old.pmid, new.pmid))
    )
    return identified or (old.title == new.title and old.year == new.year)
