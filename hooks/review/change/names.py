"""Names of trials, rows and arms in both languages, as readers know them. Any value is taken as it is: the tables may be broken."""
from __future__ import annotations

from ..problem import Text
from ..render import naming
from ..render.escape import plain
from ..render.labels import word
from ..trial import EVERYBODY, Row, Trial
from ..vocabulary import Vocabulary
from .change import same

LANGUAGES = ("zh", "en")


def trial_name(trial: Trial) -> Text:
    """Acronym, and the part of the trial in brackets."""
    acronym, part = str(trial.get("acronym") or trial.id), trial.text("part")
    return Text(f"{acronym}（{plain(part.zh)}）", f"{acronym} ({plain(part.en)})") if part else same(acronym)


def row_name(trial: Trial, row: Row, vocabulary: Vocabulary) -> Text:
    """Endpoint and time point of a result; label of a harm or fact."""
    if row.kind != "results":
        label = trial.text(*row.path, "label")
        return Text(*map(plain, label)) if label else same(row.id)
    return Text(*(naming.result(row, vocabulary, language) for language in LANGUAGES))


def arm_name(trial: Trial, arm: str) -> Text:
    """Label of an arm."""
    if arm == EVERYBODY:
        return bilingual("everybody")
    label = trial.text("arms", arm, "label")
    return Text(*map(plain, label)) if label else same(arm)


def of_trial(trial: Trial, name: Text) -> Text:
    """What ``name`` names, with its trial before it."""
    owner = trial_name(trial)
    return Text(f"{owner.zh} · {name.zh}", f"{owner.en} · {name.en}")


def bilingual(*path: str) -> Text:
    """An interface word in both languages."""
    return Text(word("zh", *path), word("en", *path))
