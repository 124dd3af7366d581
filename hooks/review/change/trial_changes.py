"""Changes of trial tables: studies, their outcome, design, population, arms and enrolment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from review.change import study_rows
from review.change.renames import matched
from review.change.row_changes import Studies, rows
from review.change.row_names import arm_name, bilingual, of_trial, trial_name
from review.change.study_contents import of_study, study_origin, summary
from review.change.study_rows import NUMBERS
from review.change.table_texts import table_texts
from review.change.value_words import words
from review.change.versions import Versions
from review.edition.found_change import (
    Change,
    Detail,
    FlatRow,
    Origin,
    Weight,
    differing,
    one_sided,
)
from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.problem import Text, same
from review.sources.record import Path


def trials(versions: Versions, texts: bool = True) -> Iterator[Change]:
    """Every change of the trial tables; without ``texts`` not those of their bilingual texts, which
    cost the most to judge, nor the contents of new ones."""
    before, after = versions.before.trials, versions.after.trials
    for old, new in versions.matched(before, after, versions.renames.trials):
        if old and new:
            yield from _changed(Studies(old, new, versions))
            if texts:
                yield from table_texts(old.record, new.record, trial_name(new), versions)
        elif trial := old or new:
            yield _one_sided(trial, versions, old is None, texts)


def _one_sided(trial: Trial, versions: Versions, added: bool, contents: bool) -> Change:
    """A study that came or went: outcome and numbers of rows, then all it says."""
    corpus = versions.after if added else versions.before
    parts = tuple(of_study(trial, corpus)) if contents else ()
    name, place = trial_name(trial), trial.place()
    return one_sided("trial", added, name, place, summary(trial), contents=parts)


def _changed(studies: Studies) -> Iterator[Change]:
    """Every change of a study of both versions."""
    old, new = studies.old, studies.new
    if old.path != new.path:
        detail = Detail(Text("文件", "file"), same(old.path), same(new.path))
        yield Change(
            "trial-renamed", Weight.NEUTRAL, trial_name(new), old.place(), new.place(), (detail,)
        )
    yield from _status(studies)
    yield from _fields(studies)
    yield from _enrolled(studies)
    yield from _arms(studies)
    yield from rows(studies)


def _status(studies: Studies) -> Iterator[Change]:
    old, new = studies.old.get("status"), studies.new.get("status")
    if old != new:
        name, sides = bilingual("field", "status"), (words("status", old), words("status", new))
        yield _of_study(studies, "trial-status", [Detail(name, *sides, "status")])


def _origins(studies: Studies) -> tuple[Origin, Origin]:
    versions = studies.versions
    return study_origin(studies.old, versions.before), study_origin(studies.new, versions.after)


def _fields(studies: Studies) -> Iterator[Change]:
    """Fields of the study itself; who checked is told apart, because it changes no claim."""
    old = study_rows.study(studies.old, studies.versions.before.vocabulary)
    new = study_rows.study(studies.new, studies.versions.after.vocabulary)
    details = [*differing(old, new)]
    checked = [detail for detail in details if detail.key.partition(".")[0] == "checked"]
    claimed = [detail for detail in details if detail not in checked]
    if claimed:
        yield _of_study(studies, "trial-changed", claimed)
    if checked:
        change = _of_study(studies, "trial-checked", checked)
        yield replace(change, weight=Weight.NEUTRAL, origins=(None, None))


def _of_study(studies: Studies, kind: str, details: list[Detail]) -> Change:
    """A clinical change of fields of the study itself, at the first of them."""
    name, path = trial_name(studies.new), details[0].key.split(".")
    places = studies.old.place(*path), studies.new.place(*path)
    return Change(kind, Weight.CLINICAL, name, *places, tuple(details), origins=_origins(studies))


def _enrolled(studies: Studies) -> Iterator[Change]:
    """Each number enrolled that differs."""
    for detail in differing(study_rows.enrolled(studies.old), study_rows.enrolled(studies.new)):
        path = ("enrolled", detail.key.partition(".")[2])
        yield _counted(studies, (detail.key, detail.key), path, NUMBERS, (detail,))


def _arms(studies: Studies) -> Iterator[Change]:
    """Arms that went, came, or say something else."""
    versions = studies.versions
    before = _rows(studies.old, versions.before)
    after = _rows(studies.new, versions.after)
    for old, new in matched(before, after, studies.arms):
        (old_arm, old_values), (new_arm, new_values) = old or ("", {}), new or ("", {})
        one_sided = not (old_arm and new_arm)
        name = bilingual("field", "arm") if one_sided else arm_name(studies.new, new_arm)
        # the texts of one that came or went, too
        if details := tuple(differing(old_values, new_values, texts=one_sided)):
            addresses = (old_arm and f"arms.{old_arm}", new_arm and f"arms.{new_arm}")
            yield _counted(studies, addresses, ("arms", new_arm or old_arm), name, details)


def _rows(trial: Trial, corpus: Corpus) -> dict[str, tuple[str, FlatRow]]:
    """The arms of a study, each with its id, by their ids."""
    return {id: (id, study_rows.arm(arm, corpus.vocabulary)) for id, arm in trial.arms.items()}


def _counted(
    studies: Studies,
    addresses: tuple[str, str],
    path: Path,
    name: Text,
    details: tuple[Detail, ...],
) -> Change:
    """A change of numbers enrolled or of an arm, with the sentences that cite them."""
    return Change(
        "trial-changed",
        Weight.CLINICAL,
        of_trial(studies.new, name),
        studies.old.record.key_place(*path),
        studies.new.record.key_place(*path),
        details,
        studies.sentences(addresses[:1], addresses[1:]),
        addresses[1] or addresses[0],
        _origins(studies),
    )
