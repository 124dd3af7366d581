"""Names of trials, rows and arms in both languages, as readers know them. Any value is taken as it
is: the tables may be broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from review.evidence.trial import EVERYBODY, Row, Trial
from review.evidence.vocabulary import Vocabulary
from review.markup.escape import plain
from review.markup.language import in_both
from review.problem import Text, same, under
from review.wording import names as naming

LANGUAGES = ("zh", "en")
# digits that stand by themselves within a name, as in NCI 10005
APART = re.compile(r"(?:^|[^A-Za-z0-9])[0-9]")
# kinds of terms that a name with such digits may be of; in that of an endpoint they are a time
CALLED = ("agents", "diagnoses")


def trial_name(trial: Trial) -> Text:
    """Acronym, and the part of the trial in brackets."""
    acronym, part = str(trial.get("acronym") or trial.id), trial.text("part")
    if not part:
        return same(acronym)
    return Text(f"{acronym}（{plain(part.zh)}）", f"{acronym} ({plain(part.en)})")


def with_digits(trials: Iterable[Trial], vocabulary: Vocabulary) -> frozenset[str]:
    """Names of trials, agents and diagnoses that hold digits which could be taken for a figure."""
    terms = (
        name
        for kind in CALLED
        for term in vocabulary.terms.get(kind, {}).values()
        for name in term.all_names
    )
    names = [*(str(trial.get("acronym") or "") for trial in trials), *terms]
    # as prose calls what has another name in brackets
    short = (name.partition(" (")[0] for name in names)
    return frozenset(name for name in (*names, *short) if APART.search(name))


def spans(names: frozenset[str], text: str) -> Iterator[tuple[int, int]]:
    """Where names stand in a text."""
    return (match.span() for match in _any(names).finditer(text)) if names else iter(())


@lru_cache(maxsize=8)
def _any(names: frozenset[str]) -> re.Pattern[str]:
    """One of the names, the longest first, and not within another word."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    alternatives = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![A-Za-z0-9.-])(?:{alternatives})(?![A-Za-z0-9])")


def row_name(trial: Trial, row: Row, vocabulary: Vocabulary) -> Text:
    """What a row is called, with its id where another row of the trial is called the same."""
    name = _row_name(trial, row, vocabulary)
    ambiguous = any(
        namesake.id != row.id
        and namesake.kind == row.kind
        and _row_name(trial, namesake, vocabulary) == name
        for namesake in trial.rows
    )
    return Text(f"{name.zh}（{row.id}）", f"{name.en} ({row.id})") if ambiguous else name


def _row_name(trial: Trial, row: Row, vocabulary: Vocabulary) -> Text:
    if row.kind != "results":
        label = trial.text(*row.path, "label")
        return Text(*map(plain, label)) if label else same(row.id)
    return in_both(lambda language: naming.result(row, vocabulary, language))


def arm_name(trial: Trial, arm: str) -> Text:
    """Label of an arm."""
    if arm == EVERYBODY:
        return bilingual("everybody")
    label = trial.text("arms", arm, "label")
    return Text(*map(plain, label)) if label else same(arm)


def of_trial(trial: Trial, name: Text) -> Text:
    """What ``name`` names, with its trial before it."""
    return under(trial_name(trial), name)


def bilingual(*path: str) -> Text:
    """An interface word in both languages."""
    return in_both(lambda language: language.word(*path))
